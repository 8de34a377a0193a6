import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Group, Paper, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconArrowLeft, IconChartBar, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useApiQuery } from "@/api/hooks";
import { useMe } from "@/app/session";
import classes from "@/features/purchases/savings/savings.module.css";
import { Method } from "@/features/purchases/savings/savings-page";
import type { YearSearch } from "@/features/purchases/savings/search";
import type { YearRound, YearSavings } from "@/features/purchases/savings/words";
import { Gain } from "@/features/purchases/values";
import { type Column, DataList } from "@/ui/data-list";
import { AnchorLink, ButtonLink } from "@/ui/links";
import { Page, Section } from "@/ui/page";
import { today } from "@/ui/paris-time";
import { EmptyState, Loaded } from "@/ui/states";

/** What group purchases save over a calendar year, round by round. */
export function YearSavingsPage({ search }: { search: YearSearch }) {
  const { t } = useLingui();
  const year = search.year ?? Number(today().slice(0, 4));
  const mine = useMe().acting_for?.organisation_id;
  const isAll = search.who === "all";
  const savings = useApiQuery("/v1/purchases/savings", {
    query: { year, agreement_id: search.agreement, ...(isAll ? {} : { organisation_id: mine }) },
  });
  return (
    <Page
      title={t`Économies de ${year}`}
      above={
        <Anchor component={Link} to="/purchases" inline>
          <IconArrowLeft size={16} aria-hidden="true" style={{ verticalAlign: "-2px" }} />{" "}
          <Trans>Achats groupés</Trans>
        </Anchor>
      }
      lead={t`Ce que les achats groupés font économiser sur une année civile, pertes comprises.`}
    >
      <Choices search={search} year={year} isAll={isAll} />
      <Loaded query={savings} lines={6}>
        {(read) => <Year savings={read} search={search} isAll={isAll} />}
      </Loaded>
    </Page>
  );
}

type ChoicesProps = { search: YearSearch; year: number; isAll: boolean };

/** Another year; one’s own, or every organisation that one may read. */
function Choices({ search, year, isAll }: ChoicesProps) {
  const { t } = useLingui();
  const [before, after] = [year - 1, year + 1];
  return (
    <div className={classes.years}>
      <Group gap="xs" component="nav" aria-label={t`Année`}>
        <ButtonLink
          to="/purchases/savings"
          search={{ ...search, year: before }}
          variant="default"
          size="sm"
          leftSection={<IconChevronLeft size={16} aria-hidden="true" />}
        >
          {before}
        </ButtonLink>
        <ButtonLink
          to="/purchases/savings"
          search={{ ...search, year: after }}
          variant="default"
          size="sm"
          rightSection={<IconChevronRight size={16} aria-hidden="true" />}
        >
          {after}
        </ButtonLink>
      </Group>
      {isAll ? (
        <AnchorLink to="/purchases/savings" search={{ ...search, who: undefined }}>
          <Trans>Voir votre organisation seule</Trans>
        </AnchorLink>
      ) : (
        <AnchorLink to="/purchases/savings" search={{ ...search, who: "all" }}>
          <Trans>Voir toutes les organisations que vous pouvez lire</Trans>
        </AnchorLink>
      )}
      {search.agreement ? (
        <AnchorLink to="/purchases/savings" search={{ ...search, agreement: undefined }}>
          <Trans>Voir tous vos accords</Trans>
        </AnchorLink>
      ) : null}
    </div>
  );
}

type YearProps = { savings: YearSavings; search: YearSearch; isAll: boolean };

function Year({ savings, search, isAll }: YearProps) {
  const { t } = useLingui();
  const { items, forecast_cents: forecast, actual_cents: actual, complete, year } = savings;
  if (items.length === 0) {
    return (
      <EmptyState
        icon={IconChartBar}
        title={t`Aucune économie à mesurer en ${year}`}
        action={
          <ButtonLink
            to="/purchases"
            search={search.agreement ? { agreement: search.agreement } : {}}
            variant="default"
          >
            <Trans>Voir les achats groupés</Trans>
          </ButtonLink>
        }
      >
        <Trans>
          Une économie se lit ici dès qu’un lot est attribué et que son contrat couvre un jour de cette année.
        </Trans>
      </EmptyState>
    );
  }
  return (
    <Stack gap={0}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" mb="xl">
        <Tile label={t`Prévu à l’attribution`}>
          <Gain cents={forecast} strong />
        </Tile>
        <Tile label={t`Réel, lots clos et remises reçues`}>
          {actual === null ? (
            <Text c="dimmed" size="md" fw={400}>
              <Trans>aucun lot n’est encore clos</Trans>
            </Text>
          ) : (
            <Gain cents={actual} strong />
          )}
        </Tile>
      </SimpleGrid>
      <Section title={t`Achat par achat`}>
        <Rounds items={items} isAll={isAll} />
        {complete ? null : (
          <Text size="sm" c="dimmed" mt="sm">
            <Trans>Seuls les 200 achats les plus récents sont comptés.</Trans>
          </Text>
        )}
      </Section>
      <Method lines={savings.method} />
    </Stack>
  );
}

function Tile({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Paper p="md">
      <Text component="div" className={classes.big ?? ""}>
        {children}
      </Text>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
    </Paper>
  );
}

function Rounds({ items, isAll }: { items: YearRound[]; isAll: boolean }) {
  const { t } = useLingui();
  const columns: Column<YearRound>[] = [
    ...(isAll
      ? [
          {
            key: "who",
            header: t`Organisation`,
            phone: "title" as const,
            cell: ({ organisation_name: name }: YearRound) => name,
          },
        ]
      : []),
    {
      key: "round",
      header: t`Achat`,
      ...(isAll ? {} : { phone: "title" as const }),
      cell: ({ round_id: id, title, agreement_name: agreement }) => (
        <>
          <Anchor component={Link} to={`/purchases/${id}/savings`} fw={isAll ? 400 : 600}>
            {title}
          </Anchor>
          <Text size="sm" c="dimmed" fw={400}>
            {agreement}
          </Text>
        </>
      ),
    },
    {
      key: "days",
      header: t`Jours de contrat`,
      align: "right",
      cell: ({ days }) => days,
    },
    {
      key: "forecast",
      header: t`Prévu`,
      align: "right",
      cell: ({ forecast_cents: cents }) => <Gain cents={cents} />,
    },
    {
      key: "actual",
      header: t`Réel`,
      align: "right",
      cell: ({ actual_cents: cents }) => (cents === null ? t`pas encore clos` : <Gain cents={cents} />),
    },
  ];
  return (
    <DataList
      label={t`Économies par achat`}
      items={items}
      columns={columns}
      rowKey={({ round_id: round, organisation_id: who }) => round + who}
    />
  );
}
