import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import type { ItemOf } from "@/api/client";
import { useApiInfinite, useApiMutation, useApiQuery } from "@/api/hooks";
import { useCan, useMe } from "@/app/session";
import { NeedsForm } from "@/features/purchases/needs/needs-form";
import { coordinateRounds, type Round, readings } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

type Member = ItemOf<"/v1/purchases/{round_id}/members">;

/** Who answered, and for whom the coordinator may write an answer given on paper. */
export function Answers({ round }: { round: Round }) {
  const { t } = useLingui();
  const mayCoordinate = useCan(coordinateRounds);
  const mine = useMe().acting_for?.organisation_id;
  const members = useApiInfinite("/v1/purchases/{round_id}/members", {
    path: { round_id: round.id },
    query: { limit: 100 },
  });
  // Where needs are sealed, who buys too may not write for a rival.
  const isNeutral = round.confidentiality === "open" || round.mine === null;
  const mayWrite = mayCoordinate && isNeutral && round.state === "needs";
  const columns: Column<Member>[] = [
    { key: "who", header: t`Organisation`, phone: "title", cell: ({ organisation_name: name }) => name },
    {
      key: "answered",
      header: t`Réponse`,
      cell: ({ answered_at: at }) =>
        at === null ? (
          t`pas encore`
        ) : (
          <Trans>
            le <DateText value={at} />
          </Trans>
        ),
    },
  ];
  return (
    <Section title={t`Qui a répondu`}>
      {mayCoordinate && !isNeutral && round.state === "needs" ? (
        <Text c="dimmed" mb="sm">
          <Trans>
            Votre organisation achète aussi : elle ne peut pas écrire la réponse d’une autre à sa place.
          </Trans>
        </Text>
      ) : null}
      <Loaded query={members} lines={4}>
        {(items) => (
          <>
            <DataList
              label={t`Organisations consultées`}
              items={items}
              columns={columns}
              rowKey={({ organisation_id: id }) => id}
              {...(mayWrite
                ? { actions: (member: Member) => <WriteFor round={round} member={member} mine={mine} /> }
                : {})}
            />
            <LoadMore query={members} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

type WriteForProps = { round: Round; member: Member; mine: string | undefined };

function WriteFor({ round, member, mine }: WriteForProps) {
  const { t } = useLingui();
  const { organisation_id: id, organisation_name: name, answered_at: answered } = member;
  if (id === mine) return null;
  if (round.undertaking !== null && member.undertaken_at === null) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>engagement à prendre</Trans>
      </Text>
    );
  }
  return (
    <ButtonLink
      to="/purchases/$roundId/needs"
      params={{ roundId: round.id }}
      search={{ for: id }}
      variant={answered === null ? "default" : "subtle"}
      size="xs"
      aria-label={
        answered === null ? t`Saisir la réponse papier de ${name}` : t`Corriger la réponse de ${name}`
      }
    >
      {answered === null ? <Trans>Saisir sa réponse papier</Trans> : <Trans>Corriger sa réponse</Trans>}
    </ButtonLink>
  );
}

/** The answer of another organisation, as it gave it on paper. */
export function OnPaper({ round, organisationId }: { round: Round; organisationId: string }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const answer = useApiQuery("/v1/purchases/{round_id}/needs/{organisation_id}", {
    path: { round_id: round.id, organisation_id: organisationId },
  });
  const back = () => navigate({ to: "/purchases/$roundId/needs", params: { roundId: round.id }, search: {} });
  const state = useApiMutation("put", "/v1/purchases/{round_id}/needs/{organisation_id}", {
    invalidates: readings,
    onSuccess: async ({ organisation_name: name }) => {
      toastDone(t`La réponse de ${name} est enregistrée.`);
      await back();
    },
  });
  return (
    <Loaded query={answer} lines={6}>
      {(stated) => (
        <Section title={t`Réponse papier de ${stated.organisation_name}`}>
          <Stack gap="md">
            <Alert color="gray" variant="light" icon={<IconInfoCircle aria-hidden="true" />}>
              <Trans>
                Recopiez ce que cette organisation vous a remis. Elle lira votre saisie, saura qui l’a faite,
                et pourra la corriger jusqu’à la clôture du recensement.
              </Trans>
            </Alert>
            <NeedsForm
              answer={stated}
              offersKnown={false}
              onPaper
              error={state.error}
              isPending={state.isPending}
              onSave={(body, version) =>
                state.mutate({
                  path: { round_id: round.id, organisation_id: organisationId },
                  body,
                  version,
                })
              }
              cancel={
                <Button variant="default" onClick={() => void back()}>
                  <Trans>Annuler</Trans>
                </Button>
              }
            />
          </Stack>
        </Section>
      )}
    </Loaded>
  );
}
