import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconCheck, IconCircle, IconCircleDot, IconX, type TablerIcon } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useCan } from "@/app/session";
import { useParties } from "@/features/allocations/list-agreements";
import { Elsewhere } from "@/features/allocations/page-links";
import classes from "@/features/allocations/steps.module.css";
import { AfterPosting } from "@/features/allocations/steps-after";
import { AbandonDialog, ReturnDialog, ReviewDialog } from "@/features/allocations/steps-dialogs";
import { PostDialog } from "@/features/allocations/steps-post";
import { type Step, type StepName, storyOf } from "@/features/allocations/steps-story";
import { postRuns, prepareRuns, type Run, reviewRuns } from "@/features/allocations/words";
import { ButtonLink } from "@/ui/links";
import { Section } from "@/ui/page";
import { DateText } from "@/ui/values";

type Asked = "review" | "return" | "post" | "abandon" | null;

/** Draft, reviewed, posted: what each step does, who must do it, and what follows a posted run. */
export function RunSteps({ run }: { run: Run }) {
  const { t } = useLingui();
  const [asked, setAsked] = useState<Asked>(null);
  const lead = useLead(run);
  const close = () => setAsked(null);
  return (
    <Section
      title={t`Étapes`}
      actions={
        run.actions.includes("abandon") ? (
          <Button variant="subtle" color="red" onClick={() => setAsked("abandon")}>
            <Trans>Abandonner ce partage…</Trans>
          </Button>
        ) : null
      }
    >
      <Paper p="md">
        <ol className={classes.steps} aria-label={t`Étapes du partage`}>
          {storyOf(run).map((step) => (
            <StepShown key={step.name} step={step}>
              <StepWords step={step} run={run} lead={lead} ask={setAsked} />
            </StepShown>
          ))}
        </ol>
      </Paper>
      <AfterPosting run={run} leads={lead.mine} />
      {asked === "review" ? <ReviewDialog run={run} onClose={close} /> : null}
      {asked === "return" ? <ReturnDialog run={run} onClose={close} /> : null}
      {asked === "post" ? <PostDialog run={run} onClose={close} /> : null}
      {asked === "abandon" ? <AbandonDialog run={run} onClose={close} /> : null}
    </Section>
  );
}

export type Lead = { name: string | null; mine: boolean };

/** Who prepares the runs of the agreement. */
export function useLead({ agreement_id }: Pick<Run, "agreement_id">): Lead {
  const parties = useParties(agreement_id);
  const lead = parties.data?.items.find(({ role, state }) => role === "lead" && state === "accepted");
  return { name: lead?.organisation_name ?? null, mine: lead?.mine ?? false };
}

const names: Record<StepName, MessageDescriptor> = {
  prepare: msg`Préparer et calculer`,
  review: msg`Relire à deux`,
  post: msg`Émettre les relevés`,
};

const icons: Record<Step["state"], TablerIcon> = {
  done: IconCheck,
  now: IconCircleDot,
  todo: IconCircle,
  stopped: IconX,
};

function StepShown({ step, children }: { step: Step; children: ReactNode }) {
  const { i18n } = useActiveLingui();
  const { name, state, on } = step;
  const Icon = icons[state];
  return (
    <li
      className={classes.step}
      data-state={state}
      {...(state === "now" ? { "aria-current": "step" as const } : {})}
    >
      <span className={classes.mark}>
        <Icon size={18} stroke={2.2} aria-hidden="true" />
      </span>
      <Stack gap={6} className={classes.words ?? ""}>
        <Group gap="xs">
          <Text fw={state === "todo" ? 500 : 650}>{i18n._(names[name])}</Text>
          <Text size="sm" c="dimmed">
            {on ? (
              <Trans>
                fait le <DateText value={on} />
              </Trans>
            ) : state === "done" ? (
              <Trans>fait</Trans>
            ) : state === "now" ? (
              <Trans>en cours</Trans>
            ) : state === "stopped" ? (
              <Trans>arrêté là</Trans>
            ) : (
              <Trans>à venir</Trans>
            )}
          </Text>
        </Group>
        {children}
      </Stack>
    </li>
  );
}

type WordsProps = { step: Step; run: Run; lead: Lead; ask: (asked: Asked) => void };

function StepWords(props: WordsProps) {
  const { name, state } = props.step;
  if (state === "stopped") {
    return (
      <Text c="dimmed">
        <Trans>Ce partage est abandonné : rien n’a été appelé, rien ne le sera.</Trans>
      </Text>
    );
  }
  if (name === "prepare") return <Preparing {...props} />;
  if (name === "review") return <Reviewing {...props} />;
  return <Posting {...props} />;
}

