import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Paper, Text } from "@mantine/core";
import { Fragment } from "react";
import { broughtCents, type FigureName, type Part, partsOf } from "@/features/funds/amounts";
import { FigureRow } from "@/features/funds/figure-row";
import { accountAddress, Elsewhere, governingAddresses, ProjectLink } from "@/features/funds/links";
import { type BarPart, type BarTone, MoneyBar } from "@/features/funds/money-bar";
import classes from "@/features/funds/money-bar.module.css";
import type { Fund, Project } from "@/features/funds/words";
import { DateText, Money } from "@/ui/values";

type PictureProps = { fund: Fund; projects: Project[] };

const tones: [FigureName, BarTone][] = [
  ["available", "free"],
  ["reserved", "promised"],
  ["paid", "paid"],
  ["owed_to_leavers", "back"],
  ["repaid", "back"],
];

/** All the money that came in, by what it has become; each figure opens on what it is made of. */
export function FundPicture({ fund, projects }: PictureProps) {
  const { t } = useLingui();
  const { figures } = fund;
  const words = useFigureWords();
  const parts: BarPart[] = tones.map(([key, tone]) => ({ key, tone, cents: figures[key].cents ?? 0 }));
  const brought = broughtCents(figures);
  const row = (name: FigureName, more: { tone?: BarTone; look?: "total" | "apart" } = {}) => (
    <FigureRow {...words[name]} cents={figures[name].cents} {...more}>
      <Parts name={name} fund={fund} projects={projects} />
    </FigureRow>
  );
  return (
    <Paper p="md">
      <MoneyBar parts={parts} />
      <table className={classes.table} aria-label={t`L’argent du fonds`}>
        <tbody>
          {tones.map(([name, tone]) =>
            name === "available" || name === "reserved" || name === "paid" || figures[name].cents ? (
              <Fragment key={name}>{row(name, { tone })}</Fragment>
            ) : null,
          )}
          <FigureRow
            label={t`Apporté par les membres`}
            meaning={t`La somme des lignes ci-dessus, depuis l’ouverture du fonds.`}
            cents={brought}
            look="total"
          >
            <Brought fund={fund} projects={projects} />
          </FigureRow>
          {row("committed", { look: "apart" })}
          {figures.released.cents ? row("released") : null}
          {row("cash")}
        </tbody>
      </table>
      <Text size="sm" c="dimmed" mt="sm">
        <Trans>
          Au <DateText value={fund.as_of} />. Ouvrez un chiffre pour voir de quoi il est fait.
        </Trans>{" "}
        {fund.withheld}
      </Text>
      <Text size="sm" mt={4}>
        <Elsewhere to={governingAddresses(fund).book}>
          <Trans>Tous les mouvements, dans le livre de comptes</Trans>
        </Elsewhere>
      </Text>
    </Paper>
  );
}

function useFigureWords(): Record<FigureName, { label: string; meaning: string }> {
  const { t } = useLingui();
  return {
    available: { label: t`Disponible`, meaning: t`Ce que de nouveaux projets peuvent recevoir.` },
    reserved: { label: t`Engagé, à payer`, meaning: t`Mis de côté pour des projets votés, pas encore payé.` },
    paid: { label: t`Payé`, meaning: t`Versé pour des projets.` },
    owed_to_leavers: {
      label: t`Dû à des membres partis`,
      meaning: t`Ce qui leur revient et reste à verser.`,
    },
    repaid: { label: t`Rendu à des membres partis`, meaning: t`Déjà versé à ceux qui ont quitté l’accord.` },
    committed: {
      label: t`Engagé depuis l’ouverture`,
      meaning: t`Tout ce que les votes ont accordé à des projets, payé ou non.`,
    },
    released: {
      label: t`Rendu par des projets`,
      meaning: t`Engagé puis non employé : revenu à ceux qui l’avaient payé.`,
    },
    cash: {
      label: t`Sur le compte en banque`,
      meaning: t`Ce que la banque doit montrer : le disponible, ce qui reste à payer et ce qui est dû.`,
    },
    repayable: { label: t`Apports avec droit de reprise`, meaning: "" },
    yearly: { label: t`Cotisations de l’année`, meaning: "" },
  };
}

function Parts({ name, fund, projects }: PictureProps & { name: FigureName }) {
  const parts = partsOf(name, fund, projects);
  return (
    <ul className={classes.parts}>
      {parts.map((part) => (
        <li key={part.key}>
          <span>
            <PartName part={part} fund={fund} projects={projects} figure={name} />
          </span>
          <PartAmount part={part} fund={fund} />
        </li>
      ))}
      <li className={classes.sum}>
        <span>
          <Trans>Total</Trans>
        </span>
        <span>
          <Money cents={parts.reduce((sum, { cents }) => sum + cents, 0)} />
        </span>
      </li>
    </ul>
  );
}

/** Both kinds of contributions, one after the other. */
function Brought({ fund, projects }: PictureProps) {
  const words = useFigureWords();
  return (
    <>
      {(["repayable", "yearly"] as const).map((name) =>
        fund.figures[name].cents ? (
          <div key={name}>
            <Text size="sm" fw={600} my={4}>
              {words[name].label}
            </Text>
            <Parts name={name} fund={fund} projects={projects} />
          </div>
        ) : null,
      )}
      <Anchor href="#contributions" size="sm">
        <Trans>Voir chaque apport</Trans>
      </Anchor>
    </>
  );
}

type PartProps = { part: Part; fund: Fund };

function PartName({ part, projects, figure }: PartProps & { projects: Project[]; figure: FigureName }) {
  const words = useFigureWords();
  if (part.kind === "figure") return words[part.name as FigureName].label;
  if (part.kind === "pot") return <Trans>Cotisations pas encore employées</Trans>;
  if (part.kind === "others") {
    return figure === "owed_to_leavers" || figure === "repaid" ? (
      <Trans>Sommes inscrites au départ</Trans>
    ) : (
      <Trans>Les autres projets</Trans>
    );
  }
  const project = part.kind === "project" ? projects.find(({ id }) => id === part.key) : undefined;
  if (project) return <ProjectLink project={project} />;
  return part.name;
}

/** An amount that opens the lines of its account, where one may read them. */
function PartAmount({ part, fund }: PartProps) {
  const { t } = useLingui();
  const { name } = part;
  if (!part.accountId) {
    return (
      <span>
        <Money cents={part.cents} />
      </span>
    );
  }
  return (
    <span title={name ? t`Les mouvements de ce compte : ${name}` : t`Les mouvements de ce compte`}>
      <Elsewhere to={accountAddress(fund.agreement_id, part.accountId)}>
        <Money cents={part.cents} />
      </Elsewhere>
    </span>
  );
}
