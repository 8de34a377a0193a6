import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import { IconChartBar, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { FigureDialog } from "@/features/organisations/figure-dialog";
import { figureWords, formatFigure } from "@/features/organisations/figures";
import { RemoveFigureDialog } from "@/features/organisations/remove-figure-dialog";
import {
  type Figure,
  type FigureKind,
  type Organisation,
  visibilityWords,
} from "@/features/organisations/words";
import { type Column, DataList } from "@/ui/data-list";
import { Dialog } from "@/ui/dialog";
import { FictionalBadge } from "@/ui/fictional-badge";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText } from "@/ui/values";

/** Beds, places, staff, budget: each with its day, where it comes from and who sees it. */
export function FiguresSection({ organisation }: { organisation: Organisation }) {
  const { t } = useLingui();
  const { figures, may_change: mayChange } = organisation;
  const columns = useColumns();
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<FigureKind | null>(null);
  const add = (
    <Button
      variant="default"
      leftSection={<IconPlus size={18} aria-hidden="true" />}
      onClick={() => setAdding(true)}
    >
      <Trans>Indiquer un chiffre</Trans>
    </Button>
  );
  return (
    <Section title={t`Chiffres`} actions={mayChange && figures.length > 0 ? add : null}>
      {figures.length === 0 ? (
        <EmptyState
          icon={IconChartBar}
          title={t`Aucun chiffre que vous puissiez voir`}
          action={mayChange ? add : null}
        >
          {mayChange ? (
            <Trans>
              Les lits, places ou équivalents temps plein servent à partager les dépenses. Vous choisissez qui
              les voit.
            </Trans>
          ) : (
            <Trans>
              Une organisation choisit qui voit ses chiffres : tout le monde, ses partenaires, ou elle seule.
            </Trans>
          )}
        </EmptyState>
      ) : (
        <DataList
          label={t`Chiffres`}
          items={figures}
          columns={columns}
          rowKey={({ kind }) => kind}
          actions={(figure) => <HistoryButton figure={figure} onClick={() => setShown(figure.kind)} />}
        />
      )}
      {adding ? <FigureDialog organisation={organisation} onClose={() => setAdding(false)} /> : null}
      {shown ? <History organisation={organisation} kind={shown} onClose={() => setShown(null)} /> : null}
    </Section>
  );
}

function HistoryButton({ figure, onClick }: { figure: Figure; onClick: () => void }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const name = i18n._(figureWords[figure.kind].name);
  return (
    <Button variant="default" size="xs" onClick={onClick} aria-label={t`Historique : ${name}`}>
      <Trans>Historique</Trans>
    </Button>
  );
}

function useValueColumns(style: "day" | "short" = "day"): Column<Figure>[] {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return [
    { key: "valid_on", header: t`Au`, cell: ({ valid_on }) => <DateText value={valid_on} style={style} /> },
    {
      key: "source",
      header: t`Source`,
      cell: ({ source, fictional }) => (
        <>
          {source} {fictional ? <FictionalBadge /> : null}
        </>
      ),
    },
    {
      key: "visibility",
      header: t`Qui le voit`,
      cell: ({ visibility }) => i18n._(visibilityWords[visibility].name),
    },
  ];
}

function useColumns(): Column<Figure>[] {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  return [
    {
      key: "kind",
      header: t`Chiffre`,
      phone: "title",
      cell: ({ kind }) => <Text fw={600}>{i18n._(figureWords[kind].name)}</Text>,
    },
    {
      key: "value",
      header: t`Valeur`,
      align: "right",
      cell: ({ kind, value }) => formatFigure(kind, value, i18n.locale),
    },
    ...useValueColumns(),
  ];
}

type HistoryProps = { organisation: Organisation; kind: FigureKind; onClose: () => void };

/** Every dated value of one figure, and what its owner can do with each. */
function History({ organisation, kind, onClose }: HistoryProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const values = useApiInfinite("/v1/organisations/{organisation_id}/figures", {
    path: { organisation_id: organisation.id },
    query: { kind },
  });
  const [edited, setEdited] = useState<Figure | null>(null);
  const [removed, setRemoved] = useState<Figure | null>(null);
  const rest = useValueColumns("short");
  const columns: Column<Figure>[] = [
    {
      key: "value",
      header: t`Valeur`,
      phone: "title",
      cell: ({ value }) => <Text fw={600}>{formatFigure(kind, value, i18n.locale)}</Text>,
    },
    ...rest,
  ];
  if (edited)
    return <FigureDialog organisation={organisation} figure={edited} onClose={() => setEdited(null)} />;
  if (removed) {
    return (
      <RemoveFigureDialog organisation={organisation} figure={removed} onClose={() => setRemoved(null)} />
    );
  }
  const actions = (figure: Figure) => (
    <Group gap={4} justify="flex-end" maw="7.5rem" ml="auto">
      <Button variant="default" size="xs" onClick={() => setEdited(figure)}>
        <Trans>Corriger</Trans>
      </Button>
      <Button
        variant="subtle"
        color="red"
        c="var(--mantine-color-error)"
        size="xs"
        onClick={() => setRemoved(figure)}
      >
        <Trans>Supprimer</Trans>
      </Button>
    </Group>
  );
  const name = i18n._(figureWords[kind].name);
  return (
    <Dialog opened onClose={onClose} title={t`Historique : ${name}`} size="xl">
      <Text c="dimmed" mb="md">
        {i18n._(figureWords[kind].meaning)}
      </Text>
      <Loaded query={values} lines={2}>
        {(items) => (
          <DataList
            label={name}
            items={items}
            columns={columns}
            rowKey={({ valid_on }) => valid_on}
            {...(organisation.may_change ? { actions } : {})}
          />
        )}
      </Loaded>
      <LoadMore query={values} />
    </Dialog>
  );
}
