import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Anchor, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type EntryLine, kindWords } from "@/features/ledger/words";
import { StatusBadge } from "@/ui/status-badge";

type Told = Pick<
  EntryLine,
  "id" | "number" | "description" | "kind" | "reference" | "decision_id" | "reversed"
>;

/** What an entry is: its description, which opens it, its kind, its voucher, the vote behind it. */
export function EntryWords({ entry }: { entry: Told }) {
  const { i18n } = useLingui();
  const { t } = useWords();
  const { number, description, reference, decision_id: decision } = entry;
  return (
    <div>
      <Group gap="xs">
        <EntryLink id={entry.id} label={t`${description} : ouvrir l’écriture n° ${number}`} strong>
          {description}
        </EntryLink>
        {entry.reversed ? (
          <StatusBadge tone="attention">
            <Trans>contre-passée</Trans>
          </StatusBadge>
        ) : null}
      </Group>
      <Text size="sm" c="dimmed" fw={400}>
        <Trans>N° {number}</Trans> · {i18n._(kindWords[entry.kind])}
        {reference ? (
          <>
            {" · "}
            <Trans>pièce {reference}</Trans>
          </>
        ) : null}
        {decision ? (
          <>
            {" · "}
            <DecisionLink id={decision} />
          </>
        ) : null}
      </Text>
    </div>
  );
}

/** To the vote behind a movement. */
export function DecisionLink({ id }: { id: string }) {
  return (
    <Anchor component={Link} to="/decisions/$decisionId" params={{ decisionId: id } as never}>
      <Trans>voir le vote</Trans>
    </Anchor>
  );
}

type EntryLinkProps = { id: string; label?: string; strong?: boolean; children: ReactNode };

/** Opens an entry over the page: its address can be sent to a colleague. */
export function EntryLink({ id, label, strong = false, children }: EntryLinkProps) {
  const address = {
    to: ".",
    search: (previous: object) => ({ ...previous, entry: id }),
    resetScroll: false,
  };
  return (
    <Anchor
      component={Link}
      {...(address as never as { to: string })}
      {...(strong ? { fw: 600 } : {})}
      {...(label ? { "aria-label": label } : {})}
    >
      {children}
    </Anchor>
  );
}
