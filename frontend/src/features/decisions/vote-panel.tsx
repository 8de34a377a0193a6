import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Divider, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconCheck, IconInfoCircle } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useApiMutation, useIdempotencyKey } from "@/api/hooks";
import { useCan } from "@/app/session";
import { ChoiceText, choiceIcons } from "@/features/decisions/badges";
import classes from "@/features/decisions/decisions.module.css";
import { Closing, Opening } from "@/features/decisions/moments";
import { ProxyPart } from "@/features/decisions/proxy-part";
import {
  type BallotKind,
  type Choice,
  castVotes,
  choices,
  choiceWords,
  type Decision,
  readings,
  roleWords,
} from "@/features/decisions/words";
import { ConfirmDialog } from "@/ui/dialog";
import { toastDone } from "@/ui/toast";

type VotePanelProps = {
  decision: Decision;
  /** The hours of the convocation are now. */
  running: boolean;
};

/** One’s vote: for whom, under which mandate, in one gesture and a confirmation; or why one cannot. */
export function VotePanel({ decision, running }: VotePanelProps) {
  const { mine, state, ballot } = decision;
  const heading = useFocusOnceVoted(mine);
  const holder = mine.mandate?.organisation_name ?? "";
  const mayVote = useCan(castVotes) && running;
  return (
    <Paper p="lg" mb="xl" className={classes.awaited ?? ""} component="section" aria-labelledby="my-vote">
      <Stack gap="md">
        <div>
          <Title order={2} id="my-vote" ref={heading} tabIndex={-1} style={{ outline: "none" }}>
            <Trans>Votre vote</Trans>
          </Title>
          <Text size="sm" c="dimmed" component="div">
            {running || state === "open" ? (
              <Closing at={decision.closes_at} />
            ) : (
              <Opening at={decision.opens_at} />
            )}
          </Text>
        </div>
        {mine.may_vote && running ? (
          <BallotBox decisionId={decision.id} ballot={ballot} voter={holder} whose={null}>
            <MandateWords decision={decision} />
          </BallotBox>
        ) : (
          <NoBallot decision={decision} />
        )}
        {mine.proxies_held.map((proxy) => (
          <div key={proxy.id}>
            <Divider mb="md" />
            {proxy.voted ? (
              <Said>
                <Trans>{proxy.giver.name} a voté par votre procuration.</Trans>
              </Said>
            ) : mayVote ? (
              <BallotBox
                decisionId={decision.id}
                ballot={ballot}
                voter={proxy.giver.name}
                whose={proxy.giver.id}
              >
                <Text>
                  <Trans>
                    Vous votez aussi pour <strong>{proxy.giver.name}</strong>, qui vous a donné procuration.
                  </Trans>
                </Text>
              </BallotBox>
            ) : (
              <Text>
                <Trans>Votre organisation tient la procuration de {proxy.giver.name}.</Trans>
              </Text>
            )}
          </div>
        ))}
        <ProxyPart decision={decision} />
      </Stack>
    </Paper>
  );
}

/** The buttons leave once a ballot is cast: the focus goes to the panel that says so, not to the top of the page. */
function useFocusOnceVoted({ voted, proxies_held: held }: Decision["mine"]) {
  const heading = useRef<HTMLHeadingElement>(null);
  const cast = Number(voted) + held.filter((proxy) => proxy.voted).length;
  const before = useRef(cast);
  useEffect(() => {
    const isMore = cast > before.current;
    before.current = cast;
    // After the window over the page has gone, which gives the focus back to a button that has left.
    const timer = isMore ? setTimeout(() => heading.current?.focus({ preventScroll: true })) : undefined;
    return () => clearTimeout(timer);
  }, [cast]);
  return heading;
}

/** « Vous votez pour X, avec un mandat de direction. » */
function MandateWords({ decision: { mine } }: { decision: Decision }) {
  const { i18n } = useActiveLingui();
  const { mandate, votes } = mine;
  if (!mandate) return null;
  const role = i18n._(roleWords[mandate.role]);
  return (
    <div>
      <Text>
        <Trans>
          Vous votez pour <strong>{mandate.organisation_name}</strong>, avec {role} ({mandate.person_name}).
        </Trans>
      </Text>
      {votes !== null && votes > 1 ? (
        <Text size="sm" c="dimmed">
          <Plural value={votes} one="Son bulletin compte # voix." other="Son bulletin compte # voix." />
        </Text>
      ) : null}
    </div>
  );
}

