import { useLingui as useActiveLingui } from "@lingui/react";
import { Plural, Trans } from "@lingui/react/macro";
import { Text } from "@mantine/core";
import { type KeyRule, keyRuleWords } from "@/features/agreements/rules/words";
import { useFigureAmount } from "@/features/allocations/figures-words";
import { bareText, numberOf } from "@/features/allocations/member-figures";
import type { LineExplanation, Part } from "@/features/allocations/words";
import { Money, Percent, Quantity } from "@/ui/values";

/** What a line is shared by, for one organisation: each part of the key, and how much it comes to. */
export function Drivers({ line }: { line: LineExplanation }) {
  return (
    <>
      {line.parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name of their own and never move
        <Text key={place} span display="block" size="sm">
          {line.parts.length > 1 ? <Weighted part={part} /> : <Driver part={part} />}
        </Text>
      ))}
    </>
  );
}

/** A part of a mixed key says which share of the line it is of, and its cents. */
function Weighted({ part }: { part: Part }) {
  if (part.by === "floor" || part.by === "cap" || part.by === "clauses") return <Driver part={part} />;
  return (
    <Trans>
      <Percent ratio={part.weight_bp / 10_000} decimals={0} />
       : <Driver part={part} />, soit <Money cents={part.cents} />
    </Trans>
  );
}

function Driver({ part }: { part: Part }) {
  const { i18n } = useActiveLingui();
  const { by, cents } = part;
  if (by === "equal") return <Equally part={part} />;
  if (by === "figure" || by === "usage") return <ByFigure part={part} kind={by} />;
  if (by === "floor" || by === "cap" || by === "clauses") return <Clause by={by} cents={cents} />;
  return i18n._(keyRuleWords[by satisfies KeyRule].name);
}

function Equally({ part: { whole } }: { part: Part }) {
  if (whole === null) return <Trans>à parts égales</Trans>;
  const count = numberOf(whole);
  if (!Number.isInteger(count)) return <Trans>à parts égales, selon les jours de présence</Trans>;
  return <Plural value={count} one="pour une seule organisation" other="à parts égales entre #" />;
}

/** "84 lits sur 1 025 (8,20 %)": presence is in the ratio. */
function ByFigure({ part, kind }: { part: Part; kind: "figure" | "usage" }) {
  const { i18n } = useActiveLingui();
  const amount = useFigureAmount();
  const { code, value, unit, whole, weight, ratio_bp: ratio } = part;
  const own = amount({ kind, code: code ?? "", value: value ?? 0, unit: unit ?? "" });
  if (whole === null) return own;
  const all = bareText(numberOf(whole), unit, i18n.locale);
  const present = weight !== null && value !== null && numberOf(weight) !== value;
  return (
    <>
      {present ? (
        <Trans>
          {own}, comptés à proportion des jours de présence, sur {all}
        </Trans>
      ) : (
        <Trans>
          {own} sur {all}
        </Trans>
      )}{" "}
      {ratio === null ? null : (
        <>
          (<Percent ratio={ratio / 10_000} />)
        </>
      )}
    </>
  );
}

function Clause({ by, cents }: { by: "floor" | "cap" | "clauses"; cents: number }) {
  const amount = <Money cents={Math.abs(cents)} />;
  if (by === "floor") return <Trans>Le plancher de la règle y ajoute {amount}</Trans>;
  if (by === "cap") return <Trans>Le plafond de la règle en retire {amount}</Trans>;
  return cents < 0 ? (
    <Trans>Les planchers ou plafonds des autres en retirent {amount}</Trans>
  ) : (
    <Trans>Les planchers ou plafonds des autres y ajoutent {amount}</Trans>
  );
}

/** The exact ratio, for who computes again: 31/375, not 8,27 %. */
export function ExactRatios({ line }: { line: LineExplanation }) {
  const exact = line.parts.filter(({ ratio }) => ratio !== null);
  if (exact.length === 0) return null;
  return (
    <ul>
      {exact.map(({ ratio, amount_cents: amount, cents, rounded_up: up, weight_bp: weight }) => (
        <li key={`${ratio}-${weight}-${cents}`}>
          <Trans>
            <Money cents={amount ?? 0} /> × <Ratio text={ratio ?? ""} /> = <Money cents={cents} />
          </Trans>
          {up ? (
            <>
              {", "}
              <Trans>un centime d’arrondi compris</Trans>
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** A fraction with its figures grouped: 485/5 812. */
function Ratio({ text }: { text: string }) {
  const [over = "", under] = text.split("/");
  return (
    <>
      <Quantity value={Number(over)} />
      {under ? (
        <>
          /<Quantity value={Number(under)} />
        </>
      ) : null}
    </>
  );
}
