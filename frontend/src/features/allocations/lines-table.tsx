import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import { useState } from "react";
import { useApiMutation } from "@/api/hooks";
import type { Key } from "@/features/allocations/figures-codes";
import { useKeyWords } from "@/features/allocations/figures-words";
import { LineDialog } from "@/features/allocations/lines-dialog";
import type { Sharer } from "@/features/allocations/lines-sharers";
import { rulesAddress } from "@/features/allocations/list-links";
import { Elsewhere } from "@/features/allocations/page-links";
import { PricingShown } from "@/features/allocations/pricing-shown";
import { basisWords, type CostLine, type Run, readings } from "@/features/allocations/words";
import { type Column, DataList } from "@/ui/data-list";
import { ConfirmDialog } from "@/ui/dialog";
import { Section } from "@/ui/page";
import { EmptyState } from "@/ui/states";
import { toastDone } from "@/ui/toast";
import { Money } from "@/ui/values";

export type WorkshopProps = {
  run: Run;
  /** Whether one changes the lines: the lead, of a draft. */
  prepares: boolean;
  /** Of the rules in force when the period begins. */
  keys: Key[];
  sharers: Sharer[];
};

type Opened = { kind: "add" } | { kind: "change" | "remove"; line: CostLine } | null;

export function LinesSection({ run, prepares, keys, sharers }: WorkshopProps) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  return (
    <Section
      title={t`Coûts à partager`}
      actions={
        prepares && keys.length > 0 ? (
          <Button onClick={() => setOpened({ kind: "add" })}>
            <Trans>Ajouter une ligne</Trans>
          </Button>
        ) : null
      }
    >
      {run.lines.length > 0 ? (
        <Stack gap="sm">
          <LineList run={run} keys={keys} prepares={prepares} sharers={sharers} open={setOpened} />
          <Total lines={run.lines} />
        </Stack>
      ) : keys.length === 0 ? (
        <NoKey run={run} prepares={prepares} />
      ) : (
        <NoLine prepares={prepares} add={() => setOpened({ kind: "add" })} />
      )}
      {opened?.kind === "add" || opened?.kind === "change" ? (
        <LineDialog
          run={run}
          keys={keys}
          sharers={sharers}
          line={opened.kind === "change" ? opened.line : undefined}
          onClose={close}
        />
      ) : null}
      {opened?.kind === "remove" ? <RemoveLine run={run} line={opened.line} onClose={close} /> : null}
    </Section>
  );
}

type LineListProps = WorkshopProps & { open: (opened: Opened) => void };

function LineList({ run, prepares, keys, sharers, open }: LineListProps) {
  const { t } = useLingui();
  const columns: Column<CostLine>[] = [
    {
      key: "name",
      header: t`Ligne`,
      phone: "title",
      cell: ({ name, evidence }) => (
        <div>
          <Text fw={600}>{name}</Text>
          {evidence ? (
            <Text size="sm" c="dimmed" fw={400} maw="22rem">
              {evidence}
            </Text>
          ) : null}
        </div>
      ),
    },
    {
      key: "key",
      header: t`Clé`,
      cell: (line) => <KeyShown line={line} keys={keys} agreementId={run.agreement_id} />,
    },
    { key: "basis", header: t`Prix seul`, cell: (line) => <BasisShown line={line} sharers={sharers} /> },
    {
      key: "amount",
      header: t`Montant`,
      align: "right",
      cell: ({ amount_cents: cents }) =>
        cents === null ? (
          <Text size="sm" c="dimmed">
            <Trans>Réservé</Trans>
          </Text>
        ) : (
          <Money cents={cents} />
        ),
    },
  ];
  const labels = { change: t`Modifier`, remove: t`Retirer` };
  return (
    <DataList
      label={t`Coûts à partager`}
      items={run.lines}
      columns={columns}
      rowKey={({ id }) => id}
      {...(prepares
        ? {
            actions: (line: CostLine) => (
              <Group gap="xs" justify="flex-end" wrap="nowrap">
                <Button
                  variant="default"
                  size="compact-md"
                  aria-label={`${labels.change} ${line.name}`}
                  onClick={() => open({ kind: "change", line })}
                >
                  {labels.change}
                </Button>
                <Button
                  variant="subtle"
                  color="red"
                  size="compact-md"
                  aria-label={`${labels.remove} ${line.name}`}
                  onClick={() => open({ kind: "remove", line })}
                >
                  {labels.remove}
                </Button>
              </Group>
            ),
          }
        : {})}
    />
  );
}

