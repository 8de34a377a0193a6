import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Alert, Group, Select, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconInfoCircle, IconReceipt } from "@tabler/icons-react";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { useCan, useMe } from "@/app/session";
import { type AgreementChoice, leads, useAgreements } from "@/features/statements/agreements";
import { ArrearsPicture } from "@/features/statements/arrears-picture";
import { BackToStatements } from "@/features/statements/links";
import { Remind } from "@/features/statements/remind-dialog";
import type { AgreementSearch } from "@/features/statements/search";
import { StatementList } from "@/features/statements/statement-list";
import { type Arrears, remindPayers, type StatementLine } from "@/features/statements/words";
import { useChangeAddress } from "@/ui/address";
import { ButtonLink } from "@/ui/links";
import { LoadMore } from "@/ui/load-more";
import { Page, Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText, Money } from "@/ui/values";

/** What is overdue in an agreement, by organisation and since how long; where a treasurer reminds. */
export function ArrearsPage({ search: { agreement } }: { search: AgreementSearch }) {
  const { t } = useLingui();
  const agreements = useAgreements();
  return (
    <Page
      title={t`Retards`}
      lead={t`Ce qui aurait dû être payé et ne l’est pas, par organisation et par ancienneté. Une somme impayée finit par peser sur les autres : mieux vaut la voir tôt et en parler.`}
      above={<BackToStatements agreement={agreement} />}
    >
      <Loaded query={agreements} lines={6}>
        {(choices) => <Choosing choices={choices} asked={agreement} />}
      </Loaded>
    </Page>
  );
}

function Choosing({ choices, asked }: { choices: AgreementChoice[]; asked: string | undefined }) {
  const { t } = useLingui();
  const change = useChangeAddress();
  const chosen = choices.find(({ id }) => id === asked) ?? choices.find(leads) ?? choices[0];
  if (!chosen) {
    return (
      <EmptyState
        icon={IconReceipt}
        title={t`Aucun accord à suivre`}
        action={
          <ButtonLink to="/pools" variant="default">
            <Trans>Voir les mutualisations</Trans>
          </ButtonLink>
        }
      >
        <Trans>Les retards se suivent par accord. Votre organisation n’en a encore rejoint aucun.</Trans>
      </EmptyState>
    );
  }
  return (
    <Stack gap="lg">
      <Group>
        <Select
          label={t`Accord`}
          data={choices.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen.id}
          onChange={(agreement) => change({ agreement: agreement ?? undefined })}
          allowDeselect={false}
          searchable
          nothingFoundMessage={t`Aucun de vos accords ne porte ce nom.`}
          flex="1 1 16rem"
          maw="28rem"
        />
      </Group>
      <OfAgreement key={chosen.id} agreement={chosen} />
    </Stack>
  );
}

function OfAgreement({ agreement }: { agreement: AgreementChoice }) {
  const arrears = useApiQuery("/v1/statements/arrears", { query: { agreement_id: agreement.id } });
  return (
    <Loaded query={arrears} lines={6}>
      {(read) => (
        <>
          {read.whole ? null : <OwnOnly agreement={agreement} />}
          {read.organisations.length === 0 ? (
            <NobodyLate whole={read.whole} agreement={agreement} />
          ) : (
            <>
              <Total arrears={read} />
              <ArrearsPicture arrears={read} />
              <LateStatements agreement={agreement} />
            </>
          )}
        </>
      )}
    </Loaded>
  );
}

function OwnOnly({ agreement: { lead_name: lead } }: { agreement: AgreementChoice }) {
  return (
    <Alert role="note" variant="light" color="blue" icon={<IconInfoCircle aria-hidden="true" />}>
      {lead ? (
        <Trans>
          Les règles de cet accord ne montrent que vos propres retards et ceux envers vous. {lead}, chef de
          file, lit ceux de tous les membres.
        </Trans>
      ) : (
        <Trans>Les règles de cet accord ne montrent que vos propres retards et ceux envers vous.</Trans>
      )}
    </Alert>
  );
}

function NobodyLate({ whole, agreement }: { whole: boolean; agreement: AgreementChoice }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconCircleCheck}
      title={whole ? t`Personne n’est en retard` : t`Aucun retard, ni de vous, ni envers vous`}
      action={
        <ButtonLink to="/statements" search={{ agreement: agreement.id }} variant="default">
          <Trans>Voir ce qui vient à échéance</Trans>
        </ButtonLink>
      }
    >
      <Trans>
        Un relevé est en retard le lendemain de son échéance, tant qu’il reste une somme à régler.
      </Trans>
    </EmptyState>
  );
}

function Total({ arrears }: { arrears: Arrears }) {
  const { as_of: day, total, organisations } = arrears;
  const count = organisations.reduce((sum, one) => sum + one.count, 0);
  return (
    <Text size="lg">
      <Trans>
        Au <DateText value={day} />,{" "}
        <strong>
          <Money cents={total.total_cents} />
        </strong>{" "}
        en retard
      </Trans>{" "}
      <Plural value={count} one="sur # relevé." other="sur # relevés." />
    </Text>
  );
}

/** One by one, to open or to remind of. */
function LateStatements({ agreement }: { agreement: AgreementChoice }) {
  const { t } = useLingui();
  const me = useMe().acting_for?.organisation_id;
  const mayRemind = useCan(remindPayers);
  const late = useApiInfinite("/v1/statements", {
    query: { agreement_id: agreement.id, overdue: true, limit: 100 },
  });
  const isOurs = (one: StatementLine) => (one.to_pool ? leads(agreement) : one.issuer_id === me);
  const byAge = (items: StatementLine[]) => [...items].sort((a, b) => b.overdue_days - a.overdue_days);
  return (
    <Section title={t`Relevé par relevé, le plus ancien d’abord`}>
      <Loaded query={late}>
        {(items) => (
          <StatementList
            label={t`Relevés en retard`}
            items={byAge(items)}
            sides="both"
            {...(mayRemind && items.some(isOurs)
              ? {
                  actions: (one: StatementLine) =>
                    isOurs(one) ? <Remind statement={one} size="xs" /> : null,
                }
              : {})}
          />
        )}
      </Loaded>
      <LoadMore query={late} />
      {mayRemind ? null : (
        <Text size="sm" c="dimmed" mt="sm">
          <Trans>Votre mandat ne permet pas d’envoyer une relance : parlez-en à votre direction.</Trans>
        </Text>
      )}
    </Section>
  );
}
