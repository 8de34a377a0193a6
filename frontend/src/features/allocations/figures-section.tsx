import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Accordion, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { request } from "@/api/client";
import { codesOf, type FigureCode } from "@/features/allocations/figures-codes";
import {
  decimalsTyped,
  useFigureAmount,
  useFigureName,
  useUnitName,
} from "@/features/allocations/figures-words";
import classes from "@/features/allocations/lines.module.css";
import type { WorkshopProps } from "@/features/allocations/lines-table";
import type { Named } from "@/features/allocations/needs-paste";
import { ValuesDialog } from "@/features/allocations/needs-values";
import type { Figure, Run } from "@/features/allocations/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

/** The figures that keys share by, each with its date and its source. */
export function FiguresSection(props: WorkshopProps) {
  const { t } = useLingui();
  const { run, keys } = props;
  const codes = codesOf(
    run.lines.map((line) => ({
      name: line.name,
      key: line.key ?? keys.find(({ name }) => name === line.key_name),
    })),
  );
  if (codes.length === 0) return null;
  const computed = run.computed_at !== null;
  return (
    <Section title={t`Chiffres des clés`}>
      <Text c="dimmed" mb="sm" maw="42rem">
        {computed ? (
          <Trans>
            Les chiffres gardés avec ce partage le jour du calcul, avec leur date et leur source. Un chiffre
            qui change depuis n’y change rien.
          </Trans>
        ) : (
          <Trans>
            Ils se lisent au moment du calcul : dans la fiche de chaque organisation, et pour l’usage dans le
            livre des comptes. Ne saisissez ici que ceux qui manquent, avec leur source.
          </Trans>
        )}
      </Text>
      <Accordion variant="separated" classNames={{ item: classes.item ?? "" }} order={3}>
        {codes.map((code) => (
          <CodeFigures key={`${code.kind}:${code.code}`} {...props} code={code} />
        ))}
      </Accordion>
    </Section>
  );
}

function CodeFigures({ run, prepares, sharers, code }: WorkshopProps & { code: FigureCode }) {
  const nameOf = useFigureName();
  const [typing, setTyping] = useState<Named[] | null>(null);
  const figures = run.bases.filter((one) => one.kind === code.kind && one.code === code.code);
  const byHand = figures.filter(({ by_hand }) => by_hand).length;
  const computed = run.computed_at !== null;
  const told = new Set(figures.filter((one) => !one.by_hand).map(({ organisation_id }) => organisation_id));
  const toType = sharers.filter(({ id }) => !told.has(id));
  const lines = code.lines.join(", ");
  return (
    <Accordion.Item value={`${code.kind}:${code.code}`}>
      <Accordion.Control>
        <Group justify="space-between" gap="xs" pr="md">
          <div>
            <Text fw={600}>{nameOf(code.kind, code.code)}</Text>
            <Text size="sm" c="dimmed">
              <Trans>Pour : {lines}</Trans>
            </Text>
          </div>
          {computed ? (
            <StatusBadge tone={byHand > 0 ? "info" : "positive"}>
              {byHand > 0 ? (
                <Plural value={byHand} one="# saisi à la main" other="# saisis à la main" />
              ) : (
                <Trans>Tous de source datée</Trans>
              )}
            </StatusBadge>
          ) : byHand > 0 ? (
            <StatusBadge tone="info">
              <Plural value={byHand} one="# saisi à la main" other="# saisis à la main" />
            </StatusBadge>
          ) : (
            <StatusBadge tone="neutral">
              <Trans>Lus au calcul</Trans>
            </StatusBadge>
          )}
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="md">
          {prepares && toType.length > 0 ? (
            <div>
              <Button variant="default" onClick={() => setTyping(toType)}>
                <Trans>Saisir ou coller un tableau…</Trans>
              </Button>
            </div>
          ) : null}
          {figures.length > 0 ? (
            <FigureList
              figures={figures}
              label={nameOf(code.kind, code.code)}
              change={prepares ? (one) => setTyping([one]) : undefined}
            />
          ) : (
            <Text size="sm" c="dimmed">
              {run.reads_every_line ? (
                <Trans>Aucun chiffre saisi à la main.</Trans>
              ) : (
                <Trans>Aucun chiffre de votre organisation pour ces lignes.</Trans>
              )}
            </Text>
          )}
        </Stack>
        {typing ? (
          <TypeFigures run={run} code={code} organisations={typing} onClose={() => setTyping(null)} />
        ) : null}
      </Accordion.Panel>
    </Accordion.Item>
  );
}

