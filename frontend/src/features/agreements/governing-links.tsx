import { useLingui } from "@lingui/react/macro";
import { Anchor, Paper, SimpleGrid, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useCan } from "@/app/session";
import type { Agreement } from "@/features/agreements/words";
import { Section } from "@/ui/page";

type Door = {
  to: string;
  params?: { agreementId: string };
  search?: { agreement: string };
  name: string;
  words: string;
};

/** How the parties govern themselves, for who takes or took part: each door says what is behind it. */
export function GoverningLinks({ agreement }: { agreement: Agreement }) {
  const { t } = useLingui();
  const doors = useDoors(agreement);
  if (agreement.my_state !== "accepted" && agreement.my_state !== "left") return null;
  return (
    <Section title={t`Décider et compter ensemble`}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
        {doors.map(({ name, words, ...address }) => (
          <Paper p="md" key={name}>
            <Anchor component={Link} {...(address as never as { to: string })} fw={600}>
              {name}
            </Anchor>
            <Text size="sm" c="dimmed">
              {words}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
    </Section>
  );
}

function useDoors({ id: agreementId, my_role: role }: Agreement): Door[] {
  const { t } = useLingui();
  const readsBank = useCan("treasury.read");
  const readsAccounts = useCan("accounting.read") && role === "lead";
  const params = { agreementId };
  const search = { agreement: agreementId };
  return [
    {
      to: "/agreements/$agreementId/rules",
      params,
      name: t`Règles`,
      words: t`Comment on vote, entre, sort et partage : ce que les membres ont adopté.`,
    },
    {
      to: "/decisions",
      search,
      name: t`Votes`,
      words: t`Les questions posées aux membres et leurs résultats.`,
    },
    {
      to: "/funds",
      search,
      name: t`Fonds commun`,
      words: t`Les apports, les projets décidés, ce qui reste.`,
    },
    {
      to: "/purchases",
      search,
      name: t`Achats groupés`,
      words: t`Les besoins réunis, les offres, ce que chacun y gagne.`,
    },
    {
      to: "/allocations",
      search,
      name: t`Partage des coûts`,
      words: t`Ce que chacun paie, pourquoi, et ce que cela lui fait économiser.`,
    },
    {
      to: "/statements",
      search,
      name: t`Relevés`,
      words: t`Les appels, les régularisations, les paiements et les retards.`,
    },
    {
      to: "/settlements",
      search,
      name: t`Qui doit quoi`,
      words: t`Moins de paiements à faire, sans rien changer à ce que chacun doit.`,
    },
    {
      to: "/ledger/$agreementId",
      params,
      name: t`Livre de comptes`,
      words: t`Chaque mouvement, en euros, en heures ou en nuitées.`,
    },
    ...(readsBank
      ? [
          {
            to: "/treasury/$agreementId",
            params,
            name: t`Banque`,
            words: t`Préparer les virements et retrouver qui a payé quoi.`,
          },
        ]
      : []),
    ...(readsAccounts
      ? [
          {
            to: "/accounting/$agreementId",
            params,
            name: t`Comptabilité`,
            words: t`La balance et le fichier des écritures, pour votre comptable.`,
          },
        ]
      : []),
    {
      to: "/exits/$agreementId",
      params,
      name: t`Si nous partions`,
      words: t`À quelle date, ce que nous devrions, ce qui nous reviendrait.`,
    },
    {
      to: "/audit/$agreementId",
      params,
      name: t`Journal`,
      words: t`Qui a changé quoi et quand, sans rature possible.`,
    },
  ];
}
