"""The sentences that explain a share to who pays it. No word of mathematics: alone, here, saved, why, and what is left over."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from essaim.agreements.plain.numbers import grouped, percent, say
from essaim.allocations import words
from essaim.kit.money import euros
from essaim.kit.text import Text

_LESS = Text(
    "Seule, {name} paierait {alone}\u00a0; ici elle paie {share}\u00a0: {saved} de moins ({part}).",
    "Alone, {name} would pay {alone}; here it pays {share}: {saved} less ({part}).",
)
_MORE = Text(
    "Seule, {name} paierait {alone}\u00a0; ici elle paie {share}\u00a0: {saved} de plus.",
    "Alone, {name} would pay {alone}; here it pays {share}: {saved} more.",
)
_SAME = Text(
    "Seule, {name} paierait {alone}\u00a0: autant qu’ici.",
    "Alone, {name} would pay {alone}: the same as here.",
)
_SOME_LINES = Text(
    "La comparaison porte sur {compared} des {count} lignes, celles dont le prix seul est connu.",
    "The comparison covers {compared} of the {count} lines, those whose price alone is known.",
)
_NOT_COMPARED = Text(
    "On ne sait pas ce que {name} paierait seule\u00a0: aucun prix seul n’est déclaré.",
    "What {name} would pay alone is not known: no price alone is stated.",
)
_PRESENCE = Text(
    "Sa présence compte pour {days} jours sur {whole}.", "Its presence counts for {days} days of {whole}."
)
_CALLED = Text(
    "{called} ont déjà été appelés\u00a0: il reste {balance} à payer.",
    "{called} was called already: {balance} remains to be paid.",
)
_CREDITED = Text(
    "{called} ont déjà été appelés\u00a0: {balance} lui sont rendus.",
    "{called} was called already: {balance} is given back.",
)
_RULES: dict[str, Text] = {
    "arrival": Text(
        "Elle paie ce que son arrivée coûte en moyenne, dans tous les ordres d’arrivée possibles.",
        "It pays what its arrival costs on average, over every possible order of arrival.",
    ),
    "same_percentage": Text(
        "Chacun économise le même pourcentage de son prix seul.",
        "Everyone saves the same percentage of its price alone.",
    ),
    "same_saving": Text("Chacun économise la même somme.", "Everyone saves the same amount."),
    "same_percentage_stable": Text(
        "Les économies sont aussi proches que possible en pourcentage, sans qu’aucun groupe ait intérêt à s’en aller.",
        "Savings are as close as possible in percentage, while no group would gain by leaving.",
    ),
    "separable_equal": Text(
        "Elle paie ce que sa présence ajoute à la facture, et le reste se partage à parts égales.",
        "It pays what its presence adds to the bill, and the rest is shared equally.",
    ),
    "separable_benefit": Text(
        "Elle paie ce que sa présence ajoute à la facture, et le reste se partage selon ce que chacun y gagne encore.",
        "It pays what its presence adds to the bill, and the rest is shared by what each still gains.",
    ),
    "least_unhappy": Text(
        "Le partage laisse au groupe le moins gagnant le plus possible, puis au suivant.",
        "The shares leave as much as possible to the group that gains least, then to the next.",
    ),
}
_ARRIVAL = Text(
    "Son arrivée ajoute à la facture commune entre {least} et {most}, selon qui est déjà là.",
    "Its arrival adds between {least} and {most} to the common bill, depending on who is there already.",
)
_ROUNDED = Text(
    "Un centime d’arrondi est compris\u00a0: les centimes qui restent vont aux plus grandes fractions.",
    "A cent of rounding is included: the cents left over go to the largest fractions.",
)
_CLAUSES: dict[str, Text] = {
    "floor": Text("Un plancher de la clé y ajoute {cents}.", "A floor of the key adds {cents}."),
    "cap": Text("Un plafond de la clé en retire {cents}.", "A cap of the key takes {cents} off."),
}

NAMES: dict[str, str] = {
    "arrival": "Moyenne des ordres d’arrivée",
    "same_percentage": "Même pourcentage d’économie",
    "same_saving": "Même économie",
    "same_percentage_stable": "Pourcentages d’économie proches, sans groupe perdant",
    "separable_equal": "Coût ajouté, reste à parts égales",
    "separable_benefit": "Coût ajouté, reste selon le gain",
    "least_unhappy": "Groupe le moins gagnant au mieux",
    "floor": "Plancher",
    "cap": "Plafond",
    "clauses": "Planchers et plafonds des autres",
}
"""As a spreadsheet names them, in French."""


def _moved(cents: int) -> Text:
    more = Text(
        "Les planchers ou plafonds des autres y ajoutent {cents}.",
        "The floors or caps of others add {cents}.",
    )
    less = Text(
        "Les planchers ou plafonds des autres en retirent {cents}.",
        "The floors or caps of others take {cents} off.",
    )
    return say(more if cents > 0 else less, cents=euros(abs(cents)))


def whole(
    name: str, *, alone: int | None, share: int, compared: int, count: int, days: tuple[int, int]
) -> list[Text]:
    """What an organisation pays in all, against what it would pay alone."""
    told: list[Text] = []
    if alone is None or not compared:
        told.append(say(_NOT_COMPARED, name=name))
    else:
        saved = alone - share
        shape = _LESS if saved > 0 else _MORE if saved < 0 else _SAME
        part = percent(words.basis_points(Fraction(abs(saved), alone))) if alone else Text("", "")
        told.append(
            say(shape, name=name, alone=euros(alone), share=euros(share), saved=euros(abs(saved)), part=part)
        )
        if compared < count:
            told.append(say(_SOME_LINES, compared=grouped(compared), count=grouped(count)))
    if days[0] < days[1]:
        told.append(say(_PRESENCE, days=grouped(days[0]), whole=grouped(days[1])))
    return told


def balance(called: int, balance: int) -> list[Text]:
    """Of actual costs: what was called, and what is left or given back."""
    shape = _CALLED if balance >= 0 else _CREDITED
    return [say(shape, called=euros(called), balance=euros(abs(balance)))]


def line(
    rule: str,
    parts: Sequence[dict[str, Any]],
    *,
    count: int,
    told: bool,
    arrival: tuple[int, int] | None,
) -> list[Text]:
    """Why an organisation pays this on a line. `count`: who shares it; `told`: the totals may be said."""
    sentences = [_RULES[rule]] if rule in _RULES else []
    for part in parts:
        sentences += _part(part, count=count, told=told, alone=len(parts) == 1)
    if arrival is not None:
        sentences.append(say(_ARRIVAL, least=euros(arrival[0]), most=euros(arrival[1])))
    if any(part["rounded_up"] for part in parts):
        sentences.append(_ROUNDED)
    return sentences


def _part(part: dict[str, Any], *, count: int, told: bool, alone: bool) -> list[Text]:
    by, cents = part["by"], part["cents"]
    if by in _CLAUSES:
        return [say(_CLAUSES[by], cents=euros(abs(cents)))]
    if by == "clauses":
        return [_moved(cents)]
    if by not in ("equal", "figure", "usage"):
        return []
    share = (
        Text("", "")
        if alone
        else say(
            Text("{share} de la ligne\u00a0: ", "{share} of the line: "), share=percent(part["weight_bp"])
        )
    )
    return [
        say(
            Text("{share}{driver}, soit {cents}.", "{share}{driver}, that is {cents}."),
            share=share,
            driver=driver(part, count=count, told=told),
            cents=euros(cents),
        )
    ]


def driver(part: dict[str, Any], *, count: int, told: bool) -> Text:
    """By what a part is shared: `84 lits sur 1 025 (8,2 %)`, `à parts égales entre 15`, or `84 lits` when totals are withheld."""
    if part["by"] == "equal":
        if not told:
            return Text("à parts égales", "in equal parts")
        return say(Text("à parts égales entre {count}", "in equal parts among {count}"), count=grouped(count))
    unit = part["unit"] or f"{part['code'].upper()}/0"
    own = words.quantity(part["code"], part["value"] or 0, unit)
    if not told:
        return own
    weight, all_of = Fraction(part["weight"]), Fraction(part["whole"])
    ratio = percent(words.basis_points(weight / all_of)) if all_of else percent(0)
    return say(
        Text("{own} sur {whole} ({ratio})", "{own} of {whole} ({ratio})"),
        own=own,
        whole=words.bare(part["code"], all_of, unit),
        ratio=ratio,
    )
