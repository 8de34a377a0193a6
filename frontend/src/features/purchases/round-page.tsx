import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Text } from "@mantine/core";
import { IconArrowLeft, IconCheck, IconX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useApiQuery } from "@/api/hooks";
import classes from "@/features/purchases/round-page.module.css";
import { type Step, storyOf } from "@/features/purchases/round-story";
import { type Round, stageWords } from "@/features/purchases/words";
import { LoadedPage } from "@/ui/loaded-page";
import { Page } from "@/ui/page";
import { StatusBadge } from "@/ui/status-badge";
import { DateText } from "@/ui/values";

/** The pages of a round. `setup` is opened from "Le point" while the round is prepared. */
export type RoundTab = "point" | "setup" | "needs" | "quotes" | "orders" | "savings" | "documents";

const names: Record<RoundTab, MessageDescriptor> = {
  point: msg`Le point`,
  setup: msg`Préparation`,
  needs: msg`Besoins`,
  quotes: msg`Offres et choix`,
  orders: msg`Commandes`,
  savings: msg`Économies`,
  documents: msg`Documents`,
};

const offered: RoundTab[] = ["point", "needs", "quotes", "orders", "savings", "documents"];

const addressOf = (roundId: string, tab: RoundTab) =>
  tab === "point" ? `/purchases/${roundId}` : `/purchases/${roundId}/${tab}`;

/** Reads a round, then shows its page; titled while it is awaited, and when it cannot be shown. */
export function OpenRound({ roundId, current, children }: OpenRoundProps) {
  const { i18n } = useActiveLingui();
  const round = useApiQuery("/v1/purchases/{round_id}", { path: { round_id: roundId } });
  return (
    <LoadedPage query={round} title={i18n._(names[current])} above={<BackToPurchases />}>
      {children}
    </LoadedPage>
  );
}

type OpenRoundProps = { roundId: string; current: RoundTab; children: (round: Round) => ReactNode };

type RoundPageProps = {
  round: Round;
  /** The tab this page belongs to. */
  current: RoundTab;
  /** The page's h1; by default the round's title on "Le point", "Besoins · Gants nitrile 2027" elsewhere. */
  title?: string;
  /** One sentence: what this page is for. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** Beside the title; by default the stage of the round. */
  badge?: ReactNode;
  children: ReactNode;
};

/** Every page of a round: its story, the way to its other pages, then what this one is about. */
export function RoundPage({ round, current, title, lead, actions, badge, children }: RoundPageProps) {
  const { i18n } = useActiveLingui();
  const name = i18n._(names[current]);
  return (
    <Page
      title={title ?? (current === "point" ? round.title : `${name} · ${round.title}`)}
      lead={lead}
      actions={actions}
      above={<BackToPurchases round={current === "point" ? undefined : round} />}
      badge={badge ?? <StageBadge state={round.state} />}
    >
      <RoundStory round={round} />
      <RoundTabs roundId={round.id} current={current} />
      {children}
    </Page>
  );
}

export function StageBadge({ state }: { state: Round["state"] }) {
  const { i18n } = useActiveLingui();
  const { name, tone } = stageWords[state];
  return <StatusBadge tone={tone}>{i18n._(name)}</StatusBadge>;
}

function BackToPurchases({ round }: { round?: Pick<Round, "id" | "title"> | undefined }) {
  return (
    <>
      <Anchor component={Link} to="/purchases" inline>
        <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} />{" "}
        <Trans>Achats groupés</Trans>
      </Anchor>
      {round ? (
        <>
          <span aria-hidden="true"> / </span>
          <RoundLink id={round.id} title={round.title} />
        </>
      ) : null}
    </>
  );
}

/** To "Le point" of a round. */
export function RoundLink({ id, title }: Pick<Round, "id" | "title">) {
  return (
    <Anchor component={Link} to={addressOf(id, "point") as string} inline>
      {title}
    </Anchor>
  );
}

function RoundTabs({ roundId, current }: { roundId: string; current: RoundTab }) {
  const { i18n } = useActiveLingui();
  const { t } = useLingui();
  return (
    <nav aria-label={t`Pages de cet achat`} className={classes.tabs}>
      <ul>
        {offered.map((tab) => (
          <li key={tab}>
            <Link
              to={addressOf(roundId, tab) as string}
              className={classes.tab ?? ""}
              activeProps={{}}
              data-current={tab === current || undefined}
              aria-current={tab === current ? "page" : undefined}
            >
              {i18n._(names[tab])}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Where the round is, what comes when: six steps on a line, folded to two sentences on a phone. */
function RoundStory({ round }: { round: Round }) {
  const { i18n } = useActiveLingui();
  const { t } = useLingui();
  const story = storyOf(round);
  const place = story.findIndex(({ state }) => state === "now" || state === "stopped");
  const now = story[place];
  const next = now?.state === "now" ? story[place + 1] : undefined;
  const number = place + 1;
  return (
    <div className={classes.story}>
      <ol className={classes.steps} aria-label={t`Étapes de l’achat`}>
        {story.map((step) => (
          <StepShown key={step.stage} step={step} />
        ))}
      </ol>
      {now ? (
        <Text className={classes.sentence ?? ""} component="p">
          <strong>
            <Trans>
              Étape {number} sur 6 : {i18n._(stageWords[now.stage].name)}
            </Trans>
          </strong>
          <When step={now} />
          {next ? (
            <>
              {" "}
              <Trans>Ensuite : {i18n._(stageWords[next.stage].name)}</Trans>
              <When step={next} />
            </>
          ) : null}
        </Text>
      ) : null}
    </div>
  );
}

function When({ step }: { step: Step }) {
  if (step.state === "stopped") {
    return (
      <>
        , <Trans>arrêté là</Trans>.
      </>
    );
  }
  if (step.on === null) return ".";
  return (
    <>
      , <Until step={step} />.
    </>
  );
}

function Until({ step: { stage, state, on } }: { step: Step }) {
  if (on === null) return null;
  if (state === "done")
    return (
      <Trans>
        le <DateText value={on} />
      </Trans>
    );
  return stage === "choice" ? (
    <Trans>
      attribution prévue le <DateText value={on} />
    </Trans>
  ) : (
    <Trans>
      jusqu’au <DateText value={on} />
    </Trans>
  );
}

function StepShown({ step }: { step: Step }) {
  const { i18n } = useActiveLingui();
  const { stage, state } = step;
  return (
    <li
      className={classes.step}
      data-state={state}
      {...(state === "now" ? { "aria-current": "step" as const } : {})}
    >
      <span className={classes.mark} aria-hidden="true">
        {state === "done" ? <IconCheck size={14} stroke={3} /> : null}
        {state === "stopped" ? <IconX size={14} stroke={3} /> : null}
      </span>
      <span className={classes.name}>
        {i18n._(stageWords[stage].name)}
        <span className={classes.hidden}> {state === "done" ? <Trans>(fait)</Trans> : null}</span>
      </span>
      <span className={classes.day}>
        {state === "stopped" ? <Trans>arrêté là</Trans> : <Until step={step} />}
      </span>
    </li>
  );
}
