"""Why a run cannot be shared, as refusals that say what to do, with names and figures."""

from collections.abc import Mapping, Sequence

from essaim.agreements.plain.numbers import listed
from essaim.allocations import words
from essaim.allocations.errors import (
    AmountNotPriced,
    ClausesConflicting,
    CreditNotPriced,
    MissingFigures,
    NeedsNotStated,
    NobodyShares,
    PricesNotKnown,
    RuleWithoutAnswer,
)
from essaim.allocations.rules.sharing import (
    CreditByPartsOnly,
    LineInput,
    LineNotShared,
    MissingInput,
    MissingNeeds,
    NotThePrice,
    RuleNeedsPrices,
)
from essaim.fairness.errors import ClausesConflict, MissingFigure, NobodyToShareWith
from essaim.kit.errors import Refusal
from essaim.kit.money import euros
from essaim.kit.text import Text


def figures_missing(missing: Sequence[MissingInput], names: Mapping[str, str]) -> MissingFigures:
    """Every figure that a key asks for and that is not known, once each."""
    once = list(dict.fromkeys((one.member, one.figure) for one in missing))
    return MissingFigures(
        missing=words.missing(
            [(names.get(member, member), words.figure(figure.partition(":")[2])) for member, figure in once]
        ),
        context={
            "missing": [
                {
                    "organisation_id": member,
                    "organisation_name": names.get(member, member),
                    "kind": figure.partition(":")[0],
                    "code": figure.partition(":")[2],
                }
                for member, figure in once
            ]
        },
    )


def refusal(failure: LineNotShared, names: Mapping[str, str]) -> Refusal:
    """The refusal of a line that cannot be shared."""
    line, cause = failure.line, failure.cause
    if isinstance(cause, MissingNeeds):
        return _needs(line, cause, names)
    if isinstance(cause, NobodyToShareWith):
        return NobodyShares(line=line.name, context={"line_id": line.id, "part": cause.part})
    if isinstance(cause, ClausesConflict):
        return _clauses(line, cause)
    if isinstance(cause, NotThePrice):
        return AmountNotPriced(
            line=line.name,
            amount=euros(cause.amount),
            priced=euros(cause.priced),
            context={"line_id": line.id, "amount_cents": cause.amount, "priced_cents": cause.priced},
        )
    if isinstance(cause, RuleNeedsPrices):
        return PricesNotKnown(line=line.name, context={"line_id": line.id})
    if isinstance(cause, CreditByPartsOnly):
        return CreditNotPriced(line=line.name, context={"line_id": line.id})
    if isinstance(cause, MissingFigure):
        return figures_missing([MissingInput(line.id, cause.member, cause.figure)], names)
    reason = words.NO_ANSWER.get(type(cause).__name__, words.NO_ANSWER["NotDefined"])
    return RuleWithoutAnswer(
        line=line.name, reason=reason, context={"line_id": line.id, "reason": type(cause).__name__}
    )


def _needs(line: LineInput, cause: MissingNeeds, names: Mapping[str, str]) -> Refusal:
    told = [names.get(member, member) for member in cause.members]
    return NeedsNotStated(
        line=line.name,
        missing=words.names([*told[:10], *(["…"] if len(told) > 10 else [])]),
        context={"line_id": line.id, "organisation_ids": list(cause.members)},
    )


def _clauses(line: LineInput, cause: ClausesConflict) -> Refusal:
    bounds: list[tuple[str, int]] = [(one.kind, one.bound(line.amount_cents)) for one in cause.clauses]
    told: list[Text] = [words.clause(kind, cents) for kind, cents in bounds]
    return ClausesConflicting(
        line=line.name,
        clauses=listed(told),
        missing=words.clauses_miss(cause.missing),
        context={
            "line_id": line.id,
            "missing_cents": cause.missing,
            "limits": [int(one.name) for one in cause.clauses],
            "clauses": [{"kind": kind, "cents": cents} for kind, cents in bounds],
        },
    )
