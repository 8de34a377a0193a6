import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import { ProjectBadge } from "@/features/funds/badges";
import { BackToFund, DecisionLink } from "@/features/funds/links";
import { PaymentHistory, PendingPayments } from "@/features/funds/payments-section";
import { ProjectActions } from "@/features/funds/project-actions";
import { ProjectMoney } from "@/features/funds/project-money";
import { ProjectStory } from "@/features/funds/project-story";
import { DecisionWords } from "@/features/funds/projects-section";
import type { Fund, Project } from "@/features/funds/words";
import { type Fact, FactList } from "@/ui/fact-list";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";
import { DateText, Money } from "@/ui/values";

type ProjectPageProps = { fundId: string; projectId: string };

/** One project: its story, what it asks for, how it was decided, what was paid. */
export function ProjectPage({ fundId, projectId }: ProjectPageProps) {
  const { t } = useLingui();
  const fund = useApiQuery("/v1/funds/{fund_id}", { path: { fund_id: fundId } });
  const project = useApiQuery("/v1/funds/{fund_id}/projects/{project_id}", {
    path: { fund_id: fundId, project_id: projectId },
  });
  const above = <BackToFund fundId={fundId} name={fund.data?.name} />;
  return (
    <LoadedPage query={project} title={t`Projet`} above={above}>
      {(shown) => (
        <LoadedPage query={fund} title={shown.title} above={above}>
          {(read) => <Shown project={shown} fund={read} />}
        </LoadedPage>
      )}
    </LoadedPage>
  );
}

function Shown({ project, fund }: { project: Project; fund: Fund }) {
  const { t } = useLingui();
  return (
    <Page
      title={project.title}
      lead={<Trans>Présenté par {project.organisation_name}</Trans>}
      above={<BackToFund fundId={fund.id} name={fund.name} />}
      badge={<ProjectBadge state={project.state} />}
      actions={<ProjectActions project={project} fund={fund} />}
    >
      <ProjectStory project={project} />
      <Situation project={project} fund={fund} />
      <Section title={t`Le projet`}>
        <Text mb="md" maw="46rem" style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
          {project.description}
        </Text>
        <FactList facts={useFacts(project)} />
      </Section>
      <ProjectMoney project={project} />
      {project.committed_at ? (
        <>
          <PendingPayments fund={fund} project={project} />
          <PaymentHistory fund={fund} project={project} />
        </>
      ) : null}
    </Page>
  );
}

/** Where it stands and who acts next, in a sentence. */
function Situation({ project, fund }: { project: Project; fund: Fund }) {
  const words = <SituationWords project={project} fund={fund} />;
  const waits = project.state === "submitted" || project.state === "conditional";
  return (
    <Alert
      mb="xl"
      color={project.state === "rejected" ? "red" : waits ? "orange" : "gray"}
      variant="light"
      icon={<IconInfoCircle aria-hidden="true" />}
    >
      <Text component="div">{words}</Text>
    </Alert>
  );
}

function SituationWords({ project, fund }: { project: Project; fund: Fund }) {
  const { state, organisation_name: applicant } = project;
  if (state === "draft") {
    return (
      <Trans>
        Ce projet n’est lu que par votre organisation. Quand il est prêt, présentez-le : tous les membres le
        liront et pourront le voter. Il ne changera plus.
      </Trans>
    );
  }
  if (state === "conditional") {
    return fund.leads ? (
      <Trans>
        Le projet est adopté et attend que le fonds ait <Money cents={project.amount_cents} /> disponibles.
        Vous l’engagerez dès que l’argent sera là.
      </Trans>
    ) : (
      <Trans>
        Le projet est adopté et attend que le fonds ait <Money cents={project.amount_cents} /> disponibles. Le
        chef de file l’engagera alors.
      </Trans>
    );
  }
  if (state === "submitted") return <VoteWords project={project} />;
  if (state === "committed") {
    return project.remaining_cents > 0 ? (
      <Trans>
        Les membres l’ont adopté et l’argent est mis de côté. Il reste{" "}
        <Money cents={project.remaining_cents} /> à payer.
      </Trans>
    ) : (
      <Trans>Tout ce qui était engagé est payé. Le chef de file peut clore le projet.</Trans>
    );
  }
  if (state === "rejected") return <Trans>Les membres ont rejeté ce projet. Rien n’est pris au fonds.</Trans>;
  if (state === "withdrawn") return <Trans>{applicant} a retiré ce projet. Rien n’est pris au fonds.</Trans>;
  return project.released_cents > 0 ? (
    <Trans>
      Le projet est clos. <Money cents={project.released_cents} /> non employés sont revenus à ceux qui
      l’avaient payé, en proportion.
    </Trans>
  ) : (
    <Trans>Le projet est clos : tout ce qui était engagé a été employé.</Trans>
  );
}

function VoteWords({ project: { decision } }: { project: Project }) {
  if (!decision) {
    return <Trans>Le projet est présenté. Il faut maintenant que les membres le votent.</Trans>;
  }
  if (decision.state !== "closed") {
    return (
      <Trans>
        Les membres sont appelés à le voter : <DecisionLink decision={decision} />.
      </Trans>
    );
  }
  if (decision.outcome === "no_quorum") {
    return (
      <Trans>
        Trop peu de membres ont voté : rien n’est décidé. Une seconde convocation se demande depuis le vote :{" "}
        <DecisionLink decision={decision} />.
      </Trans>
    );
  }
  return (
    <Trans>
      Les membres l’ont adopté, mais le fonds ne pouvait pas payer ce montant : le vote est resté sans effet.
      Un nouveau vote peut être demandé quand l’argent sera là, ou un projet plus petit présenté.
    </Trans>
  );
}

function useFacts(project: Project): Fact[] {
  const { t } = useLingui();
  const { decision } = project;
  const call = useApiQuery(
    "/v1/funds/{fund_id}/calls/{call_id}",
    { path: { fund_id: project.fund_id, call_id: project.call_id ?? "" } },
    { enabled: project.call_id !== null },
  );
  return [
    { label: t`Montant demandé`, value: <Money cents={project.amount_cents} /> },
    {
      label: t`Vote`,
      value: decision ? (
        <>
          <DecisionLink decision={decision} />
          <Text size="sm" c="dimmed" fw={400}>
            <DecisionWords decision={decision} />
          </Text>
        </>
      ) : (
        <Trans>Pas encore demandé</Trans>
      ),
    },
    {
      label: t`Appel à projets`,
      value: project.call_id === null ? t`Aucun : de sa propre initiative` : (call.data?.title ?? "…"),
    },
    ...(project.committed_at || project.closed_at
      ? []
      : [
          {
            label: t`Si l’argent manque`,
            value: project.conditional ? t`Adopté, il attend les apports` : t`Le vote reste sans effet`,
          },
        ]),
    ...(project.submitted_at
      ? [{ label: t`Présenté le`, value: <DateText value={project.submitted_at} /> }]
      : []),
  ];
}
