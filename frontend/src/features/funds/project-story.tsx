import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { IconCheck, IconCircle, IconCircleDot, IconX, type TablerIcon } from "@tabler/icons-react";
import classes from "@/features/funds/project-story.module.css";
import { type Step, type StepName, storyOf } from "@/features/funds/story";
import type { Project } from "@/features/funds/words";
import { DateText } from "@/ui/values";

const names: Record<StepName, MessageDescriptor> = {
  draft: msg`Préparé`,
  submitted: msg`Présenté`,
  voted: msg`Voté`,
  committed: msg`Engagé`,
  paid: msg`Payé`,
  closed: msg`Clos`,
  withdrawn: msg`Retiré`,
};

const icons: Record<Step["state"], TablerIcon> = {
  done: IconCheck,
  now: IconCircleDot,
  todo: IconCircle,
  stopped: IconX,
};

/** Where a project is between its preparation and its end. */
export function ProjectStory({ project }: { project: Project }) {
  const { t } = useLingui();
  return (
    <ol className={classes.story} aria-label={t`Étapes du projet`}>
      {storyOf(project).map((step) => (
        <StepShown key={step.name} step={step} />
      ))}
    </ol>
  );
}

function StepShown({ step }: { step: Step }) {
  const { i18n } = useActiveLingui();
  const { state, on, name } = step;
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
      <span>
        <Text span fw={state === "todo" ? 400 : 600} className={classes.name ?? ""}>
          {name === "voted" && state === "stopped" ? <Trans>Rejeté</Trans> : i18n._(names[name])}
        </Text>
        <Text span size="sm" c="dimmed" className={classes.when ?? ""}>
          {on ? (
            <DateText value={on} style="short" />
          ) : state === "now" ? (
            <Trans>en cours</Trans>
          ) : state === "todo" ? (
            <Trans>à venir</Trans>
          ) : (
            <Trans>fait</Trans>
          )}
        </Text>
      </span>
    </li>
  );
}
