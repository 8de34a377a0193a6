import { Trans, useLingui } from "@lingui/react/macro";
import { IconReceipt } from "@tabler/icons-react";
import { useCan } from "@/app/session";
import { mayBillIn, useAgreements } from "@/features/statements/agreements";
import { BillForm } from "@/features/statements/bill-form";
import { BackToStatements } from "@/features/statements/links";
import type { AgreementSearch } from "@/features/statements/search";
import { issueStatements } from "@/features/statements/words";
import { ButtonLink } from "@/ui/links";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

/** One's organisation bills another party, at cost. */
export function NewStatementPage({ search: { agreement } }: { search: AgreementSearch }) {
  const { t } = useLingui();
  const mayIssue = useCan(issueStatements);
  return (
    <Page
      title={t`Facturer une autre partie`}
      lead={t`Pour ce que votre organisation a fait ou avancé pour une autre : elle vous le doit directement, à prix coûtant, sans passer par la caisse commune.`}
      above={<BackToStatements agreement={agreement} />}
    >
      {mayIssue ? <Billing asked={agreement} /> : <MayNotBill />}
    </Page>
  );
}

function MayNotBill() {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconReceipt}
      title={t`Votre mandat ne permet pas de facturer`}
      action={
        <ButtonLink to="/statements" variant="default">
          <Trans>Voir les relevés</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        Il y faut le pouvoir de dépenser. Confiez-le à la direction ou à la coordination de votre
        organisation.
      </Trans>
    </EmptyState>
  );
}

function Billing({ asked }: { asked: string | undefined }) {
  const { t } = useLingui();
  const agreements = useAgreements();
  return (
    <Loaded query={agreements} lines={8}>
      {(all) => {
        const choices = all.filter(mayBillIn);
        const only = choices.length === 1 ? choices[0] : undefined;
        const first = choices.find(({ id }) => id === asked) ?? only;
        return choices.length > 0 ? (
          <BillForm agreements={choices} first={first?.id ?? null} />
        ) : (
          <EmptyState
            icon={IconReceipt}
            title={t`Aucun accord où facturer`}
            action={
              <ButtonLink to="/pools" variant="default">
                <Trans>Voir les mutualisations</Trans>
              </ButtonLink>
            }
          >
            <Trans>
              On facture une partie d’un accord en vigueur dont on est partie soi-même. Créez-en un, ou
              répondez à une invitation.
            </Trans>
          </EmptyState>
        );
      }}
    </Loaded>
  );
}
