import { Trans } from "@lingui/react/macro";
import { Button, Menu } from "@mantine/core";
import { IconDownload, IconFileImport } from "@tabler/icons-react";
import { useState } from "react";
import { useSaveFile } from "@/api/save-file";
import { ImportDialog } from "@/features/purchases/orders/import-dialog";
import type { Round } from "@/features/purchases/words";
import { Refusal } from "@/ui/dialog";

/** A model to fill in a spreadsheet, and the way back. It holds every awarded lot. */
export function ByFile({ round }: { round: Round }) {
  const [importing, setImporting] = useState(false);
  const save = useSaveFile();
  const download = (format: "xlsx" | "csv") =>
    save.mutate({
      address: `/v1/purchases/${round.id}/orders/model?format=${format}`,
      fileName: `commandes.${format}`,
    });
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="default"
            loading={save.isPending}
            leftSection={<IconDownload size={18} aria-hidden="true" />}
          >
            <Trans>Télécharger le modèle</Trans>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => download("xlsx")}>
            <Trans>Tableur (XLSX)</Trans>
          </Menu.Item>
          <Menu.Item onClick={() => download("csv")}>
            <Trans>Texte (CSV)</Trans>
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        leftSection={<IconFileImport size={18} aria-hidden="true" />}
        onClick={() => setImporting(true)}
      >
        <Trans>Importer un modèle rempli</Trans>
      </Button>
      {save.error ? <Refusal error={save.error} /> : null}
      {importing ? <ImportDialog round={round} onClose={() => setImporting(false)} /> : null}
    </>
  );
}
