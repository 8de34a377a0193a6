import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Box, Button, Group, Paper, Select, Stack, Text, Title } from "@mantine/core";
import { IconDoorEnter, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useApiInfinite } from "@/api/hooks";
import { useCan, useMe } from "@/app/session";
import { AskDialog } from "@/features/agreements/entry/ask-dialog";
import { MyRequests } from "@/features/agreements/entry/my-requests";
import type { OpenSearch } from "@/features/agreements/entry/search";
import { addressOf, kindWords, mayAsk, type OpenAgreement } from "@/features/agreements/entry/words";
import classes from "@/features/agreements/rules/rules.module.css";
import { signAgreements } from "@/features/agreements/words";
import { useChangeAddress } from "@/ui/address";
import { FictionalBadge } from "@/ui/fictional-badge";
import { LoadMore } from "@/ui/load-more";
import { Page, Section } from "@/ui/page";
import { SearchBox } from "@/ui/search-box";
import { EmptyState, Loaded } from "@/ui/states";
import { StatusBadge } from "@/ui/status-badge";

/** Agreements that take requests, and one's own requests. */
export function OpenAgreementsPage({ search }: { search: OpenSearch }) {
  const { t } = useLingui();
  const organisation = useMe().acting_for?.organisation_name ?? "";
  const open = useApiInfinite("/v1/agreements/open", { query: { q: search.q, kind: search.kind } });
  const [asking, setAsking] = useState<OpenAgreement | null>(null);
  const searching = search.q !== undefined || search.kind !== undefined;
  return (
    <Page
      title={t`Rejoindre un accord`}
      lead={
        <Trans>
          Les mutualisations et les partenariats qui acceptent les demandes. Demander n’engage {organisation}{" "}
          à rien : une fois admise, elle lira l’accord et ses règles avant de répondre.
        </Trans>
      }
    >
      <MyRequests />
      <Section title={t`Accords ouverts aux demandes`}>
        <Stack gap="md">
          <Filters search={search} />
          <Loaded query={open}>
            {(items) =>
              items.length === 0 ? (
                <Nothing searching={searching} />
              ) : (
                <ul className={classes.versions}>
                  {items.map((item) => (
                    <Paper component="li" p="md" key={item.id}>
                      <OpenLine agreement={item} onAsk={() => setAsking(item)} />
                    </Paper>
                  ))}
                </ul>
              )
            }
          </Loaded>
          <LoadMore query={open} />
        </Stack>
      </Section>
      {asking ? <AskDialog agreement={asking} onClose={() => setAsking(null)} /> : null}
    </Page>
  );
}

function Filters({ search }: { search: OpenSearch }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const change = useChangeAddress();
  return (
    <Group align="flex-end" gap="md">
      <Box flex="1 1 16rem">
        <SearchBox label={t`Chercher par le nom`} />
      </Box>
      <Select
        label={t`Genre`}
        placeholder={t`Tous`}
        clearable
        clearButtonProps={{ "aria-label": t`Montrer tous les genres` }}
        data={[
          { value: "pool", label: i18n._(kindWords.pool) },
          { value: "partnership", label: i18n._(kindWords.partnership) },
        ]}
        value={search.kind ?? null}
        onChange={(kind) => change({ kind: kind ?? undefined })}
      />
    </Group>
  );
}

function Nothing({ searching }: { searching: boolean }) {
  const { t } = useLingui();
  return searching ? (
    <EmptyState icon={IconSearch} title={t`Rien ne correspond à cette recherche`}>
      <Trans>Essayez un autre mot du nom, ou montrez tous les genres.</Trans>
    </EmptyState>
  ) : (
    <EmptyState icon={IconDoorEnter} title={t`Aucun accord ne prend de demandes pour l’instant`}>
      <Trans>
        Le chef de file d’un accord choisit s’il accepte les demandes. Vous pouvez aussi créer le vôtre, ou
        demander une invitation à une organisation que vous connaissez.
      </Trans>
    </EmptyState>
  );
}

function OpenLine({ agreement, onAsk }: { agreement: OpenAgreement; onAsk: () => void }) {
  const { i18n } = useActiveLingui();
  const { name, purpose, kind, legal_form_name: form, lead_name: lead, fictional } = agreement;
  return (
    <Group justify="space-between" align="flex-start" gap="md">
      <Stack gap={6} flex="1 1 20rem">
        <Group gap="xs">
          <Title order={3}>{name}</Title>
          {fictional ? <FictionalBadge /> : null}
        </Group>
        <Text size="sm" c="dimmed">
          {i18n._(kindWords[kind])} · {form}
        </Text>
        <Text style={{ whiteSpace: "pre-line" }}>{purpose}</Text>
        {lead ? (
          <Text size="sm" c="dimmed">
            <Trans>Chef de file : {lead}</Trans>
          </Text>
        ) : null}
      </Stack>
      <WhereWeStand agreement={agreement} onAsk={onAsk} />
    </Group>
  );
}

function WhereWeStand({ agreement, onAsk }: { agreement: OpenAgreement; onAsk: () => void }) {
  const { t } = useLingui();
  const maySign = useCan(signAgreements);
  const { name, my_state: state } = agreement;
  if (mayAsk(agreement)) {
    return maySign ? (
      <Button onClick={onAsk} aria-label={t`Demander à entrer dans « ${name} »`}>
        <Trans>Demander à entrer</Trans>
      </Button>
    ) : (
      <Text size="sm" c="dimmed" maw="16rem">
        <Trans>Votre mandat ne permet pas de signer : la demande revient à la direction.</Trans>
      </Text>
    );
  }
  if (state === "requested") {
    return (
      <StatusBadge tone="attention">
        <Trans>Demande envoyée</Trans>
      </StatusBadge>
    );
  }
  return (
    <Button
      component={Link}
      to={addressOf(agreement)}
      variant="default"
      aria-label={state === "invited" ? t`Répondre à l’invitation dans « ${name} »` : t`Ouvrir « ${name} »`}
    >
      {state === "invited" ? <Trans>Répondre à l’invitation</Trans> : <Trans>Ouvrir</Trans>}
    </Button>
  );
}
