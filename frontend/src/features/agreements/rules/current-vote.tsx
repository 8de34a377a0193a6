import { Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { useApiQuery } from "@/api/hooks";
import { DecisionLink } from "@/features/agreements/rules/decision-link";
import { currentVote, type Vote } from "@/features/agreements/rules/standing";
import { DateText } from "@/ui/values";

/** The vote asked on something of an agreement and not closed yet; `undefined` until it is known. */
export function useCurrentVote(agreementId: string, subjectId: string): Vote | null | undefined {
  const asked = useApiQuery("/v1/decisions", {
    query: { agreement_id: agreementId, subject_id: subjectId, limit: 20 },
  });
  if (asked.error) return null;
  return asked.data ? currentVote(asked.data.items) : undefined;
}

/** Where that vote stands, and the way to it. */
export function CurrentVote({ vote }: { vote: Vote }) {
  const link = <DecisionLink id={vote.id}>« {vote.title} »</DecisionLink>;
  return (
    <Text>
      {vote.state === "draft" ? (
        <Trans>Un vote est préparé : {link}. Il n’est pas encore convoqué.</Trans>
      ) : vote.state === "convened" ? (
        <Trans>
          Un vote est convoqué : {link}. Il s’ouvre le <DateText value={vote.opens_at} />.
        </Trans>
      ) : (
        <Trans>
          Le vote est ouvert : {link}. Il se clôt le <DateText value={vote.closes_at} />.
        </Trans>
      )}
    </Text>
  );
}
