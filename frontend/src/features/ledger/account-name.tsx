import { useLingui } from "@lingui/react";
import { useLingui as useWords } from "@lingui/react/macro";
import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMe } from "@/app/session";
import { type AccountName, purposeWords } from "@/features/ledger/words";

type Named = Pick<AccountName, "purpose" | "organisation_id" | "organisation_name" | "label">;

/** How an account is called on screen: "Votre part reprenable", "Projet : Un rail de transfert mutualisé". */
export function useAccountName(): (account: Named) => string {
  const { t } = useWords();
  const { i18n } = useLingui();
  const me = useMe().acting_for?.organisation_id;

  const kept = ({ purpose, organisation_id: id, organisation_name: name }: Named): string => {
    const mine = id !== null && id === me;
    if (purpose === "stake") return mine ? t`Votre part reprenable` : t`Part reprenable – ${name}`;
    if (purpose === "party") return mine ? t`Vos moyens propres` : t`Moyens propres – ${name}`;
    if (purpose === "due") return mine ? t`Ce que vous devez` : t`Dû – ${name}`;
    if (purpose === "payable") return mine ? t`Ce qui vous est dû` : t`À payer – ${name}`;
    const alone = i18n._(purposeWords[purpose].name);
    return name ? `${alone} – ${name}` : alone;
  };

  return (account) => {
    const { purpose, label } = account;
    if (!label) return kept(account);
    if (purpose === "project") return t`Projet : ${label}`;
    if (purpose === "other") {
      const { organisation_id: id, organisation_name: name } = account;
      if (id !== null && id === me) return t`Votre compte « ${label} »`;
      return name ? `${label} – ${name}` : label;
    }
    return `${kept(account)} – ${label}`;
  };
}

const ofParties = ["stake", "party", "due", "payable"];

/** Under the heading of its purpose, an account needs no more than whose it is, or its label. */
export function shortName({ purpose, label, organisation_name: name }: Named): string | null {
  if (purpose === "project") return label;
  if (purpose === "other" && label && name) return `${label} – ${name}`;
  if (!ofParties.includes(purpose) || !name) return null;
  return label ? `${name} – ${label}` : name;
}

type AccountLinkProps = {
  account: Named & { id: string };
  agreementId: string;
  strong?: boolean;
  /** Its heading already says what it is for. */
  short?: boolean;
};

/** To the statement of an account. */
export function AccountLink({ account, agreementId, strong = false, short = false }: AccountLinkProps) {
  const nameOf = useAccountName();
  return (
    <Anchor
      component={Link}
      to="/ledger/$agreementId/accounts/$accountId"
      params={{ agreementId, accountId: account.id } as never}
      {...(strong ? { fw: 600 } : {})}
    >
      {(short && shortName(account)) || nameOf(account)}
    </Anchor>
  );
}
