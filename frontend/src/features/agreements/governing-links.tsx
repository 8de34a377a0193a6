import { useLingui } from "@lingui/react/macro";
import { Anchor, Paper, SimpleGrid, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
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
  const doors = useDoors(agreement.id);
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

function useDoors(agreementId: string): Door[] {
  const { t } = useLingui();
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
      to: "/ledger/$agreementId",
      params,
      name: t`Livre de comptes`,
      words: t`Chaque mouvement, en euros, en heures ou en nuitées.`,
    },
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
