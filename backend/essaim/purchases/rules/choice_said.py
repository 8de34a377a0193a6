"""Choosing a quote, in words: what was counted, what is missing for a step, ways to share, who would gain on its own."""

from collections.abc import Sequence

from essaim.agreements.plain.numbers import grouped, percent, say
from essaim.fairness.certificate import Certificate
from essaim.kit.money import euros
from essaim.kit.text import Text
from essaim.purchases.rules.committing import Sharing
from essaim.purchases.rules.simulation import Cheaper

BASES: dict[str, Text] = {
    "live": Text(
        "Calculé sur les besoins des organisations qui restent dans le lot à cet instant.",
        "Counted on the needs of the organisations that stay in the lot right now.",
    ),
    "published": Text(
        "Calculé sur les totaux publiés à la fin du recensement, tous besoins compris\u00a0: ce que font les autres depuis ne se lit pas ici.",
        "Counted on the totals published when the survey closed, all needs included: what others did since is not read here.",
    ),
    "alone": Text(
        "Le total de certains articles n’est pas publié\u00a0: ils sont comptés comme si vous achetiez seul. Vous paierez ce montant au plus.",
        "The total of some items is not published: they are counted as if you bought alone. You will pay this amount at most.",
    ),
    "awarded": Text(
        "Ce qui est engagé depuis l’attribution du lot.",
        "What is committed since the lot was awarded.",
    ),
}
NAMES: dict[Sharing, Text] = {
    "same_price": Text("Le même prix pour tous", "The same price for all"),
    "arrival": Text("Selon ce que chacun apporte", "By what each brings"),
    "same_percentage": Text("La même économie en pourcentage", "The same percentage saved"),
}
_ONCE = Text(
    " Ce qui est payé une fois suit ce que chacun paie.", " What is paid once follows what each pays."
)
WAYS: dict[Sharing, Text] = {
    "same_price": Text(
        "Chacun paie l’unité au même prix, celui du volume commun.",
        "Everybody pays a unit the same price, that of the common volume.",
    ),
    "arrival": Text(
        "Pour chaque article, chacun paie ce que ses volumes ajoutent à la facture, en moyenne sur tous les ordres d’arrivée possibles.",
        "For each item, everybody pays what its volumes add to the bill, on average over every possible order of arrival.",
    ),
    "same_percentage": Text(
        "Pour chaque article, chacun économise le même pourcentage de ce qu’il paierait seul sur cette offre.",
        "For each item, everybody saves the same percentage of what it would pay alone on this quote.",
    ),
}
TOO_LARGE = Text(
    "Pas calculé\u00a0: trop d’organisations, pour des volumes trop finement détaillés.",
    "Not computed: too many organisations, for volumes too finely detailed.",
)
SEALED = Text(
    "Pas montré\u00a0: votre part dépendrait des besoins de chacun des autres, et les laisserait calculer.",
    "Not shown: your part would depend on the needs of each of the others, and let them be computed.",
)
_MISSING = Text(
    "Encore {missing} ({unit}) pour payer {drop} de moins l’unité.",
    "{missing} more ({unit}) to pay {drop} less a unit.",
)
_CHEAPER = Text(
    "En commander {more} de plus ({unit}) coûterait moins\u00a0: {cents} en tout, soit {saved} de moins.",
    "Ordering {more} more ({unit}) would cost less: {cents} in all, that is {saved} less.",
)
_NOBODY_LOSES = Text(
    "Personne ne paie plus ici que seul. Les groupes sont trop nombreux pour être tous comparés\u00a0: rien n’est prouvé pour eux.",
    "Nobody pays more here than alone. Groups are too many to be all compared: nothing is proved for them.",
)
_NOBODY_GAINS = Text(
    "Personne, ni aucun groupe, ne paierait moins en achetant de son côté\u00a0: {reason}.",
    "Nobody, and no group, would pay less by buying on its own: {reason}.",
)
_NOT_PROVED = Text(
    "Aucun des {tried} groupes essayés ne paierait moins en achetant de son côté, mais tous n’ont pas pu être vérifiés\u00a0: rien n’est prouvé.",
    "None of the {tried} groups tried would pay less by buying on its own, but not all could be checked: nothing is proved.",
)
_ONE_GAINS = Text(
    "{names} paierait {alone} en achetant de son côté, contre {pays} ici\u00a0: {gain} de moins.",
    "{names} would pay {alone} by buying on its own, against {pays} here: {gain} less.",
)
_GROUP_GAINS = Text(
    "{names} paieraient ensemble {alone} en achetant de leur côté, contre {pays} ici\u00a0: {gain} de moins.",
    "{names} would pay {alone} together by buying on their own, against {pays} here: {gain} less.",
)
_ROUNDING = Text(
    " Cet écart est de moins d’un centime par organisation\u00a0: l’arrondi seul peut l’expliquer.",
    " The difference is less than a cent each: rounding alone may explain it.",
)
_REASONS: dict[str, Text] = {
    "every_group": Text(
        "les {tried} groupes possibles ont été vérifiés", "all the {tried} possible groups were checked"
    ),
    "levels": Text("chaque niveau de besoin a été vérifié", "each level of need was checked"),
    "falling_prices": Text(
        "le prix moyen baisse avec la quantité, et chaque palier a été vérifié",
        "the average price falls with the quantity, and each step was checked",
    ),
    "whole_quantities": Text(
        "toutes les quantités qu’un groupe pourrait acheter ont été vérifiées",
        "every quantity that a group could buy was checked",
    ),
    "bounds": Text(
        "même le groupe le plus favorisé par les paliers n’y gagnerait rien",
        "even the group that the steps favour most would gain nothing",
    ),
    "line_by_line": Text("aucun groupe n’y gagnerait sur aucun article", "no group would gain on any item"),
}
# Of a vote
AWARDED = Text(
    "Le lot «\u00a0{lot}\u00a0» de «\u00a0{round}\u00a0» est attribué à {supplier}.",
    "The lot “{lot}” of “{round}” is awarded to {supplier}.",
)
COMMITTED = Text(
    "Chaque organisation est engagée sur les volumes qu’elle a déclarés, sauf celles qui auront quitté le lot avant l’attribution.",
    "Every organisation is committed to the volumes it stated, but those that will have left the lot before the award.",
)
AT_TODAYS_VOLUMES = Text(
    "Aux volumes d’aujourd’hui, le lot coûte {cents}.", "At today’s volumes, the lot costs {cents}."
)
AT_PUBLISHED_VOLUMES = Text(
    "Aux volumes publiés à la fin du recensement, le lot coûte {cents}.",
    "At the volumes published when the survey closed, the lot costs {cents}.",
)


