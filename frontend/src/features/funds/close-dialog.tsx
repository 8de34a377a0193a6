import { Trans, useLingui } from "@lingui/react/macro";
import { List, Stack, Text } from "@mantine/core";
import { useApiMutation, useApiQuery, useIdempotencyKey } from "@/api/hooks";
import { type Payer, payersOf } from "@/features/funds/payers";
import { type Fund, type Project, readings } from "@/features/funds/words";
import { ConfirmDialog, Dialog } from "@/ui/dialog";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { Money, Percent } from "@/ui/values";

type CloseProps = { project: Project; fund: Fund; onClose: () => void };

/** Closes a project, after saying what goes back and to whom; not while a payment awaits an answer. */
export function CloseDialog(props: CloseProps) {
  const { t } = useLingui();
  const { project, onClose } = props;
  if (project.pending_cents === 0) return <Close {...props} />;
  return (
    <Dialog opened onClose={onClose} title={t`Ce projet ne peut pas encore être clos`}>
      <Trans>
        Des paiements de ce projet, pour <Money cents={project.pending_cents} />, attendent une approbation.
        Approuvez-les, refusez-les ou retirez-les d’abord.
      </Trans>
    </Dialog>
  );
}

function Close({ project, fund, onClose }: CloseProps) {
  const { t } = useLingui();
  const { key } = useIdempotencyKey();
  const close = useApiMutation("post", "/v1/funds/{fund_id}/projects/{project_id}/close", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le projet est clos.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Clore ce projet ?`}
      consequences={
        project.remaining_cents === 0 ? (
          <Trans>
            Tout ce qui était engagé est payé : rien ne revient au fonds. Plus aucun paiement ne se demandera.
          </Trans>
        ) : (
          <WhatGoesBack project={project} fund={fund} />
        )
      }
      confirmLabel={t`Clore le projet`}
      danger={project.remaining_cents > 0}
      pending={close.isPending}
      error={close.error}
      onConfirm={() =>
        close.mutate({
          path: { fund_id: project.fund_id, project_id: project.id },
          idempotencyKey: key,
        })
      }
    />
  );
}

function WhatGoesBack({ project, fund }: { project: Project; fund: Fund }) {
  const lines = useApiQuery(
    "/v1/ledger/accounts/{account_id}/lines",
    { path: { account_id: project.account_id ?? "" }, query: { kind: "commitment", limit: 100 } },
    { enabled: project.account_id !== null },
  );
  return (
    <Stack gap="sm">
      <Text>
        <Trans>
          <strong>
            <Money cents={project.remaining_cents} />
          </strong>{" "}
          n’ont pas été payés. Ils reviennent à ceux qui ont payé ce projet, dans ces proportions :
        </Trans>
      </Text>
      <Loaded query={lines} lines={2}>
        {({ items }) => <Payers payers={payersOf(items)} />}
      </Loaded>
      <Text c="dimmed">
        {fund.rules.late_release_to_leavers ? (
          <Trans>La part d’un membre parti depuis lui est due : les règles en vigueur le disent.</Trans>
        ) : (
          <Trans>
            La part d’un membre parti depuis va aux autres, en proportion : les règles en vigueur le disent.
          </Trans>
        )}{" "}
        <Trans>Plus aucun paiement ne se demandera pour ce projet. On ne peut pas revenir en arrière.</Trans>
      </Text>
    </Stack>
  );
}

function Payers({ payers }: { payers: Payer[] }) {
  return (
    <List spacing={4}>
      {payers.map(({ key, name, ratio }) => (
        <List.Item key={key}>
          {name ?? <Trans>Le pot commun des cotisations</Trans>}
          {", "}
          <Percent ratio={ratio} />
        </List.Item>
      ))}
    </List>
  );
}
