"""What changes from one version of the rules to another, in plain words."""

from dataclasses import dataclass

from essaim.agreements.plain.clause import TITLES, Clause, Names, Subject
from essaim.agreements.plain.numbers import say
from essaim.agreements.plain.reading import clauses_of
from essaim.agreements.rulebook import Rulebook
from essaim.kit.text import Text

_CHANGED = Text(
    "{title}\u00a0: «\u00a0{after}\u00a0» au lieu de «\u00a0{before}\u00a0»",
    "{title}: “{after}” instead of “{before}”",
)
_ADDED = Text("{title}, nouveau\u00a0: «\u00a0{after}\u00a0»", "{title}, new: “{after}”")
_REMOVED = Text("{title}, supprimé\u00a0: «\u00a0{before}\u00a0»", "{title}, removed: “{before}”")


@dataclass(frozen=True, slots=True)
class Difference:
    """A clause that changes: `before` is null when it is new, `after` when it goes."""

    subject: Subject
    before: Text | None
    after: Text | None

    def sentence(self) -> Text:
        title = TITLES[self.subject]
        if self.before is None:
            return say(_ADDED, title=title, after=self.after)
        if self.after is None:
            return say(_REMOVED, title=title, before=self.before)
        return say(_CHANGED, title=title, before=self.before, after=self.after)


def differences(before: Rulebook, after: Rulebook, names: Names) -> tuple[Difference, ...]:
    """Clauses that are not the same, in the order they are read."""
    old = {_place(clause): clause for clause in clauses_of(before, names)}
    new = {_place(clause): clause for clause in clauses_of(after, names)}
    changed = [
        Difference(clause.subject, old[place].text if place in old else None, clause.text)
        for place, clause in new.items()
        if place not in old or old[place].text != clause.text
    ]
    gone = [
        Difference(clause.subject, clause.text, None) for place, clause in old.items() if place not in new
    ]
    order = list(TITLES)
    return tuple(sorted([*changed, *gone], key=lambda difference: order.index(difference.subject)))


def _place(clause: Clause) -> tuple[str, str]:
    return clause.subject, clause.key