def way(sharing: Sharing, *, fixed: bool) -> Text:
    """How a way to share works. `fixed`: something is paid once."""
    words = WAYS[sharing]
    return Text(words.fr + _ONCE.fr, words.en + _ONCE.en) if fixed else words


def next_step(missing: int, unit: str, drop_bp: int) -> Text:
    """`Encore 120 (boîte de 100) pour payer 4 % de moins l’unité.`"""
    return say(_MISSING, missing=grouped(missing), unit=unit, drop=percent(drop_bp))


def cheaper(found: Cheaper, unit: str) -> Text:
    return say(
        _CHEAPER, more=grouped(found.more), unit=unit, cents=euros(found.cents), saved=euros(found.saved)
    )


def stability(certificate: Certificate, names: Sequence[str]) -> Text:
    """The badge in one sentence. `names`: of the buyers, by place."""
    if certificate.state == "nobody_gains":
        reason = _REASONS[certificate.method or "every_group"]
        return say(_NOBODY_GAINS, reason=say(reason, tried=grouped(certificate.tried)))
    if certificate.state == "nobody_loses":
        return _NOBODY_LOSES
    blocking = certificate.blocking
    if blocking is None:
        return say(_NOT_PROVED, tried=grouped(certificate.tried))
    told = say(
        _ONE_GAINS if len(blocking.group) == 1 else _GROUP_GAINS,
        names=", ".join(names[place] for place in blocking.group),
        alone=euros(blocking.alone),
        pays=euros(blocking.pays),
        gain=euros(blocking.gain),
    )
    return Text(told.fr + _ROUNDING.fr, told.en + _ROUNDING.en) if blocking.rounding else told
