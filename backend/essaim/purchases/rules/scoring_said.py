"""Ranking quotes, in words: where the volumes come from, how points are counted."""

from essaim.agreements.plain.numbers import decimal, say
from essaim.kit.money import euros
from essaim.kit.text import Text
from essaim.purchases.rules.scoring import Criterion, Formula

BASES: dict[str, Text] = {
    "live": Text(
        "Aux volumes des organisations qui restent dans le lot à cet instant.",
        "At the volumes of the organisations staying in the lot right now.",
    ),
    "published": Text(
        "Aux volumes publiés pour tout le groupe, sans dire qui a besoin de quoi.",
        "At the volumes published for the whole group, without saying who needs what.",
    ),
    "withheld": Text(
        "Le volume de chaque article n’a pas pu être publié\u00a0: trop peu d’organisations le composent, et il dirait le besoin de l’une d’elles. Ni les montants ni le classement, qui le laisseraient calculer, ne sont montrés.",
        "The volume of each item could not be published: too few organisations make it, and it would tell what one of them needs. Neither amounts nor ranks, from which it could be computed, are shown.",
    ),
}
NOBODY = Text(
    "Plus aucune organisation n’a besoin de ce lot\u00a0: il n’y a rien à comparer.",
    "No organisation needs this lot any more: there is nothing to compare.",
)
_LOWEST = Text(
    "Prix\u00a0: {weight} points × le prix le plus bas ÷ le prix de l’offre.",
    "Price: {weight} points × the lowest price ÷ the price of the quote.",
)
_LINEAR = Text(
    "Prix\u00a0: {weight} points × (1 − l’écart avec le prix le plus bas ÷ ce prix le plus bas), zéro au moins.",
    "Price: {weight} points × (1 − the difference from the lowest price ÷ that lowest price), zero at least.",
)
_REST = Text(
    "Le prix est celui du lot entier hors taxes, ce qui se paie une fois compris\u00a0; la remise de fin d’année n’y est pas. Les autres critères sont notés par le coordinateur, qui dit pourquoi. Les points sont arrondis au centième et s’ajoutent\u00a0; à égalité, le moins cher passe devant, puis l’ordre alphabétique. Une offre expirée, ou dont le minimum n’est pas atteint, n’est pas classée et son prix ne compte pas pour les autres.",
    "The price is that of the whole lot before tax, with what is paid once; the year-end rebate is not in it. The other criteria are marked by the coordinator, who says why. Points are rounded to the hundredth and added up; between equals the cheaper comes first, then alphabetical order. A quote that has expired, or whose minimum is not reached, is not ranked and its price is no measure for the others.",
)
_POINTS: dict[Formula, Text] = {
    "lowest_over_price": Text(
        "{weight} × {lowest} ÷ {price} = {points}", "{weight} × {lowest} ÷ {price} = {points}"
    ),
    "linear": Text(
        "{weight} × (1 − ({price} − {lowest}) ÷ {lowest}) = {points}",
        "{weight} × (1 − ({price} − {lowest}) ÷ {lowest}) = {points}",
    ),
}
_FLOORED = Text(
    "{price}, au moins le double du prix le plus bas ({lowest})\u00a0: aucun point",
    "{price}, at least twice the lowest price ({lowest}): no point",
)
_CHEAPEST = Text(
    "Le prix le plus bas, {price}\u00a0: tous les points", "The lowest price, {price}: every point"
)


def how(formula: Formula, criteria: list[Criterion]) -> Text:
    """The whole method, in two or three sentences."""
    weight = sum(one.weight for one in criteria if one.kind == "price")
    first = say(_LOWEST if formula == "lowest_over_price" else _LINEAR, weight=weight)
    return Text(f"{first.fr} {_REST.fr}", f"{first.en} {_REST.en}")


def why_price(formula: Formula, weight: int, lowest: int, price: int, points: int) -> Text:
    """The computation of the points of one price, with its figures: anybody does it again by hand."""
    facts = {
        "weight": weight,
        "lowest": euros(lowest),
        "price": euros(price),
        "points": decimal(points),
    }
    if price <= lowest:
        return say(_CHEAPEST, **facts)
    if formula == "linear" and points == 0:
        return say(_FLOORED, **facts)
    return say(_POINTS[formula], **facts)
