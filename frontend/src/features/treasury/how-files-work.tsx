import { Trans } from "@lingui/react/macro";
import { List, Text } from "@mantine/core";

/** What a payment file is, to who never met one. */
export function HowFilesWork({ leads }: { leads: boolean }) {
  return (
    <>
      <Text maw="46rem">
        {leads ? (
          <Trans>
            Un fichier de paiement est une liste d’ordres que votre banque sait lire (norme SEPA) : des
            virements à faire, ou des prélèvements chez ceux qui vous ont signé un mandat. Il évite de les
            saisir un par un.
          </Trans>
        ) : (
          <Trans>
            Un fichier de paiement est une liste de virements que votre banque sait lire (norme SEPA). Il
            évite de les saisir un par un, et chaque virement porte le numéro du relevé qu’il paie.
          </Trans>
        )}
      </Text>
      <List type="ordered" spacing="xs" mt="sm" maw="46rem">
        <List.Item>
          <Trans>Préparez le fichier : choisissez ce qu’il paie, depuis quel compte et quel jour.</Trans>
        </List.Item>
        <List.Item>
          <Trans>Téléchargez-le, déposez-le sur le site de votre banque et validez-le là-bas.</Trans>
        </List.Item>
        <List.Item>
          <Trans>Dites ici qu’il est envoyé. Tant que rien n’est validé à la banque, rien n’est payé.</Trans>
        </List.Item>
        <List.Item>
          <Trans>
            Le paiement s’inscrit quand il est vu à la banque : par le rapprochement du relevé, ou à la main
            sur chaque relevé.
          </Trans>
        </List.Item>
      </List>
    </>
  );
}
