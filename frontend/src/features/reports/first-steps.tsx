import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Paper, Stack, Text, ThemeIcon } from "@mantine/core";
import {
  IconAddressBook,
  IconBuildingCommunity,
  IconPencil,
  IconShare3,
  IconTool,
  IconUserPlus,
  type TablerIcon,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMe } from "@/app/session";
import classes from "@/features/reports/home.module.css";
import { Section } from "@/ui/page";

type Step = { to: string; icon: TablerIcon; title: string; why: string; verb: string; needs?: string };

/** Nothing is shared yet: why so little is to be seen, and where to begin. */
export function FirstSteps() {
  const { t } = useLingui();
  const { permissions } = useMe();
  const steps = useSteps().filter(({ needs }) => !needs || permissions.includes(needs));
  return (
    <>
      <Paper p="lg" mb="xl">
        <Text fw={650} mb={4}>
          <Trans>Votre organisation ne partage encore rien sur Essaim</Trans>
        </Text>
        <Text c="dimmed" maw="46rem">
          <Trans>
            Elle n’est membre d’aucun réseau, d’aucune mutualisation, d’aucun partenariat. Vous voyez donc
            l’annuaire public, et rien de ce que d’autres organisations partagent entre elles : cela reste
            chez elles, comme ce que vous partagerez restera entre vous et vos partenaires.
          </Trans>
        </Text>
      </Paper>
      <Section title={t`Premiers pas`}>
        <Stack component="ul" gap="sm" className={classes.list ?? ""}>
          {steps.map(({ to, icon: Icon, title, why, verb }) => (
            <Paper component="li" key={title} p="md" className={classes.line ?? ""}>
              <ThemeIcon variant="light" size={40} radius="xl" aria-hidden="true">
                <Icon size={22} stroke={1.6} />
              </ThemeIcon>
              <div className={classes.words}>
                <Text fw={600}>{title}</Text>
                <Text size="sm" c="dimmed">
                  {why}
                </Text>
              </div>
              <Button variant="default" renderRoot={(props) => <Link {...props} to={to} />}>
                {verb}
              </Button>
            </Paper>
          ))}
        </Stack>
      </Section>
    </>
  );
}

function useSteps(): Step[] {
  const { t } = useLingui();
  const mine = useMe().acting_for?.organisation_id ?? "";
  return [
    {
      to: `/organisations/${mine}`,
      icon: IconPencil,
      title: t`Compléter votre fiche`,
      why: t`Coordonnées, lieux, chiffres : c’est ainsi que vos futurs partenaires vous trouvent.`,
      verb: t`Ouvrir ma fiche`,
      needs: "organisations.update",
    },
    {
      to: "/networks",
      icon: IconBuildingCommunity,
      title: t`Adhérer à un réseau`,
      why: t`Fédération, groupement d’achats, réseau local : vous profitez de ce qu’il apporte à ses membres.`,
      verb: t`Voir les réseaux`,
      needs: "networks.join",
    },
    {
      to: "/pools",
      icon: IconShare3,
      title: t`Proposer une mutualisation`,
      why: t`Un véhicule, une fonction, une formation : invitez les organisations avec qui la partager.`,
      verb: t`Commencer`,
      needs: "agreements.manage",
    },
    {
      to: "/resources",
      icon: IconTool,
      title: t`Partager une ressource`,
      why: t`Une salle ou un minibus libre le mardi peut servir à un voisin, aux conditions que vous fixez.`,
      verb: t`Voir les ressources`,
      needs: "resources.manage",
    },
    {
      to: "/members",
      icon: IconUserPlus,
      title: t`Inviter vos collègues`,
      why: t`Chacun agit avec son propre compte et les pouvoirs que vous lui donnez.`,
      verb: t`Inviter`,
      needs: "identity.manage_members",
    },
    {
      to: "/organisations",
      icon: IconAddressBook,
      title: t`Chercher dans l’annuaire`,
      why: t`Les organisations et les réseaux près de chez vous, par nom, département ou secteur.`,
      verb: t`Ouvrir l’annuaire`,
    },
  ];
}
