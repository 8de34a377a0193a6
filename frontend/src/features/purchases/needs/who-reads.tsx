import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, List } from "@mantine/core";
import { IconEye, IconLock } from "@tabler/icons-react";
import type { Round } from "@/features/purchases/words";

/** What is read of one's answer, and by whom: said before it is written. */
export function WhoReads({ round }: { round: Round }) {
  const { t } = useLingui();
  const { confidentiality, coordinator_name: named, coordinates } = round;
  const coordinator = named ?? t`L’organisation qui coordonne`;
  if (confidentiality === "open") {
    return (
      <Alert
        color="gray"
        variant="light"
        icon={<IconEye aria-hidden="true" />}
        title={t`Besoins ouverts : ce que les autres lisent de votre réponse`}
        mb="md"
      >
        <List size="sm" spacing={4}>
          <List.Item>
            <Trans>
              Toutes les organisations de l’accord lisent vos volumes, vos prix d’aujourd’hui et d’où ils
              viennent, dès que vous enregistrez.
            </Trans>
          </List.Item>
          <List.Item>
            <Trans>Vos justificatifs ne sont lus que par vous et par {coordinator}.</Trans>
          </List.Item>
        </List>
      </Alert>
    );
  }
  return (
    <Alert
      color="gray"
      variant="light"
      icon={<IconLock aria-hidden="true" />}
      title={t`Besoins scellés : ce que les autres lisent de votre réponse`}
      mb="md"
    >
      <List size="sm" spacing={4}>
        <List.Item>
          {coordinates ? (
            <Trans>
              Votre organisation coordonne : elle peut lire la réponse de chacun, et chaque lecture est notée.
            </Trans>
          ) : (
            <Trans>
              {coordinator} coordonne et lit vos volumes, vos prix et vos justificatifs. Chaque lecture est
              notée : vous la voyez au bas de cette page.
            </Trans>
          )}
        </List.Item>
        <List.Item>
          {confidentiality === "coopetition" ? (
            <Trans>
              Les autres organisations ne lisent que le total de chaque article, une seule fois, à la clôture
              du recensement, et seulement si quatre organisations au moins le composent, dont aucune ne pèse
              plus de 70 %.
            </Trans>
          ) : (
            <Trans>
              Les autres organisations ne lisent que le total de chaque article, une seule fois, à la clôture
              du recensement, et seulement si trois organisations au moins le composent.
            </Trans>
          )}
        </List.Item>
        <List.Item>
          <Trans>Elles voient combien ont répondu, jamais lesquelles ni ce qu’elles ont répondu.</Trans>
        </List.Item>
      </List>
    </Alert>
  );
}
