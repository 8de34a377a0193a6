import { useLingui } from "@lingui/react";
import { Trans, useLingui as useWords } from "@lingui/react/macro";
import { Button, Group, Paper, Select, Stack, Text, TextInput, ThemeIcon } from "@mantine/core";
import { IconHourglass, IconSearchOff } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { isProblem } from "@/api/problem";
import classes from "@/features/ledger/ledger.module.css";
import { isDay, isFiltered, type LineSearch } from "@/features/ledger/search";
import { kinds, kindWords } from "@/features/ledger/words";
import { useChangeAddress } from "@/ui/address";
import { addDays, today } from "@/ui/paris-time";
import { SearchBox } from "@/ui/search-box";
import { EmptyState } from "@/ui/states";

const nothing = { from: undefined, to: undefined, kind: undefined, q: undefined };

/** Which lines: between two days, of a kind, with words. All of it is in the address. */
export function LineFilters({ search }: { search: LineSearch }) {
  const { t } = useWords();
  const { i18n } = useLingui();
  const change = useChangeAddress();
  return (
    <Stack gap="xs">
      <search className={classes.filters} aria-label={t`Choisir les écritures`}>
        <DayFilter label={t`Du`} param="from" value={search.from} />
        <DayFilter label={t`Au`} param="to" value={search.to} />
        <Select
          label={t`Nature`}
          placeholder={t`Toutes`}
          data={kinds.map((kind) => ({ value: kind, label: i18n._(kindWords[kind]) }))}
          value={search.kind ?? null}
          onChange={(kind) => change({ kind: kind ?? undefined })}
          clearable
          clearButtonProps={{ "aria-label": t`Toutes les natures` }}
        />
        <SearchBox label={t`Mots du libellé ou de la pièce`} placeholder={t`facture 26-118`} />
      </search>
      {isFiltered(search) ? (
        <Group>
          <Button variant="subtle" size="xs" onClick={() => change(nothing)}>
            <Trans>Tout montrer</Trans>
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

type DayFilterProps = { label: string; param: "from" | "to"; value: string | undefined };

/** A half typed day is not in the address yet. */
function DayFilter({ label, param, value }: DayFilterProps) {
  const change = useChangeAddress();
  const [typed, setTyped] = useState<string | null>(null);
  const choose = (day: string) => {
    setTyped(day);
    if (isDay(day)) change({ [param]: day });
    if (day === "") change({ [param]: undefined });
  };
  return (
    <TextInput
      type="date"
      label={label}
      value={typed ?? value ?? ""}
      onChange={(event) => choose(event.currentTarget.value)}
      onBlur={() => setTyped(null)}
    />
  );
}

/** No line is so: which filters to loosen. */
export function NoneFound() {
  const { t } = useWords();
  const change = useChangeAddress();
  return (
    <EmptyState
      icon={IconSearchOff}
      title={t`Aucune écriture ne correspond`}
      action={
        <Button variant="default" onClick={() => change(nothing)}>
          <Trans>Tout montrer</Trans>
        </Button>
      }
    >
      <Trans>Élargissez les dates, choisissez une autre nature ou retirez des mots.</Trans>
    </EmptyState>
  );
}

type TooLongProps = {
  query: { data: unknown; error: unknown; refetch: () => unknown };
  search: LineSearch;
  children: ReactNode;
};

/** Words are looked for line by line: on a very long account the service gives up, and narrower dates help. */
export function TooLong({ query, search, children }: TooLongProps) {
  const change = useChangeAddress();
  const { data, error } = query;
  const gaveUp = isProblem(error, "timed_out") || (isProblem(error) && error.status === 503);
  if (data !== undefined || !gaveUp || (search.q ?? search.kind) === undefined) return children;
  return (
    <Paper p="xl" role="alert">
      <Group align="flex-start" wrap="nowrap">
        <ThemeIcon variant="light" color="honey" size={40} radius="xl" aria-hidden="true">
          <IconHourglass size={22} stroke={1.6} />
        </ThemeIcon>
        <Stack gap="xs" align="flex-start">
          <Text fw={650}>
            <Trans>Il y a trop d’écritures à parcourir</Trans>
          </Text>
          <Text c="dimmed">
            <Trans>
              Chercher une nature ou des mots relit les écritures une à une. Resserrez les dates, par exemple
              sur une année, ou retirez les mots.
            </Trans>
          </Text>
          <Group gap="sm">
            <Button onClick={() => change({ from: addDays(today(), -365), to: undefined })}>
              <Trans>Chercher sur les douze derniers mois</Trans>
            </Button>
            <Button variant="default" onClick={() => query.refetch()}>
              <Trans>Réessayer</Trans>
            </Button>
          </Group>
        </Stack>
      </Group>
    </Paper>
  );
}
