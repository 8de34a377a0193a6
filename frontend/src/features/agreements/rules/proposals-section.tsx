import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useApiInfinite, useApiMutation } from "@/api/hooks";
import { useCan } from "@/app/session";
import { rulesAddress, voteAddress } from "@/features/agreements/rules/address";
import { CurrentVote, useCurrentVote } from "@/features/agreements/rules/current-vote";
import { Differences } from "@/features/agreements/rules/differences";
import { ReadWhole } from "@/features/agreements/rules/read-whole";
import classes from "@/features/agreements/rules/rules.module.css";
import { proposeDecisions, type Rules, type RulesVersion } from "@/features/agreements/rules/words";
import { readings } from "@/features/agreements/words";
import { ConfirmDialog } from "@/ui/dialog";
import { LoadMore } from "@/ui/load-more";
import { Section } from "@/ui/page";
import { toastDone } from "@/ui/toast";
import { DateText } from "@/ui/values";

/** What was proposed and not decided: what it would change, and on to the vote. Nothing when there is none. */
export function ProposalsSection({ rules }: { rules: Rules }) {
  const { t } = useLingui();
  const proposals = useApiInfinite("/v1/agreements/{agreement_id}/rules/versions", {
    path: { agreement_id: rules.agreement_id },
    query: { state: "draft" },
  });
  if (!proposals.data?.length) return null;
  return (
    <Section title={t`Propositions en attente d’une décision`}>
      <ul className={classes.versions}>
        {proposals.data.map((version) => (
          <Paper component="li" p="md" key={version.id}>
            <Proposal rules={rules} version={version} />
          </Paper>
        ))}
      </ul>
      <LoadMore query={proposals} />
    </Section>
  );
}

function Proposal({ rules, version }: { rules: Rules; version: RulesVersion }) {
  const { t } = useLingui();
  const { number, proposed_by_name: name, created_at: at, differences, editable } = version;
  const mayAsk = useCan(proposeDecisions) && rules.may_propose;
  const [withdrawing, setWithdrawing] = useState(false);
  const vote = useCurrentVote(rules.agreement_id, version.id);
  // Once convened, what is voted no longer changes.
  const isFixed = vote === undefined || vote?.state === "convened" || vote?.state === "open";
  return (
    <Stack gap="sm">
      <div>
        <Title order={3}>
          <Trans>Version {number}</Trans>
        </Title>
        <Text size="sm" c="dimmed">
          <Trans>
            Proposée par {name} le <DateText value={at} />
          </Trans>
        </Text>
      </div>
      <Text style={{ whiteSpace: "pre-line" }}>{version.note}</Text>
      {differences.length > 0 ? (
        <Differences items={differences} />
      ) : (
        <Text c="dimmed">
          <Trans>Elle dit la même chose que les règles en vigueur : il n’y a rien à voter.</Trans>
        </Text>
      )}
      {vote ? <CurrentVote vote={vote} /> : null}
      <Group gap="sm">
        {mayAsk && vote === null && differences.length > 0 ? (
          <Button component={Link} {...voteAddress(rules.agreement_id, "adopt_rules", version.id)}>
            <Trans>Demander le vote</Trans>
          </Button>
        ) : null}
        {editable && !isFixed ? (
          <>
            <Button
              component={Link}
              to={`${rulesAddress(rules.agreement_id)}/new`}
              search={{ draft: version.id } as never}
              variant="default"
              aria-label={t`Modifier la version ${number}`}
            >
              <Trans>Modifier</Trans>
            </Button>
            <Button
              variant="default"
              onClick={() => setWithdrawing(true)}
              aria-label={t`Retirer la version ${number}`}
            >
              <Trans>Retirer…</Trans>
            </Button>
          </>
        ) : null}
        <ReadWhole version={version} />
      </Group>
      {withdrawing ? <WithdrawDialog version={version} onClose={() => setWithdrawing(false)} /> : null}
    </Stack>
  );
}

function WithdrawDialog({ version, onClose }: { version: RulesVersion; onClose: () => void }) {
  const { t } = useLingui();
  const { agreement_id, id: rules_id, number } = version;
  const withdraw = useApiMutation(
    "post",
    "/v1/agreements/{agreement_id}/rules/versions/{rules_id}/withdraw",
    {
      invalidates: readings,
      onSuccess: () => {
        toastDone(t`La proposition est retirée.`);
        onClose();
      },
    },
  );
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer la version ${number} ?`}
      consequences={
        <Trans>
          Elle ne pourra plus être votée. Elle reste lisible dans l’histoire des règles, avec vos raisons.
        </Trans>
      }
      confirmLabel={t`Retirer la proposition`}
      danger
      pending={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate({ path: { agreement_id, rules_id } })}
    />
  );
}
