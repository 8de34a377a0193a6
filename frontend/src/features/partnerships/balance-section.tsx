import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Paper, Stack, Text } from "@mantine/core";
import { IconPlus, IconScale } from "@tabler/icons-react";
import { useState } from "react";
import { useApiQuery } from "@/api/hooks";
import { useTakesPart } from "@/features/agreements/documents-section";
import { BalanceAlert } from "@/features/partnerships/balance-alert";
import { BalancePicture } from "@/features/partnerships/balance-picture";
import { CommitmentDialog, type Draft } from "@/features/partnerships/commitment-dialog";
import { CommitmentList } from "@/features/partnerships/commitment-list";
import { RemoveCommitmentDialog } from "@/features/partnerships/remove-commitment-dialog";
import type { Balance, Commitment, Partnership } from "@/features/partnerships/words";
import { Section } from "@/ui/page";
import { EmptyState, Loaded } from "@/ui/states";

/** What the two sides promise, whether it balances, and what would make it balance. */
export function BalanceSection({ partnership }: { partnership: Partnership }) {
  const balance = useApiQuery("/v1/partnerships/{partnership_id}/balance", {
    path: { partnership_id: partnership.id },
  });
  return (
    <Loaded query={balance} lines={6}>
      {(read) => <BalanceOf partnership={partnership} balance={read} />}
    </Loaded>
  );
}

function BalanceOf({ partnership, balance }: { partnership: Partnership; balance: Balance }) {
  const { t } = useLingui();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [removing, setRemoving] = useState<Commitment | null>(null);
  const mayWrite = useTakesPart(partnership);
  const { side_a: a, side_b: b } = balance;
  const add = mayWrite ? (
    <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setDraft({})}>
      <Trans>Ajouter un engagement</Trans>
    </Button>
  ) : null;
  const empty = a.lines.length + b.lines.length === 0;
  return (
    <Section title={t`Engagements et équilibre`} actions={empty ? null : add}>
      {empty ? (
        <EmptyState icon={IconScale} title={t`Aucun engagement n’est encore écrit`} action={add}>
          <Trans>
            Écrivez ce que chaque côté promet, combien, et ce que vaut une unité : l’équilibre de l’échange se
            calcule et se montre ici.
          </Trans>
        </EmptyState>
      ) : (
        <Stack gap="lg">
          <Paper p="md">
            <BalancePicture balance={balance} />
          </Paper>
          {balance.alert ? (
            <BalanceAlert
              balance={balance}
              onAdd={(line, units) => setDraft({ line, quantity: line.quantity + units })}
            />
          ) : null}
          {[a, b].map((side, index) => (
            <CommitmentList
              key={index === 0 ? "a" : "b"}
              letter={index === 0 ? "A" : "B"}
              side={side}
              onChange={(line) => setDraft({ line })}
              onRemove={setRemoving}
            />
          ))}
          <Text size="sm" c="dimmed">
            {balance.accounting_note}
          </Text>
        </Stack>
      )}
      {draft ? (
        <CommitmentDialog
          partnership={partnership}
          balance={balance}
          draft={draft}
          onClose={() => setDraft(null)}
        />
      ) : null}
      {removing ? (
        <RemoveCommitmentDialog
          partnershipId={partnership.id}
          commitment={removing}
          onClose={() => setRemoving(null)}
        />
      ) : null}
    </Section>
  );
}
