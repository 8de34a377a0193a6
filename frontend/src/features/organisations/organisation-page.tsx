import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Paper, Text } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useApiQuery } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import { useCan } from "@/app/session";
import { BackLink } from "@/features/organisations/back-link";
import { FiguresSection } from "@/features/organisations/figures-section";
import { identifiersOf } from "@/features/organisations/identifiers";
import { NetworksSection } from "@/features/organisations/networks-section";
import { SitesSection } from "@/features/organisations/sites-section";
import { legalFormWords, type Organisation, sectorWords, sourceWords } from "@/features/organisations/words";
import { type Fact, FactList } from "@/ui/fact-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { Page, Section } from "@/ui/page";
import { EmptyState, ErrorState, LoadingState } from "@/ui/states";
import { DateText } from "@/ui/values";

/** The record of an organisation. */
export function OrganisationPage({ organisationId }: { organisationId: string }) {
  const { t } = useLingui();
  const record = useApiQuery("/v1/organisations/{organisation_id}", {
    path: { organisation_id: organisationId },
  });
  if (record.data) return <Record organisation={record.data} />;
  if (isProblem(record.error) && (record.error.status === 404 || record.error.status === 422)) {
    return <Unknown />;
  }
  return (
    <Page title={t`Organisation`} above={<BackLink />}>
      {record.error ? (
        <ErrorState error={record.error} onRetry={() => void record.refetch()} />
      ) : (
        <LoadingState onRetry={() => void record.refetch()} />
      )}
    </Page>
  );
}

function Unknown() {
  const { t } = useLingui();
  return (
    <Page title={t`Organisation introuvable`} above={<BackLink />}>
      <EmptyState
        title={t`Il n’y a pas d’organisation à cette adresse`}
        action={
          <Button renderRoot={(props) => <Link {...props} to="/organisations" />}>
            <Trans>Chercher dans l’annuaire</Trans>
          </Button>
        }
      >
        <Trans>Le lien est peut-être incomplet, ou la fiche a été retirée.</Trans>
      </EmptyState>
    </Page>
  );
}

function Record({ organisation }: { organisation: Organisation }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const seesNetworks = useCan("networks.read");
  const { id, name, short_name: shortName, sector, city, department_name: department } = organisation;
  const place = [city, department].filter(Boolean).join(", ");
  return (
    <Page
      title={name}
      lead={[shortName, i18n._(sectorWords[sector]), place].filter(Boolean).join(" · ")}
      above={<BackLink />}
      badge={organisation.fictional ? <FictionalBadge /> : null}
      actions={<RecordActions organisation={organisation} />}
    >
      {organisation.description ? (
        <Text mb="xl" maw="46rem" style={{ whiteSpace: "pre-line" }}>
          {organisation.description}
        </Text>
      ) : null}
      <Section title={t`En bref`}>
        <Paper p="lg">
          <FactList facts={useFacts(organisation)} />
        </Paper>
      </Section>
      <FiguresSection organisation={organisation} />
      {seesNetworks ? <NetworksSection organisation={organisation} /> : null}
      <SitesSection organisation={organisation} />
      <Identifiers organisation={organisation} key={id} />
      <Provenance organisation={organisation} />
    </Page>
  );
}

function RecordActions({ organisation: { id, is_network, may_change } }: { organisation: Organisation }) {
  return (
    <>
      {is_network ? (
        <Button
          variant="default"
          renderRoot={(props) => <Link {...props} to="/organisations" search={{ network: id }} />}
        >
          <Trans>Voir ses membres</Trans>
        </Button>
      ) : null}
      {may_change ? (
        <Button
          leftSection={<IconPencil size={18} aria-hidden="true" />}
          renderRoot={(props) => (
            <Link {...props} to="/organisations/$organisationId/edit" params={{ organisationId: id }} />
          )}
        >
          <Trans>Modifier la fiche</Trans>
        </Button>
      ) : null}
    </>
  );
}

function useFacts(organisation: Organisation): Fact[] {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const { address, postal_code: postalCode, city, phone, email, website } = organisation;
  const known = (label: string, value: ReactNode): Fact[] => (value ? [{ label, value }] : []);
  const town = [postalCode, city].filter(Boolean).join(" ");
  return [
    { label: t`Forme juridique`, value: i18n._(legalFormWords[organisation.legal_form]) },
    ...known(
      t`Économie sociale et solidaire`,
      organisation.is_ess === null ? null : organisation.is_ess ? t`Oui` : t`Non`,
    ),
    ...known(t`Adresse`, [address, town].filter(Boolean).join(", ")),
    ...known(t`Région`, organisation.region_name),
    ...known(
      t`Téléphone`,
      phone ? <Anchor href={`tel:${phone.replace(/[^+0-9]/g, "")}`}>{phone}</Anchor> : null,
    ),
    ...known(t`Adresse électronique`, email ? <Anchor href={`mailto:${email}`}>{email}</Anchor> : null),
    ...known(
      t`Site internet`,
      website ? (
        <Anchor href={website} rel="noreferrer noopener" target="_blank">
          {website.replace(/^https?:\/\//, "")}
        </Anchor>
      ) : null,
    ),
    ...known(t`Créée le`, organisation.founded_on ? <DateText value={organisation.founded_on} /> : null),
    ...known(t`Cessation le`, organisation.ceased_on ? <DateText value={organisation.ceased_on} /> : null),
    ...known(
      t`Commande publique`,
      organisation.contracting_authority === "yes"
        ? t`Soumise à ses règles`
        : organisation.contracting_authority === "no"
          ? t`Non soumise`
          : null,
    ),
  ];
}

function Identifiers({ organisation }: { organisation: Organisation }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const identifiers = identifiersOf(organisation);
  return (
    <Section title={t`Identifiants`}>
      <Paper p="lg">
        {identifiers.length === 0 ? (
          <Text c="dimmed">
            <Trans>Aucun numéro officiel n’est renseigné (SIREN, RNA, FINESS…).</Trans>
          </Text>
        ) : (
          <FactList
            facts={identifiers.map(({ name, meaning, number }) => ({
              label: i18n._(name),
              value: (
                <>
                  {number}
                  <Text size="sm" c="dimmed" fw={400}>
                    {i18n._(meaning)}
                  </Text>
                </>
              ),
            }))}
          />
        )}
      </Paper>
    </Section>
  );
}

/** Where the record comes from, and who keeps it. */
function Provenance({ organisation }: { organisation: Organisation }) {
  const { i18n } = useActiveLingui();
  const source = i18n._(sourceWords[organisation.source]);
  return (
    <Text size="sm" c="dimmed">
      <Trans>
        Source : {source}. Mise à jour le <DateText value={organisation.updated_at} />.
      </Trans>{" "}
      {organisation.claimed ? (
        <Trans>L’organisation tient elle-même cette fiche.</Trans>
      ) : (
        <Trans>Personne de cette organisation n’est encore sur Essaim.</Trans>
      )}
    </Text>
  );
}