/** The key frozen with the shares, else as the rules have it today. */
function KeyShown({ line, keys, agreementId }: { line: CostLine; keys: Key[]; agreementId: string }) {
  const words = useKeyWords();
  const key = line.key ?? keys.find(({ name }) => name === line.key_name);
  return (
    <div>
      <Elsewhere to={rulesAddress(agreementId)}>{line.key_name}</Elsewhere>
      {key ? (
        <Text size="sm" c="dimmed" maw="18rem">
          {words(key)}
        </Text>
      ) : null}
    </div>
  );
}

function BasisShown({ line, sharers }: { line: CostLine; sharers: Sharer[] }) {
  const { i18n } = useActiveLingui();
  return (
    <div>
      <Text size="sm">{i18n._(basisWords[line.basis].name)}</Text>
      <PricingShown line={line} sharers={sharers} />
    </div>
  );
}

function Total({ lines }: { lines: CostLine[] }) {
  const told = lines.every(({ amount_cents }) => amount_cents !== null);
  if (!told || lines.length < 2) return null;
  return (
    <Text ta="right" fw={650}>
      <Trans>
        Total à partager : <Money cents={lines.reduce((sum, line) => sum + (line.amount_cents ?? 0), 0)} />
      </Trans>
    </Text>
  );
}

function NoKey({ run, prepares }: { run: Run; prepares: boolean }) {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconListDetails} title={t`Les règles n’ont pas encore de clé`}>
      <Trans>
        Une clé dit comment partager un genre de dépense : à parts égales, selon les lits, selon l’usage… Elle
        se vote avec les règles de l’accord.
      </Trans>{" "}
      {prepares ? (
        <Elsewhere to={rulesAddress(run.agreement_id)}>
          <Trans>Ouvrir les règles de cet accord</Trans>
        </Elsewhere>
      ) : null}
    </EmptyState>
  );
}

function NoLine({ prepares, add }: { prepares: boolean; add: () => void }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={IconListDetails}
      title={t`Aucune ligne pour l’instant`}
      action={
        prepares ? (
          <Button onClick={add}>
            <Trans>Ajouter la première ligne</Trans>
          </Button>
        ) : null
      }
    >
      <Trans>
        Une ligne est un coût : un salaire, un abonnement, une location. Elle se partage par une clé.
      </Trans>
    </EmptyState>
  );
}

function RemoveLine({ run, line, onClose }: { run: Run; line: CostLine; onClose: () => void }) {
  const { t } = useLingui();
  const { name } = line;
  const remove = useApiMutation("delete", "/v1/allocations/{allocation_id}/lines/{line_id}", {
    invalidates: readings,
    onSuccess: () => {
      toastDone(t`La ligne est retirée.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t`Retirer « ${name} » ?`}
      consequences={
        line.needs.length > 0 ? (
          <Plural
            value={line.needs.length}
            one="La déclaration faite pour cette ligne est perdue avec elle. Les parts seront à recalculer."
            other="Les # déclarations faites pour cette ligne sont perdues avec elle. Les parts seront à recalculer."
          />
        ) : (
          <Trans>Les parts seront à recalculer.</Trans>
        )
      }
      confirmLabel={t`Retirer la ligne`}
      danger
      onConfirm={() =>
        remove.mutate({ path: { allocation_id: run.id, line_id: line.id }, version: line.version })
      }
      pending={remove.isPending}
      error={remove.error}
    />
  );
}
