import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { IconFileInvoice, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { leads, type OneAgreement } from "@/features/agreements/one-agreement";
import { FileDialog } from "@/features/treasury/file-dialog";
import { FileProgress } from "@/features/treasury/file-progress";
import { HowFilesWork } from "@/features/treasury/how-files-work";
import { fileKindWords, manageTreasury, type PaymentFile } from "@/features/treasury/words";
import { useChangeAddress } from "@/ui/address";
import { type Column, DataList } from "@/ui/data-list";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText, Money } from "@/ui/values";

type FilesViewProps = { agreement: OneAgreement; shown: string | undefined };

/** The payment files of one's organisation under an agreement. Nobody else reads them. */
export function FilesView({ agreement, shown }: FilesViewProps) {
  const { t } = useLingui();
  const change = useChangeAddress();
  const files = useApiInfinite("/v1/treasury/files", { query: { agreement_id: agreement.id } });
  return (
    <>
      <Section
        title={t`Nos fichiers`}
        actions={files.data?.length ? <Prepare agreement={agreement} /> : null}
      >
        <Loaded query={files}>
          {(made) =>
            made.length > 0 ? (
              <FileList files={made} onOpen={(id) => change({ file: id })} />
            ) : (
              <EmptyState
                icon={IconFileInvoice}
                title={t`Aucun fichier de paiement`}
                action={<Prepare agreement={agreement} />}
              >
                {leads(agreement) ? (
                  <Trans>
                    Préparez-en un pour verser des avoirs, payer ce que vous devez, ou prélever les membres
                    qui vous ont signé un mandat.
                  </Trans>
                ) : (
                  <Trans>Préparez-en un pour payer en une fois ce que votre organisation doit.</Trans>
                )}
              </EmptyState>
            )
          }
        </Loaded>
        <LoadMore query={files} />
      </Section>
      <Section title={t`Ce qu’est un fichier de paiement`}>
        <HowFilesWork leads={leads(agreement)} />
      </Section>
      {shown ? <FileDialog id={shown} onClose={() => change({ file: undefined })} /> : null}
    </>
  );
}

/** For who may; who may not reads why. */
function Prepare({ agreement }: { agreement: OneAgreement }) {
  const mayManage = useCan(manageTreasury);
  const isParty = agreement.my_state === "accepted" && agreement.my_role !== "observer";
  if (!isParty) return null;
  return mayManage ? (
    <Button
      component={Link}
      {...({ to: ".", search: { view: "prepare" } } as never as { to: string })}
      leftSection={<IconPlus size={18} aria-hidden="true" />}
    >
      <Trans>Préparer un fichier</Trans>
    </Button>
  ) : (
    <Text size="sm" c="dimmed" maw="22rem">
      <Trans>Votre mandat ne permet pas de préparer un paiement : il y faut le pouvoir de dépenser.</Trans>
    </Text>
  );
}

type FileListProps = { files: PaymentFile[]; onOpen: (id: string) => void };

function FileList({ files, onOpen }: FileListProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const columns: Column<PaymentFile>[] = [
    {
      key: "what",
      header: t`Fichier`,
      phone: "title",
      cell: ({ kind, item_count: count, bank_account_label: label, iban_masked: iban }) => (
        <>
          {i18n._(fileKindWords[kind].name)}
          <Text size="sm" c="dimmed" fw={400}>
            {kind === "transfers" ? (
              <Plural value={count} one="# virement" other="# virements" />
            ) : (
              <Plural value={count} one="# prélèvement" other="# prélèvements" />
            )}
            {` · ${label}, ${iban}`}
          </Text>
        </>
      ),
    },
    {
      key: "day",
      header: t`Le`,
      cell: ({ execution_on: day }) => <DateText value={day} />,
    },
    { key: "state", header: t`Où il en est`, cell: (file) => <FileProgress file={file} /> },
    {
      key: "total",
      header: t`Total`,
      align: "right",
      cell: ({ total_cents: cents }) => <Money cents={cents} />,
    },
  ];
  return (
    <DataList
      label={t`Fichiers de paiement`}
      items={files}
      columns={columns}
      rowKey={({ id }) => id}
      actions={(file) => (
        <Button
          variant="default"
          size="sm"
          aria-label={t`Ouvrir le fichier ${file.message_id}`}
          onClick={() => onOpen(file.id)}
        >
          <Trans>Ouvrir</Trans>
        </Button>
      )}
    />
  );
}
