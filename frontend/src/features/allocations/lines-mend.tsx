import { Trans } from "@lingui/react/macro";
import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import { isProblem } from "@/api/problem";
import type { FigureKind } from "@/features/allocations/figures-codes";
import { TypeFigures } from "@/features/allocations/figures-section";
import { useFigureName } from "@/features/allocations/figures-words";
import { LineDialog } from "@/features/allocations/lines-dialog";
import { missingFigures, missingNeeds, pricedOf } from "@/features/allocations/lines-missing";
import type { WorkshopProps } from "@/features/allocations/lines-table";
import { rulesAddress } from "@/features/allocations/list-links";
import type { Named } from "@/features/allocations/needs-paste";
import { StateNeeds } from "@/features/allocations/needs-section";
import { ElsewhereButton } from "@/features/allocations/page-links";
import { type CostLine, readings } from "@/features/allocations/words";
import { Refusal } from "@/ui/dialog";
import { Money } from "@/ui/values";

type MendProps = WorkshopProps & { error: unknown; again: () => void };

/** Why the shares cannot be computed, and the button that mends it. */
export function Mend(props: MendProps) {
  return (
    <Stack gap="sm">
      <Refusal error={props.error} />
      <Remedy {...props} />
    </Stack>
  );
}

function Remedy(props: MendProps) {
  const { error, run } = props;
  if (isProblem(error, "missing_figures")) return <FiguresMissing {...props} />;
  if (isProblem(error, "needs_not_stated")) return <NeedsMissing {...props} />;
  if (isProblem(error, "amount_not_priced")) return <AmountToChange {...props} />;
  if (isProblem(error, "clauses_conflicting", "nobody_shares", "rule_without_answer", "unknown_key")) {
    return (
      <Group gap="sm">
        <ChangeLine {...props} />
        <ElsewhereButton to={rulesAddress(run.agreement_id)} variant="subtle">
          <Trans>Lire les règles de l’accord</Trans>
        </ElsewhereButton>
      </Group>
    );
  }
  if (isProblem(error, "prices_not_known", "credit_not_priced")) return <ChangeLine {...props} />;
  return null;
}

type Asked = { kind: FigureKind; code: string; organisations: Named[] };

/** One button per figure that lacks: who lacks it is asked at once. */
function FiguresMissing({ run, error, again }: MendProps) {
  const nameOf = useFigureName();
  const [asked, setAsked] = useState<Asked | null>(null);
  const missing = missingFigures(error);
  return (
    <Group gap="sm">
      {missing.map((one) => {
        const name = nameOf(one.kind, one.code);
        return (
          <Button key={`${one.kind}:${one.code}`} variant="light" onClick={() => setAsked(one)}>
            <Trans>Saisir ce qui manque : {name}</Trans>
          </Button>
        );
      })}
      {asked ? (
        <TypeFigures
          run={run}
          code={asked}
          organisations={asked.organisations}
          onClose={() => setAsked(null)}
          onSaved={again}
        />
      ) : null}
    </Group>
  );
}

const lineOf = ({ run, error }: Pick<MendProps, "run" | "error">): CostLine | undefined =>
  isProblem(error) ? run.lines.find(({ id }) => id === error.context.line_id) : undefined;

function NeedsMissing(props: MendProps) {
  const { run, sharers, error, again } = props;
  const [asking, setAsking] = useState(false);
  const line = lineOf(props);
  const missing = missingNeeds(error, sharers);
  if (!line || missing.length === 0) return null;
  return (
    <div>
      <Button variant="light" onClick={() => setAsking(true)}>
        <Trans>Saisir ce qui manque</Trans>
      </Button>
      {asking ? (
        <StateNeeds
          run={run}
          line={line}
          organisations={missing}
          onClose={() => setAsking(false)}
          onSaved={again}
        />
      ) : null}
    </div>
  );
}

/** The amount shared must be the price for all: it is set to it in one gesture. */
function AmountToChange(props: MendProps) {
  const { run, error, again } = props;
  const line = lineOf(props);
  const priced = pricedOf(error);
  const change = useApiMutation("patch", "/v1/allocations/{allocation_id}/lines/{line_id}", {
    invalidates: readings,
    onSuccess: again,
  });
  if (!line || priced === null) return null;
  return (
    <Group gap="sm">
      <Button
        variant="light"
        loading={change.isPending}
        onClick={() =>
          change.mutate({
            path: { allocation_id: run.id, line_id: line.id },
            body: { amount_cents: priced },
            version: line.version,
          })
        }
      >
        <span>
          <Trans>
            Partager <Money cents={priced} /> et recalculer
          </Trans>
        </span>
      </Button>
      <ChangeLine {...props} />
      {change.error ? <Refusal error={change.error} /> : null}
    </Group>
  );
}

function ChangeLine(props: MendProps) {
  const { run, keys, sharers } = props;
  const [opened, setOpened] = useState(false);
  const line = lineOf(props);
  if (!line) return null;
  const { name } = line;
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        <Trans>Modifier la ligne « {name} »</Trans>
      </Button>
      {opened ? (
        <LineDialog run={run} keys={keys} sharers={sharers} line={line} onClose={() => setOpened(false)} />
      ) : null}
    </>
  );
}
