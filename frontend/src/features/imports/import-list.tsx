import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { formatWords, type Import, stateWords } from "@/features/imports/words";
import { type Column, DataList } from "@/ui/data-list";
import { AnchorLink } from "@/ui/links";
import { StatusBadge } from "@/ui/status-badge";
import { DateText, Quantity } from "@/ui/values";

/** The imports of the organisation, newest first. */
export function ImportList({ imports }: { imports: Import[] }) {
  const { t } = useLingui();
  const columns: Column<Import>[] = [
    { key: "file", header: t`Fichier`, phone: "title", cell: (one) => <FileName one={one} /> },
    { key: "state", header: t`État`, cell: ({ state }) => <StateBadge state={state} /> },
    {
      key: "run",
      header: t`Effet`,
      cell: ({ dry_run }) =>
        dry_run ? <Trans>essai, rien d’écrit</Trans> : <Trans>écrit dans l’annuaire</Trans>,
    },
    {
      key: "changes",
      header: t`Ajouts et modifications`,
      align: "right",
      cell: ({ counts }) => <Quantity value={counts.created + counts.updated} />,
    },
    {
      key: "refused",
      header: t`Lignes refusées`,
      align: "right",
      cell: ({ counts }) => <Quantity value={counts.refused} />,
    },
    {
      key: "when",
      header: t`Envoyé le`,
      cell: ({ created_at }) => <DateText value={created_at} style="moment" />,
    },
  ];
  return <DataList label={t`Imports précédents`} items={imports} columns={columns} rowKey={({ id }) => id} />;
}

function FileName({ one }: { one: Import }) {
  const { i18n } = useActiveLingui();
  return (
    <>
      <AnchorLink to="/imports/$importId" params={{ importId: one.id }} fw={600}>
        {one.file_name}
      </AnchorLink>
      <Text size="sm" c="dimmed">
        {i18n._(formatWords[one.format].name)}
      </Text>
    </>
  );
}

export function StateBadge({ state }: { state: Import["state"] }) {
  const { i18n } = useActiveLingui();
  const { name, tone } = stateWords[state];
  return <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>;
}
