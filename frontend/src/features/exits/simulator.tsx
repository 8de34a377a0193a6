import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Paper, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconEyeOff } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiQuery } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { useCan } from "@/app/session";
import type { Agreement, Home } from "@/features/exits/agreement";
import { Answer } from "@/features/exits/answer";
import { GoButton, noticeAddress } from "@/features/exits/links";
import { dayOf, type ExitSearch } from "@/features/exits/search";
import { type Simulation, signAgreements } from "@/features/exits/words";
import { useChangeAddress } from "@/ui/address";
import { Refusal } from "@/ui/dialog";
import { Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { ErrorState, LoadingState } from "@/ui/states";
import { DateText } from "@/ui/values";

type SimulatorProps = { agreement: Agreement; home: Home; search: ExitSearch };

/** Two days to choose, and everything that follows from them, asked again as they change. */
export function Simulator({ agreement, home, search }: SimulatorProps) {
  const { t } = useLingui();
  const change = useChangeAddress();
  const announced = agreement.parties.some(({ mine, left_on }) => mine && left_on);
  const [{ notice, leave }] = useDebouncedValue(search, 300);
  const asked = { agreement_id: agreement.id, notice_on: notice, leave_on: leave };
  const simulation = useQuery({
    ...apiQuery("/v1/exits/simulation", { query: asked }),
    enabled: notice === undefined || notice >= today(),
    placeholderData: keepPreviousData,
  });
  if (agreement.state === "ended") return <Ended />;
  const { data, error } = simulation;
  return (
    <>
      {announced ? null : (
        <Section title={t`Choisissez les jours`}>
          <Days search={search} earliest={data?.earliest_on} onChange={change} />
        </Section>
      )}
      {error ? (
        <TooSoon error={error} onChoose={(day) => change({ leave: day })} onRetry={simulation.refetch} />
      ) : data ? (
        <div aria-busy={simulation.isPlaceholderData}>
          <Answer simulation={data} />
          {announced ? null : <Decide simulation={data} agreement={agreement} home={home} />}
        </div>
      ) : (
        <Stack mb="xl">
          <LoadingState lines={8} onRetry={() => void simulation.refetch()} />
        </Stack>
      )}
    </>
  );
}

type DaysProps = {
  search: ExitSearch;
  earliest: string | undefined;
  onChange: (days: Record<string, string | undefined>) => void;
};

/** What is typed stays as typed; the address holds the days that can be read from it. */
function Days({ search, earliest, onChange }: DaysProps) {
  const { t } = useLingui();
  const first = today();
  const noticeOn = search.notice ?? first;
  return (
    <Paper p="md">
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <DayField
            label={t`Jour où vous donneriez votre préavis`}
            description={t`Aujourd’hui, ou plus tard.`}
            min={first}
            value={noticeOn}
            error={noticeOn < first ? t`Un préavis se donne aujourd’hui au plus tôt.` : null}
            onChoose={(notice) => onChange({ notice: notice === first ? undefined : notice })}
          />
          <DayField
            label={t`Dernier jour dans l’accord (facultatif)`}
            description={t`Vide : le plus proche que permettent les règles.`}
            min={earliest}
            value={search.leave ?? ""}
            onChoose={(leave) => onChange({ leave })}
          />
        </SimpleGrid>
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <IconEyeOff size={20} aria-hidden="true" style={{ flex: "none", marginTop: 2 }} />
          <Text size="sm">
            <Trans>
              Rien n’est enregistré et personne n’est prévenu : simulez autant de fois que vous voulez.
            </Trans>
          </Text>
        </Group>
      </Stack>
    </Paper>
  );
}

type DayFieldProps = {
  label: string;
  description: string;
  min: string | undefined;
  value: string;
  error?: string | null;
  onChoose: (day: string | undefined) => void;
};

function DayField({ label, description, min, value, error, onChoose }: DayFieldProps) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  // Changed from elsewhere: the day proposed was chosen.
  if (value !== known) {
    setKnown(value);
    setTyped(value);
  }
  const type = (text: string) => {
    setTyped(text);
    const day = dayOf(text);
    if (day === undefined && text !== "") return;
    setKnown(day ?? "");
    onChoose(day);
  };
  return (
    <TextInput
      type="date"
      label={label}
      description={description}
      min={min}
      max="2199-12-31"
      value={typed}
      error={error ?? null}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

type TooSoonProps = { error: unknown; onChoose: (day: string | undefined) => void; onRetry: () => unknown };

/** The rules do not allow so early a day: the one they allow is one touch away. */
function TooSoon({ error, onChoose, onRetry }: TooSoonProps) {
  const { t } = useLingui();
  if (!isProblem(error, "notice_too_short")) {
    if (isProblem(error) && error.status >= 400 && error.status < 500) return <Refusal error={error} />;
    return <ErrorState error={error} onRetry={() => void onRetry()} />;
  }
  const { earliest } = error.context;
  return (
    <Alert role="alert" color="orange" title={t`Les règles ne permettent pas de partir si tôt`}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{error.detail}</Text>
        {typeof earliest === "string" ? (
          <Button size="sm" variant="default" onClick={() => onChoose(earliest)}>
            <span>
              <Trans>
                Choisir le <DateText value={earliest} />
              </Trans>
            </span>
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}

function Ended() {
  const { t } = useLingui();
  return (
    <Section title={t`Simulation`}>
      <Paper p="md">
        <Text>
          <Trans>Cet accord est terminé : il n’y a plus à le quitter.</Trans>
        </Text>
      </Paper>
    </Section>
  );
}

type DecideProps = { simulation: Simulation; agreement: Agreement; home: Home };

/** From the simulation to the act: it is done elsewhere, and for good. */
function Decide({ simulation, agreement, home }: DecideProps) {
  const { t } = useLingui();
  const maySign = useCan(signAgreements);
  const isToday = simulation.notice_on === today();
  return (
    <Section title={t`Passer à l’acte`}>
      <Paper p="md">
        <Stack gap="sm" align="flex-start">
          <Text>
            {isToday ? (
              <Trans>
                Donner votre préavis se fait sur la page de l’accord. Les autres parties le voient aussitôt,
                et il ne se reprend pas.
              </Trans>
            ) : (
              <Trans>
                Un préavis court du jour où il est donné. Pour suivre cette simulation, attendez le{" "}
                <DateText value={simulation.notice_on} />.
              </Trans>
            )}
          </Text>
          {isReliedOn(agreement) ? (
            <Text>
              <Trans>
                Votre organisation est chef de file : avant de partir, elle transmet ce rôle à une autre
                partie, sur la page de l’accord.
              </Trans>
            </Text>
          ) : maySign ? (
            <GoButton address={noticeAddress(home)} variant="default">
              {isToday ? (
                <Trans>Donner notre préavis…</Trans>
              ) : (
                <Trans>Donner notre préavis aujourd’hui…</Trans>
              )}
            </GoButton>
          ) : (
            <Text c="dimmed">
              <Trans>Votre mandat ne permet pas de signer : le préavis revient à la direction.</Trans>
            </Text>
          )}
        </Stack>
      </Paper>
    </Section>
  );
}

/** The lead of others who stay hands its role over first. */
function isReliedOn({ my_role, parties }: Agreement): boolean {
  const stays = ({ mine, role, state, left_on }: Agreement["parties"][number]) =>
    !mine && role === "party" && state === "accepted" && !left_on;
  return my_role === "lead" && parties.some(stays);
}
