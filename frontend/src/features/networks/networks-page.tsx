import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Stack } from "@mantine/core";
import { IconBuildingCommunity, IconSearch } from "@tabler/icons-react";
import { useApiInfinite } from "@/api/hooks";
import { useMe } from "@/app/session";
import { AwaitingMe } from "@/features/networks/awaiting-me";
import { NetworkLink } from "@/features/networks/links";
import { MyBenefits } from "@/features/networks/my-benefits";
import { MyLink } from "@/features/networks/my-link";
import type { Network } from "@/features/networks/words";
import { type Column, DataList } from "@/ui/data-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { LoadMore } from "@/ui/load-more";
import { Page, Section } from "@/ui/page";
import { SearchBox } from "@/ui/search-box";
import { EmptyState, Loaded } from "@/ui/states";
import { Quantity } from "@/ui/values";

/** What awaits an answer, one's own networks and what they give, then all of them. */
export function NetworksPage({ q }: { q: string | undefined }) {
  const { t } = useLingui();
  const organisation = useMe().acting_for?.organisation_name ?? "";
  return (
    <Page
      title={t`Réseaux`}
      lead={t`Les réseaux dont ${organisation} est membre, ce qu’ils lui apportent, et ceux à rejoindre.`}
    >
      <AwaitingMe />
      <MyNetworks />
      <MyBenefits />
      <AllNetworks q={q} />
    </Page>
  );
}

function MyNetworks() {
  const { t } = useLingui();
  const networks = useApiInfinite("/v1/networks", { query: { mine: true } });
  return (
    <Section title={t`Mes réseaux`}>
      <Loaded query={networks} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState
              icon={IconBuildingCommunity}
              title={t`Votre organisation n’appartient à aucun réseau`}
            >
              <Trans>
                Cherchez un réseau dans la liste ci-dessous, ouvrez sa page et demandez l’adhésion : il la
                confirmera ou non.
              </Trans>
            </EmptyState>
          ) : (
            <NetworkList label={t`Mes réseaux`} networks={items} />
          )
        }
      </Loaded>
      <LoadMore query={networks} />
    </Section>
  );
}

function AllNetworks({ q }: { q: string | undefined }) {
  const { t } = useLingui();
  const networks = useApiInfinite("/v1/networks", { query: { q } });
  return (
    <Section title={t`Tous les réseaux`}>
      <Stack gap="md">
        <SearchBox label={t`Chercher un réseau par son nom`} placeholder={t`Exemple : Apogées`} />
        <Loaded query={networks}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState icon={IconSearch} title={t`Aucun réseau de ce nom`}>
                <Trans>
                  Vérifiez l’orthographe, ou cherchez l’organisation dans l’annuaire : elle n’y est peut-être
                  pas enregistrée comme réseau.
                </Trans>
              </EmptyState>
            ) : (
              <NetworkList label={t`Tous les réseaux`} networks={items} />
            )
          }
        </Loaded>
        <LoadMore query={networks} />
      </Stack>
    </Section>
  );
}

function NetworkList({ label, networks }: { label: string; networks: Network[] }) {
  const { t } = useLingui();
  const columns: Column<Network>[] = [
    {
      key: "name",
      header: t`Réseau`,
      phone: "title",
      cell: (network) => (
        <Group gap="xs">
          <NetworkLink id={network.id} name={network.name} />
          {network.fictional ? <FictionalBadge /> : null}
        </Group>
      ),
    },
    { key: "city", header: t`Ville`, cell: (network) => <Place {...network} /> },
    {
      key: "members",
      header: t`Adhérents`,
      align: "right",
      cell: (network) => <Quantity value={network.members} />,
    },
    {
      key: "associates",
      header: t`Associés`,
      align: "right",
      cell: (network) => <Quantity value={network.associates} />,
    },
    { key: "mine", header: t`Votre lien`, cell: (network) => <MyLink network={network} /> },
  ];
  return <DataList label={label} items={networks} columns={columns} rowKey={({ id }) => id} />;
}

function Place({ city, department_code: department }: Pick<Network, "city" | "department_code">) {
  if (!city) return <span aria-hidden="true">–</span>;
  return <>{department ? `${city} (${department})` : city}</>;
}
