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

type File = { name: string; words: ReactNode; button: string; address: string; fileName: string };

/** The files of a year, each with what it is for. */
export function Downloads({ agreementId, year }: { agreementId: string; year: number }) {
  const { t } = useLingui();
  const saving = useSaveFile();
  const files = useFiles(agreementId, year);
  return (
    <Section title={t`Fichiers de ${year} pour le comptable`}>
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="md">
        {files.map(({ name, words, button, address, fileName }) => (
          <Paper p="md" key={name}>
            <Stack gap="sm" h="100%" justify="space-between" align="flex-start">
              <div>
                <Text fw={600}>{name}</Text>
                <Text size="sm" c="dimmed">
                  {words}
                </Text>
              </div>
              <Button
                variant="default"
                loading={saving.isPending && saving.variables?.address === address}
                leftSection={<IconDownload size={18} aria-hidden="true" />}
                onClick={() => saving.mutate({ address, fileName })}
              >
                {button}
              </Button>
            </Stack>
          </Paper>
        ))}
      </SimpleGrid>
      {saving.error ? <Refused error={saving.error} /> : null}
      <Text size="sm" c="dimmed" mt="md" maw="46rem">
        <Trans>
          Ces fichiers sont un extrait du livre de l’accord. Ils ne remplacent pas la comptabilité de votre
          organisation ni celle des membres : c’est votre comptable qui les y reprend. Quand les membres sont
          concurrents, chaque lecture et chaque export sont notés, et les membres le voient.
        </Trans>
      </Text>
    </Section>
  );
}

function useFiles(agreementId: string, year: number): File[] {
  const { t } = useLingui();
  const at = (what: string) => `/v1/accounting/${agreementId}/${what}?year=${year}`;
  return [
    {
      name: t`Fichier des écritures (FEC)`,
      words: (
        <Trans>
          Toutes les écritures en 18 colonnes, le format que lisent les logiciels comptables et
          l’administration. Il est vérifié avant d’être remis : un fichier faux n’est jamais donné.
        </Trans>
      ),
      button: t`Télécharger le FEC`,
      address: at("fec"),
      fileName: `fec-${year}.txt`,
    },
    {
      name: t`Description du FEC`,
      words: (
        <Trans>
          La notice qui accompagne le FEC : ses colonnes, ses journaux, ce qu’il ne contient pas. Remettez les
          deux ensemble.
        </Trans>
      ),
      button: t`Télécharger la description`,
      address: at("fec/description"),
      fileName: `fec-${year}-description.txt`,
    },
    {
      name: t`Classeur (XLSX)`,
      words: (
        <Trans>
          La balance, la balance par organisation et les écritures, pour les lire dans un tableur.
        </Trans>
      ),
      button: t`Télécharger le classeur`,
      address: at("export"),
      fileName: `balance-${year}.xlsx`,
    },
  ];
}

/** Why a file was not handed out, and the way to mend it. */
function Refused({ error }: { error: unknown }) {
  const me = useMe().acting_for?.organisation_id ?? "";
  return (
    <Stack gap="xs" mt="md" maw="46rem">
      <Refusal error={error} />
      <LineFaults error={error} />
      {isProblem(error, "siren_needed") ? (
        <Text>
          <Elsewhere to={`/organisations/${me}/edit`}>
            <Trans>Renseigner notre SIREN</Trans>
          </Elsewhere>
        </Text>
      ) : null}
    </Stack>
  );
}
