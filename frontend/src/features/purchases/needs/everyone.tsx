import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Select, Stack, Text } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { PriceSource } from "@/features/purchases/needs/stated-needs";
import { TotalsList } from "@/features/purchases/needs/totals";
import type { MemberNeed } from "@/features/purchases/needs/words";
import { UnitPrice, Volume } from "@/features/purchases/values";
import type { Round } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

/** The needs of each: at once where lines are open; sealed, only once the coordinator asks, for each reading is noted. */
export function Everyone({ round }: { round: Round }) {
  const { t } = useLingui();
  const [asked, setAsked] = useState(false);
  const isOpen = round.confidentiality === "open";
  return (
    <Section title={t`Les besoins de chacun`}>
      {isOpen || asked ? (
        <>
          {isOpen ? null : <LiveTotals round={round} />}
          <Lines round={round} />
        </>
      ) : (
        <Alert color="gray" variant="light" icon={<IconEye aria-hidden="true" />} maw="44rem">
          <Stack gap="sm" align="flex-start">
            <Text size="sm">
              <Trans>
                Vous pouvez lire la réponse de chaque organisation, parce que vous coordonnez. Cette lecture
                sera notée : chacune verra que vous l’avez faite, et quand.
              </Trans>
            </Text>
            <Button variant="default" onClick={() => setAsked(true)}>
              <Trans>Lire les besoins de chacun</Trans>
            </Button>
          </Stack>
        </Alert>
      )}
    </Section>
  );
}

function LiveTotals({ round }: { round: Round }) {
  const volumes = useApiQuery("/v1/purchases/{round_id}/volumes", { path: { round_id: round.id } });
  return (
    <Stack gap="sm" mb="lg">
      <Loaded query={volumes} lines={3}>
        {(told) => <TotalsList volumes={told} round={round} />}
      </Loaded>
    </Stack>
  );
}

function Lines({ round }: { round: Round }) {
  const { t } = useLingui();
  const [lot, setLot] = useState<string | null>(null);
  const needs = useApiInfinite("/v1/purchases/{round_id}/needs", {
    path: { round_id: round.id },
    query: { limit: 100, ...(lot ? { lot_id: lot } : {}) },
  });
  const columns: Column<MemberNeed>[] = [
    {
      key: "who",
      header: t`Organisation`,
      phone: "title",
      cell: ({ organisation_name: name, on_paper: paper }) => (
        <>
          {name}
          {paper ? (
            <Text size="sm" c="dimmed" fw={400}>
              <Trans>réponse sur papier</Trans>
            </Text>
          ) : null}
        </>
      ),
    },
    { key: "item", header: t`Article`, cell: ({ item_name: item }) => item },
    {
      key: "volume",
      header: t`Volume`,
      align: "right",
      cell: ({ volume, unit }) => <Volume value={volume} unit={unit} />,
    },
    {
      key: "price",
      header: t`Payé aujourd’hui, HT`,
      align: "right",
      cell: ({ reference_price: price }) => (price === null ? t`non indiqué` : <UnitPrice value={price} />),
    },
    {
      key: "source",
      header: t`D’où vient ce prix`,
      cell: (line) => <PriceSource roundId={round.id} line={line} hidesEvidence={!round.coordinates} />,
    },
  ];
  return (
    <Stack gap="sm">
      {round.lots.length > 1 ? (
        <Group>
          <Select
            label={t`Lot`}
            placeholder={t`Tous les lots`}
            data={round.lots.map(({ id, name }) => ({ value: id, label: name }))}
            value={lot}
            onChange={setLot}
            clearable
            clearButtonProps={{ "aria-label": t`Voir tous les lots` }}
          />
        </Group>
      ) : null}
      <Loaded query={needs} lines={6}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t`Aucun besoin déclaré`}>
              {round.state === "needs" ? (
                <Trans>Les réponses apparaîtront ici, organisation par organisation.</Trans>
              ) : (
                <Trans>Aucune organisation n’a déclaré de volume.</Trans>
              )}
            </EmptyState>
          ) : (
            <>
              <DataList
                label={t`Besoins de chaque organisation`}
                items={items}
                columns={columns}
                rowKey={({ organisation_id: who, item_id: what }) => who + what}
              />
              <LoadMore query={needs} />
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}
