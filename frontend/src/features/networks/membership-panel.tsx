import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconLogout, IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useCan, useMe } from "@/app/session";
import { AskDialog } from "@/features/networks/ask-dialog";
import { AnswerButtons } from "@/features/networks/awaiting-me";
import { CategoryName, StateBadge } from "@/features/networks/badges";
import { EndDialog } from "@/features/networks/end-dialog";
import { WithdrawButton } from "@/features/networks/withdraw-button";
import type { Membership, NetworkDetail } from "@/features/networks/words";
import { type Fact, FactList } from "@/ui/fact-list";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { DateText, Money } from "@/ui/values";

/** My organisation's membership in this network, or the way to ask for one. */
export function MembershipPanel({ network }: { network: NetworkDetail }) {
  const { t } = useLingui();
  const { my_membership: mine } = network;
  return (
    <Section title={t`Votre adhésion`}>
      <Paper p="lg">
        {mine ? <Mine networkId={network.id} membershipId={mine.id} /> : <NoMembership network={network} />}
      </Paper>
    </Section>
  );
}

function NoMembership({ network }: { network: NetworkDetail }) {
  const mayJoin = useCan("networks.join");
  const organisation = useMe().acting_for?.organisation_name ?? "";
  const [asking, setAsking] = useState(false);
  const { name } = network;
  return (
    <Group justify="space-between">
      <Text maw="36rem">
        <Trans>
          {organisation} n’a pas d’adhésion à {name}.
        </Trans>{" "}
        {mayJoin ? null : (
          <Trans>Pour demander l’adhésion, il faut pouvoir signer au nom de votre organisation.</Trans>
        )}
      </Text>
      {mayJoin ? (
        <Button leftSection={<IconUserPlus size={18} aria-hidden="true" />} onClick={() => setAsking(true)}>
          <Trans>Demander l’adhésion</Trans>
        </Button>
      ) : null}
      {asking ? <AskDialog network={network} side="member" onClose={() => setAsking(false)} /> : null}
    </Group>
  );
}

function Mine({ networkId, membershipId }: { networkId: string; membershipId: string }) {
  const membership = useApiQuery("/v1/networks/{network_id}/memberships/{membership_id}", {
    path: { network_id: networkId, membership_id: membershipId },
  });
  return (
    <Loaded query={membership} lines={2}>
      {(found) => (
        <Stack gap="md">
          <MembershipFacts membership={found} />
          <MyActions membership={found} />
        </Stack>
      )}
    </Loaded>
  );
}

function MembershipFacts({ membership }: { membership: Membership }) {
  const { t } = useLingui();
  const { state, category, starts_on, ends_on, payer_name, yearly_fee_cents: fee } = membership;
  const facts: Fact[] = [
    { label: t`État`, value: <StateBadge state={state} /> },
    { label: t`Comme`, value: <CategoryName category={category} /> },
    { label: t`Depuis le`, value: <DateText value={starts_on} /> },
    {
      label: t`Dernier jour`,
      value: ends_on ? <DateText value={ends_on} /> : <Trans>sans fin prévue</Trans>,
    },
    {
      label: t`Cotisation par an`,
      value: fee === null ? <Trans>non renseignée</Trans> : <Money cents={fee} />,
    },
    { label: t`Payée par`, value: payer_name },
  ];
  return <FactList facts={facts} />;
}

function MyActions({ membership }: { membership: Membership }) {
  const mayJoin = useCan("networks.join");
  const [leaving, setLeaving] = useState(false);
  if (membership.awaits_me) return <AnswerButtons membership={membership} />;
  if (!mayJoin) return null;
  if (membership.state === "requested") return <WithdrawButton membership={membership} />;
  if (membership.state !== "active") return null;
  return (
    <Group>
      <Button
        variant="default"
        leftSection={<IconLogout size={18} aria-hidden="true" />}
        onClick={() => setLeaving(true)}
      >
        <Trans>Quitter ce réseau</Trans>
      </Button>
      {leaving ? <EndDialog membership={membership} onClose={() => setLeaving(false)} /> : null}
    </Group>
  );
}