function Preparing({ step, run, lead }: WordsProps) {
  const mayPrepare = useCan(prepareRuns);
  if (step.state !== "now" && run.state !== "draft") return null;
  return (
    <>
      <Text c="dimmed">
        {run.out_of_date ? (
          <Trans>Des besoins ont changé depuis le calcul : les parts sont à recalculer.</Trans>
        ) : step.state === "now" ? (
          <Trans>
            Le chef de file écrit les lignes, chaque organisation déclare ses besoins, puis les parts se
            calculent. Rien n’est dû.
          </Trans>
        ) : (
          <Trans>Les parts sont calculées. Changer une ligne ou un besoin demandera un nouveau calcul.</Trans>
        )}
      </Text>
      {run.actions.includes("change") ? (
        <LinesButton run={run} main={step.state === "now"} />
      ) : run.actions.includes("declare") ? (
        <DeclareButton run={run} />
      ) : step.state === "now" ? (
        <NotMine lead={lead} allowed={mayPrepare} />
      ) : null}
    </>
  );
}

function LinesButton({ run, main }: { run: Run; main: boolean }) {
  return (
    <div>
      <ButtonLink
        to="/allocations/$allocationId/lines"
        params={{ allocationId: run.id }}
        variant={main ? "filled" : "default"}
      >
        {main ? (
          <Trans>Préparer les lignes et calculer</Trans>
        ) : (
          <Trans>Revoir les lignes et les chiffres</Trans>
        )}
      </ButtonLink>
    </div>
  );
}

function DeclareButton({ run }: { run: Run }) {
  return (
    <div>
      <ButtonLink to="/allocations/$allocationId/lines" params={{ allocationId: run.id }}>
        <Trans>Déclarer nos besoins</Trans>
      </ButtonLink>
    </div>
  );
}

function Reviewing({ step, run, lead, ask }: WordsProps) {
  const mayReview = useCan(reviewRuns);
  if (step.state === "done" && run.state !== "reviewed") return null;
  if (step.state === "done") {
    return run.actions.includes("return") ? (
      <div>
        <Button variant="default" onClick={() => ask("return")}>
          <Trans>Renvoyer en préparation…</Trans>
        </Button>
      </div>
    ) : null;
  }
  return (
    <>
      <Text c="dimmed">
        <Trans>
          Une autre personne que celle qui a calculé vérifie les lignes et les parts. Une fois relues, elles
          ne changent plus.
        </Trans>
      </Text>
      {step.state !== "now" ? null : run.actions.includes("review") ? (
        <div>
          <Button onClick={() => ask("review")}>
            <Trans>J’ai relu ces parts…</Trans>
          </Button>
        </div>
      ) : run.computed_by_me && lead.mine ? (
        <Text fw={500}>
          <Trans>
            Vous avez calculé ces parts : demandez à une autre personne de votre organisation de les relire.
          </Trans>
        </Text>
      ) : (
        <NotMine lead={lead} allowed={mayReview} />
      )}
    </>
  );
}

function Posting({ step, run, lead, ask }: WordsProps) {
  const mayPost = useCan(postRuns);
  if (step.state === "done") {
    return (
      <Elsewhere to="/statements" search={{ agreement: run.agreement_id }}>
        <Trans>Voir les relevés émis</Trans>
      </Elsewhere>
    );
  }
  return (
    <>
      <Text c="dimmed">
        {run.stage === "budget" ? (
          <Trans>Les appels partent chez chacun, avec leurs échéances. Cela ne s’annule pas.</Trans>
        ) : (
          <Trans>
            Chacun reçoit un complément à payer, ou un avoir, selon ce qui lui avait été appelé. Cela ne
            s’annule pas.
          </Trans>
        )}
      </Text>
      {step.state !== "now" ? null : run.actions.includes("post") ? (
        <div>
          <Button onClick={() => ask("post")}>
            {run.stage === "budget" ? (
              <Trans>Émettre les appels…</Trans>
            ) : (
              <Trans>Émettre compléments et avoirs…</Trans>
            )}
          </Button>
        </div>
      ) : (
        <NotMine lead={lead} allowed={mayPost} />
      )}
    </>
  );
}

/** Who does it, said where one would look for the button. */
function NotMine({ lead, allowed }: { lead: Lead; allowed: boolean }) {
  const { name, mine } = lead;
  if (mine && allowed) return null;
  return (
    <Text fw={500}>
      {mine ? (
        <Trans>Votre mandat ne le permet pas : parlez-en à votre direction.</Trans>
      ) : name ? (
        <Trans>C’est au chef de file, {name}, de le faire.</Trans>
      ) : (
        <Trans>C’est au chef de file de le faire.</Trans>
      )}
    </Text>
  );
}
