import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useApiInfinite } from "@/api/hooks";
import { NetworkLink, WayWords } from "@/features/networks/links";
import type { Effective } from "@/features/networks/words";
import { type Column, DataList } from "@/ui/data-list";
import { AnchorLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

type Line = Effective["benefits"][number] &
  Pick<Effective, "network_id" | "network_name" | "path" | "source" | "payer_name">;

/** Each benefit my organisation has, who gives it and by which path. */
export function MyBenefits() {
  const { t } = useLingui();
  const effective = useApiInfinite("/v1/networks/effective", { query: { limit: 100 } });
  return (
    <Section title={t`Ce que vos réseaux vous apportent`}>
      <Loaded query={effective} lines={2}>
        {(items) => <BenefitLines ways={items} />}
      </Loaded>
      <LoadMore query={effective} />
    </Section>
  );
}

function BenefitLines({ ways }: { ways: Effective[] }) {
  const { t } = useLingui();
  const lines: Line[] = ways.flatMap(({ benefits, network_id, network_name, path, source, payer_name }) =>
    benefits.map((benefit) => ({ ...benefit, network_id, network_name, path, source, payer_name })),
  );
  if (lines.length === 0) {
    return (
      <Text c="dimmed">
        <Trans>
          Aucun avantage aujourd’hui. Les avantages d’un réseau apparaissent ici dès que l’adhésion est
          confirmée.
        </Trans>
      </Text>
    );
  }
  const columns: Column<Line>[] = [
    {
      key: "name",
      header: t`Avantage`,
      phone: "title",
      cell: ({ network_id, benefit_id, name }) => (
        <AnchorLink
          to="/networks/$networkId/benefits/$benefitId"
          params={{ networkId: network_id, benefitId: benefit_id }}
          fw={600}
        >
          {name}
        </AnchorLink>
      ),
    },
    {
      key: "giver",
      header: t`Donné par`,
      cell: ({ network_id, network_name }) => <NetworkLink id={network_id} name={network_name} />,
    },
    { key: "way", header: t`Comment vous l’avez`, cell: (line) => <WayWords {...line} /> },
    { key: "payer", header: t`Adhésion payée par`, cell: ({ payer_name }) => payer_name },
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
  return (
    <DataList
      label={t`Ce que vos réseaux vous apportent`}
      items={lines}
      columns={columns}
      rowKey={({ benefit_id, path }) => `${benefit_id}/${path.map(({ network_id }) => network_id).join("/")}`}
    />
  );
}
