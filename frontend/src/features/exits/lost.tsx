import { Trans, useLingui } from "@lingui/react/macro";
import { List, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Go } from "@/features/exits/links";
import type { Simulation } from "@/features/exits/words";
import { Section } from "@/ui/page";
import { DateText, Money, Quantity } from "@/ui/values";

type Commitment = Simulation["commitments"][number];

/** What was promised under this agreement, and what of it falls before the last day. */
export function Promises({ simulation }: { simulation: Simulation }) {
  const { t } = useLingui();
  const { commitments } = simulation;
  if (commitments.length === 0) return null;
  return (
    <Section title={t`Vos engagements`}>
      <Paper p="md">
        <Stack gap="sm">
          <List spacing="xs">
            {commitments.map((commitment) => (
              <List.Item key={commitment.id}>
                <Promised commitment={commitment} />
              </List.Item>
            ))}
          </List>
          <Go
            address={{
              to: "/partnerships/$partnershipId",
              params: { partnershipId: simulation.agreement_id },
            }}
            size="sm"
          >
            <Trans>Voir les engagements et leur équilibre</Trans>
          </Go>
        </Stack>
      </Paper>
    </Section>
  );
}

function Promised({ commitment }: { commitment: Commitment }) {
  const { title, quantity, unit, value_cents: cents, due_on: dueOn } = commitment;
  return (
    <>
      <Text span fw={600}>
        {title}
      </Text>{" "}
      (<Quantity value={quantity} unit={unit} />, <Money cents={cents} />
      ) :{" "}
      {commitment.due_before_leaving ? (
        <Trans>
          à tenir avant votre départ, pour le <DateText value={dueOn} />
        </Trans>
      ) : dueOn ? (
        <Trans>
          prévu pour le <DateText value={dueOn} />, après votre départ
        </Trans>
      ) : (
        <Trans>sans date, à convenir avec l’autre partie</Trans>
      )}
    </>
  );
}

type LostProps = { simulation: Simulation; fundId: string | undefined };

/** Everything that ends with the exit, by name. */
export function Lost({ simulation, fundId }: LostProps) {
  const { t } = useLingui();
  const { votes, bookings, resources, projects } = simulation.lost;
  const nothing = votes.length + bookings.length + resources.length + projects.length === 0;
  return (
    <Section title={t`Ce que vous perdriez, ce que vous garderiez`}>
      <Paper p="md">
        <Stack gap="md">
          {nothing ? (
            <Text>
              <Trans>
                Rien d’engagé ne serait perdu : ni vote, ni réservation, ni ressource partagée, ni projet
                au-delà de votre dernier jour.
              </Trans>
            </Text>
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
              <Group title={t`Votes qui se cloraient sans vous`}>
                {votes.map(({ decision_id: id, title, closes_at: closesAt }) => (
                  <List.Item key={id}>
                    <Go address={{ to: "/decisions/$decisionId", params: { decisionId: id } }}>{title}</Go>,{" "}
                    <DateText value={closesAt} style="day" />
                  </List.Item>
                ))}
              </Group>
              <Group title={t`Réservations qui seraient annulées`}>
                {bookings.map(({ booking_id: id, resource_name: name, starts_at: startsAt }) => (
                  <List.Item key={id}>
                    <Go address={{ to: "/bookings/$bookingId", params: { bookingId: id } }}>{name}</Go>,{" "}
                    <DateText value={startsAt} style="moment" />
                  </List.Item>
                ))}
              </Group>
              <Group title={t`Vos ressources, que les autres ne réserveraient plus`}>
                {resources.map(({ resource_id: id, name }) => (
                  <List.Item key={id}>
                    <Go address={{ to: "/resources/$resourceId", params: { resourceId: id } }}>{name}</Go>
                  </List.Item>
                ))}
              </Group>
              <Group title={t`Vos projets, qui seraient retirés`}>
                {projects.map(({ project_id: id, title }) => (
                  <List.Item key={id}>
                    {fundId ? (
                      <Go
                        address={{
                          to: "/funds/$fundId/projects/$projectId",
                          params: { fundId, projectId: id },
                        }}
                      >
                        {title}
                      </Go>
                    ) : (
                      title
                    )}
                  </List.Item>
                ))}
              </Group>
            </SimpleGrid>
          )}
          <Text>
            <Trans>
              Vous garderiez la lecture des années auxquelles vous avez pris part : livre, votes, documents.
            </Trans>
          </Text>
        </Stack>
      </Paper>
    </Section>
  );
}

function Group({ title, children }: { title: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <div>
      <Title order={3} mb={4}>
        {title}
      </Title>
      <List spacing={4}>{children}</List>
    </div>
  );
}
