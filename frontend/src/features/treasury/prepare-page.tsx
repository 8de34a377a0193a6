import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Stack } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import { useCan, useMe } from "@/app/session";
import { BackLink } from "@/features/agreements/back-link";
import { leads, type OneAgreement } from "@/features/agreements/one-agreement";
import { useOpenStatements } from "@/features/treasury/open-statements";
import { PrepareForm } from "@/features/treasury/prepare-form";
import { type FileKind, manageTreasury } from "@/features/treasury/words";
import { Page } from "@/ui/page";
import { Loaded } from "@/ui/states";

type PreparePageProps = { agreement: OneAgreement; kind: FileKind | undefined };

/** Chooses what a payment file asks the bank. */
export function PreparePage({ agreement, kind }: PreparePageProps) {
  const { t } = useLingui();
  const mayManage = useCan(manageTreasury);
  const isParty = agreement.my_state === "accepted" && agreement.my_role !== "observer";
  return (
    <Page
      title={t`Préparer un fichier de paiement`}
      lead={
        <Trans>
          Pour « {agreement.name} ». Rien n’est payé par ce fichier tant que vous ne l’avez pas déposé et
          validé à votre banque.
        </Trans>
      }
      above={
        <BackLink to={`/treasury/${agreement.id}${leads(agreement) ? "?view=files" : ""}`}>
          <Trans>Banque</Trans>
        </BackLink>
      }
    >
      {mayManage && isParty ? (
        <ReadFirst agreement={agreement} kind={kind} />
      ) : (
        <Alert color="gray" variant="light" icon={<IconLock aria-hidden="true" />}>
          {isParty ? (
            <Trans>
              Votre mandat ne permet pas de préparer un paiement : il y faut le pouvoir de dépenser.
            </Trans>
          ) : (
            <Trans>Votre organisation ne prend pas part à cet accord : elle n’y a rien à payer ici.</Trans>
          )}
        </Alert>
      )}
    </Page>
  );
}

function ReadFirst({ agreement, kind }: PreparePageProps) {
  const me = useMe().acting_for?.organisation_id ?? "";
  const statements = useOpenStatements(agreement.id);
  const owed = useApiQuery("/v1/settlements/owed", { query: { agreement_id: agreement.id } });
  const accounts = useApiQuery("/v1/banking/accounts", { query: { open: true, limit: 100 } });
  return (
    <Stack gap="md">
      <Loaded query={accounts}>
        {({ items: ours }) => (
          <Loaded query={owed}>
            {({ transfers }) => (
              <Loaded query={statements}>
                {(open) => (
                  <PrepareForm
                    key={kind ?? "transfers"}
                    agreement={agreement}
                    kind={leads(agreement) ? (kind ?? "transfers") : "transfers"}
                    asker={{ me, leads: leads(agreement) }}
                    accounts={ours}
                    statements={open}
                    transfers={transfers}
                  />
                )}
              </Loaded>
            )}
          </Loaded>
        )}
      </Loaded>
    </Stack>
  );
}
