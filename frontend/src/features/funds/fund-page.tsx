import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Button, Group, Text } from "@mantine/core";
import { IconInfoCircle, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { CallsSection } from "@/features/funds/calls-section";
import { ContributionsSection } from "@/features/funds/contributions-section";
import { FundDialog } from "@/features/funds/fund-dialog";
import { FundPicture } from "@/features/funds/fund-picture";
import { BackToFunds, Elsewhere, governingAddresses } from "@/features/funds/links";
import { OurShare } from "@/features/funds/our-share";
import { PaymentHistory, PendingPayments } from "@/features/funds/payments-section";
import { ProjectsSection } from "@/features/funds/projects-section";
import { type Fund, manageFunds } from "@/features/funds/words";
import { LoadedPage } from "@/ui/loaded-page";
import { Page, Section } from "@/ui/page";
import { Loaded } from "@/ui/states";
import { DateText, Money } from "@/ui/values";

/** A common fund: what it holds, what is to be approved, our share, its projects, its payments, its contributions. */
export function FundPage({ fundId }: { fundId: string }) {
  const { t } = useLingui();
  const fund = useApiQuery("/v1/funds/{fund_id}", { path: { fund_id: fundId } });
  return (
    <LoadedPage query={fund} title={t`Fonds commun`} above={<BackToFunds />}>
      {(read) => <Shown fund={read} />}
    </LoadedPage>
  );
}

function Shown({ fund }: { fund: Fund }) {
  const { t } = useLingui();
  const projects = useApiInfinite("/v1/funds/{fund_id}/projects", {
    path: { fund_id: fund.id },
    query: { limit: 100 },
  });
  return (
    <Page
      title={fund.name}
      above={<BackToFunds />}
      lead={<Lead fund={fund} />}
      actions={<ChangeFund fund={fund} />}
    >
      <Reading fund={fund} />
      <Section title={t`L’argent du fonds`}>
        <Loaded query={projects} lines={6}>
          {(read) => <FundPicture fund={fund} projects={read} />}
        </Loaded>
      </Section>
      <PendingPayments fund={fund} />
      <OurShare fund={fund} />
      <ProjectsSection fund={fund} projects={projects} />
      <CallsSection fund={fund} />
      <PaymentHistory fund={fund} />
      <ContributionsSection fund={fund} />
      <HowItWorks fund={fund} />
    </Page>
  );
}

function Lead({ fund }: { fund: Fund }) {
  return (
    <>
      <Text style={{ whiteSpace: "pre-line" }}>{fund.purpose}</Text>
      {fund.agreement_name === fund.name ? null : (
        <Text size="sm" mt={4}>
          <Trans>Accord : {fund.agreement_name}</Trans>
        </Text>
      )}
    </>
  );
}

function ChangeFund({ fund }: { fund: Fund }) {
  const [changing, setChanging] = useState(false);
  const mayManage = useCan(manageFunds);
  if (!fund.leads || !mayManage) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPencil size={18} aria-hidden="true" />}
        onClick={() => setChanging(true)}
      >
        <Trans>Modifier</Trans>
      </Button>
      {changing ? <FundDialog fund={fund} onClose={() => setChanging(false)} /> : null}
    </>
  );
}

/** Who reads without taking part is told so, and through which day. */
function Reading({ fund }: { fund: Fund }) {
  if (fund.takes_part) return null;
  return (
    <Alert mb="xl" color="gray" variant="light" icon={<IconInfoCircle aria-hidden="true" />}>
      {fund.mine.present ? (
        <Trans>
          Votre organisation lit ce fonds sans y prendre part : elle ne présente pas de projet et n’approuve
          pas de paiement.
        </Trans>
      ) : (
        <Trans>
          Votre organisation a quitté cet accord : vous lisez le fonds tel qu’il était le{" "}
          <DateText value={fund.as_of} />.
        </Trans>
      )}
    </Alert>
  );
}

/** The rules that this fund follows, in plain words. */
function HowItWorks({ fund }: { fund: Fund }) {
  const { t } = useLingui();
  const { rules } = fund;
  const { window_days: days } = rules;
  const addresses = governingAddresses(fund);
  return (
    <Section title={t`Comment ce fonds fonctionne`}>
      <Text maw="46rem">
        <Trans>
          Une organisation demande un paiement, ce qui vaut son accord. Au-delà de{" "}
          <Money cents={rules.threshold_cents} /> cumulés en {days} jours, une deuxième doit l’approuver. Nul
          n’approuve un paiement fait à sa propre organisation.
        </Trans>{" "}
        {rules.late_release_to_leavers ? (
          <Trans>
            Ce qu’un projet n’emploie pas revient à ceux qui l’ont payé, y compris à ceux qui ont quitté
            l’accord depuis.
          </Trans>
        ) : (
          <Trans>
            Ce qu’un projet n’emploie pas revient à ceux qui l’ont payé et qui sont toujours membres.
          </Trans>
        )}
      </Text>
      <Group gap="lg" mt="xs">
        <Elsewhere to={addresses.rules}>
          <Trans>Les règles adoptées par les membres</Trans>
        </Elsewhere>
        <Elsewhere to={addresses.book}>
          <Trans>Le livre de comptes</Trans>
        </Elsewhere>
      </Group>
    </Section>
  );
}
