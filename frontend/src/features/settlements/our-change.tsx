import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ScrollArea, Text } from "@mantine/core";
import {
  type Flow,
  flowOfDebt,
  flowOfTransfer,
  flowsFrom,
  flowsTo,
  gathered,
  total,
} from "@/features/settlements/flows";
import classes from "@/features/settlements/settlements.module.css";
import type { Position, Settlement } from "@/features/settlements/words";
import { Section } from "@/ui/page";
import { Money } from "@/ui/values";

type OurChangeProps = { settlement: Settlement; mine: Position };

/** What we pay and receive one statement at a time, and with the settlement: the difference is the same. */
export function OurChange({ settlement, mine }: OurChangeProps) {
  const { t } = useLingui();
  const { organisation_id: me, net_cents: net } = mine;
  const before = gathered(settlement.items.map(flowOfDebt));
  const after = settlement.transfers.map(flowOfTransfer);
  const rows = [
    { label: t`Vous payez`, before: flowsFrom(before, me), after: flowsFrom(after, me) },
    { label: t`Vous recevez`, before: flowsTo(before, me), after: flowsTo(after, me) },
  ];
  const ended = settlement.state === "refused" || settlement.state === "withdrawn";
  const title = ended ? t`Ce qui aurait changé pour vous` : t`Ce qui change pour vous`;
  return (
    <Section title={title}>
      <ScrollArea.Autosize type="auto" viewportProps={{ tabIndex: 0, role: "region", "aria-label": title }}>
        <table className={classes.change} aria-label={title}>
          <thead>
            <tr>
              <td />
              <th scope="col">
                <Trans>Relevé par relevé</Trans>
              </th>
              <th scope="col">
                <Trans>Avec la compensation</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.label}>
                <th scope="row">{row.label}</th>
                <td>
                  <Paid flows={row.before} />
                </td>
                <td>
                  <Paid flows={row.after} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">
                {net < 0 ? t`En tout, vous payez` : net > 0 ? t`En tout, vous recevez` : t`En tout`}
              </th>
              <td>
                <Money cents={Math.abs(mine.owed_cents - mine.owes_cents)} />
              </td>
              <td>
                <Money cents={Math.abs(total(flowsTo(after, me)) - total(flowsFrom(after, me)))} />
              </td>
            </tr>
          </tfoot>
        </table>
      </ScrollArea.Autosize>
    </Section>
  );
}

function Paid({ flows }: { flows: Flow[] }) {
  return (
    <>
      <Money cents={total(flows)} />
      <Text size="sm" c="dimmed">
        <Plural value={flows.length} _0="aucun virement" one="# virement" other="# virements" />
      </Text>
    </>
  );
}
