import { Trans, useLingui } from "@lingui/react/macro";
import { List, Text } from "@mantine/core";
import { Section } from "@/ui/page";

/** Netting told to who never met it, on an example one can check in one's head. */
export function HowItWorks() {
  const { t } = useLingui();
  return (
    <Section title={t`Comment marche une compensation`}>
      <Text maw="46rem">
        <Trans>
          Exemple : vous devez 300 € à un membre, et il vous doit 200 €. Au lieu de deux virements, un seul :
          vous lui versez 100 €. À plusieurs, c’est la même chose : chacun ne paie, ou ne reçoit, que la
          différence entre ce qu’il doit et ce qu’on lui doit.
        </Trans>
      </Text>
      <List spacing="xs" mt="sm" maw="46rem">
        <List.Item>
          <Trans>Personne n’y gagne ni n’y perd un centime : seul le nombre de virements change.</Trans>
        </List.Item>
        <List.Item>
          <Trans>
            Le chef de file la propose. Chaque organisation qui doit quelque chose doit l’accepter ; un seul
            refus, et chacun paie ses relevés comme avant.
          </Trans>
        </List.Item>
        <List.Item>
          <Trans>
            Une fois tous d’accord, le chef de file la réalise : les relevés sont réglés, et il ne reste à
            faire que les virements indiqués. Essaim tient les comptes ; les virements se font à votre banque.
          </Trans>
        </List.Item>
      </List>
    </Section>
  );
}
