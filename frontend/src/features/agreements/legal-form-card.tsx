import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, List, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconSearch } from "@tabler/icons-react";
import type { LegalForm } from "@/features/agreements/words";
import { type Fact, FactList } from "@/ui/fact-list";
import { StatusBadge } from "@/ui/status-badge";

/** What a legal form changes, in plain words, with where that was read and what was not read yet. */
export function LegalFormCard({ form }: { form: LegalForm }) {
  const facts = useFacts(form);
  return (
    <Stack gap="md">
      {form.warning ? (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden="true" />}>
          {form.warning}
        </Alert>
      ) : null}
      <FactList facts={facts} />
      <Sources form={form} />
      {form.to_check.length > 0 ? <ToCheck points={form.to_check} /> : null}
      <Text size="sm" c="dimmed">
        {form.disclaimer}
      </Text>
    </Stack>
  );
}

function useFacts(form: LegalForm): Fact[] {
  const { t } = useLingui();
  const facts: Fact[] = [
    { label: t`Qui peut en être`, value: form.parties },
    { label: t`Votes`, value: form.votes },
    { label: t`Se retirer`, value: form.exit },
    { label: t`Dettes et responsabilité`, value: form.liability },
    { label: t`TVA`, value: form.vat_note },
  ];
  if (form.staff_lending_note) facts.push({ label: t`Personnel`, value: form.staff_lending_note });
  if (form.can_repay !== null) {
    facts.push({
      label: t`Reprise des apports`,
      value: form.can_repay ? t`Possible.` : t`Impossible : ce qui est apporté reste acquis.`,
    });
  }
  return facts;
}

function Sources({ form }: { form: LegalForm }) {
  return (
    <div>
      <Title order={3} mb={4}>
        <Trans>Sources</Trans>
      </Title>
      <List size="sm">
        {form.sources.map((source) => (
          <List.Item key={source}>{source}</List.Item>
        ))}
      </List>
    </div>
  );
}

function ToCheck({ points }: { points: string[] }) {
  return (
    <div>
      <StatusBadge tone="attention" icon={IconSearch}>
        <Trans>À vérifier avant de vous y fier</Trans>
      </StatusBadge>
      <List size="sm" mt={6}>
        {points.map((point) => (
          <List.Item key={point}>{point}</List.Item>
        ))}
      </List>
    </div>
  );
}
