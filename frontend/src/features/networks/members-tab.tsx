import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { CategoryName } from "@/features/networks/badges";
import { EndDialog } from "@/features/networks/end-dialog";
import { NetworkLink, OrganisationLink } from "@/features/networks/links";
import type { Category, Membership, NetworkDetail } from "@/features/networks/words";
import { useChangeAddress } from "@/ui/address";
import { type Column, DataList } from "@/ui/data-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { LoadMore } from "@/ui/load-more";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText, Money } from "@/ui/values";

type MembersTabProps = { network: NetworkDetail; on: string | undefined; category: Category | undefined };

/** The members in force on a day. */
export function MembersTab({ network, on, category }: MembersTabProps) {
  const { t } = useLingui();
  const change = useChangeAddress();
  const members = useApiInfinite("/v1/networks/{network_id}/members", {
    path: { network_id: network.id },
    query: { on, category, limit: 50 },
  });
  return (
    <Stack gap="md">
      <Group>
        <SegmentedControl
          aria-label={t`Membres montrés`}
          value={category ?? "all"}
          onChange={(value) => change({ category: value === "all" ? undefined : value })}
          data={[
            { value: "all", label: t`Tous` },
            { value: "member", label: t`Adhérents` },
            { value: "associate", label: t`Associés` },
          ]}
        />
      </Group>
      <Loaded query={members}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconUsers} title={t`Aucun membre à cette date`}>
              <Trans>Choisissez une autre date, ou montrez toutes les catégories.</Trans>
            </EmptyState>
          ) : (
            <MemberList memberships={items} isMine={network.is_mine} />
          )
        }
      </Loaded>
      <LoadMore query={members} />
    </Stack>
  );
}

function MemberList({ memberships, isMine }: { memberships: Membership[]; isMine: boolean }) {
  const { t } = useLingui();
  const mayManage = useCan("networks.manage") && isMine;
  const [ended, setEnded] = useState<Membership | null>(null);
  const columns: Column<Membership>[] = [
    {
      key: "organisation",
      header: t`Organisation`,
      phone: "title",
      cell: (membership) => <MemberName membership={membership} />,
    },
    { key: "category", header: t`Comme`, cell: ({ category }) => <CategoryName category={category} /> },
    {
      key: "since",
      header: t`Depuis le`,
      cell: ({ starts_on }) => <DateText value={starts_on} style="short" />,
    },
    {
      key: "until",
      header: t`Dernier jour`,
      cell: ({ ends_on }) => <DateText value={ends_on} style="short" />,
    },
  ];
  if (isMine) {
    columns.push({
      key: "fee",
      header: t`Cotisation par an`,
      align: "right",
      cell: ({ yearly_fee_cents: fee }) =>
        fee === null ? (
          <Text span size="sm" c="dimmed">
            <Trans>inconnue</Trans>
          </Text>
        ) : (
          <Money cents={fee} />
        ),
    });
  }
  const actions = (membership: Membership) =>
    membership.ends_on ? null : (
      <Button
        variant="subtle"
        color="red"
        c="var(--mantine-color-error)"
        size="xs"
        aria-label={t`Mettre fin à l’adhésion : ${membership.organisation_name}`}
        onClick={() => setEnded(membership)}
      >
        <Trans>Mettre fin</Trans>
      </Button>
    );
  return (
    <>
      <DataList
        label={t`Membres du réseau`}
        items={memberships}
        columns={columns}
        rowKey={({ id }) => id}
        {...(mayManage ? { actions } : {})}
      />
      {ended ? <EndDialog membership={ended} onClose={() => setEnded(null)} /> : null}
    </>
  );
}

/** A member's name and city; a member network leads to its page here. */
export function MemberName({ membership }: { membership: Membership }) {
  const { organisation_id: id, organisation_name: name, organisation_city: city, fictional } = membership;
  return (
    <>
      <Group gap="xs">
        {membership.organisation_is_network ? (
          <NetworkLink id={id} name={name} />
        ) : (
          <OrganisationLink id={id} name={name} />
        )}
        {fictional ? <FictionalBadge /> : null}
      </Group>
      <Text size="sm" c="dimmed">
        {membership.organisation_is_network ? <Trans>Réseau</Trans> : null}
        {membership.organisation_is_network && city ? " · " : null}
        {city}
      </Text>
    </>
  );
}
