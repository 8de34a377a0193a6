"""Why a run cannot be shared, with the figures."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class NothingToShare(Refusal):
    title = Text("Rien à partager", "Nothing to share")
    detail = Text(
        "Cette répartition n’a pas de ligne. Ajoutez au moins un coût à partager.",
        "This allocation has no line. Add at least one cost to share.",
    )


class MissingFigures(Refusal):
    title = Text("Chiffres manquants", "Figures missing")
    detail = Text(
        "Il manque des chiffres pour partager\u00a0: {missing}. Demandez-les aux organisations, ou saisissez-les avec leur source.",
        "Figures are missing to share: {missing}. Ask the organisations, or enter them with their source.",
    )


class NeedsNotStated(Refusal):
    title = Text("Besoins non déclarés", "Needs not stated")
    detail = Text(
        "Sur la ligne «\u00a0{line}\u00a0», il manque le prix seule ou la quantité de\u00a0: {missing}. Demandez-les, ou saisissez-les avec leur source.",
        "On the line “{line}”, the price alone or the quantity is missing for: {missing}. Ask for them, or enter them with their source.",
    )


class NobodyShares(Refusal):
    title = Text("Personne avec qui partager", "Nobody to share with")
    detail = Text(
        "Sur la ligne «\u00a0{line}\u00a0», aucune organisation ne compte dans ce que la clé mesure. Changez la clé, ou complétez les chiffres.",
        "On the line “{line}”, no organisation counts in what the key measures. Change the key, or complete the figures.",
    )


class ClausesConflicting(Refusal):
    title = Text("Planchers et plafonds incompatibles", "Floors and caps in conflict")
    detail = Text(
        "Sur la ligne «\u00a0{line}\u00a0», la clé ne peut pas respecter ensemble\u00a0: {clauses}. {missing}",
        "On the line “{line}”, the key cannot respect together: {clauses}. {missing}",
    )


class AmountNotPriced(Refusal):
    title = Text("Montant différent du prix", "Amount is not the price")
    detail = Text(
        "La ligne «\u00a0{line}\u00a0» partage {amount}, alors que le prix pour tous est de {priced} d’après les besoins déclarés. Corrigez le montant, le tarif ou les besoins.",
        "The line “{line}” shares {amount}, while the price for all is {priced} by the needs stated. Correct the amount, the prices or the needs.",
    )


class PricesNotKnown(Refusal):
    title = Text("Prix à connaître", "Prices to be known")
    detail = Text(
        "La clé de la ligne «\u00a0{line}\u00a0» compare ce que chacun paierait seul ou en groupe\u00a0: dites d’abord ces prix sur la ligne.",
        "The key of the line “{line}” compares what each would pay alone or in groups: first give these prices on the line.",
    )


class CreditNotPriced(Refusal):
    title = Text("Avoir à partager par parts", "A credit is shared by parts")
    detail = Text(
        "La ligne «\u00a0{line}\u00a0» est négative\u00a0: un avoir se partage par parts, sans plancher ni plafond, et sans prix seule.",
        "The line “{line}” is negative: a credit is shared by parts, without floors or caps, and without prices alone.",
    )


class RuleWithoutAnswer(Refusal):
    title = Text("La règle n’a pas de réponse", "The rule has no answer")
    detail = Text(
        "La règle de la ligne «\u00a0{line}\u00a0» ne donne pas de partage ici\u00a0: {reason}. Choisissez une autre clé.",
        "The rule of the line “{line}” gives no share here: {reason}. Choose another key.",
    )
