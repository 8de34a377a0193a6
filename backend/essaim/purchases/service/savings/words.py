"""How savings are computed and what is missing of them, in words."""

from essaim.kit.text import Text
from essaim.purchases.models import LotState, RoundState

METHOD = (
    Text(
        "Gain\u00a0: volume × prix de référence, moins ce que ce volume coûte. Le prix de référence est celui que chaque organisation payait avant, hors taxes, avec sa source et sa date.",
        "Gain: volume × reference price, less what that volume costs. The reference price is what each organisation paid before, excluding VAT, with its source and date.",
    ),
    Text(
        "Gain prévu\u00a0: volumes engagés à l’attribution. Gain réel\u00a0: volumes commandés, au prix facturé et régularisé, une fois le lot clos.",
        "Gain forecast: volumes committed at the award. Actual gain: volumes ordered, as invoiced and adjusted, once the lot is closed.",
    ),
    Text(
        "Une perte compte comme un gain\u00a0: elle est montrée et déduite des totaux.",
        "A loss counts like a gain: it is shown, and taken off the totals.",
    ),
    Text(
        "Effet volume\u00a0: ce qui était engagé et n’a pas été commandé, au prix de référence. Avec le gain réel (effet prix), il fait l’effet sur le budget.",
        "Effect of volume: what was committed and not ordered, at the reference price. With the actual gain (effect of price), it makes the effect on the budget.",
    ),
    Text(
        "Article sans prix de référence\u00a0: il compte dans la dépense, pas dans le gain. Le coût évité, à part, le compare au même achat fait seul sur l’offre retenue.",
        "An item without a reference price counts in the spending, not in the gain. The avoided cost, apart, compares it with the same purchase made alone on the quote chosen.",
    ),
    Text(
        "Remises de fin d’année\u00a0: comptées une fois reçues, jamais dans la prévision.",
        "Year-end rebates: counted once received, never in the forecast.",
    ),
)
TERM = Text(
    "Sur douze mois\u00a0: gain net × 365 / {days} jours de contrat. Par année civile\u00a0: selon les jours de contrat de chaque année. Méthode de mesure des gains d’achat de l’État (2013).",
    "Over twelve months: net gain × 365 / {days} days of contract. By calendar year: by the days of contract in each year. Method of the French State for its purchases (2013).",
)
YEAR = Text(
    "Chaque gain est réparti sur les jours de son contrat\u00a0: seule la part de {year} est comptée ici, remises comprises dans le réel.",
    "Each gain is spread over the days of its contract: only the part of {year} is counted here; actual gains hold rebates.",
)
MISSING: dict[LotState, Text] = {
    "open": Text(
        "Le lot n’est pas attribué\u00a0: rien n’est encore engagé.",
        "The lot is not awarded: nothing is committed yet.",
    ),
    "awarded": Text(
        "Le lot n’est pas clos\u00a0: ses commandes peuvent encore changer le gain réel.",
        "The lot is not closed: its orders may still change the actual gain.",
    ),
    "unsuccessful": Text("Le lot est sans suite.", "The lot was not awarded."),
}
CANCELLED = Text("L’achat groupé est annulé.", "The group purchase is cancelled.")
OF_MEMBERS = Text(
    "Somme des organisations qui achètent\u00a0: {count}.", "Sum of the organisations that buy: {count}."
)
NOTHING_YET = Text(
    "Aucun lot n’est attribué\u00a0: il n’y a pas encore de gain à montrer.",
    "No lot is awarded: there is no gain to show yet.",
)
OF_ALL_PUBLISHED = Text(
    "D’après les totaux publiés de chaque article ({count}), au prix de l’offre retenue. Les remises des autres ne sont pas dites.",
    "From the totals published of each item ({count}), at the price of the quote chosen. The rebates of the others are not told.",
)
OF_PUBLISHED = Text(
    "D’après les totaux publiés de {told} articles sur {count}, au prix de l’offre retenue. Les autres sont tus\u00a0: trop peu d’organisations les font, ou l’une d’elles s’en déduirait. Les remises des autres ne sont pas dites.",
    "From the totals published of {told} items out of {count}, at the price of the quote chosen. The others are withheld: too few organisations make them, or one would follow from them. The rebates of the others are not told.",
)


def missing(round_state: RoundState, lot_state: LotState) -> Text | None:
    """Why the actual gain of a lot is not known; none once it is closed."""
    if round_state == "cancelled" and lot_state == "open":
        return CANCELLED
    return MISSING.get(lot_state)
