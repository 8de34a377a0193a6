"""What is proved of shares, in words: nobody would pay less elsewhere, or who would, or what is not known."""

from collections.abc import Mapping
from typing import Any

from essaim.agreements.plain.numbers import grouped, say
from essaim.allocations import words
from essaim.kit.money import euros
from essaim.kit.text import Text

_NOT_ASKED = Text(
    "Aucun prix seul n’est connu\u00a0: rien ne dit qui paierait moins de son côté.",
    "No price alone is known: nothing tells who would pay less on its own.",
)
_NOBODY_LOSES = Text(
    "Personne ne paie plus ici que seul{lines}. Les groupes n’ont pas été comparés, faute de connaître leurs prix.",
    "Nobody pays more here than alone{lines}. Groups were not compared, as their prices are not known.",
)
_NOBODY_GAINS = Text(
    "Personne, ni aucun groupe, ne paierait moins de son côté\u00a0: {reason}.",
    "Nobody, and no group, would pay less on its own: {reason}.",
)
_NOT_PROVED = Text(
    "Aucun des {tried} groupes essayés ne paierait moins de son côté, mais tous n’ont pas pu être vérifiés\u00a0: rien n’est prouvé.",
    "None of the {tried} groups tried would pay less on its own, but not all could be checked: nothing is proved.",
)
_UNKNOWN = Text(
    "Personne, parmi ceux dont le prix seul est connu, ne paie plus ici que seul{lines}. Il manque le prix seul de {count} organisations\u00a0: rien n’est prouvé pour elles.",
    "Nobody, of those whose price alone is known, pays more here than alone{lines}. The price alone of {count} organisations is missing: nothing is proved for them.",
)
_ONE_GAINS = Text(
    "{names} paierait {alone} de son côté, contre {pays} ici\u00a0: {gain} de moins{lines}. Changez la clé, ou convenez avec elle de cet écart.",
    "{names} would pay {alone} on its own, against {pays} here: {gain} less{lines}. Change the key, or agree with it on the difference.",
)
_GROUP_GAINS = Text(
    "{names} paieraient ensemble {alone} de leur côté, contre {pays} ici\u00a0: {gain} de moins. Changez la clé, ou convenez avec elles de cet écart.",
    "{names} would pay {alone} together on their own, against {pays} here: {gain} less. Change the key, or agree with them on the difference.",
)
_ROUNDING = Text(
    " Cet écart est de moins d’un centime par organisation\u00a0: l’arrondi seul peut l’expliquer.",
    " The difference is less than a cent each: rounding alone may explain it.",
)
_SOMEBODY = Text(
    "Une organisation, ou un groupe, paierait moins de son côté. Cet accord ne permet pas de dire qui.",
    "An organisation, or a group, would pay less on its own. This agreement does not allow to say who.",
)
_LINES = Text(
    " (sur {compared} des {count} lignes, celles dont le prix seul est connu)",
    " (over {compared} of the {count} lines, those whose price alone is known)",
)
_REASONS: dict[str, Text] = {
    "every_group": Text(
        "les {tried} groupes possibles ont été vérifiés", "all the {tried} possible groups were checked"
    ),
    "levels": Text(
        "les besoins s’emboîtent, et chaque niveau a été vérifié",
        "the needs are nested, and each level was checked",
    ),
    "falling_prices": Text(
        "le prix moyen baisse avec la quantité, et chaque palier a été vérifié",
        "the average price falls with the quantity, and each tier was checked",
    ),
    "whole_quantities": Text(
        "toutes les quantités qu’un groupe pourrait acheter ont été vérifiées",
        "every quantity that a group could buy was checked",
    ),
    "bounds": Text(
        "même le groupe le plus favorisé par les paliers n’y gagnerait rien",
        "even the group that the tiers favour most would gain nothing",
    ),
    "line_by_line": Text("aucun groupe n’y gagnerait sur aucune ligne", "no group would gain on any line"),
}


def sentence(proof: Mapping[str, Any], names: Mapping[str, str], *, told: bool) -> Text:
    """The badge in one sentence. `told`: the group that gains may be named to the reader."""
    state = proof["state"]
    if state == "not_asked":
        return _NOT_ASKED
    if state == "nobody_loses":
        return say(_NOBODY_LOSES, lines=_over(proof))
    if state == "nobody_gains":
        reason = _REASONS[proof["method"]]
        return say(_NOBODY_GAINS, reason=say(reason, tried=grouped(proof["tried"])))
    if state == "not_proved":
        if proof["unknown"]:
            return say(_UNKNOWN, count=grouped(len(proof["unknown"])), lines=_over(proof))
        return say(_NOT_PROVED, tried=grouped(proof["tried"]))
    if not told:
        return _SOMEBODY
    return _who_gains(proof, names)


def _who_gains(proof: Mapping[str, Any], names: Mapping[str, str]) -> Text:
    blocking = proof["blocking"]
    group = [names.get(member, member) for member in blocking["members"]]
    told = say(
        _ONE_GAINS if len(group) == 1 else _GROUP_GAINS,
        names=words.names(group),
        alone=euros(blocking["alone"]),
        pays=euros(blocking["pays"]),
        gain=euros(blocking["pays"] - blocking["alone"]),
        lines=_over(proof),
    )
    if not blocking["rounding"]:
        return told
    return Text(told.fr + _ROUNDING.fr, told.en + _ROUNDING.en)


def _over(proof: Mapping[str, Any]) -> Text:
    if proof["compared"] == proof["lines"]:
        return Text("", "")
    return say(_LINES, compared=grouped(proof["compared"]), count=grouped(proof["lines"]))
