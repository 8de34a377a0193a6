"""What is said of orders and closings; what is printed on statements is in French, as a treasurer keeps it."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from essaim.agreements.plain.numbers import THOUSANDS
from essaim.fairness.rounding import half_up
from essaim.kit.text import Text
from essaim.purchases.models import ShortfallRule

LIVE = Text(
    "Les volumes et le prix sont ceux de tous, à cet instant. Une commande qui fait passer un palier baisse le prix de toutes, les premières comprises\u00a0; le compte se fait à la clôture du lot.",
    "Volumes and prices are everybody’s, at this moment. An order that reaches a step lowers the price of all, the first ones included; accounts are settled when the lot closes.",
)
OWN = Text(
    "Vous lisez les chiffres de votre organisation. Les totaux et le palier vraiment atteint sont dits à la clôture du lot, si assez d’organisations les composent.",
    "You read the figures of your organisation. Totals and the step really reached are told when the lot closes, where enough organisations make them.",
)
HOW: Mapping[ShortfallRule, Text] = {
    "by_orders": Text(
        "Ce qui a été commandé est d’abord compté au prix attribué. L’écart avec le prix du palier vraiment atteint est partagé selon les quantités commandées, au centime près.",
        "What was ordered is first counted at the price awarded. The difference with the price of the step really reached is shared by units ordered, to the cent.",
    ),
    "by_shortfall": Text(
        "Ce qui a été commandé est d’abord compté au prix attribué. Si le palier est manqué, l’écart est payé selon les quantités engagées et non commandées, au centime près\u00a0; selon les quantités commandées si personne n’est en deçà, ou si ce partage dirait les volumes d’une autre organisation. Un palier dépassé se rend selon les quantités commandées.",
        "What was ordered is first counted at the price awarded. If the step is missed, the difference is paid by units committed and not ordered, to the cent; by units ordered where nobody is short, or where that share would tell another organisation’s volumes. A better step is given back by units ordered.",
    ),
}
HOW_REBATE = Text(
    "Le réseau garde {kept}\u00a0; le reste se partage selon ce que chaque organisation a réellement dépensé sur le lot, au centime près.",
    "The network keeps {kept}; the rest is shared by what each organisation really spent on the lot, to the cent.",
)
TO_NETWORK = Text(
    "Le fournisseur verse cette remise au réseau, qui la garde.",
    "The supplier pays this rebate to the network, which keeps it.",
)

# On statements

GAP = "Achat groupé n° {number}, lot «\u00a0{lot}\u00a0»\u00a0: palier de prix vraiment atteint"
STEP = "{item}\u00a0: {reached} l’unité au lieu de {awarded}"
AVERAGE = "{item}\u00a0: écart entre le prix attribué et le prix vraiment atteint"
ORDERED = "Quantité commandée\u00a0: {own} ({unit})"
SHORT = "Quantité engagée et non commandée\u00a0: {own} ({unit})"
OUT_OF = ", sur {total} en tout"
REBATE = "Achat groupé n° {number}, lot «\u00a0{lot}\u00a0»\u00a0: remise de fin d’année"
REBATE_LINE = "Remise de fin d’année de {supplier}"
SPENT = "Dépense réelle\u00a0: {own}"


def unit_price(cents: Fraction) -> int:
    """A price of one unit in ten-thousandths of a euro (EUR/4), halves up."""
    return half_up(cents * 100)


def price(cents: Fraction) -> str:
    """`4,40 €`, `0,0433 €`."""
    written = f"{Decimal(unit_price(cents)) / 10_000:,.4f}"
    whole, decimals = written.split(".")
    decimals = decimals[:2] + decimals[2:].rstrip("0")
    return f"{whole.replace(',', THOUSANDS)},{decimals}\u00a0€"


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", THOUSANDS)
