import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Group, Paper, Stack, Text } from "@mantine/core";
import { useApiQuery } from "@/api/hooks";
import type { AgreementChoice } from "@/features/statements/agreements";
import { Elsewhere, ElsewhereButton } from "@/features/statements/links";
import { AnchorLink, ButtonLink } from "@/ui/links";
import { Section } from "@/ui/page";
import { ErrorState, LoadingState } from "@/ui/states";
import { Money } from "@/ui/values";

/** For a lead: the money of the agreements it keeps, and where a treasurer goes on from. */
export function KeptForOthers({ agreements }: { agreements: AgreementChoice[] }) {
  const { t } = useLingui();
  if (agreements.length === 0) return null;
  return (
    <Section title={t`Les caisses que vous tenez`}>
      <Stack gap="sm">
        {agreements.map((agreement) => (
          <Kept key={agreement.id} agreement={agreement} />
        ))}
      </Stack>
    </Section>
  );
}

function Kept({ agreement }: { agreement: AgreementChoice }) {
  const { id, name } = agreement;
  return (
    <Paper p="md">
      <Group justify="space-between" gap="md">
        <Stack gap={2} flex="1 1 18rem">
          <Text fw={600}>{name}</Text>
          <LateOf agreementId={id} />
        </Stack>
        <Group gap="sm">
          <ButtonLink to="/statements" search={{ agreement: id, view: "all" }} variant="default" size="sm">
            <Trans>Tous les relevés</Trans>
          </ButtonLink>
          <ElsewhereButton to={`/treasury/${id}`} variant="default" size="sm">
            <Trans>Banque</Trans>
          </ElsewhereButton>
          <Elsewhere to="/settlements" search={{ agreement: id }} size="sm">
            <Trans>Qui doit quoi</Trans>
          </Elsewhere>
        </Group>
      </Group>
    </Paper>
  );
}

function LateOf({ agreementId }: { agreementId: string }) {
  const arrears = useApiQuery("/v1/statements/arrears", { query: { agreement_id: agreementId } });
  if (arrears.error) return <ErrorState error={arrears.error} />;
  if (arrears.data === undefined) return <LoadingState lines={1} />;
  const { organisations, total } = arrears.data;
  if (organisations.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>Personne n’est en retard.</Trans>
      </Text>
    );
  }
  return (
    <Text size="sm">
      <AnchorLink to="/statements/arrears" search={{ agreement: agreementId }}>
        <Trans>
          <Money cents={total.total_cents} /> en retard
        </Trans>
      </AnchorLink>{" "}
      <Plural value={organisations.length} one="(# organisation)" other="(# organisations)" />
    </Text>
  );
}
