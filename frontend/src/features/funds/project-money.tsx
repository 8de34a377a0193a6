import { Trans, useLingui } from "@lingui/react/macro";
import { Paper, Text } from "@mantine/core";
import { freeCents } from "@/features/funds/amounts";
import { FigureRow } from "@/features/funds/figure-row";
import { accountAddress, Elsewhere } from "@/features/funds/links";
import { type BarPart, MoneyBar } from "@/features/funds/money-bar";
import classes from "@/features/funds/money-bar.module.css";
import type { Project } from "@/features/funds/words";
import { Section } from "@/ui/page";

/** What was set aside for a project, by what it has become. */
export function ProjectMoney({ project }: { project: Project }) {
  const { t } = useLingui();
  if (!project.committed_at) return null;
  const words: Record<string, string> = {
    free: t`Reste à demander`,
    asked: t`Demandé, en attente d’accord`,
    paid: t`Payé`,
    back: t`Rendu au fonds`,
  };
  const parts: BarPart[] = [
    { key: "paid", tone: "paid", cents: project.paid_cents },
    { key: "asked", tone: "asked", cents: project.pending_cents },
    { key: "free", tone: "promised", cents: freeCents(project) },
    { key: "back", tone: "back", cents: project.released_cents },
  ];
  const shown = parts.filter(
    ({ key, cents }) => cents > 0 || key === "paid" || (key === "free" && !project.closed_at),
  );
  return (
    <Section title={t`L’argent du projet`}>
      <Paper p="md">
        <MoneyBar parts={parts} />
        <table className={classes.table} aria-label={t`L’argent du projet`}>
          <tbody>
            {shown.map(({ key, tone, cents }) => (
              <FigureRow key={key} label={words[key] ?? ""} tone={tone} cents={cents} />
            ))}
            <FigureRow
              label={t`Engagé par le vote`}
              meaning={t`La somme des lignes ci-dessus.`}
              cents={project.committed_cents}
              look="total"
            />
          </tbody>
        </table>
        {project.account_id ? (
          <Text size="sm" mt="sm">
            <Elsewhere to={accountAddress(project.agreement_id, project.account_id)}>
              <Trans>Les mouvements de ce projet : qui l’a payé, à qui, quand</Trans>
            </Elsewhere>
          </Text>
        ) : null}
      </Paper>
    </Section>
  );
}
