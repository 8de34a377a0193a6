import { Trans, useLingui } from "@lingui/react/macro";
import { Paper, Stack, Text } from "@mantine/core";
import { accountAddress, Elsewhere, governingAddresses } from "@/features/funds/links";
import type { Fund } from "@/features/funds/words";
import { type Fact, FactList } from "@/ui/fact-list";
import { Section } from "@/ui/page";
import { Money, Percent } from "@/ui/values";

/** What one's organisation brought, what was used of it, and what it could take back. */
export function OurShare({ fund }: { fund: Fund }) {
  const { t } = useLingui();
  const { mine, rules } = fund;
  return (
    <Section title={t`Notre part`}>
      <Paper p="md">
        <Stack gap="md">
          <FactList facts={useFacts(fund)} />
          <Text size="sm" c="dimmed" maw="46rem">
            {!rules.repayable_allowed ? (
              <Trans>Un fonds de dotation ne rend jamais ce qu’il a reçu, même à un membre qui part.</Trans>
            ) : rules.consumption === "yearly_first" ? (
              <Trans>
                Les projets emploient d’abord les cotisations de tous, puis les apports de chacun à proportion
                de ce qu’ils valent encore.
              </Trans>
            ) : (
              <Trans>Les projets emploient les cotisations et les apports ensemble, à proportion.</Trans>
            )}{" "}
            {rules.repayable_allowed && mine.present ? (
              <Trans>Quand et comment la somme serait rendue, les règles de départ le disent.</Trans>
            ) : null}
          </Text>
          {mine.present ? (
            <Text>
              <Elsewhere to={governingAddresses(fund).leaving}>
                <Trans>Si nous partions : à quelle date, et ce qui nous reviendrait</Trans>
              </Elsewhere>
            </Text>
          ) : null}
        </Stack>
      </Paper>
    </Section>
  );
}

function useFacts({ mine, rules, agreement_id: agreement }: Fund): Fact[] {
  const { t } = useLingui();
  const brought = [
    ...(rules.repayable_allowed || mine.repayable_cents
      ? [
          {
            label: t`Apporté avec droit de reprise`,
            value: mine.account_id ? (
              <Elsewhere to={accountAddress(agreement, mine.account_id)}>
                <Money cents={mine.repayable_cents} />
              </Elsewhere>
            ) : (
              <Money cents={mine.repayable_cents} />
            ),
          },
        ]
      : []),
    { label: t`Cotisations données`, value: <Money cents={mine.yearly_cents} /> },
  ];
  if (!rules.repayable_allowed && mine.stake_cents === 0) return brought;
  return [
    ...brought,
    {
      label: t`De notre apport, employé par des projets`,
      value: <Money cents={mine.repayable_cents - mine.stake_cents} />,
    },
    {
      label: t`Ce qui nous reviendrait aujourd’hui`,
      value: (
        <>
          <Money cents={mine.stake_cents} />
          {mine.share_bp === null ? null : (
            <Text size="sm" c="dimmed" fw={400}>
              <Trans>
                <Percent ratio={mine.share_bp / 10_000} /> des apports qui restent
              </Trans>
            </Text>
          )}
        </>
      ),
    },
  ];
}
