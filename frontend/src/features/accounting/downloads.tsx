import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { isProblem } from "@/api/problem";
import { useSaveFile } from "@/api/save-file";
import { useMe } from "@/app/session";
import { Elsewhere } from "@/features/accounting/links";
import { Refusal } from "@/ui/dialog";
import { LineFaults } from "@/ui/line-faults";
import { Section } from "@/ui/page";

/** The files of a year, each with what it is for. */
export function Downloads({ agreementId, year }: { agreementId: string; year: number }) {
  const { t } = useLingui();
  const at = (what: string) => `/v1/accounting/${agreementId}/${what}?year=${year}`;
  return (
    <Section title={t`Fichiers de ${year} pour le comptable`}>
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="md">
        <Download
          name={t`Fichier des écritures (FEC)`}
          button={t`Télécharger le FEC`}
          address={at("fec")}
          fileName={`fec-${year}.txt`}
        >
          <Trans>
            Toutes les écritures en 18 colonnes, le format que lisent les logiciels comptables et
            l’administration. Il est vérifié avant d’être remis : un fichier faux n’est jamais donné.
          </Trans>
        </Download>
        <Download
          name={t`Description du FEC`}
          button={t`Télécharger la description`}
          address={at("fec/description")}
          fileName={`fec-${year}-description.txt`}
        >
          <Trans>
            La notice qui accompagne le FEC : ses colonnes, ses journaux, ce qu’il ne contient pas. Remettez
            les deux ensemble.
          </Trans>
        </Download>
        <Download
          name={t`Classeur (XLSX)`}
          button={t`Télécharger le classeur`}
          address={at("export")}
          fileName={`balance-${year}.xlsx`}
        >
          <Trans>
            La balance, la balance par organisation et les écritures, pour les lire dans un tableur.
          </Trans>
        </Download>
      </SimpleGrid>
      <Text size="sm" c="dimmed" mt="md" maw="46rem">
        <Trans>
          Ces fichiers sont un extrait du livre de l’accord. Ils ne remplacent pas la comptabilité de votre
          organisation ni celle des membres : c’est votre comptable qui les y reprend. Chaque export est noté
          quand les membres sont concurrents.
        </Trans>
      </Text>
    </Section>
  );
}

type DownloadProps = { name: string; button: string; address: string; fileName: string; children: ReactNode };

function Download({ name, button, address, fileName, children }: DownloadProps) {
  const saving = useSaveFile();
  const me = useMe().acting_for?.organisation_id ?? "";
  return (
    <Paper p="md">
      <Stack gap="sm" h="100%" justify="space-between" align="flex-start">
        <div>
          <Text fw={600}>{name}</Text>
          <Text size="sm" c="dimmed">
            {children}
          </Text>
        </div>
        {saving.error ? (
          <>
            <Refusal error={saving.error} />
            <LineFaults error={saving.error} />
          </>
        ) : null}
        {isProblem(saving.error, "siren_needed") ? (
          <Elsewhere to={`/organisations/${me}/edit`}>
            <Trans>Renseigner notre SIREN</Trans>
          </Elsewhere>
        ) : null}
        <Button
          variant="default"
          loading={saving.isPending}
          leftSection={<IconDownload size={18} aria-hidden="true" />}
          onClick={() => saving.mutate({ address, fileName })}
        >
          {button}
        </Button>
      </Stack>
    </Paper>
  );
}
