import { useLingui } from "@lingui/react/macro";
import { UnstyledButton, type UnstyledButtonProps } from "@mantine/core";
import { IconSelector } from "@tabler/icons-react";
import { type ComponentPropsWithRef, lazy, Suspense, useState } from "react";
import classes from "@/app/organisation-switcher.module.css";
import { useMe } from "@/app/session";

const loadMenu = () => import("@/app/organisation-menu");
const OrganisationMenu = lazy(() => loadMenu().then((module) => ({ default: module.OrganisationMenu })));

/** Whom one acts for; a menu, loaded when asked for, when there are several. */
export function OrganisationSwitcher() {
  const { acting_for: current, mandates } = useMe();
  const [asked, setAsked] = useState(false);
  const near = () => void loadMenu();
  if (mandates.length < 2) return <span className={classes.name}>{current?.organisation_name}</span>;
  const trigger = <OrganisationTrigger onClick={() => setAsked(true)} onPointerEnter={near} onFocus={near} />;
  if (!asked) return trigger;
  return (
    <Suspense fallback={trigger}>
      <OrganisationMenu />
    </Suspense>
  );
}

/** The organisation's name, as a button. */
export function OrganisationTrigger(props: UnstyledButtonProps & ComponentPropsWithRef<"button">) {
  const { t } = useLingui();
  const { acting_for: current } = useMe();
  const name = current?.organisation_name ?? t`Choisir une organisation`;
  return (
    <UnstyledButton
      className={classes.button ?? ""}
      aria-label={t`${name} : agir pour une autre organisation`}
      aria-haspopup="menu"
      {...props}
    >
      <span className={classes.name}>{name}</span>
      <IconSelector size={18} aria-hidden="true" />
    </UnstyledButton>
  );
}
