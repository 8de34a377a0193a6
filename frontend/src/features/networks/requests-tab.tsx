import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { WaitingList } from "@/features/networks/awaiting-me";
import { CategoryName } from "@/features/networks/badges";
import { MemberName } from "@/features/networks/members-tab";
import { WithdrawButton } from "@/features/networks/withdraw-button";
import type { Membership, NetworkDetail } from "@/features/networks/words";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

/** What organisations asked of my network, and what it offered them. */
export function RequestsTab({ network }: { network: NetworkDetail }) {
  const { t } = useLingui();
  const path = { network_id: network.id };
  const requested = useApiInfinite("/v1/networks/{network_id}/members", {
    path,
    query: { state: "requested" },
  });
  const offered = useApiInfinite("/v1/networks/{network_id}/members", { path, query: { state: "offered" } });
  return (
    <div>
      <Section title={t`À confirmer ou à décliner`}>
        <Loaded query={requested} lines={2}>
          {(items) => (items.length === 0 ? <Nothing /> : <WaitingList memberships={items} />)}
        </Loaded>
        <LoadMore query={requested} />
      </Section>
      <Section title={t`Vos propositions sans réponse`}>
        <Loaded query={offered} lines={2}>
          {(items) => (items.length === 0 ? <Nothing /> : <OfferList memberships={items} />)}
        </Loaded>
        <LoadMore query={offered} />
      </Section>
    </div>
  );
}

function Nothing() {
  return (
    <Text c="dimmed">
      <Trans>Aucune pour le moment.</Trans>
    </Text>
  );
}

function OfferList({ memberships }: { memberships: Membership[] }) {
  const { t } = useLingui();
  const mayManage = useCan("networks.manage");
  const columns: Column<Membership>[] = [
    {
      key: "organisation",
      header: t`Organisation`,
      phone: "title",
      cell: (membership) => <MemberName membership={membership} />,
    },
    { key: "category", header: t`Comme`, cell: ({ category }) => <CategoryName category={category} /> },
    {
      key: "asked",
      header: t`Proposée le`,
      cell: ({ asked_at }) => <DateText value={asked_at} style="short" />,
    },
    {
      key: "starts",
      header: t`À partir du`,
      cell: ({ starts_on }) => <DateText value={starts_on} style="short" />,
    },
  ];
  return (
    <DataList
      label={t`Vos propositions sans réponse`}
      items={memberships}
      columns={columns}
      rowKey={({ id }) => id}
      {...(mayManage
        ? { actions: (membership: Membership) => <WithdrawButton membership={membership} size="xs" /> }
        : {})}
    />
  );
}