/** What was voted, or why one cannot vote. */
function NoBallot({ decision: { mine, ballot } }: { decision: Decision }) {
  if (mine.voted) {
    return (
      <Said>
        {mine.choice ? (
          <Trans>
            Votre organisation a voté : <ChoiceText choice={mine.choice} />
          </Trans>
        ) : ballot === "secret" ? (
          <Trans>Votre organisation a voté. Son choix est secret, même pour vous.</Trans>
        ) : (
          <Trans>Votre organisation a voté.</Trans>
        )}
      </Said>
    );
  }
  if (!mine.why_not) return null;
  return (
    <Alert color="gray" variant="light" icon={<IconInfoCircle aria-hidden="true" />}>
      {mine.why_not}
      {mine.mandate && !mine.mandate.may_vote && mine.has_vote ? (
        <>
          {" "}
          <Trans>La direction de votre organisation peut vous le donner, dans « Membres ».</Trans>
        </>
      ) : null}
    </Alert>
  );
}

function Said({ children }: { children: ReactNode }) {
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <IconCheck size={22} aria-hidden="true" color="var(--mantine-color-anchor)" style={{ flex: "none" }} />
      <Text fw={600} component="div">
        {children}
      </Text>
    </Group>
  );
}

type BallotBoxProps = {
  decisionId: string;
  ballot: BallotKind;
  /** The name of the organisation whose ballot it is. */
  voter: string;
  /** Its identifier when it gave its proxy; null for one’s own. */
  whose: string | null;
  children: ReactNode;
};

/** Three choices of the same weight, and what choosing does before it is done. */
function BallotBox({ decisionId, ballot, voter, whose, children }: BallotBoxProps) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { key } = useIdempotencyKey();
  const [chosen, setChosen] = useState<Choice | null>(null);
  const cast = useApiMutation("post", "/v1/decisions/{decision_id}/ballots", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`Le vote de ${voter} est enregistré.`);
      setChosen(null);
    },
  });
  const verbs = { yes: t`Voter pour ?`, no: t`Voter contre ?`, abstain: t`S’abstenir ?` };
  const confirmations = { yes: t`Voter pour`, no: t`Voter contre`, abstain: t`S’abstenir` };
  const choose = (choice: Choice) => {
    cast.reset();
    setChosen(choice);
  };
  const send = () => {
    if (chosen === null) return;
    cast.mutate({
      path: { decision_id: decisionId },
      body: { choice: chosen, organisation_id: whose },
      idempotencyKey: key,
    });
  };
  return (
    <Stack gap="sm">
      {children}
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that act, not the fields of a form */}
      <div className={classes.choices} role="group" aria-label={t`Vote de ${voter}`}>
        {choices.map((choice) => {
          const Icon = choiceIcons[choice];
          return (
            <Button
              key={choice}
              variant="default"
              className={classes.choice ?? ""}
              onClick={() => choose(choice)}
            >
              <Icon size={28} stroke={1.6} aria-hidden="true" />
              {i18n._(choiceWords[choice])}
            </Button>
          );
        })}
      </div>
      {chosen ? (
        <ConfirmDialog
          opened
          onClose={() => setChosen(null)}
          title={verbs[chosen]}
          consequences={<Consequences ballot={ballot} voter={voter} choice={chosen} />}
          confirmLabel={confirmations[chosen]}
          onConfirm={send}
          pending={cast.isPending}
          error={cast.error}
        />
      ) : null}
    </Stack>
  );
}

type ConsequencesProps = { ballot: BallotKind; voter: string; choice: Choice };

/** Before the vote is cast: that it is final, and who will read it. */
function Consequences({ ballot, voter, choice }: ConsequencesProps) {
  const { i18n } = useActiveLingui();
  const said = i18n._(choiceWords[choice]).toLocaleLowerCase(i18n.locale);
  return (
    <Stack gap="xs">
      <Text>
        <Trans>
          C’est le vote de <strong>{voter}</strong>. Il est définitif : une fois confirmé, il ne se reprend
          pas.
        </Trans>
      </Text>
      <Text>
        {ballot === "secret" ? (
          <Trans>
            Scrutin secret : personne ne lira ce choix, pas même vous. Seul le total se lira, à la clôture.
          </Trans>
        ) : (
          <Trans>
            Scrutin nominatif : les autres membres liront que {voter} a voté « {said} ».
          </Trans>
        )}
      </Text>
    </Stack>
  );
}
