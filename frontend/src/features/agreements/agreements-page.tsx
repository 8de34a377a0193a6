import { useLingui as useActiveLingui } from "@lingui/react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Box, Button, Group, Select, Stack, Text } from "@mantine/core";
import { IconSearch, type TablerIcon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { useApiInfinite } from "@/api/hooks";
import { RoleWords, StateBadge } from "@/features/agreements/badges";
import { DeadlineWords } from "@/features/agreements/deadline-words";
import type { AgreementSearch } from "@/features/agreements/search";
import { type AgreementLine, states, stateWords } from "@/features/agreements/words";
import { useChangeAddress } from "@/ui/address";
import { type Column, DataList } from "@/ui/data-list";
import { FictionalBadge } from "@/ui/fictional-badge";
import { LoadMore } from "@/ui/load-more";
import { Page, Section } from "@/ui/page";
import { SearchBox } from "@/ui/search-box";
import { EmptyState, Loaded } from "@/ui/states";
import { Quantity } from "@/ui/values";

type Lines = ReturnType<typeof useApiInfinite<"/v1/pools">>;

type AgreementsPageProps = {
  title: string;
  lead: string;
  icon: TablerIcon;
  search: AgreementSearch;
  /** Those found by the search, and those the organisation must answer. */
  found: Lines;
  invited: Lines;
  /** The name as a link to the agreement's page. */
  name: (line: AgreementLine) => ReactNode;
  kind: "pool" | "partnership";
  /** The button that writes a new one, if the mandate allows it. */
  create: ReactNode;
  /** When the organisation is in none yet: what it is for. */
  emptyTitle: string;
  emptyWords: ReactNode;
};

/** One's pools, or one's partnerships: what awaits an answer first, then all, with the next deadline of each. */
export function AgreementsPage(props: AgreementsPageProps) {
  const { title, lead, kind, search, found, invited, name, create } = props;
  const { t } = useLingui();
  const awaiting = invited.data ?? [];
  const searching = search.q !== undefined || search.state !== undefined;
  // Said once: those that await an answer are above, unless one searches among all.
  const shown = (lines: AgreementLine[]) =>
    searching ? lines : lines.filter(({ my_state }) => my_state !== "invited");
  const nothing = !searching && found.data !== undefined && shown(found.data).length === 0;
  return (
    <Page
      title={title}
      lead={lead}
      actions={
        <>
          <JoinLink kind={kind} />
          {create}
        </>
      }
    >
      {awaiting.length > 0 ? (
        <Section title={t`Votre organisation est invitée`}>
          <AgreementList label={t`Invitations`} lines={awaiting} name={name} />
          <LoadMore query={invited} />
        </Section>
      ) : null}
      <Stack gap="md">
        {nothing ? null : <Filters search={search} />}
        <Loaded query={found}>
          {(lines) =>
            shown(lines).length > 0 ? (
              <AgreementList label={title} lines={shown(lines)} name={name} />
            ) : awaiting.length > 0 && !searching ? null : (
              <Nothing {...props} searching={searching} />
            )
          }
        </Loaded>
        <LoadMore query={found} />
      </Stack>
    </Page>
  );
}

/** To the agreements of others that take requests. */
function JoinLink({ kind }: Pick<AgreementsPageProps, "kind">) {
  return (
    <Button component={Link} to="/agreements/open" search={{ kind } as never} variant="default">
      <Trans>Rejoindre un accord</Trans>
    </Button>
  );
}

function Filters({ search }: { search: AgreementSearch }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const change = useChangeAddress();
  return (
    <Group align="flex-end" gap="md">
      <Box flex="1 1 16rem">
        <SearchBox label={t`Chercher par le nom`} />
      </Box>
      <Select
        label={t`État`}
        placeholder={t`Tous`}
        clearable
        clearButtonProps={{ "aria-label": t`Montrer tous les états` }}
        data={states.map((state) => ({ value: state, label: i18n._(stateWords[state].name) }))}
        value={search.state ?? null}
        onChange={(state) => change({ state: state ?? undefined })}
      />
    </Group>
  );
}

function Nothing({
  searching,
  icon,
  emptyTitle,
  emptyWords,
  create,
}: AgreementsPageProps & { searching: boolean }) {
  const { t } = useLingui();
  if (searching) {
    return (
      <EmptyState icon={IconSearch} title={t`Rien ne correspond à cette recherche`}>
        <Trans>Essayez un autre mot du nom, ou montrez tous les états.</Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={icon} title={emptyTitle} action={create}>
      {emptyWords}
    </EmptyState>
  );
}

type AgreementListProps = {
  label: string;
  lines: AgreementLine[];
  name: (line: AgreementLine) => ReactNode;
};

function AgreementList({ label, lines, name }: AgreementListProps) {
  const { t } = useLingui();
  const columns: Column<AgreementLine>[] = [
    {
      key: "name",
      header: t`Nom`,
      phone: "title",
      cell: (line) => (
        <div>
          <Group gap="xs">
            {name(line)}
            {line.fictional ? <FictionalBadge /> : null}
          </Group>
          <Text size="sm" c="dimmed" fw={400} maw="32rem">
            {line.legal_form_name}
          </Text>
        </div>
      ),
    },
    { key: "state", header: t`État`, cell: ({ state }) => <StateBadge state={state} /> },
    { key: "role", header: t`Votre rôle`, cell: ({ my_role }) => <RoleWords role={my_role} /> },
    {
      key: "lead",
      header: t`Chef de file`,
      cell: ({ lead_name }) => lead_name ?? <Trans>Aucun</Trans>,
    },
    {
      key: "parties",
      header: t`Parties`,
      align: "right",
      cell: ({ parties_count }) => <Quantity value={parties_count} />,
    },
    { key: "deadline", header: t`Prochaine échéance`, cell: (line) => <DeadlineWords line={line} /> },
  ];
  return <DataList label={label} items={lines} columns={columns} rowKey={({ id }) => id} />;
}
