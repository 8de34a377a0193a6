import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Group, Text } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { PartyState, RoleWords } from "@/features/agreements/badges";
import { HandOverDialog } from "@/features/agreements/hand-over-dialog";
import { InvitePartyDialog, type SideChoice } from "@/features/agreements/invite-party-dialog";
import { type Agreement, manageAgreements, type Party } from "@/features/agreements/words";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

type PartiesSectionProps = {
  agreement: Agreement;
  /** The two sides of a partnership, by the names of their organisations; a pool has none. */
  sides?: SideChoice[];
};

/** Who takes part, since when, and who is on the way in or out. */
export function PartiesSection({ agreement, sides = [] }: PartiesSectionProps) {
  const { t } = useLingui();
  const [inviting, setInviting] = useState(false);
  const [next, setNext] = useState<Party | null>(null);
  const parties = useApiInfinite("/v1/agreements/{agreement_id}/parties", {
    path: { agreement_id: agreement.id },
    query: { limit: 100 },
  });
  const leads = useLeads(agreement);
  return (
    <Section
      title={t`Les parties`}
      actions={
        leads ? (
          <Button
            variant="default"
            leftSection={<IconUserPlus size={18} aria-hidden="true" />}
            onClick={() => setInviting(true)}
          >
            <Trans>Inviter une organisation</Trans>
          </Button>
        ) : null
      }
    >
      <Loaded query={parties}>
        {(items) => (
          <>
            <PartyList
              parties={items.filter(({ state }) => state !== "requested")}
              sides={sides}
              onHandOver={leads ? setNext : null}
            />
            {inviting ? (
              <InvitePartyDialog
                agreement={agreement}
                known={items}
                sides={sides}
                onClose={() => setInviting(false)}
              />
            ) : null}
          </>
        )}
      </Loaded>
      <LoadMore query={parties} />
      {next ? <HandOverDialog agreement={agreement} next={next} onClose={() => setNext(null)} /> : null}
    </Section>
  );
}

/** Whether the organisation acted for leads an agreement that still changes, and the mandate allows to write it. */
export function useLeads(agreement: Agreement): boolean {
  const mayManage = useCan(manageAgreements);
  const { my_role: role, my_state: state } = agreement;
  return mayManage && role === "lead" && state === "accepted" && agreement.state !== "ended";
}

type PartyListProps = { parties: Party[]; sides: SideChoice[]; onHandOver: ((party: Party) => void) | null };

function PartyList({ parties, sides, onHandOver }: PartyListProps) {
  const { t } = useLingui();
  const columns: Column<Party>[] = [
    { key: "name", header: t`Organisation`, phone: "title", cell: (party) => <PartyName party={party} /> },
    { key: "role", header: t`Rôle`, cell: ({ role }) => <RoleWords role={role} /> },
    ...(sides.length > 0
      ? [{ key: "side", header: t`Côté`, cell: ({ side }: Party) => side?.toUpperCase() ?? "–" }]
      : []),
    { key: "state", header: t`État`, cell: (party) => <PartyState party={party} /> },
    { key: "joined", header: t`Depuis`, cell: ({ joined_on }) => <DateText value={joined_on} /> },
  ];
  const mayLead = ({ role, state, left_on }: Party) => role === "party" && state === "accepted" && !left_on;
  const actions = (party: Party) =>
    onHandOver && mayLead(party) ? (
      <Button
        variant="subtle"
        size="xs"
        onClick={() => onHandOver(party)}
        aria-label={t`Transmettre le rôle de chef de file à ${party.organisation_name}`}
      >
        <Trans>Transmettre le rôle</Trans>
      </Button>
    ) : null;
  return (
    <DataList
      label={t`Les parties`}
      items={parties}
      columns={columns}
      rowKey={({ id }) => id}
      {...(onHandOver && parties.some(mayLead) ? { actions } : {})}
    />
  );
}

function PartyName({ party }: { party: Party }) {
  return (
    <div>
      <Group gap={6}>
        <Anchor
          component={Link}
          to="/organisations/$organisationId"
          params={{ organisationId: party.organisation_id } as never}
          fw={600}
        >
          {party.organisation_name}
        </Anchor>
        {party.mine ? (
          <Text span c="dimmed" fw={400}>
            <Trans>(vous)</Trans>
          </Text>
        ) : null}
      </Group>
      {party.college ? (
        <Text size="sm" c="dimmed" fw={400}>
          <Trans>Collège : {party.college}</Trans>
        </Text>
      ) : null}
      {party.contracting_authority === "yes" ? (
        <Text size="sm" c="dimmed" fw={400}>
          <Trans>Soumise à la commande publique</Trans>
        </Text>
      ) : null}
    </div>
  );
}
