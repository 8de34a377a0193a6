import { Trans, useLingui } from "@lingui/react/macro";
import { Alert, Paper, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { averageOf, originsOf } from "@/features/purchases/lots/figures";
import classes from "@/features/purchases/lots/lots.module.css";
import type { SimulatedMember, Simulation } from "@/features/purchases/lots/words";
import { Gain, Rate, UnitPrice, Volume } from "@/features/purchases/values";
import type { Lot } from "@/features/purchases/words";
import { type Column, DataList } from "@/ui/data-list";
import { Section } from "@/ui/page";
import { Money } from "@/ui/values";

type MyFiguresProps = { lot: Lot; simulation: Simulation; mine: string | undefined };

/** What my organisation pays today, alone on this quote, and together; what it gains, and why. */
export function MyFigures({ lot, simulation, mine }: MyFiguresProps) {
  const { t } = useLingui();
  const member = simulation.members.find(({ organisation_id: id }) => id === mine);
  if (!member) {
    return lot.my === null ? null : (
      <Paper p={{ base: "md", xs: "lg" }} mb="xl">
        <Text>
          <Trans>
            Votre organisation n’a rien demandé dans ce lot : elle n’y paie rien et n’est engagée à rien.
          </Trans>
        </Text>
      </Paper>
    );
  }
  if (member.cents === null) return <Left member={member} />;
  return (
    <Section title={t`Ce que nous y gagnons`}>
      <Hero member={member} cents={member.cents} simulation={simulation} lot={lot} />
      <Why member={member} simulation={simulation} />
    </Section>
  );
}

function Left({ member: { alone_cents: alone } }: { member: SimulatedMember }) {
  return (
    <Paper p={{ base: "md", xs: "lg" }} mb="xl" className={classes.hero ?? ""}>
      <Text className={classes.sentence ?? ""} component="p">
        <Trans>Vous avez quitté ce lot : vous n’y payez rien et n’êtes engagé à rien.</Trans>
      </Text>
      <Text c="dimmed" mt="xs">
        <Trans>
          Seul sur cette offre, ce que vous aviez demandé coûterait <Money cents={alone} />.
        </Trans>
      </Text>
    </Paper>
  );
}

type HeroProps = { member: SimulatedMember; cents: number; simulation: Simulation; lot: Lot };

function Hero({ member, cents, simulation, lot }: HeroProps) {
  const { t } = useLingui();
  const { reference_cents: today, gain_cents: gain, alone_cents: alone } = member;
  const known = member.compared_cents !== null && today > 0;
  const bars = [
    ...(known && member.compared_cents === cents ? [{ label: t`Aujourd’hui`, cents: today }] : []),
    ...(member.alone_possible ? [{ label: t`Seul, sur cette offre`, cents: alone }] : []),
    { label: member.at_most ? t`Ensemble, au plus` : t`Ensemble`, cents },
  ];
  return (
    <Paper p={{ base: "md", xs: "lg" }} className={classes.hero ?? ""}>
      <Text className={classes.sentence ?? ""} component="p">
        {known && gain !== null ? (
          <Compared member={member} gain={gain} />
        ) : (
          <Pays cents={cents} atMost={member.at_most} />
        )}
      </Text>
      <div className={classes.bars}>
        {bars.map(({ label, cents: paid }) => (
          <Bar key={label} label={label} cents={paid} most={Math.max(...bars.map((one) => one.cents))} />
        ))}
      </div>
      <Stack gap={4} mt="md">
        <Rebate member={member} />
        <Unknown member={member} simulation={simulation} />
        {member.alone_possible ? null : (
          <Text c="dimmed">
            <Trans>
              Seul, vous n’atteindriez pas le minimum de cette offre : le fournisseur ne vous vendrait pas.
            </Trans>
          </Text>
        )}
        {member.at_most ? (
          <Text c="dimmed">
            <Trans>
              Le total d’un article n’est pas dit : il est compté comme si vous l’achetiez seul. Vous paierez
              ce montant au plus.
            </Trans>
          </Text>
        ) : null}
      </Stack>
      {gain !== null && gain < 0 ? <Loss member={member} gain={gain} lot={lot} /> : null}
    </Paper>
  );
}

function Pays({ cents, atMost }: { cents: number; atMost: boolean }) {
  const paid = (
    <strong>
      <Money cents={cents} />
    </strong>
  );
  return atMost ? <Trans>Vous paieriez {paid} au plus.</Trans> : <Trans>Ensemble, vous payez {paid}.</Trans>;
}

function Compared({ member, gain }: { member: SimulatedMember; gain: number }) {
  const today = <Money cents={member.reference_cents} />;
  const here = <Money cents={member.compared_cents ?? 0} />;
  const rate = member.gain_bp === null ? null : <Rate bp={Math.abs(member.gain_bp)} />;
  if (gain === 0) {
    return <Trans>Vous payez {today} aujourd’hui ; ensemble, vous paieriez autant.</Trans>;
  }
  return gain > 0 ? (
    <Trans>
      Vous payez {today} aujourd’hui ; ensemble, {here} :{" "}
      <strong>
        <Money cents={gain} /> de moins
      </strong>{" "}
      ({rate}).
    </Trans>
  ) : (
    <Trans>
      Vous payez {today} aujourd’hui ; ensemble, {here} :{" "}
      <strong className={classes.loss}>
        <Money cents={-gain} /> de plus
      </strong>{" "}
      ({rate}).
    </Trans>
  );
}

function Bar({ label, cents, most }: { label: string; cents: number; most: number }) {
  const width = most <= 0 ? 0 : Math.max(0, (cents / most) * 100);
  return (
    <div className={classes.barRow}>
      <span className={classes.barLabel}>{label}</span>
      <svg
        className={classes.bar}
        viewBox="0 0 100 10"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <rect x={0} width={width} height={10} />
      </svg>
      <span className={classes.barFigure}>
        <Money cents={cents} />
      </span>
    </div>
  );
}

function Rebate({ member }: { member: SimulatedMember }) {
  const { rebate_cents: rebate, net_gain_cents: net } = member;
  if (!rebate) return null;
  return (
    <Text>
      {net === null ? (
        <Trans>
          S’y ajouterait une remise de fin d’année de <Money cents={rebate} />, si les achats sont ceux
          prévus.
        </Trans>
      ) : (
        <Trans>
          S’y ajouterait une remise de fin d’année de <Money cents={rebate} />, si les achats sont ceux
          prévus : <Gain cents={net} /> en tout.
        </Trans>
      )}
    </Text>
  );
}

/** Items without a price of today are paid, and counted in no gain. */
function Unknown({ member, simulation }: { member: SimulatedMember; simulation: Simulation }) {
  const missing = member.lines.filter(({ reference_price: price }) => price === null);
  const names = missing
    .map(({ item_id: id }) => simulation.items.find((item) => item.item_id === id)?.name)
    .filter((name) => name !== undefined);
  const { avoided_cents: avoided, compared_cents: compared, cents } = member;
  if (names.length === 0 || cents === null) return null;
  const rest = cents - (compared ?? 0);
  return (
    <Text c="dimmed">
      <Trans>
        Sans prix payé aujourd’hui, ces articles ne comptent dans aucun gain : {names.join(", ")} (
        <Money cents={rest} /> à payer).
      </Trans>{" "}
      {avoided ? (
        <Trans>
          Les acheter ensemble plutôt que seul sur cette offre évite <Money cents={avoided} />.
        </Trans>
      ) : null}
    </Text>
  );
}

function Loss({ member, gain, lot }: { member: SimulatedMember; gain: number; lot: Lot }) {
  const { t } = useLingui();
  const { net_gain_cents: net } = member;
  return (
    <Alert
      role="note"
      color="orange"
      variant="light"
      mt="md"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={t`Vous paieriez plus cher qu’aujourd’hui`}
    >
      <Trans>
        Votre prix d’aujourd’hui est meilleur que celui de cette offre : <Money cents={-gain} /> de plus sur
        ce lot.
      </Trans>{" "}
      {net !== null && net !== gain ? (
        net < 0 ? (
          <Trans>
            Même avec la remise attendue, il resterait <Money cents={-net} /> de plus.
          </Trans>
        ) : (
          <Trans>Seule la remise de fin d’année, si elle est atteinte, rattraperait cet écart.</Trans>
        )
      ) : null}{" "}
      {lot.state === "open" ? (
        <Trans>Vous pouvez quitter ce lot jusqu’à son attribution : plus bas, ce que cela change.</Trans>
      ) : null}
    </Alert>
  );
}

type Line = SimulatedMember["lines"][number];

/** Where the gain comes from: line by line, then the quote and the group apart. */
function Why({ member, simulation }: { member: SimulatedMember; simulation: Simulation }) {
  const { t } = useLingui();
  const itemOf = (line: Line) => simulation.items.find(({ item_id: id }) => id === line.item_id);
  const columns: Column<Line>[] = [
    { key: "item", header: t`Article`, phone: "title", cell: (line) => itemOf(line)?.name ?? "" },
    {
      key: "volume",
      header: t`Quantité`,
      align: "right",
      cell: (line) => <Volume value={line.volume} unit={itemOf(line)?.unit ?? ""} />,
    },
    {
      key: "today",
      header: t`Payé aujourd’hui`,
      align: "right",
      cell: ({ reference_price: price }) =>
        price === null ? <Trans>inconnu</Trans> : <UnitPrice value={price} />,
    },
    {
      key: "together",
      header: member.at_most ? t`Prix, au plus` : t`Prix ensemble`,
      align: "right",
      cell: ({ cents, volume }) => {
        const price = averageOf(cents, volume);
        return price === null ? "–" : <UnitPrice value={price} />;
      },
    },
    {
      key: "gain",
      header: t`Écart × quantité`,
      align: "right",
      cell: ({ cents, reference_cents: today }) =>
        cents === null || today === null ? <Trans>non comparé</Trans> : <Gain cents={today - cents} />,
    },
  ];
  return (
    <div className={classes.why}>
      <DataList
        label={t`D’où vient ce gain, article par article`}
        items={member.lines}
        columns={columns}
        rowKey={({ item_id: id }) => id}
      />
      <Origins member={member} />
    </div>
  );
}

function Origins({ member }: { member: SimulatedMember }) {
  const origins = originsOf(member);
  if (!origins) return null;
  return (
    <Text mt="sm">
      <Trans>
        De cet écart, <Gain cents={origins.quote} /> viennent de l’offre elle-même (ce que vous y paieriez
        seul, comparé à aujourd’hui) et <Gain cents={origins.group} /> du groupe (ensemble plutôt que seul).
      </Trans>
    </Text>
  );
}
