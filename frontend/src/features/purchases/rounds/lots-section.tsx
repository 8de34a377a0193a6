import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Paper, Stack, Text } from "@mantine/core";
import { LotBadge } from "@/features/purchases/rounds/badges";
import { GoTo, roundAddress } from "@/features/purchases/rounds/links";
import classes from "@/features/purchases/rounds/rounds.module.css";
import type { Lot, Round } from "@/features/purchases/words";
import { Section } from "@/ui/page";
import { DateText } from "@/ui/values";

/** The lots, a sentence each: what they hold, where they are, what one's organisation said of them. */
export function LotsSection({ round }: { round: Round }) {
  const { t } = useLingui();
  return (
    <Section title={t`Les lots`}>
      {round.lots.length === 0 ? (
        <Text c="dimmed">
          <Trans>
            Aucun lot encore. Un lot est ce qu’un même fournisseur livre en entier ; il contient un ou
            plusieurs articles.
          </Trans>
        </Text>
      ) : (
        <ul className={classes.plain} aria-label={t`Lots`}>
          {round.lots.map((lot) => (
            <LotLine key={lot.id} round={round} lot={lot} />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** From the opening of the offers on, a lot has its own page. */
const hasPage = ({ state }: Round, lot: Lot) =>
  state === "choice" || state === "orders" || state === "closed" || lot.state !== "open";

function LotLine({ round, lot }: { round: Round; lot: Lot }) {
  const { position, name } = lot;
  const title = (
    <Trans>
      Lot {position} : {name}
    </Trans>
  );
  return (
    <Paper component="li" p="md">
      <div className={classes.apart}>
        <Stack gap={4} miw={0}>
          <Text fw={650} component="div">
            {hasPage(round, lot) ? (
              <GoTo to={roundAddress(round.id, `lots/${lot.id}`)} fw={650}>
                {title}
              </GoTo>
            ) : (
              title
            )}
          </Text>
          {lot.description ? (
            <Text size="sm" c="dimmed">
              {lot.description}
            </Text>
          ) : null}
          <Text>
            <ItemNames lot={lot} /> <Decided lot={lot} /> <Mine round={round} lot={lot} />
          </Text>
        </Stack>
        {round.state === "draft" || round.state === "needs" || round.state === "quotes" ? null : (
          <LotBadge state={lot.state} />
        )}
      </div>
    </Paper>
  );
}

const shown = 4;

export function ItemNames({ lot }: { lot: Pick<Lot, "items"> }) {
  const names = lot.items
    .slice(0, shown)
    .map(({ name }) => name)
    .join(", ");
  const more = lot.items.length - shown;
  return (
    <>
      <Plural value={lot.items.length} one="# article :" other="# articles :" /> {names}
      {more > 0 ? (
        <>
          {" "}
          <Plural value={more} one="et # autre" other="et # autres" />
        </>
      ) : null}
      .
    </>
  );
}

function Decided({ lot }: { lot: Lot }) {
  const { supplier_name: supplier, decided_at: on, reason, state } = lot;
  if (state === "open" || on === null) return null;
  const because = reason ? <Trans>Pourquoi : {reason}</Trans> : null;
  if (state === "unsuccessful") {
    return (
      <>
        <Trans>
          Sans suite depuis le <DateText value={on} />.
        </Trans>{" "}
        {because}
      </>
    );
  }
  return (
    <>
      <Trans>
        Attribué à {supplier} le <DateText value={on} />.
      </Trans>{" "}
      {because}
    </>
  );
}

function Mine({ round, lot }: { round: Round; lot: Lot }) {
  const { my, state } = lot;
  if (!my || round.state === "draft") return null;
  const open = state === "open";
  if (round.state === "needs" && !round.mine?.answered) return null;
  if (my.volumes_count === 0) return <Trans>Vous n’en avez pas besoin.</Trans>;
  if (my.opted_out) return <Trans>Vous avez quitté ce lot.</Trans>;
  return open ? (
    <Plural
      value={my.volumes_count}
      one="Vous avez besoin de # article."
      other="Vous avez besoin de # articles."
    />
  ) : state === "unsuccessful" ? null : state === "closed" ? (
    <Plural
      value={my.volumes_count}
      one="Vous étiez engagés sur # article."
      other="Vous étiez engagés sur # articles."
    />
  ) : (
    <Plural
      value={my.volumes_count}
      one="Vous êtes engagés sur # article."
      other="Vous êtes engagés sur # articles."
    />
  );
}
