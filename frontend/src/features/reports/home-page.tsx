import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group } from "@mantine/core";
import { IconMailQuestion } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useApiQuery } from "@/api/hooks";
import { useCan, useMe } from "@/app/session";
import { AwaitingSection } from "@/features/reports/awaiting-section";
import { ComingBookings } from "@/features/reports/coming-bookings";
import { CountTiles } from "@/features/reports/count-tiles";
import { FirstSteps } from "@/features/reports/first-steps";
import { MoneyTiles } from "@/features/reports/money-tiles";
import { isBeginning } from "@/features/reports/words";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

/** Where one arrives: what awaits the organisation, what is coming, what it shares. */
export function HomePage() {
  const { t } = useLingui();
  const { person, acting_for: mandate } = useMe();
  const organisation = mandate?.organisation_name;
  return (
    <Page
      title={t`Bonjour ${person.name}`}
      lead={organisation ? t`Vous agissez pour ${organisation}.` : null}
    >
      {mandate ? <OrganisationHome /> : <WithoutOrganisation />}
    </Page>
  );
}

function OrganisationHome() {
  const home = useApiQuery("/v1/reports/home");
  const booksHere = useCan("bookings.read");
  return (
    <Loaded query={home}>
      {(answer) =>
        isBeginning(answer) ? (
          <FirstSteps />
        ) : (
          <>
            <AwaitingSection items={answer.awaiting} />
            <MoneyTiles money={answer.money} />
            {booksHere ? <ComingBookings items={answer.coming_bookings} /> : null}
            <CountTiles counts={answer.counts} />
          </>
        )
      }
    </Loaded>
  );
}

function WithoutOrganisation() {
  const { t } = useLingui();
  const { email } = useMe().person;
  return (
    <EmptyState
      icon={IconMailQuestion}
      title={t`Vous n’agissez encore pour aucune organisation`}
      action={
        <Group justify="center">
          <Button renderRoot={(props) => <Link {...props} to="/organisations" />}>
            <Trans>Parcourir l’annuaire</Trans>
          </Button>
        </Group>
      }
    >
      <Trans>
        Dans Essaim, on réserve, on vote et on signe au nom d’une organisation. Demandez à la direction de la
        vôtre de vous inviter à l’adresse {email} : dès que vous aurez accepté, tout ce qu’elle partage
        apparaîtra ici. En attendant, l’annuaire public vous est ouvert.
      </Trans>
    </EmptyState>
  );
}
