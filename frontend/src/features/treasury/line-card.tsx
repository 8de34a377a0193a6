import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconArrowBackUp } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import { StatementLink } from "@/features/treasury/links";
import { Proposals } from "@/features/treasury/proposals";
import { TakeBackDialog } from "@/features/treasury/take-back-dialog";
import classes from "@/features/treasury/treasury.module.css";
import type { BankLine } from "@/features/treasury/words";
import { Amount } from "@/ui/amount";
import { Refusal } from "@/ui/dialog";
import { StatusBadge } from "@/ui/status-badge";
import { toastDone } from "@/ui/toast";
import { DateText, Money } from "@/ui/values";

type LineCardProps = { line: BankLine; mayManage: boolean; onDone: () => void };

/** One line of the bank, and beside it what it pays or may pay. */
export function LineCard(props: LineCardProps) {
  const { line } = props;
  return (
    <>
      <Movement line={line} />
      {line.state === "open" ? <Proposals {...props} /> : null}
      {line.state === "matched" ? <Matched {...props} /> : null}
      {line.state === "set_aside" ? <SetAside {...props} /> : null}
    </>
  );
}

function Movement({ line }: { line: BankLine }) {
  const { booked_on: day, cents, label, counterparty, bank_reference: reference } = line;
  return (
    <Stack gap={2}>
      <Group gap="sm" align="baseline">
        <span className={classes.cents}>
          <Amount value={cents} unit="EUR/2" signed />
        </span>
        <Text size="sm" c="dimmed">
          {cents > 0 ? <Trans>reçus le</Trans> : <Trans>versés le</Trans>} <DateText value={day} />
        </Text>
      </Group>
      <Text className={classes.label ?? ""}>{label}</Text>
      {counterparty && counterparty !== label ? (
        <Text size="sm" c="dimmed" className={classes.label ?? ""}>
          {cents > 0 ? <Trans>De : {counterparty}</Trans> : <Trans>À : {counterparty}</Trans>}
        </Text>
      ) : null}
      {reference ? (
        <Text size="sm" c="dimmed" className={classes.label ?? ""}>
          <Trans>Référence de la banque : {reference}</Trans>
        </Text>
      ) : null}
    </Stack>
  );
}

function Matched({ line, mayManage, onDone }: LineCardProps) {
  const [opened, setOpened] = useState(false);
  const { matched, rest_cents: rest } = line;
  if (!matched) return null;
  const { statement_id: id, statement_reference: reference, organisation_name: name, cents } = matched;
  return (
    <Stack gap="sm" align="flex-start">
      <div>
        <StatusBadge tone="positive">
          <Trans>Rapprochée</Trans>
        </StatusBadge>
        <Text mt={4}>
          <Trans>
            Paie <Money cents={cents} /> du relevé <StatementLink id={id} reference={reference} /> ({name}).
          </Trans>
        </Text>
        {rest > 0 && !matched.reversed ? (
          <Text size="sm" c="dimmed">
            <Trans>
              Restent <Money cents={rest} /> de cette ligne, qu’aucun relevé n’explique.
            </Trans>
          </Text>
        ) : null}
      </div>
      {matched.reversed ? (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden="true" />}>
          <Trans>
            Ce paiement a été annulé depuis sur le relevé. Reprenez cette ligne pour la rapprocher à nouveau.
          </Trans>
        </Alert>
      ) : null}
      {mayManage ? (
        <Button
          variant="default"
          size="sm"
          leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
          onClick={() => setOpened(true)}
        >
          <Trans>Reprendre cette ligne</Trans>
        </Button>
      ) : null}
      {opened ? <TakeBackDialog line={line} onClose={() => setOpened(false)} onDone={onDone} /> : null}
    </Stack>
  );
}

function SetAside({ line, mayManage, onDone }: LineCardProps) {
  const { t } = useLingui();
  const reopen = useApiMutation("post", "/v1/treasury/lines/{line_id}/reopen", {
    invalidates: ["/v1/treasury"],
    onSuccess: () => {
      toastDone(t`Cette ligne est de nouveau à rapprocher.`);
      onDone();
    },
  });
  return (
    <Stack gap="sm" align="flex-start">
      <div>
        <StatusBadge tone="neutral">
          <Trans>Mise de côté</Trans>
        </StatusBadge>
        <Text mt={4} className={classes.label ?? ""}>
          {line.note}
        </Text>
      </div>
      {reopen.error ? <Refusal error={reopen.error} /> : null}
      {mayManage ? (
        <Button
          variant="default"
          size="sm"
          loading={reopen.isPending}
          leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
          onClick={() => reopen.mutate({ path: { line_id: line.id } })}
        >
          <Trans>Reprendre cette ligne</Trans>
        </Button>
      ) : null}
    </Stack>
  );
}
