import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { request } from "@/api/client";
import type { ApiProblem } from "@/api/problem";
import { type ContentValues, contentOf } from "@/features/agreements/rules/values";
import type { RulesCheck } from "@/features/agreements/rules/words";

const path = "/v1/agreements/{agreement_id}/rules/check";

/** What the rules being written would say and change, and what would refuse them, asked when typing pauses. */
export function useCheck(agreementId: string, content: ContentValues) {
  const written = JSON.stringify(contentOf(content));
  const [settled] = useDebouncedValue(written, 400);
  const check = useQuery<RulesCheck, ApiProblem>({
    queryKey: [path, agreementId, settled],
    queryFn: ({ signal }) =>
      request(
        "post",
        path,
        { path: { agreement_id: agreementId }, body: { content: JSON.parse(settled) } },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
  return { ...check, isUpToDate: settled === written && !check.isPlaceholderData };
}

export type Check = ReturnType<typeof useCheck>;
