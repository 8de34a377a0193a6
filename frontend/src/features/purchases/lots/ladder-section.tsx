import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Paper, Stack, Text } from "@mantine/core";
import { IconBulb, IconCheck, IconStairsUp } from "@tabler/icons-react";
import { nextRung, reachedRung, stairsOf } from "@/features/purchases/lots/figures";
import classes from "@/features/purchases/lots/lots.module.css";
import type { Rung, SimulatedItem, Simulation } from "@/features/purchases/lots/words";
import { formatRate, NotTold, UnitPrice, Volume } from "@/features/purchases/values";
import { modeWords } from "@/features/purchases/words";
import { Section } from "@/ui/page";
import { Money } from "@/ui/values";

/** Which step is reached together, and what is missing for the next one. */
export function LadderSection({ simulation }: { simulation: Simulation }) {
  const { t } = useLingui();
  const { i18n } = useActiveLingui();
  const stepped = simulation.items.filter(({ ladder }) => ladder.length > 1);
  const { name, meaning } = modeWords[simulation.mode];
  if (stepped.length === 0) return null;
  return (
    <Section title={t`Les paliers`}>
      <Text mb="sm" maw="46rem">
        <strong>{i18n._(name)}.</strong> {i18n._(meaning)}
      </Text>
      <Stack gap="md">
        {stepped.map((item) => (
          <Ladder key={item.item_id} item={item} mode={simulation.mode} />
        ))}
      </Stack>
    </Section>
  );
}

type LadderProps = { item: SimulatedItem; mode: Simulation["mode"] };

function Ladder({ item, mode }: LadderProps) {
  return (
    <Paper p={{ base: "md", xs: "lg" }}>
      <Text fw={600}>{item.name}</Text>
      <Reached item={item} />
      <NextStep item={item} mode={mode} />
      <div className={classes.ladder}>
        <Stairs item={item} />
        <Rungs item={item} />
      </div>
      <Cheaper item={item} />
    </Paper>
  );
}

function Reached({ item }: { item: SimulatedItem }) {
  const { volume, unit, contributors } = item;
  const rung = reachedRung(item.ladder);
  if (volume === null) {
    return (
      <Text c="dimmed">
        <Trans>
          Le total de cet article n’est pas dit : trop peu d’organisations le composent, et il laisserait
          calculer le besoin de l’une d’elles. Le palier qui sera atteint non plus.
        </Trans>
      </Text>
    );
  }
  if (volume === 0 || !rung) {
    return (
      <Text c="dimmed">
        <Trans>Personne n’en achète plus.</Trans>
      </Text>
    );
  }
  return (
    <Text>
      <Trans>
        Ensemble : <Volume value={volume} unit={unit} />, à{" "}
        <strong>
          <UnitPrice value={item.average_price ?? rung.unit_price} />
        </strong>{" "}
        l’unité
      </Trans>
      {contributors !== null ? (
        <>
          {" "}
          (<Plural value={contributors} one="une organisation" other="# organisations" />)
        </>
      ) : null}
      .
    </Text>
  );
}

/** "Encore 120 boîtes de 100 pour payer l’unité 4,05 € (−4,00 %)". */
function NextStep({ item, mode }: LadderProps) {
  const { i18n } = useActiveLingui();
  const next = nextRung(item.ladder);
  if (!next || next.missing === null || item.volume === 0) return null;
  const more = <Volume value={next.missing} unit={item.unit} />;
  const price = <UnitPrice value={next.unit_price} />;
  const drop = next.drop_bp === null ? null : formatRate(-next.drop_bp, i18n.locale);
  return (
    <Text className={classes.next ?? ""} mt="xs">
      <IconStairsUp size={20} aria-hidden="true" className={classes.nextIcon} />
      <span>
        {mode === "all_units" ? (
          <Trans>
            Encore {more} pour payer chaque unité {price} ({drop}).
          </Trans>
        ) : (
          <Trans>
            Encore {more}, et les unités suivantes ne coûteront plus que {price} ({drop}).
          </Trans>
        )}
      </span>
    </Text>
  );
}

function Cheaper({ item }: { item: SimulatedItem }) {
  const { cheaper_to_order: cheaper, unit } = item;
  if (!cheaper) return null;
  return (
    <Text className={classes.next ?? ""} mt="md">
      <IconBulb size={20} aria-hidden="true" className={classes.nextIcon} />
      <span>
        <Trans>
          Commander <Volume value={cheaper.more_volume} unit={unit} /> de plus coûterait moins cher :{" "}
          <Money cents={cheaper.cents} /> en tout, soit <Money cents={cheaper.saved_cents} /> de moins.
        </Trans>
      </span>
    </Text>
  );
}

/** To be looked at: the same figures are in the table beside it. */
function Stairs({ item }: { item: SimulatedItem }) {
  const { steps, at } = stairsOf(item.ladder, item.volume);
  return (
    <svg
      className={classes.stairs}
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {steps.map(({ x, width, y, height, reached }) => (
        <rect key={x} x={x} y={y} width={width} height={height} data-reached={reached || undefined} />
      ))}
      {at === null ? null : <line x1={at} x2={at} y1={0} y2={100} />}
    </svg>
  );
}

function Rungs({ item }: { item: SimulatedItem }) {
  const { t } = useLingui();
  const { name } = item;
  return (
    <table className={classes.grid} aria-label={t`Paliers de « ${name} »`}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>À partir de</Trans>
          </th>
          <th scope="col" data-figure>
            <Trans>Prix de l’unité</Trans>
          </th>
          <th scope="col">
            <Trans>Où nous en sommes</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {item.ladder.map((rung) => (
          <tr key={rung.from_volume} data-here={rung === reachedRung(item.ladder) || undefined}>
            <th scope="row">
              <Volume value={rung.from_volume} />
            </th>
            <td data-figure>
              <UnitPrice value={rung.unit_price} />
            </td>
            <td>
              <Standing rung={rung} here={rung === reachedRung(item.ladder)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Standing({ rung, here }: { rung: Rung; here: boolean }) {
  const { i18n } = useActiveLingui();
  if (rung.reached === null) return <NotTold />;
  if (here) {
    return (
      <strong>
        <IconCheck size={16} stroke={2.4} aria-hidden="true" className={classes.inline} />{" "}
        <Trans>nous sommes ici</Trans>
      </strong>
    );
  }
  if (rung.reached || rung.missing === null) return <Trans>dépassé</Trans>;
  return (
    <Trans>
      encore <Volume value={rung.missing} />{" "}
      {rung.drop_bp === null ? null : <>({formatRate(-rung.drop_bp, i18n.locale)})</>}
    </Trans>
  );
}
