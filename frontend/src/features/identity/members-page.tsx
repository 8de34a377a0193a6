import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import { IconUserPlus, IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useCan, useMe } from "@/app/session";
import { EndMandateDialog } from "@/features/identity/end-mandate-dialog";
import { InviteDialog } from "@/features/identity/invite-dialog";
import { usePowerNames, useRoleName } from "@/features/identity/mandate-words";
import { MemberDialog } from "@/features/identity/member-dialog";
import { PendingInvitations } from "@/features/identity/pending-invitations";
import { type Member, manageMembers } from "@/features/identity/words";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

/** Who acts for the organisation, and in what capacity. */
export function MembersPage() {
  const { t } = useLingui();
  const { acting_for: mandate } = useMe();
  const mayManage = useCan(manageMembers);
  const members = useApiInfinite("/v1/identity/members");
  const [inviting, setInviting] = useState(false);
  const organisation = mandate?.organisation_name ?? "";
  return (
    <Page
      title={t`Membres`}
      lead={t`Les personnes qui agissent pour ${organisation}, leur rôle et leurs pouvoirs.`}
      actions={
        mayManage ? (
          <Button
            leftSection={<IconUserPlus size={18} aria-hidden="true" />}
            onClick={() => setInviting(true)}
          >
            <Trans>Inviter une personne</Trans>
          </Button>
        ) : null
      }
    >
      <Loaded query={members}>{(items) => <MemberList members={items} mayManage={mayManage} />}</Loaded>
      <LoadMore query={members} />
      {mayManage ? <PendingInvitations /> : null}
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </Page>
  );
}

function useColumns(): Column<Member>[] {
  const { t } = useLingui();
  const roleName = useRoleName();
  const powerNames = usePowerNames();
  return [
    {
      key: "name",
      header: t`Personne`,
      phone: "title",
      cell: ({ name, email }) => (
        <>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {email}
          </Text>
        </>
      ),
    },
    {
      key: "role",
      header: t`Rôle`,
      cell: ({ role, profession }) => (
        <>
          {roleName(role)}
          {profession ? (
            <Text size="sm" c="dimmed">
              {profession}
            </Text>
          ) : null}
        </>
      ),
    },
    { key: "powers", header: t`Pouvoirs`, cell: ({ powers }) => powerNames(powers) },
    {
      key: "since",
      header: t`Depuis le`,
      cell: ({ starts_on }) => <DateText value={starts_on} style="short" />,
    },
    {
      key: "until",
      header: t`Jusqu’au`,
      phone: "hidden",
      cell: ({ ends_on }) => <DateText value={ends_on} style="short" />,
    },
  ];
}

function MemberList({ members, mayManage }: { members: Member[]; mayManage: boolean }) {
  const { t } = useLingui();
  const columns = useColumns();
  const [edited, setEdited] = useState<Member | null>(null);
  const [ended, setEnded] = useState<Member | null>(null);
  if (members.length === 0) {
    return (
      <EmptyState icon={IconUsers} title={t`Personne n’agit encore pour cette organisation`}>
        <Trans>Invitez la direction et les personnes qui réserveront ou voteront.</Trans>
      </EmptyState>
    );
  }
  const actions = (member: Member) => (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      <Button
        variant="default"
        size="xs"
        aria-label={t`Modifier le mandat de ${member.name}`}
        onClick={() => setEdited(member)}
      >
        <Trans>Modifier</Trans>
      </Button>
      <Button
        variant="subtle"
        color="red"
        c="var(--mantine-color-error)"
        size="xs"
        aria-label={t`Mettre fin au mandat de ${member.name}`}
        onClick={() => setEnded(member)}
      >
        <Trans>Mettre fin</Trans>
      </Button>
    </Group>
  );
  return (
    <>
      <DataList
        label={t`Membres`}
        items={members}
        columns={columns}
        rowKey={(member) => member.mandate_id}
        {...(mayManage ? { actions } : {})}
      />
      {edited ? <MemberDialog member={edited} onClose={() => setEdited(null)} /> : null}
      {ended ? <EndMandateDialog member={ended} onClose={() => setEnded(null)} /> : null}
    </>
  );
}