type FigureListProps = {
  figures: Figure[];
  label: string;
  change: ((one: Named) => void) | undefined;
};

function FigureList({ figures, label, change }: FigureListProps) {
  const { t } = useLingui();
  const amount = useFigureAmount();
  const columns: Column<Figure>[] = [
    { key: "name", header: t`Organisation`, phone: "title", cell: (one) => one.organisation_name },
    { key: "value", header: t`Chiffre`, align: "right", cell: (one) => amount(one) },
    {
      key: "source",
      header: t`Source`,
      cell: ({ source, by_hand }) => (
        <div>
          {source}
          {by_hand ? (
            <Text size="sm" c="dimmed">
              <Trans>Saisi à la main par le chef de file</Trans>
            </Text>
          ) : null}
        </div>
      ),
    },
    { key: "day", header: t`Daté du`, cell: (one) => <DateText value={one.valid_on} style="short" /> },
  ];
  const changeLabel = t`Modifier`;
  return (
    <DataList
      label={label}
      items={figures}
      columns={columns}
      rowKey={({ organisation_id }) => organisation_id}
      {...(change && figures.some(({ by_hand }) => by_hand)
        ? {
            actions: (one: Figure) =>
              one.by_hand ? (
                <Button
                  variant="default"
                  size="compact-md"
                  aria-label={`${changeLabel} ${one.organisation_name}`}
                  onClick={() => change({ id: one.organisation_id, name: one.organisation_name })}
                >
                  {changeLabel}
                </Button>
              ) : null,
          }
        : {})}
    />
  );
}

type TypeFiguresProps = {
  run: Pick<Run, "id" | "bases">;
  code: Pick<FigureCode, "kind" | "code">;
  organisations: Named[];
  onClose: () => void;
  onSaved?: (() => void) | undefined;
};

/** Enters figures by hand, where no dated one is known. */
export function TypeFigures({
  run,
  code: { kind, code },
  organisations,
  onClose,
  onSaved,
}: TypeFiguresProps) {
  const { t } = useLingui();
  const nameOf = useFigureName();
  const unitName = useUnitName();
  const name = nameOf(kind, code);
  const kept = run.bases.filter((one) => one.by_hand && one.kind === kind && one.code === code);
  const scale = kept[0] ? Number(kept[0].unit.split("/")[1] ?? 0) : null;
  const decimals = scale ?? decimalsTyped(kind, code);
  const unit = unitName(kind, code);
  return (
    <ValuesDialog
      title={t`Saisir un chiffre : ${name}`}
      organisations={organisations}
      known={new Map(kept.map((one) => [one.organisation_id, one.value]))}
      money={unit === "€"}
      decimals={decimals}
      unit={unit}
      onClose={onClose}
      onSaved={onSaved}
      save={({ organisation_id, value, source, day }) =>
        request("put", "/v1/allocations/{allocation_id}/bases/{organisation_id}/{kind}/{code}", {
          path: { allocation_id: run.id, organisation_id, kind, code },
          body: { value, decimals: kind === "usage" ? decimals : null, valid_on: day, source },
        })
      }
    >
      <Text>
        <Trans>
          Seulement quand aucun chiffre daté n’est connu : ce qui est dans la fiche d’une organisation, ou
          mesuré au livre des comptes, est employé d’office.
        </Trans>
      </Text>
    </ValuesDialog>
  );
}
