import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Group, Text } from "@mantine/core";
import { IconFiles, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite, useApiMutation } from "@/api/hooks";
import { useCan } from "@/app/session";
import { readableSize, shortHash } from "@/features/agreements/files";
import { OpenRound, RoundPage } from "@/features/purchases/round-page";
import { AddRoundDocument } from "@/features/purchases/rounds/add-document";
import { documentKindWords, kindsToAdd, type RoundDocument } from "@/features/purchases/rounds/documents";
import { coordinateRounds, type Round, stateNeeds } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { ConfirmDialog } from "@/ui/dialog";
import { LoadMore } from "@/ui/load-more";
import { EmptyState, Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { DateText, Quantity } from "@/ui/values";

/** The specification, minutes, offers as received; and the evidence of one's reference prices. */
export function RoundDocumentsPage({ roundId }: { roundId: string }) {
  return (
    <OpenRound key={roundId} roundId={roundId} current="documents">
      {(round) => <Documents round={round} />}
    </OpenRound>
  );
}

function Documents({ round }: { round: Round }) {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<RoundDocument | null>(null);
  const kinds = kindsToAdd(round, { states: useCan(stateNeeds), coordinates: useCan(coordinateRounds) });
  const documents = useApiInfinite("/v1/purchases/{round_id}/documents", { path: { round_id: round.id } });
  const add =
    kinds.length > 0 ? (
      <Button leftSection={<IconUpload size={18} aria-hidden="true" />} onClick={() => setAdding(true)}>
        {round.coordinates ? <Trans>Déposer un document</Trans> : <Trans>Déposer un justificatif</Trans>}
      </Button>
    ) : null;
  return (
    <RoundPage
      round={round}
      current="documents"
      lead={<WhoReads round={round} />}
      actions={documents.data?.length ? add : null}
    >
      <Loaded query={documents} lines={3}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconFiles} title={t`Aucun document`} action={add}>
              {round.coordinates ? (
                <Trans>
                  Déposez le cahier des charges, le compte rendu du choix. Chaque document est gardé avec
                  l’empreinte de son contenu : personne ne peut le modifier sans que cela se voie.
                </Trans>
              ) : add ? (
                <Trans>
                  Le coordinateur n’a rien déposé. Vous pouvez joindre un justificatif de ce que vous payez
                  aujourd’hui : une facture, un contrat.
                </Trans>
              ) : (
                <Trans>Le coordinateur n’a rien déposé.</Trans>
              )}
            </EmptyState>
          ) : (
            <DocumentList roundId={round.id} documents={items} onRemove={setRemoving} />
          )
        }
      </Loaded>
      <LoadMore query={documents} />
      {adding ? <AddRoundDocument round={round} kinds={kinds} onClose={() => setAdding(false)} /> : null}
      {removing ? (
        <RemoveDocument roundId={round.id} document={removing} onClose={() => setRemoving(null)} />
      ) : null}
    </RoundPage>
  );
}

function WhoReads({ round }: { round: Round }) {
  if (!round.coordinates) {
    return (
      <Trans>
        Toutes les parties lisent les documents du coordinateur. Vos justificatifs ne sont lus que par vous et
        lui.
      </Trans>
    );
  }
  return round.confidentiality === "open" ? (
    <Trans>
      Toutes les parties lisent vos documents. Les justificatifs sont lus par leur organisation et par vous.
    </Trans>
  ) : (
    <Trans>
      Toutes les parties lisent vos documents. Les justificatifs sont lus par leur organisation et par vous,
      et chacune de vos lectures est notée.
    </Trans>
  );
}

type DocumentListProps = {
  roundId: string;
  documents: RoundDocument[];
  onRemove: (document: RoundDocument) => void;
};

function DocumentList({ roundId, documents, onRemove }: DocumentListProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const contentOf = (id: string) => `/v1/purchases/${roundId}/documents/${id}/content`;
  const columns: Column<RoundDocument>[] = [
    {
      key: "title",
      header: t`Document`,
      phone: "title",
      cell: (document) => (
        <div>
          <Anchor href={contentOf(document.id)} download fw={600}>
            {document.title}
          </Anchor>
          <Text size="sm" c="dimmed" fw={400}>
            {i18n._(documentKindWords[document.kind])} · <Size bytes={document.size} />
          </Text>
        </div>
      ),
    },
    {
      key: "whose",
      header: t`De qui`,
      cell: ({ organisation_name: name }) => name ?? <Trans>l’achat</Trans>,
    },
    {
      key: "added",
      header: t`Déposé`,
      cell: ({ added_at, added_by_name }) => (
        <div>
          <DateText value={added_at} />
          <Text size="sm" c="dimmed">
            {added_by_name}
          </Text>
        </div>
      ),
    },
    {
      key: "hash",
      header: t`Empreinte`,
      phone: "hidden",
      cell: ({ sha256 }) => (
        <Text span size="sm" ff="monospace" title={sha256}>
          {shortHash(sha256)}
        </Text>
      ),
    },
  ];
  return (
    <DataList
      label={t`Documents`}
      items={documents}
      columns={columns}
      rowKey={({ id }) => id}
      actions={(document) => (
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <Button
            component="a"
            href={contentOf(document.id)}
            download
            variant="default"
            size="xs"
            aria-label={t`Télécharger ${document.title}`}
          >
            <Trans>Télécharger</Trans>
          </Button>
          {document.removable ? (
            <Button
              variant="subtle"
              color="red"
              size="xs"
              onClick={() => onRemove(document)}
              aria-label={t`Retirer ${document.title}`}
            >
              <Trans>Retirer</Trans>
            </Button>
          ) : null}
        </Group>
      )}
    />
  );
}

function Size({ bytes }: { bytes: number }) {
  const { t } = useLingui();
  const { value, unit } = readableSize(bytes);
  const units = { bytes: t`octets`, kilobytes: t`ko`, megabytes: t`Mo` };
  return <Quantity value={value} unit={units[unit]} decimals={1} />;
}

type RemoveProps = { roundId: string; document: RoundDocument; onClose: () => void };

function RemoveDocument({ roundId, document, onClose }: RemoveProps) {
  const { t } = useLingui();
  const { title } = document;
  const remove = useApiMutation("delete", "/v1/purchases/{round_id}/documents/{document_id}", {
    invalidates: ["/v1/purchases"],
    onSuccess: () => {
      toastDone(t`Le document est retiré.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer « ${title} » ?`}
      consequences={<Trans>Son contenu est effacé pour tous. Gardez-en une copie s’il le faut.</Trans>}
      confirmLabel={t`Retirer le document`}
      danger
      pending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ path: { round_id: roundId, document_id: document.id } })}
    />
  );
}
