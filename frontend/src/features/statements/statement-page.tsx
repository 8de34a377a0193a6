import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconBan, IconFileTypePdf } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import { useSaveFile } from "@/api/save-file";
import { StatementBadge, useKindName } from "@/features/statements/badges";
import { HowMuch } from "@/features/statements/how-much";
import { HowToPay } from "@/features/statements/how-to-pay";
import { BackToStatements } from "@/features/statements/links";
import { PaymentsSection } from "@/features/statements/payments-section";
import { RemindersSection } from "@/features/statements/reminders-section";
import { SidesSection } from "@/features/statements/sides-section";
import { WhySection } from "@/features/statements/why-section";
import { kindWords, type Statement } from "@/features/statements/words";
import { Refusal } from "@/ui/dialog";
import { FictionalBadge } from "@/ui/fictional-badge";
import { LoadedPage } from "@/ui/loaded-page";
import { Page } from "@/ui/page";
import { DateText } from "@/ui/values";

/** One statement: how much, by when, why, how to pay, what was paid. */
export function StatementPage({ statementId }: { statementId: string }) {
  const { t } = useLingui();
  const statement = useApiQuery("/v1/statements/{statement_id}", { path: { statement_id: statementId } });
  return (
    <LoadedPage query={statement} title={t`Relevé`} above={<BackToStatements />}>
      {(read) => <Shown statement={read} />}
    </LoadedPage>
  );
}

function Shown({ statement }: { statement: Statement }) {
  const name = useKindName(statement.kind);
  return (
    <Page
      title={`${name} ${statement.reference}`}
      lead={<Lead statement={statement} />}
      above={<BackToStatements agreement={statement.agreement_id} />}
      badge={
        <>
          <StatementBadge statement={statement} />
          {statement.fictional ? <FictionalBadge /> : null}
        </>
      }
      actions={<Pdf statement={statement} />}
    >
      <Cancelled statement={statement} />
      <HowMuch statement={statement} />
      <WhySection statement={statement} />
      <HowToPay statement={statement} />
      <PaymentsSection statement={statement} />
      <RemindersSection statement={statement} />
      <SidesSection statement={statement} />
    </Page>
  );
}

function Lead({ statement }: { statement: Statement }) {
  const { i18n } = useActiveLingui();
  const { title, instalment, instalments, agreement_name: agreement, kind } = statement;
  return (
    <>
      <Text inherit>
        {title}
        {instalment !== null && instalments !== null && instalments > 1 ? (
          <>
            {" "}
            <Trans>
              (appel {instalment} sur {instalments})
            </Trans>
          </>
        ) : null}{" "}
        · {agreement}
      </Text>
      <Text inherit>{i18n._(kindWords[kind].meaning)}</Text>
    </>
  );
}

/** The document to file. A refusal, or a silence, is said in place. */
function Pdf({ statement }: { statement: Statement }) {
  const file = useSaveFile();
  const { id, reference } = statement;
  return (
    <Stack gap="xs" align="flex-end">
      <Button
        variant="default"
        leftSection={<IconFileTypePdf size={18} aria-hidden="true" />}
        loading={file.isPending}
        onClick={() => file.mutate({ address: `/v1/statements/${id}/pdf`, fileName: `${reference}.pdf` })}
      >
        <Trans>Télécharger le PDF</Trans>
      </Button>
      {file.error ? <Refusal error={file.error} /> : null}
    </Stack>
  );
}

function Cancelled({ statement }: { statement: Statement }) {
  const { t } = useLingui();
  const { state, cancelled_at: at, cancelled_because: because } = statement;
  if (state !== "cancelled") return null;
  return (
    <Alert
      role="note"
      variant="light"
      color="gray"
      icon={<IconBan aria-hidden="true" />}
      title={t`Relevé annulé : il n’y a plus rien à payer`}
      mb="xl"
    >
      <Group gap="xs">
        <Text size="sm">
          {at ? <DateText value={at} /> : null}
          {because ? ` · ${because}` : null}
        </Text>
      </Group>
    </Alert>
  );
}
