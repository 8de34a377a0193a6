import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useApiInfinite, useApiMutation } from "@/api/hooks";
import { useCan } from "@/app/session";
import type { JoinRequest } from "@/features/agreements/entry/words";
import { readings, signAgreements } from "@/features/agreements/words";
import { type Column, DataList } from "@/ui/data-list";
import { ConfirmDialog } from "@/ui/dialog";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { StatusBadge } from "@/ui/status-badge";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

/** Requests that wait or were refused; nothing when there is none. */
export function MyRequests() {
  const { t } = useLingui();
  const requests = useApiInfinite("/v1/agreements/requests");
  const maySign = useCan(signAgreements);
  const [withdrawn, setWithdrawn] = useState<JoinRequest | null>(null);
  if (!requests.data?.length) return null;
  const columns: Column<JoinRequest>[] = [
    {
      key: "name",
      header: t`Accord`,
      phone: "title",
      cell: ({ name, note }) => (
        <div>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed" fw={400} maw="32rem">
            {note}
          </Text>
        </div>
      ),
    },
    {
      key: "lead",
      header: t`Chef de file`,
      cell: ({ lead_name: lead }) => lead ?? <Trans>Aucun</Trans>,
    },
    { key: "asked", header: t`Demandé le`, cell: ({ requested_at: at }) => <DateText value={at} /> },
    { key: "state", header: t`État`, cell: (request) => <RequestState request={request} /> },
  ];
  const actions = (request: JoinRequest) =>
    maySign && request.state === "requested" ? (
      <Button
        variant="default"
        size="xs"
        onClick={() => setWithdrawn(request)}
        aria-label={t`Retirer la demande pour « ${request.name} »`}
      >
        <Trans>Retirer…</Trans>
      </Button>
    ) : null;
  return (
    <Section title={t`Vos demandes`}>
      <DataList
        label={t`Vos demandes`}
        items={requests.data}
        columns={columns}
        rowKey={({ id }) => id}
        actions={actions}
      />
      <LoadMore query={requests} />
      {withdrawn ? <WithdrawDialog request={withdrawn} onClose={() => setWithdrawn(null)} /> : null}
    </Section>
  );
}

function RequestState({ request: { state, answered_at: at } }: { request: JoinRequest }) {
  return state === "requested" ? (
    <StatusBadge tone="attention">
      <Trans>En attente de réponse</Trans>
    </StatusBadge>
  ) : (
    <StatusBadge tone="negative">
      <Trans>
        Refusée le <DateText value={at} style="short" />
      </Trans>
    </StatusBadge>
  );
}

function WithdrawDialog({ request, onClose }: { request: JoinRequest; onClose: () => void }) {
  const { t } = useLingui();
  const { agreement_id, name } = request;
  const withdraw = useApiMutation("delete", "/v1/agreements/{agreement_id}/requests", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Votre demande est retirée.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer votre demande pour « ${name} » ?`}
      consequences={
        <Trans>Les parties ne la verront plus, ni vos raisons. Vous pourrez demander de nouveau.</Trans>
      }
      confirmLabel={t`Retirer la demande`}
      danger
      pending={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate({ path: { agreement_id } })}
    />
  );
}
