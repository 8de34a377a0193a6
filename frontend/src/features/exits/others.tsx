import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Paper, Stack, Table, Text } from "@mantine/core";
import { Go, rulesAddress } from "@/features/exits/links";
import classes from "@/features/exits/others.module.css";
import type { Share, Simulation } from "@/features/exits/words";
import { Section } from "@/ui/page";
import { Money, Percent } from "@/ui/values";

type OthersProps = { simulation: Simulation; fundId: string | undefined };

/** The others once one has left: their shares of the fund and their votes. */
export function Others({ simulation, fundId }: OthersProps) {
  const { t } = useLingui();
  const { shares, shares_withheld: withheld, votes, agreement_id: agreementId } = simulation;
  return (
    <Section title={t`Ce que deviendraient les autres`}>
      <Paper p="md">
        <Stack gap="md">
          {withheld ? <Text>{withheld}</Text> : null}
          {shares.length > 0 ? <Shares shares={shares} fundId={fundId} /> : null}
          {shares.length === 0 && !withheld ? (
            <Text>
              <Trans>Il n’y a pas d’apport à reprendre dans cet accord : aucune part ne changerait.</Trans>
            </Text>
          ) : null}
          <Text>
            <Votes votes={votes} />{" "}
            <Go address={rulesAddress(agreementId)}>
              <Trans>Comment on vote</Trans>
            </Go>
          </Text>
        </Stack>
      </Paper>
    </Section>
  );
}

/** Two bars of the same width; the table beneath says the same in figures. */
function Shares({ shares, fundId }: { shares: Share[]; fundId: string | undefined }) {
  const { t } = useLingui();
  return (
    <div>
      <div aria-hidden="true" className={classes.picture}>
        <Bar label={t`Aujourd’hui`} shares={shares} of={({ before_bp }) => before_bp} />
        <Bar label={t`Après`} shares={shares} of={({ after_bp }) => after_bp} />
      </div>
      <Table aria-label={t`Parts du fonds, avant et après votre départ`} className={classes.table ?? ""}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t`Organisation`}</Table.Th>
            <Table.Th scope="col">{t`Aujourd’hui`}</Table.Th>
            <Table.Th scope="col">{t`Après`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shares.map((share) => (
            <Row key={share.organisation_id} share={share} />
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" mt="xs">
        <Trans>
          Part de ce que chacune pourrait reprendre du fonds. Les montants des autres ne changent pas.
        </Trans>{" "}
        {fundId ? (
          <Go address={{ to: "/funds/$fundId", params: { fundId } }}>
            <Trans>Voir le fonds</Trans>
          </Go>
        ) : null}
      </Text>
    </div>
  );
}

type BarProps = { label: string; shares: Share[]; of: (share: Share) => number };

function Bar({ label, shares, of }: BarProps) {
  const mine = shares.findIndex((share) => share.mine);
  const widest = Math.max(...shares.map(of));
  return (
    <div className={classes.line}>
      <span className={classes.name}>{label}</span>
      <div className={classes.bar}>
        {shares.map((share, index) => {
          const bp = of(share);
          return bp === 0 ? null : (
            <div
              key={share.organisation_id}
              className={classes.part}
              data-tone={share.mine ? "mine" : toneOf(index, mine)}
              style={{ flexGrow: bp }}
            >
              {bp >= widest / 3 ? <Percent ratio={bp / 10_000} decimals={0} /> : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Neighbours differ, before and after, and nobody changes colour in between. */
const toneOf = (index: number, mine: number) =>
  (mine >= 0 && index > mine ? index - 1 : index) % 2 === 0 ? "dark" : "light";

function Row({ share }: { share: Share }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={share.mine ? 650 : 400}>
        {share.organisation_name}
        {share.mine ? (
          <>
            {" "}
            <Trans>(vous)</Trans>
          </>
        ) : null}
      </Table.Th>
      <Cell bp={share.before_bp} cents={share.before_cents} />
      <Cell bp={share.after_bp} cents={share.after_cents} />
    </Table.Tr>
  );
}

function Cell({ bp, cents }: { bp: number; cents: number }) {
  return (
    <Table.Td>
      <Percent ratio={bp / 10_000} />
      <span className={classes.cents}>
        <Money cents={cents} />
      </span>
    </Table.Td>
  );
}

function Votes({ votes }: { votes: Simulation["votes"] }) {
  if (votes === null) {
    return <Trans>Les voix suivent les apports, que les règles réservent à chacune.</Trans>;
  }
  const { mine, before, after } = votes;
  if (mine === 0) return <Trans>Votre organisation n’a pas de voix : rien ne changerait aux votes.</Trans>;
  return (
    <Trans>
      Vous avez <Plural value={mine} one="# voix" other="# voix" /> sur {before}. Après votre départ, les
      autres en auraient {after} en tout, et vous aucune.
    </Trans>
  );
}
