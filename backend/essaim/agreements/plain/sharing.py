"""How costs are shared, in plain words: keys, who is left out, floors and caps, the price of newcomers."""

from collections.abc import Iterator, Sequence

from essaim.agreements.plain import figures
from essaim.agreements.plain.clause import NOBODY_KNOWN, Clause, Names
from essaim.agreements.plain.numbers import listed, percent, say, separated
from essaim.agreements.rulebook import (
    AllocationKey,
    JoiningTariff,
    KeyFilter,
    KeyLimit,
    KeyPart,
    KeyRule,
    Rulebook,
)
from essaim.kit.money import euros
from essaim.kit.text import Text


def cited(book: Rulebook) -> Iterator[str]:
    """Ids of the organisations that the clauses on sharing name."""
    for key in book.allocation_keys:
        yield from key.excluded
        for limit in key.limits:
            yield from limit.organisation_ids


def key_clauses(keys: Sequence[AllocationKey], names: Names) -> Iterator[Clause]:
    if not keys:
        none = Text("Aucune clé de répartition n’est fixée.", "No allocation key is set.")
        yield Clause("keys", "key.1", none)
    for number, key in enumerate(keys, start=1):
        sentence = Text("Clé {name}\u00a0: {how}.", "Key {name}: {how}.")
        yield Clause("keys", f"key.{number}", say(sentence, name=key.name, how=_how(key)))
        if key.excluded:
            yield Clause("keys", f"key.{number}.excluded", _excluded(key, names))
        for place, limit in enumerate(key.limits, start=1):
            yield Clause("keys", f"key.{number}.limit.{place}", _limit(key.name, limit, names))


_RULES: dict[KeyRule, Text] = {
    "arrival": Text(
        "chacun paie ce que son arrivée coûte en moyenne, dans tous les ordres d’arrivée possibles",
        "each pays what its arrival costs on average, over every possible order of arrival",
    ),
    "same_percentage": Text(
        "tout le monde économise le même pourcentage de son prix seul",
        "everyone saves the same percentage of its price alone",
    ),
    "same_saving": Text("tout le monde économise la même somme", "everyone saves the same amount"),
    "same_percentage_stable": Text(
        "des économies aussi proches que possible en pourcentage, sans qu’aucun groupe ait intérêt à s’en aller",
        "savings as close as possible in percentage, while no group would gain by leaving",
    ),
    "separable_equal": Text(
        "chacun paie ce que sa présence ajoute au total, et le reste se partage à parts égales",
        "each pays what its presence adds to the total, and the rest is shared equally",
    ),
    "separable_benefit": Text(
        "chacun paie ce que sa présence ajoute au total, et le reste se partage à proportion de ce que chacun y gagne encore",
        "each pays what its presence adds to the total, and the rest is shared in proportion to what each still gains by it",
    ),
    "least_unhappy": Text(
        "le groupe le moins gagnant gagne le plus possible",
        "the group that gains least gains as much as possible",
    ),
}


def _how(key: AllocationKey) -> Text:
    if key.rule != "parts":
        return _RULES[key.rule]
    parts = [_part(part) for part in key.parts]
    return separated(parts) if any(part.only for part in key.parts) else listed(parts)


def _part(part: KeyPart) -> Text:
    basis = {
        "equal": Text("{share} à parts égales{among}", "{share} in equal parts{among}"),
        "figure": Text("{share} selon {code}{among}", "{share} by {code}{among}"),
        "usage": Text("{share} selon l’usage ({code}){among}", "{share} by use ({code}){among}"),
    }[part.basis]
    code = figures.named(part.code) if part.code else None
    return say(basis, share=percent(part.weight_bp), code=code, among=_among(part.only))


def _among(only: KeyFilter | None) -> Text:
    if only is None:
        return Text("", "")
    having = figures.having(only.code, only.at_least, only.at_most)
    return say(Text(" entre les organisations {having}", " among the organisations {having}"), having=having)


def _excluded(key: AllocationKey, names: Names) -> Text:
    one = Text("Clé {name}\u00a0: {who} ne paie jamais.", "Key {name}: {who} never pays.")
    many = Text("Clé {name}\u00a0: {who} ne paient jamais.", "Key {name}: {who} never pay.")
    return say(many if len(key.excluded) > 1 else one, name=key.name, who=_named(key.excluded, names))


def _limit(name: str, limit: KeyLimit, names: Names) -> Text:
    sentence = {
        "floor": Text(
            "Clé {name}, plancher\u00a0: {who} au moins {bound}.",
            "Key {name}, floor: {who} at least {bound}.",
        ),
        "cap": Text(
            "Clé {name}, plafond\u00a0: {who} au plus {bound}.", "Key {name}, cap: {who} at most {bound}."
        ),
    }[limit.kind]
    if limit.cents is not None:
        bound = euros(limit.cents)
    else:
        bound = say(
            Text("{share} du montant partagé", "{share} of the amount shared"),
            share=percent(limit.share_bp or 0),
        )
    return say(sentence, name=name, who=_who_pays(limit.organisation_ids, names), bound=bound)


def _who_pays(organisations: Sequence[str], names: Names) -> Text:
    if not organisations:
        return Text("chaque organisation paie", "each organisation pays")
    if len(organisations) == 1:
        return say(Text("{who} paie", "{who} pays"), who=_named(organisations, names))
    return say(Text("{who} paient chacune", "{who} each pay"), who=_named(organisations, names))


def _named(organisations: Sequence[str], names: Names) -> Text:
    known = [names.get(organisation) for organisation in organisations]
    return listed([Text(name, name) if name else NOBODY_KNOWN for name in known])


def tariff_clauses(tariffs: Sequence[JoiningTariff]) -> Iterator[Clause]:
    sentence = Text(
        "Qui entre en cours d’année paie, au tarif «\u00a0{name}\u00a0», {price}, à proportion des jours où il est là.",
        "Who joins during the year pays, by the tariff “{name}”, {price}, in proportion to its days there.",
    )
    for number, tariff in enumerate(tariffs, start=1):
        yield Clause("entry", f"tariff.{number}", say(sentence, name=tariff.name, price=_price(tariff)))


def _price(tariff: JoiningTariff) -> Text:
    fixed = euros(tariff.fixed_cents)
    if tariff.code is None:
        return fixed
    by_unit = Text("{price} par {unit}", "{price} per {unit}")
    per_unit = say(by_unit, price=euros(tariff.per_unit_cents), unit=figures.unit(tariff.code))
    if not tariff.fixed_cents:
        return per_unit
    return say(Text("{fixed} et {per_unit}", "{fixed} and {per_unit}"), fixed=fixed, per_unit=per_unit)
