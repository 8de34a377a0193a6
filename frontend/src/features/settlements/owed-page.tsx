import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Text } from "@mantine/core";
import { IconArrowsExchange, IconBell, IconInfoCircle, IconLock } from "@tabler/icons-react";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { type Agreement, useAgreement } from "@/features/settlements/agreement";
import { HowItWorks } from "@/features/settlements/how-it-works";
import { Back, Elsewhere, SettlementLink } from "@/features/settlements/links";
import { OwedToday } from "@/features/settlements/owed-today";
import { PreviewSection } from "@/features/settlements/preview-section";
import { SettlementList } from "@/features/settlements/settlement-list";
import { TransferList } from "@/features/settlements/transfer-list";
import { LoadMore } from "@/ui/load-more";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

type OwedPageProps = { agreementId: string; through: string | undefined };

/** Who owes whom in an agreement today, and how to pay it in fewer transfers. */
export function OwedPage({ agreementId, through }: OwedPageProps) {
  const { t } = useLingui();
  const { query, home } = useAgreement(agreementId);
  return (
    <LoadedPage query={query} title={t`Qui doit quoi`}>
      {(agreement) => <Shown agreement={agreement} home={home} through={through} />}
    </LoadedPage>
  );
}

type ShownProps = { agreement: Agreement; home: string; through: string | undefined };

function Shown({ agreement, home, through }: ShownProps) {
  const { t } = useLingui();
  const { my_state: state, my_role: role, name } = agreement;
  const reads = state === "accepted" || state === "left";
  return (
    <Page
      title={t`Qui doit quoi`}
      above={<Back to={home}>{name}</Back>}
      lead={t`Ce qui reste à payer aujourd’hui entre les membres, et comment le payer en moins de virements.`}
    >
      {reads ? (
        <>
          <Debts agreement={agreement} />
          {role === "lead" && state === "accepted" ? (
            <PreviewSection agreementId={agreement.id} through={through} />
          ) : null}
          <Settlements agreement={agreement} />
          <HowItWorks />
        </>
      ) : (
        <EmptyState icon={IconLock} title={t`Réservé aux parties de l’accord`}>
          <Trans>
            Ce que les membres se doivent se lit une fois que votre organisation prend part à l’accord.{" "}
            <Elsewhere to={home}>Voir l’accord</Elsewhere>
          </Trans>
        </EmptyState>
      )}
    </Page>
  );
}

function Debts({ agreement }: { agreement: Agreement }) {
  const { t } = useLingui();
  const owed = useApiQuery("/v1/settlements/owed", { query: { agreement_id: agreement.id } });
  return (
    <>
      <Awaiting agreementId={agreement.id} />
      <Section title={t`Aujourd’hui`}>
        <Loaded query={owed} lines={5}>
          {(read) => (
            <>
              {read.withheld ? (
                <Alert
                  role="note"
                  mb="md"
                  color="gray"
                  variant="light"
                  icon={<IconInfoCircle aria-hidden="true" />}
                >
                  {read.withheld}
                </Alert>
              ) : null}
              <OwedToday owed={read} />
            </>
          )}
        </Loaded>
      </Section>
      {owed.data && owed.data.transfers.length > 0 ? (
        <Section title={t`Virements encore à faire`}>
          <Text c="dimmed" mb="sm" maw="46rem">
            <Trans>
              Ils remplacent les relevés des compensations réalisées. L’organisation qui reçoit note l’arrivée
              du virement.
            </Trans>
          </Text>
          <TransferList transfers={owed.data.transfers} agreementId={agreement.id} numbered />
        </Section>
      ) : null}
    </>
  );
}

/** What awaits our answer comes first. */
function Awaiting({ agreementId }: { agreementId: string }) {
  const { t } = useLingui();
  const settlements = useApiQuery("/v1/settlements", {
    query: { agreement_id: agreementId, to_answer: true, limit: 10 },
  });
  return settlements.data?.items
    .filter(({ may_answer }) => may_answer)
    .map(({ id, number }) => (
      <Alert
        role="note"
        key={id}
        mb="xl"
        color="orange"
        variant="light"
        icon={<IconBell aria-hidden="true" />}
        title={t`Votre réponse est attendue`}
      >
        <Trans>
          <SettlementLink id={id} number={number} />
           : voyez ce qu’elle change pour vous, puis acceptez ou refusez.
        </Trans>
      </Alert>
    ));
}

function Settlements({ agreement }: { agreement: Agreement }) {
  const { t } = useLingui();
  const settlements = useApiInfinite("/v1/settlements", { query: { agreement_id: agreement.id } });
  const leads = agreement.my_role === "lead" && agreement.my_state === "accepted";
  return (
    <Section title={t`Compensations de cet accord`}>
      <Loaded query={settlements} lines={2}>
        {(all) =>
          all.length > 0 ? (
            <SettlementList settlements={all} />
          ) : (
            <EmptyState icon={IconArrowsExchange} title={t`Aucune compensation pour l’instant`}>
              {leads ? (
                <Trans>
                  Choisissez ci-dessus jusqu’à quelle échéance compenser : vous verrez le résultat avant de
                  proposer quoi que ce soit.
                </Trans>
              ) : (
                <Trans>Le chef de file peut en proposer une quand plusieurs dettes se croisent.</Trans>
              )}
            </EmptyState>
          )
        }
      </Loaded>
      <LoadMore query={settlements} />
    </Section>
  );
}
