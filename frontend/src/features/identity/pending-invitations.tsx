import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { useApiInfinite, useApiMutation } from "@/api/hooks";
import { usePowerNames, useRoleName } from "@/features/identity/mandate-words";
import type { Invitation } from "@/features/identity/words";
import { type Column, DataList } from "@/ui/data-list";
import { ConfirmDialog } from "@/ui/dialog";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

/** Invitations nobody has answered yet. */
export function PendingInvitations() {
  const { t } = useLingui();
  const invitations = useApiInfinite("/v1/identity/invitations");
  return (
    <div style={{ marginTop: "2.5rem" }}>
      <Section title={t`Invitations en attente`}>
        <Loaded query={invitations} lines={2}>
          {(items) => <PendingList invitations={items.filter(({ state }) => state === "pending")} />}
        </Loaded>
        <LoadMore query={invitations} />
      </Section>
    </div>
  );
}

function PendingList({ invitations }: { invitations: Invitation[] }) {
  const { t } = useLingui();
  const roleName = useRoleName();
  const powerNames = usePowerNames();
  const [revoked, setRevoked] = useState<Invitation | null>(null);
  if (invitations.length === 0) {
    return (
      <Text c="dimmed">
        <Trans>Aucune invitation n’attend de réponse.</Trans>
      </Text>
    );
  }
  const columns: Column<Invitation>[] = [
    { key: "email", header: t`Adresse`, phone: "title", cell: ({ email }) => email },
    { key: "role", header: t`Rôle`, cell: ({ role }) => roleName(role) },
    { key: "powers", header: t`Pouvoirs`, cell: ({ powers }) => powerNames(powers) },
    {
      key: "until",
      header: t`Valable jusqu’au`,
      cell: ({ expires_at }) => <DateText value={expires_at} style="short" />,
    },
  ];
  return (
    <>
      <DataList
        label={t`Invitations en attente`}
        items={invitations}
        columns={columns}
        rowKey={(invitation) => invitation.id}
        actions={(invitation) => (
          <Button
            variant="default"
            size="xs"
            aria-label={t`Annuler l’invitation de ${invitation.email}`}
            onClick={() => setRevoked(invitation)}
          >
            <Trans>Annuler l’invitation</Trans>
          </Button>
        )}
      />
      {revoked ? <RevokeDialog invitation={revoked} onClose={() => setRevoked(null)} /> : null}
    </>
  );
}

function RevokeDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { t } = useLingui();
  const { email } = invitation;
  const revoke = useApiMutation("delete", "/v1/identity/invitations/{invitation_id}", {
    invalidates: ["/v1/identity/invitations"],
    onSuccess: () => {
      toastDone(t`L’invitation de ${email} est annulée.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Annuler l’invitation de ${email} ?`}
      consequences={
        <Trans>Le lien ne fonctionnera plus. Vous pourrez inviter cette personne à nouveau.</Trans>
      }
      confirmLabel={t`Annuler l’invitation`}
      danger
      pending={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate({ path: { invitation_id: invitation.id } })}
    />
  );
}
