import { useLingui } from "@lingui/react/macro";
import { Avatar, UnstyledButton, type UnstyledButtonProps, VisuallyHidden } from "@mantine/core";
import { type ComponentPropsWithRef, lazy, Suspense, useState } from "react";
import { useMe } from "@/app/session";

const loadMenu = () => import("@/app/account-menu");
const AccountMenu = lazy(() => loadMenu().then((module) => ({ default: module.AccountMenu })));

/** Opens the account menu, which is loaded when the pointer or the focus comes near. */
export function AccountButton() {
  const [asked, setAsked] = useState(false);
  const near = () => void loadMenu();
  const trigger = <AccountTrigger onClick={() => setAsked(true)} onPointerEnter={near} onFocus={near} />;
  if (!asked) return trigger;
  return (
    <Suspense fallback={trigger}>
      <AccountMenu />
    </Suspense>
  );
}

/** The person's initials, as a button. */
export function AccountTrigger(props: UnstyledButtonProps & ComponentPropsWithRef<"button">) {
  const { t } = useLingui();
  const { name } = useMe().person;
  return (
    <UnstyledButton aria-haspopup="menu" style={{ borderRadius: 22, padding: 3, flex: "none" }} {...props}>
      <Avatar name={name} color="pine" size={38} alt="" aria-hidden="true" />
      <VisuallyHidden>{t`Mon compte : ${name}`}</VisuallyHidden>
    </UnstyledButton>
  );
}
