import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Paper, Text } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import { type ReactNode, useEffect } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useMe } from "@/app/session";
import type { AgreementChoice } from "@/features/statements/agreements";
import { type Standing, standingOf } from "@/features/statements/figures";
import { Elsewhere, ElsewhereButton } from "@/features/statements/links";
import { StatementList } from "@/features/statements/statement-list";
import classes from "@/features/statements/statements.module.css";
import type { StatementLine } from "@/features/statements/words";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";
import { DateText, Money } from "@/ui/values";

/** Every open statement one's organisation owes or is owed: totals are only true of all of them. */
function useOurOpen(agreementId: string | undefined) {
  const open = useApiInfinite("/v1/statements", { query: { state: "issued", limit: 100 } });
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = open;
  useEffect(() => {
    if (hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);
  const whole = hasNextPage ? undefined : data;
  return {
    data: whole?.filter(({ agreement_id }) => agreementId === undefined || agreement_id === agreementId),
    error,
    refetch,
  };
}

/** What we owe by due date, late ones first; then what we are owed. */
export function OurSide({ agreement }: { agreement: AgreementChoice | undefined }) {
  const me = useMe().acting_for?.organisation_id;
  const open = useOurOpen(agreement?.id);
  return (
    <Loaded query={open} lines={6}>
      {(statements) => {
        const standing = standingOf(statements, me);
        const nothing = standing.late.length + standing.coming.length + standing.owedToUs.length === 0;
        return nothing ? (
          <NothingOpen agreement={agreement} />
        ) : (
          <Sections standing={standing} withAgreement={agreement === undefined} />
        );
      }}
    </Loaded>
  );
}

type SectionsProps = { standing: Standing<StatementLine>; withAgreement: boolean };

function Sections({ standing, withAgreement }: SectionsProps) {
  const { t } = useLingui();
  const { late, coming, owedToUs } = standing;
  return (
    <>
      <Summary standing={standing} />
      {late.length > 0 ? (
        <div id="late">
          <Section title={t`En retard`}>
            <StatementList label={t`En retard`} items={late} sides="issuer" withAgreement={withAgreement} />
          </Section>
        </div>
      ) : null}
      {coming.length > 0 ? (
        <div id="coming">
          <Section title={t`À payer`}>
            <StatementList label={t`À payer`} items={coming} sides="issuer" withAgreement={withAgreement} />
          </Section>
        </div>
      ) : null}
      {owedToUs.length > 0 ? (
        <div id="owed">
          <Section title={t`On nous doit`}>
            <StatementList
              label={t`On nous doit`}
              items={owedToUs}
              sides="payer"
              withAgreement={withAgreement}
            />
          </Section>
        </div>
      ) : null}
    </>
  );
}

function Summary({ standing }: { standing: Standing<StatementLine> }) {
  const { late, coming, owedToUs, lateCents, comingCents, owedToUsCents } = standing;
  const next = coming[0];
  return (
    <ul className={classes.figures}>
      <Figure label={<Trans>En retard</Trans>} cents={lateCents} tone={late.length > 0 ? "late" : undefined}>
        {late.length > 0 ? (
          <Anchor href="#late" size="sm">
            <Plural value={late.length} one="# relevé échu" other="# relevés échus" />
          </Anchor>
        ) : (
          <Trans>Aucun relevé échu.</Trans>
        )}
      </Figure>
      <Figure label={<Trans>À payer ensuite</Trans>} cents={comingCents}>
        {next ? (
          <>
            <Anchor href="#coming" size="sm">
              <Plural value={coming.length} one="# relevé" other="# relevés" />
            </Anchor>
            {", "}
            <Trans>
              le prochain pour le <DateText value={next.due_on} />
            </Trans>
          </>
        ) : (
          <Trans>Rien à venir.</Trans>
        )}
      </Figure>
      <Figure label={<Trans>On nous doit</Trans>} cents={owedToUsCents}>
        {owedToUs.length > 0 ? (
          <Anchor href="#owed" size="sm">
            <Plural value={owedToUs.length} one="# relevé" other="# relevés" />
          </Anchor>
        ) : (
          <Trans>Personne ne nous doit rien.</Trans>
        )}
      </Figure>
    </ul>
  );
}

type FigureProps = { label: ReactNode; cents: number; tone?: "late" | undefined; children: ReactNode };

function Figure({ label, cents, tone, children }: FigureProps) {
  return (
    <Paper component="li" p="md" className={classes.figure ?? ""} data-tone={tone}>
      <Text c="dimmed" size="sm">
        {label}
      </Text>
      <div className={classes.amount}>
        <Money cents={cents} />
      </div>
      <Text size="sm" c="dimmed" component="div">
        {children}
      </Text>
    </Paper>
  );
}

function NothingOpen({ agreement }: { agreement: AgreementChoice | undefined }) {
  const { t } = useLingui();
  const lead = agreement?.lead_name;
  return (
    <EmptyState
      icon={IconReceipt}
      title={t`Rien à payer, rien à recevoir`}
      action={
        <ElsewhereButton
          to="/allocations"
          search={agreement ? { agreement: agreement.id } : {}}
          variant="default"
        >
          <Trans>Voir le partage des coûts</Trans>
        </ElsewhereButton>
      }
    >
      {lead ? (
        <Trans>
          Aucun relevé n’est ouvert. Les prochains arriveront ici quand {lead}, chef de file, aura partagé les
          coûts, ou quand une partie vous facturera.
        </Trans>
      ) : (
        <Trans>
          Aucun relevé n’est ouvert. Les prochains arriveront ici quand un chef de file aura partagé les coûts
          d’un accord, ou quand une partie vous facturera.
        </Trans>
      )}{" "}
      <Elsewhere to="/statements" search={{ ...(agreement ? { agreement: agreement.id } : {}), view: "all" }}>
        <Trans>Relire les relevés réglés</Trans>
      </Elsewhere>
    </EmptyState>
  );
}
