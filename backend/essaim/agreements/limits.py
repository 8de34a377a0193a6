"""What the law forbids the parties to decide, and what they should know before they decide it."""

from collections.abc import Iterator
from dataclasses import dataclass

from essaim.agreements import profiles
from essaim.agreements.keys import WHOLE
from essaim.agreements.models import LegalFormCode
from essaim.agreements.plain.numbers import percent, say
from essaim.agreements.plain.voting import MATTERS
from essaim.agreements.profiles import Limit
from essaim.agreements.rulebook import Rulebook
from essaim.kit.errors import FieldFault
from essaim.kit.text import Text

ESS_LAW = "Loi n° 2014-856 du 31 juillet 2014 relative à l’économie sociale et solidaire, art. 1er"


@dataclass(frozen=True, slots=True)
class Warned:
    """Something allowed that the parties should know of."""

    code: str
    why: Text
    source: str | None = None


def forbidden(form: LegalFormCode, book: Rulebook) -> tuple[Limit, ...]:
    """The limits of the legal form that these rules break, those that only warn apart."""
    return tuple(limit for limit in _broken(form, book) if limit.refusal is not None)


def require_allowed(form: LegalFormCode, book: Rulebook, *, at: str | None = None) -> None:
    """Refuse rules that the legal form forbids; every fault is named, the first gives the refusal its code.

    `at`: the place of the request to blame, when it is not the rules themselves.
    """
    broken = [(limit, limit.refusal) for limit in forbidden(form, book) if limit.refusal is not None]
    if not broken:
        return
    faults = [FieldFault(at or pointer(limit), refusal.code, limit.why) for limit, refusal in broken]
    first, refusal = broken[0]
    raise refusal(why=first.why, source=first.source, errors=faults, context={"source": first.source})


def pointer(limit: Limit) -> str:
    """Where the value stands in the body of a request."""
    return f"/content/{limit.place.replace('.', '/')}"


def warnings(form: LegalFormCode, book: Rulebook) -> tuple[Warned, ...]:
    """What is allowed and deserves a second look."""
    return (
        *(
            Warned("to_be_checked", limit.why, limit.source)
            for limit in _broken(form, book)
            if not limit.refusal
        ),
        *_of_votes(book),
        *_of_keys(book),
    )


def _broken(form: LegalFormCode, book: Rulebook) -> Iterator[Limit]:
    for limit in profiles.profile(form).limits:
        if not all(_keeps(limit, value) for value in _values(book, limit)):
            yield limit


def _values(book: Rulebook, limit: Limit) -> list[object]:
    """The values at the place of a limit: several when a list stands on the way, its length when the list is bounded."""
    values: list[object] = [book]
    for name in limit.place.split("."):
        values = [getattr(item, name) for value in values for item in _items(value)]
    if limit.one_of is not None:
        return [item for value in values for item in _items(value)]
    return [len(value) if isinstance(value, list) else value for value in values]


def _items(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else [value]


def _keeps(limit: Limit, value: object) -> bool:
    if limit.one_of is not None:
        return value in limit.one_of
    if not isinstance(value, int):
        raise TypeError(f"{limit.place} is bounded but holds no number.")
    return (limit.at_least is None or value >= limit.at_least) and (
        limit.at_most is None or value <= limit.at_most
    )


def _of_votes(book: Rulebook) -> Iterator[Warned]:
    voting = book.voting
    capped = voting.cap_bp is not None and voting.cap_bp < 10_000
    if voting.weighting == "contributions" and not (capped or voting.colleges or voting.double_majority):
        why = Text(
            "Les voix ne dépendent que de l’argent apporté. Dans l’économie sociale et solidaire, la gouvernance n’est pas liée seulement à l’apport en capital ou au montant de la contribution financière\u00a0: plafonnez les voix, votez par collèges, ou demandez aussi une majorité des organisations.",
            "Votes depend on the money brought and on nothing else. In the social and solidarity economy, governance is not tied only to capital or to the amount of the contribution: cap the votes, vote by colleges, or also ask for a majority of organisations.",
        )
        yield Warned("votes_by_money_only", why, ESS_LAW)
    if voting.ballot == "secret" and (voting.weighting != "equal" or voting.double_majority):
        why = Text(
            "Avec des voix inégales ou une double majorité, le décompte trahirait qui a voté quoi\u00a0: un vote secret sera refusé.",
            "With unequal votes or a double majority, the count would tell who voted what: a secret vote will be refused.",
        )
        yield Warned("secret_needs_equal_votes", why)
    if voting.majority.level == "unanimity":
        why = Text(
            "À l’unanimité, une seule organisation peut tout bloquer.",
            "Under unanimity, one organisation alone can block everything.",
        )
        yield Warned("one_may_block", why)
    for rule in voting.matters:
        if rule.majority and rule.majority.level == "unanimity" and rule.majority.base == "all":
            why = Text(
                f"Pour {MATTERS[rule.matter].fr}, une seule absence suffit à bloquer.",
                f"To {MATTERS[rule.matter].en}, one absence is enough to block.",
            )
            yield Warned("one_absence_may_block", why)


def _of_keys(book: Rulebook) -> Iterator[Warned]:
    """Shares that bind every party, and hold only for so many of them."""
    for key in book.allocation_keys:
        for limit in key.limits:
            if not limit.share_bp or limit.organisation_ids:
                continue
            if limit.kind == "cap" and limit.share_bp < WHOLE:
                yield Warned("cap_needs_members", _capped(key.name, limit.share_bp))
            if limit.kind == "floor":
                yield Warned("floor_limits_members", _floored(key.name, limit.share_bp))


def _capped(name: str, share_bp: int) -> Text:
    sentence = Text(
        "Clé {name}\u00a0: avec un plafond de {share} pour chacune, il faut au moins {count} organisations qui paient, sinon une part du coût n’est payée par personne et le calcul est refusé.",
        "Key {name}: with a cap of {share} each, at least {count} organisations must pay, or a part of the cost is paid by nobody and the computation is refused.",
    )
    return say(sentence, name=name, share=percent(share_bp), count=-(-WHOLE // share_bp))


def _floored(name: str, share_bp: int) -> Text:
    sentence = Text(
        "Clé {name}\u00a0: avec un plancher de {share} pour chacune, {count} organisations au plus peuvent payer\u00a0; au-delà, le calcul est refusé.",
        "Key {name}: with a floor of {share} each, at most {count} organisations can pay; beyond, the computation is refused.",
    )
    if WHOLE // share_bp == 1:
        sentence = Text(
            "Clé {name}\u00a0: avec un plancher de {share} pour chacune, une seule organisation peut payer\u00a0; à plusieurs, le calcul est refusé.",
            "Key {name}: with a floor of {share} each, only one organisation can pay; with several, the computation is refused.",
        )
    return say(sentence, name=name, share=percent(share_bp), count=WHOLE // share_bp)
