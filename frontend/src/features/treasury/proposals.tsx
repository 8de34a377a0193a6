import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { ChooseDialog } from "@/features/treasury/choose-dialog";
import { Elsewhere, StatementLink } from "@/features/treasury/links";
import { SetAsideDialog } from "@/features/treasury/set-aside-dialog";
import classes from "@/features/treasury/treasury.module.css";
import { type BankLine, confidenceWords, type Proposal, readings } from "@/features/treasury/words";
import { Refusal } from "@/ui/dialog";
import { Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { toastDone } from "@/ui/toast";
import { DateText, Money } from "@/ui/values";

type ProposalsProps = { line: BankLine; mayManage: boolean; onDone: () => void };

/** What an open line may pay, the surest first; what to do when it is none of these. */
export function Proposals({ line, mayManage, onDone }: ProposalsProps) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<"choose" | "aside" | null>(null);
  const close = () => setOpened(null);
  const found = useApiQuery("/v1/treasury/lines/{line_id}/proposals", { path: { line_id: line.id } });
  const { key, renew } = useIdempotencyKey();
  const match = useApiMutation("post", "/v1/treasury/lines/{line_id}/match", {
    invalidates: readings,
    onSuccess: ({ matched }) => {
      renew();
      const reference = matched?.statement_reference ?? "";
      toastDone(t`Rapprochée : le paiement est inscrit sur le relevé ${reference}.`);
      onDone();
    },
  });
  const pay = (statementId: string) =>
    match.mutate({
      path: { line_id: line.id },
      body: { statement_id: statementId, method: "transfer" },
      idempotencyKey: key,
    });
  return (
    <Stack gap="sm">
      <Loaded query={found} lines={1}>
        {({ items }) =>
          items.length > 0 ? (
            <ul className={classes.proposals}>
              {items.map((one, place) => (
                <OneProposal
                  key={one.statement_id ?? one.transfer_id}
                  proposal={one}
                  line={line}
                  main={place === 0 && one.confidence !== "possible"}
                  mayManage={mayManage}
                  pending={match.isPending && match.variables?.body.statement_id === one.statement_id}
                  onMatch={pay}
                />
              ))}
            </ul>
          ) : (
            <Text c="dimmed">
              <Trans>Aucun relevé à régler n’a ce montant, et le libellé n’en cite aucun.</Trans>
            </Text>
          )
        }
      </Loaded>
      {match.error ? <Refusal error={match.error} /> : null}
      {mayManage ? (
        <Group gap="sm">
          <Button variant="default" size="sm" onClick={() => setOpened("choose")}>
            {found.data?.items.length ? (
              <Trans>Choisir un autre relevé</Trans>
            ) : (
              <Trans>Choisir un relevé</Trans>
            )}
          </Button>
          <Button variant="default" size="sm" onClick={() => setOpened("aside")}>
            <Trans>Mettre de côté</Trans>
          </Button>
        </Group>
      ) : null}
      {opened === "choose" ? <ChooseDialog line={line} onClose={close} onDone={onDone} /> : null}
      {opened === "aside" ? <SetAsideDialog line={line} onClose={close} onDone={onDone} /> : null}
    </Stack>
  );
}

type OneProposalProps = {
  proposal: Proposal;
  line: BankLine;
  main: boolean;
  mayManage: boolean;
  pending: boolean;
  onMatch: (statementId: string) => void;
};

function OneProposal({ proposal, line, main, mayManage, pending, onMatch }: OneProposalProps) {
  const { i18n } = useActiveLingui();
  const { t } = useLingui();
  const { confidence, organisation_name: name, reference, due_on: due } = proposal;
  const { statement_id: statement, settlement_id: settlement, why, cents } = proposal;
  const { name: sureness, tone } = confidenceWords[confidence];
  const rest = Math.abs(line.cents) - cents;
  return (
    <li className={classes.proposal}>
      <Stack gap={2}>
        <Group gap="xs">
          <StatusBadge tone={tone}>{i18n._(sureness)}</StatusBadge>
          <Text span fw={600}>
            {statement ? (
              <StatementLink id={statement} reference={reference} />
            ) : (
              <Trans>Virement d’une compensation ({reference})</Trans>
            )}
            {` · ${name}`}
          </Text>
        </Group>
        <Text size="sm">{why}</Text>
        <Text size="sm" c="dimmed">
          {due ? (
            <Trans>
              Échéance le <DateText value={due} />.
            </Trans>
          ) : null}
          {rest > 0 ? (
            <>
              {" "}
              <Trans>
                <Money cents={rest} /> de cette ligne resteront inexpliqués.
              </Trans>
            </>
          ) : null}
        </Text>
        {settlement ? (
          <Text size="sm">
            <Trans>
              Marquez-le payé dans <Elsewhere to={`/settlements/${settlement}`}>sa compensation</Elsewhere>,
              puis mettez cette ligne de côté.
            </Trans>
          </Text>
        ) : null}
      </Stack>
      {statement && mayManage ? (
        <Button
          size="sm"
          variant={main ? "filled" : "light"}
          loading={pending}
          leftSection={<IconLink size={16} aria-hidden="true" />}
          aria-label={t`Rapprocher de ${reference}, ${name}`}
          onClick={() => onMatch(statement)}
        >
          <Trans>Rapprocher</Trans>
        </Button>
      ) : null}
    </li>
  );
}
