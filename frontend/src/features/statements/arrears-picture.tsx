import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Paper, ScrollArea, Stack, Table, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type AgeName, ages, ageWords, barOf } from "@/features/statements/ages";
import classes from "@/features/statements/arrears.module.css";
import type { Arrears, ArrearsLine } from "@/features/statements/words";
import { type Column, DataList } from "@/ui/data-list";
import { AnchorLink } from "@/ui/links";
import { DateText, Money } from "@/ui/values";

/** Who is late and since how long: a bar each on one scale, and the same figures in a table. */
export function ArrearsPicture({ arrears }: { arrears: Arrears }) {
  const wide = useMediaQuery("(min-width: 62em)", true, { getInitialValueInEffect: false });
  return (
    <Stack gap="md">
      <Paper p="md">
        <Bars arrears={arrears} />
      </Paper>
      {wide ? <WideTable arrears={arrears} /> : <ByOrganisation arrears={arrears} />}
    </Stack>
  );
}

function Bars({ arrears }: { arrears: Arrears }) {
  const { i18n } = useActiveLingui();
  const largest = Math.max(...arrears.organisations.map(({ total_cents }) => total_cents));
  return (
    <div aria-hidden="true">
      <ul className={classes.legend}>
        {ages.map((age) => (
          <li key={age}>
            <span className={classes.swatch} data-age={age} /> {i18n._(ageWords[age])}
          </li>
        ))}
      </ul>
      {arrears.organisations.map((line) => (
        <div key={line.organisation_id} className={classes.row}>
          <div className={classes.name}>{line.organisation_name}</div>
          <svg className={classes.bar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            {barOf(line, largest).map(({ age, from, width }) => (
              <rect
                key={age}
                x={from}
                y={0}
                width={width}
                height={10}
                className={classes.part}
                data-age={age}
              />
            ))}
          </svg>
        </div>
      ))}
    </div>
  );
}

function WideTable({ arrears }: { arrears: Arrears }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const label = t`Retards par organisation et par ancienneté`;
  return (
    <Paper className={classes.frame ?? ""}>
      <ScrollArea.Autosize viewportProps={{ tabIndex: 0, role: "region", "aria-label": label }} type="auto">
        <Table aria-label={label} className={classes.table ?? ""} verticalSpacing="sm" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">
                <Trans>Organisation</Trans>
              </Table.Th>
              {ages.map((age) => (
                <Table.Th key={age} scope="col" ta="right">
                  {i18n._(ageWords[age])}
                </Table.Th>
              ))}
              <Table.Th scope="col" ta="right">
                <Trans>Total</Trans>
              </Table.Th>
              <Table.Th scope="col">
                <Trans>Le plus ancien</Trans>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {arrears.organisations.map((line) => (
              <Table.Tr key={line.organisation_id}>
                <Table.Th scope="row">
                  <WhoIsLate agreementId={arrears.agreement_id} line={line} />
                </Table.Th>
                {ages.map((age) => (
                  <Table.Td key={age} ta="right">
                    <Cents cents={line[`${age}_cents`]} />
                  </Table.Td>
                ))}
                <Table.Td ta="right" fw={600}>
                  <Money cents={line.total_cents} />
                </Table.Td>
                <Table.Td>
                  <Oldest line={line} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row">
                <Trans>Ensemble</Trans>
              </Table.Th>
              {ages.map((age) => (
                <Table.Td key={age} ta="right">
                  <Cents cents={arrears.total[`${age}_cents`]} />
                </Table.Td>
              ))}
              <Table.Td ta="right">
                <Money cents={arrears.total.total_cents} />
              </Table.Td>
              <Table.Td />
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </ScrollArea.Autosize>
    </Paper>
  );
}

/** On a phone, one card an organisation: only the ages that hold something. */
function ByOrganisation({ arrears }: { arrears: Arrears }) {
  const { t } = useLingui();
  const columns: Column<ArrearsLine>[] = [
    {
      key: "who",
      header: t`Organisation`,
      phone: "title",
      cell: (line) => <WhoIsLate agreementId={arrears.agreement_id} line={line} />,
    },
    { key: "ages", header: t`Depuis`, cell: (line) => <OnlyHeld line={line} /> },
    { key: "total", header: t`Total`, align: "right", cell: (line) => <Money cents={line.total_cents} /> },
    { key: "oldest", header: t`Le plus ancien`, cell: (line) => <Oldest line={line} /> },
  ];
  return (
    <DataList
      label={t`Retards par organisation et par ancienneté`}
      items={arrears.organisations}
      columns={columns}
      rowKey={({ organisation_id: id }) => id}
    />
  );
}

function OnlyHeld({ line }: { line: ArrearsLine }) {
  const { i18n } = useActiveLingui();
  const held: AgeName[] = ages.filter((age) => line[`${age}_cents`] > 0);
  return (
    <>
      {held.map((age) => (
        <div key={age}>
          {i18n._(ageWords[age])} : <Money cents={line[`${age}_cents`]} />
        </div>
      ))}
    </>
  );
}

/** The name opens the statements that make the figure. */
function WhoIsLate({ agreementId, line }: { agreementId: string; line: ArrearsLine }) {
  const search = {
    agreement: agreementId,
    view: "all" as const,
    state: "late" as const,
    organisation: line.organisation_id,
  };
  return (
    <div>
      <AnchorLink to="/statements" search={search} fw={600}>
        {line.organisation_name}
      </AnchorLink>
      <Text size="sm" c="dimmed" fw={400}>
        <Plural value={line.count} one="# relevé" other="# relevés" />
        {", "}
        {line.reminders === 0 ? (
          <Trans>pas encore relancé</Trans>
        ) : (
          <Plural value={line.reminders} one="# relance" other="# relances" />
        )}
      </Text>
    </div>
  );
}

function Oldest({ line }: { line: ArrearsLine }) {
  return <DateText value={line.oldest_due_on} />;
}

const Cents = ({ cents }: { cents: number }) =>
  cents === 0 ? <span aria-hidden="true">–</span> : <Money cents={cents} />;
