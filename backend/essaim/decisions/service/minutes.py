"""The minutes of a vote, in French: what a reader needs to check the result, kept as a document of the agreement."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from essaim.agreements.models import Agreement
from essaim.agreements.rulebook import VotingRule
from essaim.decisions import words
from essaim.decisions.models import Decision
from essaim.decisions.queries.voters import Roll
from essaim.decisions.results import Result
from essaim.kit import pdf

NBSP = "\u00a0"
TEMPLATE = Path(__file__).parents[1] / "templates" / "minutes.typ"


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the minutes say. `open_book`: whether figures that follow contributions may be written for all."""

    decision: Decision
    agreement: Agreement
    rule: VotingRule
    rules_number: int | None
    matter: str
    roll: Roll
    result: Result
    effect: str
    closed_at: datetime
    names: Mapping[UUID, str]
    open_book: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the minutes: sentences, then a list."""

    title: str
    sentences: Sequence[str] = ()
    items: Sequence[str] = ()


async def document(record: Record) -> bytes:
    """The minutes as a PDF. The same vote closed at the same instant gives the same bytes."""
    data = {
        "title": f"Procès-verbal de la décision n°{NBSP}{record.decision.number}",
        "agreement": record.agreement.name,
        "closed": f"Clos le {words.moment(record.closed_at, 'fr')} (heure de Paris)",
        "sections": [
            {
                "title": section.title,
                "lines": [
                    *({"text": sentence, "item": False} for sentence in section.sentences),
                    *({"text": item, "item": True} for item in section.items),
                ],
            }
            for section in _sections(record)
        ],
    }
    return await pdf.render(TEMPLATE, data, made_at=record.closed_at)


def _sections(record: Record) -> Iterator[Section]:
    yield _question(record)
    yield _convocation(record)
    yield _rule(record)
    yield _attendance(record)
    yield _votes(record)
    yield _result(record)


def title(decision: Decision) -> str:
    return f"Procès-verbal de la décision n° {decision.number}{NBSP}: {decision.title}"[:200]


def _question(record: Record) -> Section:
    changes = [change.fr for change in record.result.changes]
    return Section(
        record.decision.title,
        [
            f"Objet{NBSP}: {record.matter}",
            f"Motif{NBSP}: {record.decision.reason}",
            *([f"Ce qui change si elle est adoptée{NBSP}:"] if changes else []),
        ],
        changes,
    )


def _convocation(record: Record) -> Section:
    decision = record.decision
    lines = []
    if decision.call == 2:
        lines.append("Seconde convocation, le quorum de la première n’ayant pas été atteint.")
    if decision.convened_at is not None and decision.convened_by is not None:
        urgent = ", en urgence" if decision.urgent else ""
        when = words.moment(decision.convened_at, "fr")
        lines.append(f"Convoquée le {when} par {_name(record, decision.convened_by)}{urgent}.")
    if decision.opens_at is not None and decision.closes_at is not None:
        opens, closes = words.moment(decision.opens_at, "fr"), words.moment(decision.closes_at, "fr")
        lines.append(f"Vote du {opens} au {closes}.")
    if decision.place:
        lines.append(f"Lieu{NBSP}: {decision.place}")
    return Section("Convocation", lines)


def _rule(record: Record) -> Section:
    source = (
        f"Règles de l’accord, version {record.rules_number}."
        if record.rules_number is not None
        else "Règles par défaut de la forme juridique."
    )
    return Section("Règle de vote", [source], words.rule_sentences(record.rule, "fr"))


def _attendance(record: Record) -> Section:
    roll = record.roll
    present = [each for each in roll.ballots.values() if each.cast_by == each.organisation_id]
    represented = [each for each in roll.ballots.values() if each.cast_by != each.organisation_id]
    absent = [each.organisation_id for each in roll.voters if each.organisation_id not in roll.ballots]
    by_proxy = [
        f"{_name(record, each.organisation_id)} (par {_name(record, each.cast_by)})" for each in represented
    ]
    lines = [
        _list("Présents", [_name(record, each.organisation_id) for each in present]),
        _list("Représentés", by_proxy),
        _list("Absents", [_name(record, each) for each in absent]),
    ]
    lines += [
        f"Sans voix{NBSP}: {_name(record, UUID(each['organisation_id']))} "
        + words.without_vote(each["why"], [_name(record, UUID(other)) for other in each["others"]], "fr")
        for each in record.decision.without_vote
    ]
    return Section(f"Présences ({len(roll.voters)} votants)", lines)


def _list(label: str, names: Sequence[str]) -> str:
    return f"{label} ({len(names)}){NBSP}: {', '.join(sorted(names, key=str.casefold)) or 'aucun'}"


def _votes(record: Record) -> Section:
    if record.decision.ballot == "secret":
        return Section("Scrutin secret", _tally(record))
    weighed = record.rule.weighting != "equal" and (record.open_book or record.rule.weighting == "stated")
    lines = []
    for voter in record.roll.voters:
        ballot = record.roll.ballots.get(voter.organisation_id)
        if ballot is None or ballot.choice is None:
            continue
        votes = f" ({words.number(voter.votes, 'fr')} voix)" if weighed else ""
        choice = words.CHOICES[ballot.choice].fr
        lines.append(f"{_name(record, voter.organisation_id)}{votes}{NBSP}: {choice}")
    return Section("Scrutin nominatif", (), lines)


def _tally(record: Record) -> list[str]:
    heads = record.result.heads
    if heads is None:
        return [words.FEW_BALLOTS.fr]
    return [f"Pour{NBSP}: {heads.yes}", f"Contre{NBSP}: {heads.no}", f"Abstentions{NBSP}: {heads.abstain}"]


def _result(record: Record) -> Section:
    sentence = words.result_sentence(record.result, "fr", shows_money=record.open_book)
    return Section("Résultat", [sentence, *([record.effect] if record.effect else [])])


def _name(record: Record, organisation_id: UUID) -> str:
    return record.names.get(organisation_id, str(organisation_id))
