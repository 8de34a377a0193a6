import { Trans, useLingui } from "@lingui/react/macro";
import { SegmentedControl, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useApiInfinite } from "@/api/hooks";
import { type Outcome, outcomes } from "@/features/imports/outcomes";
import type { Import, ImportLine } from "@/features/imports/words";
import { useChangeAddress } from "@/ui/address";
import { type Column, DataList } from "@/ui/data-list";
import { AnchorLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";

/** How many records each outcome has. */
export function countOf({ counts }: Pick<Import, "counts">, outcome: Outcome): number {
  const { created, updated, refused, skipped, warnings } = counts;
  return { create: created, update: updated, refused, skipped, warning: warnings }[outcome];
}

/** What was said of the lines, by outcome; faults first. */
export function Lines({ one, outcome }: { one: Import; outcome: Outcome | undefined }) {
  const { t } = useLingui();
  const change = useChangeAddress();
  const wide = useMediaQuery("(min-width: 48em)", true, { getInitialValueInEffect: false });
  const present = outcomes.filter((candidate) => countOf(one, candidate) > 0);
  const shown = outcome && present.includes(outcome) ? outcome : present[0];
  const words: Record<Outcome, string> = {
    refused: t`Refusées`,
    warning: t`Avec réserve`,
    create: t`Ajouts`,
    update: t`Modifications`,
    skipped: t`Laissées de côté`,
  };
  if (!shown) return null;
  return (
    <Section title={t`Ligne par ligne`}>
      <Stack gap="md">
        <SegmentedControl
          aria-label={t`Lignes montrées`}
          orientation={wide ? "horizontal" : "vertical"}
          fullWidth={!wide}
          style={{ alignSelf: wide ? "flex-start" : "stretch" }}
          value={shown}
          onChange={(value) => change({ outcome: value })}
          data={present.map((candidate) => ({
            value: candidate,
            label: `${words[candidate]} (${countOf(one, candidate)})`,
          }))}
        />
        <LineList importId={one.id} outcome={shown} label={words[shown]} />
        {countOf(one, shown) > 1000 ? (
          <Text size="sm" c="dimmed">
            <Trans>Les 1 000 premières lignes de chaque sorte sont conservées.</Trans>
          </Text>
        ) : null}
      </Stack>
    </Section>
  );
}

function LineList({ importId, outcome, label }: { importId: string; outcome: Outcome; label: string }) {
  const { t } = useLingui();
  const lines = useApiInfinite("/v1/imports/{import_id}/lines", {
    path: { import_id: importId },
    query: { outcome, limit: 50 },
  });
  const columns: Column<ImportLine>[] = [
    {
      key: "line",
      header: t`Ligne`,
      phone: "title",
      cell: ({ line }) => <Trans>ligne {line}</Trans>,
    },
  ];
  if (outcome === "refused" || outcome === "warning") {
    columns.push({
      key: "column",
      header: t`Colonne`,
      cell: ({ column }) => (column ? <code style={{ overflowWrap: "anywhere" }}>{column}</code> : <Dash />),
    });
  }
  columns.push({
    key: "value",
    header: outcome === "refused" || outcome === "warning" ? t`Valeur lue` : t`Nom`,
    cell: ({ value, organisation_id: id, organisation_name: name }) =>
      id && name ? (
        <AnchorLink to="/organisations/$organisationId" params={{ organisationId: id }}>
          {name}
        </AnchorLink>
      ) : value ? (
        value
      ) : (
        <Dash />
      ),
  });
  // An added record is told by its name alone.
  if (outcome !== "create") {
    columns.push({
      key: "message",
      header: outcome === "update" ? t`Ce qui change` : t`Explication`,
      cell: ({ message }) => message ?? <Dash />,
    });
  }
  return (
    <>
      <Loaded query={lines}>
        {(items) => <DataList label={label} items={items} columns={columns} rowKey={keyOf} />}
      </Loaded>
      <LoadMore query={lines} />
    </>
  );
}

/** A line may be remarked upon several times, about different columns. */
const keyOf = ({ line, column, code, value }: ImportLine) => `${line}/${column}/${code}/${value}`;

const Dash = () => <span aria-hidden="true">–</span>;
