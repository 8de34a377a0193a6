import { Plural, Trans } from "@lingui/react/macro";
import { Money } from "@/ui/values";

/** What netting changes, in one sentence: fewer payments, the same cents for each. */
export function Gain({ before, after }: { before: number; after: number }) {
  if (after >= before) {
    return (
      <Plural
        value={before}
        one="Cela reste # paiement : chacun garde au centime ce qu’il doit ou reçoit, mais la compensation n’évite aucun virement."
        other="Cela reste # paiements : chacun garde au centime ce qu’il doit ou reçoit, mais la compensation n’évite aucun virement."
      />
    );
  }
  if (after === 0) {
    return (
      <Trans>
        <Before count={before} />, aucun : ce que chacun doit et ce qu’on lui doit s’annulent au centime.
      </Trans>
    );
  }
  return (
    <Trans>
      <Before count={before} />, {after} : chacun garde au centime ce qu’il doit ou reçoit.
    </Trans>
  );
}

function Before({ count }: { count: number }) {
  return <Plural value={count} one="Au lieu d’# paiement" other="Au lieu de # paiements" />;
}

/** How much money has to move. */
export function MoneyMoved({ gross, net }: { gross: number; net: number }) {
  return (
    <Trans>
      <Money cents={net} /> passent par les banques au lieu de <Money cents={gross} />.
    </Trans>
  );
}
