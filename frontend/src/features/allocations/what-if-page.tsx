import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { request } from "@/api/client";
import { useApiInfinite, useApiQuery } from "@/api/hooks";
import type { ApiProblem } from "@/api/problem";
import { codesOf, type Key } from "@/features/allocations/figures-codes";
import { useFigureName } from "@/features/allocations/figures-words";
import { useKeysOn } from "@/features/allocations/lines-keys";
import { BackToRun } from "@/features/allocations/page-links";
import { WhatIfForm } from "@/features/allocations/what-if-form";
import { WhatIfResult } from "@/features/allocations/what-if-result";
import {
  openingQuestion,
  type Question,
  type SimpleKey,
  simpleKeys,
} from "@/features/allocations/what-if-values";
import type { Run, Share, WhatIf } from "@/features/allocations/words";
import { LoadedPage } from "@/ui/loaded-page";
import { Page } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

const path = "/v1/allocations/{allocation_id}/what-if";

/** What each would pay otherwise, beside what it pays: so that one votes on a rule and not on a result. */
export function WhatIfPage({ allocationId }: { allocationId: string }) {
  const { t } = useLingui();
  const run = useApiQuery("/v1/allocations/{allocation_id}", { path: { allocation_id: allocationId } });
  return (
    <LoadedPage
      query={run}
      title={t`Et si…`}
      above={<BackToRun allocationId={allocationId} title={undefined} />}
    >
      {(read) => <Shown run={read} />}
    </LoadedPage>
  );
}

function Shown({ run }: { run: Run }) {
  const { t } = useLingui();
  return (
    <Page
      title={t`Et si…`}
      above={<BackToRun allocationId={run.id} title={run.title} />}
      lead={
        <Text inherit>
          {run.reads_every_line ? (
            <Trans>
              Ce que chacun paierait avec une autre règle, sans l’un, avec un autre, ou si les chiffres
              changeaient.
            </Trans>
          ) : (
            <Trans>Ce que votre organisation paierait avec une autre des règles adoptées.</Trans>
          )}{" "}
          <Trans>
            Rien n’est enregistré et personne n’est prévenu : une règle ne change que par un vote.
          </Trans>
        </Text>
      }
    >
      {run.computed_at === null ? (
        <EmptyState title={t`Rien à comparer pour l’instant`}>
          <Trans>
            Les parts de ce partage ne sont pas encore calculées : il n’y a pas de point de départ.
          </Trans>
        </EmptyState>
      ) : (
        <Comparing run={run} />
      )}
    </Page>
  );
}

function Comparing({ run }: { run: Run }) {
  const keys = useKeysOn(run.agreement_id, run.starts_on);
  const shares = useApiInfinite("/v1/allocations/{allocation_id}/shares", {
    path: { allocation_id: run.id },
    query: { limit: 100 },
  });
  return (
    <Loaded query={keys} lines={6}>
      {({ keys: adopted }) => (
        <Loaded query={shares} lines={6}>
          {(members) => <Asking run={run} adopted={adopted as Key[]} members={members} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function Asking({ run, adopted, members }: { run: Run; adopted: Key[]; members: Share[] }) {
  const simple = useSimpleKeys(run);
  const [question, setQuestion] = useState<Question>(() => openingQuestion(run, adopted, simple));
  const answer = useQuery<WhatIf, ApiProblem>({
    queryKey: [path, run.id, run.version, JSON.stringify(question)],
    queryFn: ({ signal }) =>
      request("post", path, { path: { allocation_id: run.id }, body: question }, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      {run.reads_every_line ? null : <OwnOnly />}
      <WhatIfForm
        run={run}
        adopted={adopted}
        simple={simple}
        members={members}
        opening={question}
        pending={answer.isFetching}
        onAsk={setQuestion}
      />
      <WhatIfResult run={run} adopted={adopted} members={members} answer={answer} />
    </>
  );
}

function OwnOnly() {
  return (
    <Alert color="gray" variant="light" mb="lg" icon={<IconInfoCircle aria-hidden="true" />}>
      <Trans>
        Dans cet accord, chacun ne lit que sa propre part : vous comparez ici les règles déjà adoptées, pour
        votre organisation. Un départ, une arrivée ou d’autres chiffres diraient ceux des autres : demandez-le
        au chef de file, qui peut le faire en réunion.
      </Trans>
    </Alert>
  );
}

/** Equal parts, and each figure that the run or usual keys count. */
function useSimpleKeys(run: Run): SimpleKey[] {
  const { t } = useLingui();
  const nameOf = useFigureName();
  const used = codesOf(run.lines.map(({ name, key }) => ({ name, key: key ?? undefined })))
    .filter(({ kind }) => kind === "figure")
    .map(({ code }) => code);
  const codes = [
    ...new Set([...used, ...run.bases.filter(({ kind }) => kind === "figure").map(({ code }) => code)]),
  ];
  return simpleKeys(codes, t`À parts égales`, (code) => {
    const name = nameOf("figure", code);
    const lower = name.charAt(0).toLowerCase() + name.slice(1);
    return t`Selon ${lower}`;
  });
}
