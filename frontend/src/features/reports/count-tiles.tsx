import { Plural, useLingui } from "@lingui/react/macro";
import { Paper, SimpleGrid, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import classes from "@/features/reports/home.module.css";
import type { Counts } from "@/features/reports/words";
import { Section } from "@/ui/page";

/** What the organisation shares, in numbers that open. */
export function CountTiles({ counts }: { counts: Counts }) {
  const { t } = useLingui();
  const { networks, pools, partnerships, resources, votes_open: votes, partners } = counts;
  const tiles: { to: string; value: number; words: ReactNode }[] = [
    {
      to: "/decisions",
      value: votes,
      words: (
        <Plural
          value={votes}
          one="vote ouvert où vous avez une voix"
          other="votes ouverts où vous avez une voix"
        />
      ),
    },
    {
      to: "/networks",
      value: networks,
      words: (
        <Plural value={networks} one="réseau dont vous êtes membre" other="réseaux dont vous êtes membre" />
      ),
    },
    {
      to: "/pools",
      value: pools,
      words: <Plural value={pools} one="mutualisation en cours" other="mutualisations en cours" />,
    },
    {
      to: "/partnerships",
      value: partnerships,
      words: <Plural value={partnerships} one="partenariat en cours" other="partenariats en cours" />,
    },
    {
      to: "/resources",
      value: resources,
      words: (
        <Plural
          value={resources}
          one="ressource que vous pouvez réserver"
          other="ressources que vous pouvez réserver"
        />
      ),
    },
  ];
  return (
    <Section title={t`Ce que vous partagez`}>
      <SimpleGrid cols={{ base: 2, xs: 3, md: 5 }} spacing="sm">
        {tiles.map(({ to, value, words }) => (
          <Paper
            key={to}
            p="md"
            className={classes.tile ?? ""}
            renderRoot={(props) => <Link {...props} to={to} />}
          >
            <Text component="span" className={classes.count ?? ""}>
              {value}
            </Text>
            <Text component="span" size="sm">
              {words}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
      {partners > 0 ? (
        <Text c="dimmed" mt="sm">
          <Plural
            value={partners}
            one="Vous y retrouvez # autre organisation."
            other="Vous y retrouvez # autres organisations."
          />
        </Text>
      ) : null}
    </Section>
  );
}
