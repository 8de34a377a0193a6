import { Trans, useLingui } from "@lingui/react/macro";
import { Stack, Text, Title } from "@mantine/core";
import { IconBulb } from "@tabler/icons-react";
import type { useApiInfinite } from "@/api/hooks";
import { useCan } from "@/app/session";
import { ProjectBadge } from "@/features/funds/badges";
import { DecisionLink, ProjectLink } from "@/features/funds/links";
import { applyToFunds, type Fund, type Project } from "@/features/funds/words";
import { type Column, DataList } from "@/ui/data-list";
import { ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { Money } from "@/ui/values";

type Projects = ReturnType<typeof useApiInfinite<"/v1/funds/{fund_id}/projects">>;

/** The applications, by where they stand. */
export function ProjectsSection({ fund, projects }: { fund: Fund; projects: Projects }) {
  const { t } = useLingui();
  const present = <PresentButton fund={fund} />;
  return (
    <Section title={t`Projets`} actions={projects.data?.length ? present : null}>
      <Loaded query={projects}>
        {(read) =>
          read.length === 0 ? (
            <EmptyState icon={IconBulb} title={t`Aucun projet pour l’instant`} action={present}>
              <Trans>
                Une organisation présente un projet et son montant, les membres le votent, puis le fonds met
                l’argent de côté et le paie.
              </Trans>
            </EmptyState>
          ) : (
            <Groups projects={read} />
          )
        }
      </Loaded>
      <LoadMore query={projects} />
      <MandateWords fund={fund} />
    </Section>
  );
}

function PresentButton({ fund }: { fund: Fund }) {
  const mayApply = useCan(applyToFunds);
  if (!fund.takes_part || !mayApply) return null;
  return (
    <ButtonLink to="/funds/$fundId/projects/new" params={{ fundId: fund.id }}>
      <Trans>Présenter un projet</Trans>
    </ButtonLink>
  );
}

function MandateWords({ fund }: { fund: Fund }) {
  const mayApply = useCan(applyToFunds);
  if (!fund.takes_part || mayApply) return null;
  return (
    <Text size="sm" c="dimmed" mt="sm">
      <Trans>Votre mandat ne permet pas de présenter un projet : parlez-en à votre direction.</Trans>
    </Text>
  );
}

function Groups({ projects }: { projects: Project[] }) {
  const { t } = useLingui();
  const groups: { name: string; states: Project["state"][] }[] = [
    { name: t`Nos projets en préparation`, states: ["draft"] },
    { name: t`À décider`, states: ["submitted", "conditional"] },
    { name: t`Décidés et en cours`, states: ["committed"] },
    { name: t`Terminés`, states: ["closed", "rejected", "withdrawn"] },
  ];
  return (
    <Stack gap="lg">
      {groups.map(({ name, states }) => {
        const items = projects.filter(({ state }) => states.includes(state));
        return items.length > 0 ? (
          <div key={name}>
            <Title order={3} mb="xs">
              {name}
            </Title>
            <ProjectList label={name} items={items} money={states.includes("committed")} />
          </div>
        ) : null;
      })}
    </Stack>
  );
}

type ProjectListProps = { label: string; items: Project[]; money: boolean };

function ProjectList({ label, items, money }: ProjectListProps) {
  const { t } = useLingui();
  const columns: Column<Project>[] = [
    {
      key: "title",
      header: t`Projet`,
      phone: "title",
      cell: (project) => (
        <div>
          <ProjectLink project={project} />
          <Text size="sm" c="dimmed" fw={400}>
            {project.organisation_name}
          </Text>
        </div>
      ),
    },
    { key: "state", header: t`Où il en est`, cell: (project) => <ProjectBadge state={project.state} /> },
    {
      key: "decision",
      header: t`Vote`,
      cell: ({ decision }) =>
        decision ? (
          <div>
            <DecisionLink decision={decision} />
            <Text size="sm" c="dimmed">
              <DecisionWords decision={decision} />
            </Text>
          </div>
        ) : (
          <Text span c="dimmed">
            <Trans>Pas encore</Trans>
          </Text>
        ),
    },
    {
      key: "amount",
      header: t`Montant`,
      align: "right",
      cell: ({ amount_cents }) => <Money cents={amount_cents} />,
    },
  ];
  const paid: Column<Project>[] = [
    { key: "paid", header: t`Payé`, align: "right", cell: ({ paid_cents }) => <Money cents={paid_cents} /> },
    {
      key: "left",
      header: t`Reste à payer`,
      align: "right",
      cell: ({ remaining_cents }) => <Money cents={remaining_cents} />,
    },
  ];
  return (
    <DataList
      label={label}
      items={items}
      columns={money ? [...columns, ...paid] : columns}
      rowKey={({ id }) => id}
    />
  );
}

/** How the vote ended, and what it did. */
export function DecisionWords({ decision }: { decision: NonNullable<Project["decision"]> }) {
  const { state, outcome, effect_state: effect } = decision;
  if (state === "convened") return <Trans>convoqué</Trans>;
  if (state === "open") return <Trans>vote en cours</Trans>;
  if (outcome === "adopted" && effect === "refused") return <Trans>adopté, mais l’argent manquait</Trans>;
  if (outcome === "adopted") return <Trans>adopté</Trans>;
  if (outcome === "rejected") return <Trans>rejeté</Trans>;
  if (outcome === "no_quorum") return <Trans>trop peu de votants</Trans>;
  return <Trans>terminé</Trans>;
}
