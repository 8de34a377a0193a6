import { useLingui as useActiveLingui } from "@lingui/react";
import { useLingui } from "@lingui/react/macro";
import { Paper, SimpleGrid, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import classes from "@/app/home-page.module.css";
import { useDestinations } from "@/app/navigation";
import { useMe } from "@/app/session";
import { Page } from "@/ui/page";

/** Where one arrives: whom one acts for, and where to go. */
export function HomePage() {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { person, acting_for: mandate } = useMe();
  const organisation = mandate?.organisation_name;
  const destinations = useDestinations().filter(({ to }) => to !== "/");
  return (
    <Page
      title={t`Bonjour ${person.name}`}
      lead={
        organisation
          ? t`Vous agissez pour ${organisation}.`
          : t`Vous n’agissez pour aucune organisation : demandez une invitation à la direction de la vôtre.`
      }
    >
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="md">
        {destinations.map(({ to, label, icon: Icon }) => (
          <Paper key={to} component={Link} to={to} p="lg" className={classes.card ?? ""}>
            <Icon size={26} stroke={1.6} aria-hidden="true" />
            <Text fw={650}>{i18n._(label)}</Text>
          </Paper>
        ))}
      </SimpleGrid>
    </Page>
  );
}
