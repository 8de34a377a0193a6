import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconEyeOff, IconInfoCircle } from "@tabler/icons-react";
import { useApiQuery } from "@/api/hooks";
import { Back, Elsewhere } from "@/features/allocations/page-links";
import { ConclusionBadge, FindingBadge, LevelBadge } from "@/features/allocations/vat-badges";
import { flaggedFirst } from "@/features/allocations/vat-words";
import type { Opinion } from "@/features/allocations/words";
import { type Column, DataList } from "@/ui/data-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { AnchorLink } from "@/ui/links";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";
import { DateRange, DateText, Percent } from "@/ui/values";

/** One opinion: what it comes to, question by question, with what each rests on. */
export function VatOpinionPage({ opinionId }: { opinionId: string }) {
  const { t } = useLingui();
  const opinion = useApiQuery("/v1/allocations/vat-opinions/{opinion_id}", {
    path: { opinion_id: opinionId },
  });
  return (
    <LoadedPage query={opinion} title={t`Avis sur la TVA`} above={<BackToOpinions agreement={undefined} />}>
      {(read) => <Shown opinion={read} />}
    </LoadedPage>
  );
}

function BackToOpinions({ agreement }: { agreement: string | undefined }) {
  return (
    <AnchorLink to="/allocations/vat" search={{ agreement }} inline>
      <Back /> <Trans>Tous les avis</Trans>
    </AnchorLink>
  );
}

function Shown({ opinion }: { opinion: Opinion }) {
  const { t } = useLingui();
  return (
    <Page
      title={t`Avis sur la TVA`}
      above={<BackToOpinions agreement={opinion.agreement_id} />}
      badge={opinion.fictional ? <FictionalBadge /> : null}
      lead={
        <Text inherit>
          {opinion.agreement_name} ·{" "}
          <Trans>
            rendu le <DateText value={opinion.given_on} /> pour la période du{" "}
            <DateRange from={opinion.starts_on} to={opinion.ends_on} />
          </Trans>
        </Text>
      }
    >
      <Paper p={{ base: "md", xs: "lg" }} mb="xl">
        {opinion.conclusion ? <ConclusionBadge conclusion={opinion.conclusion} /> : null}
        <Text mt="xs" size="lg" lh={1.45}>
          {opinion.conclusion_words}
        </Text>
        <Text mt="sm" size="sm" c="dimmed" maw="46rem">
          {opinion.caution}
        </Text>
      </Paper>
      {opinion.withheld ? (
        <Alert color="gray" variant="light" mb="xl" icon={<IconEyeOff aria-hidden="true" />}>
          {opinion.withheld}
        </Alert>
      ) : null}
      <Section title={t`Question par question`}>
        <Stack gap="md">
          {opinion.findings.map((finding) => (
            <Finding key={finding.question} finding={finding} />
          ))}
        </Stack>
      </Section>
      <Members opinion={opinion} />
      <Text size="sm" c="dimmed">
        <Trans>
          Demandé par {opinion.asked_by_name} le <DateText value={opinion.asked_at} style="moment" />. Un avis
          ne change plus : quand une réponse change, le chef de file en demande un autre.
        </Trans>
      </Text>
    </Page>
  );
}

function Finding({ finding }: { finding: Opinion["findings"][number] }) {
  return (
    <Paper p="md" component="article">
      <Title order={3}>{finding.question_words}</Title>
      <Group gap="sm" my={4}>
        <Text>
          <Trans>
            Réponse : <strong>{finding.answer}</strong>
          </Trans>
        </Text>
        {finding.level ? <LevelBadge level={finding.level} /> : null}
      </Group>
      <Text>{finding.consequence}</Text>
      <Text size="sm" c="dimmed" mt={4}>
        <Trans>Source : {finding.source}</Trans>
      </Text>
    </Paper>
  );
}

type Member = Opinion["members"][number];

function Members({ opinion }: { opinion: Opinion }) {
  const { t } = useLingui();
  const { taxable_share_bp: limit, valid_from: from } = opinion.parameters;
  if (opinion.members.length === 0) return null;
  const columns: Column<Member>[] = [
    {
      key: "name",
      header: t`Organisation`,
      phone: "title",
      cell: ({ organisation_name: name, organisation_id: id }) => (
        <Elsewhere to={`/organisations/${id}`}>{name}</Elsewhere>
      ),
    },
    {
      key: "share",
      header: t`Recettes taxables`,
      align: "right",
      cell: ({ taxable_share_bp: share }) =>
        share === null ? (
          <Text span inherit c="dimmed">
            <Trans>inconnues</Trans>
          </Text>
        ) : (
          <Percent ratio={share / 10_000} />
        ),
    },
    { key: "finding", header: t`Lecture`, cell: ({ finding }) => <FindingBadge finding={finding} /> },
    {
      key: "source",
      header: t`D’où vient le chiffre`,
      cell: ({ source, valid_on: day }) =>
        source === null ? (
          <Text span inherit c="dimmed">
            <Trans>à donner dans la fiche de l’organisation</Trans>
          </Text>
        ) : (
          <>
            {source}
            {day ? (
              <>
                {", "}
                <DateText value={day} />
              </>
            ) : null}
          </>
        ),
    },
  ];
  return (
    <Section title={opinion.withheld ? t`Notre situation` : t`La situation de chaque membre`}>
      <Group gap="xs" mb="sm" wrap="nowrap" align="flex-start">
        <IconInfoCircle size={18} aria-hidden="true" style={{ flex: "none", marginTop: 3 }} />
        <Text size="sm" c="dimmed">
          <Trans>
            La limite est de <Percent ratio={limit / 10_000} /> des recettes, en vigueur depuis le{" "}
            <DateText value={from} />. Exactement la limite, c’est encore dedans.
          </Trans>
        </Text>
      </Group>
      <DataList
        label={t`Part taxable des membres`}
        items={flaggedFirst(opinion.members)}
        columns={columns}
        rowKey={({ organisation_id: id }) => id}
      />
    </Section>
  );
}
