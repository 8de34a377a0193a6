import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import { useCan } from "@/app/session";
import { AdmitDialog, RefuseDialog } from "@/features/agreements/entry/answer-dialogs";
import type { SideChoice } from "@/features/agreements/invite-party-dialog";
import { useLeads } from "@/features/agreements/parties-section";
import { voteAddress } from "@/features/agreements/rules/address";
import { CurrentVote, useCurrentVote } from "@/features/agreements/rules/current-vote";
import classes from "@/features/agreements/rules/rules.module.css";
import { proposeDecisions, type Rules } from "@/features/agreements/rules/words";
import type { Agreement, Party } from "@/features/agreements/words";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { DateText } from "@/ui/values";

type AdmissionsSectionProps = { agreement: Agreement; sides: SideChoice[] };

/** Organisations that ask to enter, for the parties; the lead answers, or the members vote, as the rules say. */
export function AdmissionsSection({ agreement, sides }: AdmissionsSectionProps) {
  const { t } = useLingui();
  const takesPart = agreement.my_state === "accepted" && agreement.state === "active";
  const asking = useApiInfinite(
    "/v1/agreements/{agreement_id}/parties",
    { path: { agreement_id: agreement.id }, query: { state: "requested" } },
    { enabled: takesPart },
  );
  if (!takesPart || !asking.data?.length) return null;
  return (
    <Section title={t`Demandes d’entrée`}>
      <ul className={classes.versions}>
        {asking.data.map((party) => (
          <Paper component="li" p="md" key={party.id}>
            <Asking agreement={agreement} party={party} sides={sides} />
          </Paper>
        ))}
      </ul>
      <LoadMore query={asking} />
    </Section>
  );
}

type AskingProps = AdmissionsSectionProps & { party: Party };

function Asking({ agreement, party, sides }: AskingProps) {
  const rules = useApiQuery("/v1/agreements/{agreement_id}/rules", {
    path: { agreement_id: agreement.id },
  });
  return (
    <Stack gap="xs">
      <Group gap="xs" justify="space-between">
        <Anchor
          component={Link}
          to="/organisations/$organisationId"
          params={{ organisationId: party.organisation_id } as never}
          fw={600}
        >
          {party.organisation_name}
        </Anchor>
        <Text size="sm" c="dimmed">
          <Trans>
            Demandé le <DateText value={party.invited_at} />
          </Trans>
        </Text>
      </Group>
      <Text style={{ whiteSpace: "pre-line" }}>{party.request_note}</Text>
      {rules.data ? <Answer agreement={agreement} party={party} sides={sides} rules={rules.data} /> : null}
    </Stack>
  );
}

function Answer({ agreement, party, sides, rules }: AskingProps & { rules: Rules }) {
  return rules.content.entry?.admission === "vote" ? (
    <ByVote agreement={agreement} party={party} />
  ) : (
    <ByTheLead agreement={agreement} party={party} sides={sides} rules={rules} />
  );
}

function ByVote({ agreement, party }: { agreement: Agreement; party: Party }) {
  const { t } = useLingui();
  const mayAsk = useCan(proposeDecisions) && agreement.my_role !== "observer";
  const vote = useCurrentVote(agreement.id, party.id);
  if (vote) return <CurrentVote vote={vote} />;
  return (
    <Group gap="sm" justify="space-between">
      <Text size="sm" c="dimmed">
        <Trans>Les règles de cet accord font voter chaque admission.</Trans>
      </Text>
      {mayAsk && vote === null ? (
        <Button
          component={Link}
          {...voteAddress(agreement.id, "admit_party", party.id)}
          aria-label={t`Demander le vote sur l’entrée de ${party.organisation_name}`}
        >
          <Trans>Demander le vote</Trans>
        </Button>
      ) : null}
    </Group>
  );
}

function ByTheLead({ agreement, party, sides, rules }: AskingProps & { rules: Rules }) {
  const { t } = useLingui();
  const leads = useLeads(agreement);
  const [dialog, setDialog] = useState<"admit" | "refuse" | null>(null);
  const close = () => setDialog(null);
  const { organisation_name: name } = party;
  if (!leads) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>Le chef de file répond à cette demande.</Trans>
      </Text>
    );
  }
  return (
    <>
      <Group gap="sm">
        <Button onClick={() => setDialog("admit")} aria-label={t`Admettre ${name}`}>
          <Trans>Admettre…</Trans>
        </Button>
        <Button variant="default" onClick={() => setDialog("refuse")} aria-label={t`Refuser ${name}`}>
          <Trans>Refuser…</Trans>
        </Button>
      </Group>
      {dialog === "admit" ? (
        <AdmitDialog
          agreement={agreement}
          party={party}
          sides={sides}
          colleges={(rules.content.voting?.colleges ?? []).map(({ name: college }) => college)}
          onClose={close}
        />
      ) : null}
      {dialog === "refuse" ? <RefuseDialog agreement={agreement} party={party} onClose={close} /> : null}
    </>
  );
}
