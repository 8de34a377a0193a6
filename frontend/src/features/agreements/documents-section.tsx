import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Anchor, Button, Code, CopyButton, Group, Text } from "@mantine/core";
import { IconCheck, IconCopy, IconFileCertificate, IconFiles, IconUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { AddDocumentDialog } from "@/features/agreements/add-document-dialog";
import classes from "@/features/agreements/badges.module.css";
import { readableSize, shortHash } from "@/features/agreements/files";
import { RemoveDocumentDialog } from "@/features/agreements/remove-document-dialog";
import {
  type Agreement,
  type AgreementDocument,
  documentKindWords,
  manageAgreements,
} from "@/features/agreements/words";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";
import { DateText, Quantity } from "@/ui/values";

/** Conventions, amendments, minutes: kept by their content, never changed. */
export function DocumentsSection({ agreement }: { agreement: Agreement }) {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<AgreementDocument | null>(null);
  const documents = useApiInfinite("/v1/agreements/{agreement_id}/documents", {
    path: { agreement_id: agreement.id },
  });
  const mayAdd = useTakesPart(agreement);
  const add = (
    <Button
      variant="default"
      leftSection={<IconUpload size={18} aria-hidden="true" />}
      onClick={() => setAdding(true)}
    >
      <Trans>Déposer un document</Trans>
    </Button>
  );
  return (
    <Section title={t`Documents`} actions={mayAdd && documents.data?.length ? add : null}>
      <Loaded query={documents} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconFiles} title={t`Aucun document`} action={mayAdd ? add : null}>
              {mayAdd ? (
                <ToAdd />
              ) : (
                <Trans>Les parties n’ont encore rien déposé que vous puissiez lire.</Trans>
              )}
            </EmptyState>
          ) : (
            <DocumentList agreementId={agreement.id} documents={items} onRemove={setRemoving} />
          )
        }
      </Loaded>
      <LoadMore query={documents} />
      {adding ? <AddDocumentDialog agreementId={agreement.id} onClose={() => setAdding(false)} /> : null}
      {removing ? (
        <RemoveDocumentDialog
          agreementId={agreement.id}
          document={removing}
          onClose={() => setRemoving(null)}
        />
      ) : null}
    </Section>
  );
}

function ToAdd() {
  return (
    <Trans>
      Déposez ici la convention signée, les avenants et les comptes rendus. Chaque document est gardé avec
      l’empreinte de son contenu : personne ne peut le modifier sans que cela se voie.
    </Trans>
  );
}

/** Accepted, not a mere observer, in an agreement that has not ended, with a mandate to write. */
export function useTakesPart({ state, my_state, my_role }: Agreement): boolean {
  const mayManage = useCan(manageAgreements);
  return mayManage && state !== "ended" && my_state === "accepted" && my_role !== "observer";
}

type DocumentListProps = {
  agreementId: string;
  documents: AgreementDocument[];
  onRemove: (document: AgreementDocument) => void;
};

function DocumentList({ agreementId, documents, onRemove }: DocumentListProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const contentOf = (id: string) => `/v1/agreements/${agreementId}/documents/${id}/content`;
  const columns: Column<AgreementDocument>[] = [
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
    { key: "signed", header: t`Signature`, cell: ({ signed_on }) => <Signature signedOn={signed_on} /> },
    { key: "hash", header: t`Empreinte`, cell: ({ sha256 }) => <Hash sha256={sha256} /> },
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

function Signature({ signedOn }: { signedOn: string | null }) {
  if (!signedOn) {
    return (
      <Text span c="dimmed">
        <Trans>Non signé</Trans>
      </Text>
    );
  }
  return (
    <span className={classes.line}>
      <StatusBadge tone="positive" icon={IconFileCertificate}>
        <Trans>
          Signé le <DateText value={signedOn} style="short" />
        </Trans>
      </StatusBadge>
    </span>
  );
}

/** The fingerprint of the content (SHA-256), short to read, whole to copy. */
function Hash({ sha256 }: { sha256: string }) {
  const { t } = useLingui();
  return (
    <Group gap={4} wrap="nowrap" justify="inherit">
      <Code title={sha256} className={classes.line ?? ""}>
        {shortHash(sha256)}
      </Code>
      <CopyButton value={sha256} timeout={3000}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            onClick={copy}
            aria-label={copied ? t`Empreinte copiée` : t`Copier l’empreinte (SHA-256)`}
          >
            {copied ? <IconCheck size={18} aria-hidden="true" /> : <IconCopy size={18} aria-hidden="true" />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}

function Size({ bytes }: { bytes: number }) {
  const { t } = useLingui();
  const { value, unit } = readableSize(bytes);
  const units = { bytes: t`octets`, kilobytes: t`ko`, megabytes: t`Mo` };
  return <Quantity value={value} unit={units[unit]} decimals={1} />;
}
