"""The scenarios of a what-if table: what each is called, how the run is then shared, about how long that takes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from essaim.allocations.errors.whatif import UnknownInRun, WhatIfTooLarge
from essaim.allocations.rules import proof, whatif
from essaim.allocations.rules.proof import Proof
from essaim.allocations.rules.sharing import LineNotShared, MemberInput, RunInputs, RunShares
from essaim.allocations.rules.whatif import Key, Newcomer, Row
from essaim.allocations.schemas.whatif import Joining, ScenarioKind, WhatIfIn
from essaim.allocations.words import whatif as words
from essaim.kit.errors import FieldFault
from essaim.kit.text import Text

_UNKNOWN = Text("Choisissez parmi celles de cette répartition.", "Choose among those of this allocation.")


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is tried. `key`: what every line would be shared by; none: each by its own. `joining`: who would join."""

    kind: ScenarioKind
    name: Text
    share: Callable[[], RunShares]
    key: Key | None = None
    joining: MemberInput | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A scenario shared, or why it cannot be."""

    scenario: Scenario
    total: int | None = None
    rows: Sequence[Row] = ()
    proof: Proof | None = None
    failure: LineNotShared | None = None


def require_known(body: WhatIfIn, known: RunInputs) -> None:
    """Organisations and lines named are those of the run."""
    sharing, lines = {member.id for member in known.members}, {line.id for line in known.lines}
    faults = [
        FieldFault(pointer, "unknown", _UNKNOWN)
        for pointer, one in _named(body)
        if str(one) not in (lines if "line_id" in pointer else sharing)
    ]
    if faults:
        raise UnknownInRun(errors=faults)


def _named(body: WhatIfIn) -> Iterator[tuple[str, UUID]]:
    """Where each organisation and line is named in the body."""
    for place, line in enumerate(body.line_ids):
        yield f"/line_ids/{place}", line
    for place, leaver in enumerate(body.leaves):
        yield f"/leaves/{place}", leaver
    for place, figure in enumerate(body.figures):
        yield f"/figures/{place}/organisation_id", figure.organisation_id
    for place, amount in enumerate(body.amounts):
        yield f"/amounts/{place}/line_id", amount.line_id
    for place, need in enumerate(body.joins.needs if body.joins else ()):
        yield f"/joins/needs/{place}/line_id", need.line_id


def asked(now: RunShares, body: WhatIfIn, keys: Sequence[Key], names: Mapping[str, str]) -> list[Scenario]:
    """One for each key, rule and organisation that leaves; one for each other change."""
    lines = {str(line) for line in body.line_ids}
    found = [
        Scenario("key", words.named(key["name"]), partial(whatif.by_key, now, key, lines), key)
        for key in keys
    ]
    found += [
        Scenario("rule", words.RULES[rule], partial(whatif.by_rule, now, rule, lines), {"rule": rule})
        for rule in body.rules
    ]
    found += [
        Scenario("leaves", words.leaves(names[str(one)]), partial(whatif.without, now, str(one)))
        for one in body.leaves
    ]
    if body.joins is not None:
        newcomer = _newcomer(now, body.joins)
        found.append(
            Scenario(
                "joins",
                words.joins(body.joins.name),
                partial(whatif.with_newcomer, now, newcomer),
                joining=whatif.member_of(now, newcomer),
            )
        )
    if body.figures:
        found.append(Scenario("figures", words.FIGURES, partial(whatif.with_figures, now, _figures(body))))
    if body.amounts:
        amounts = {str(one.line_id): one.cents for one in body.amounts}
        found.append(Scenario("amounts", words.AMOUNTS, partial(whatif.with_amounts, now, amounts)))
    return found


def _newcomer(now: RunShares, joining: Joining) -> Newcomer:
    """A need that is not of the kind its line asks for is left out: it is then missing, and told so."""
    by_quantity = {line.line.id: line.line.basis == "tiers" for line in now.lines}
    needs = {
        str(need.line_id): need.quantity if by_quantity[str(need.line_id)] else need.alone_cents
        for need in joining.needs
    }
    return Newcomer(
        figures={f"{one.kind}:{one.code}": one.value for one in joining.figures},
        needs={line: need for line, need in needs.items() if need is not None},
    )


def _figures(body: WhatIfIn) -> dict[str, dict[str, int]]:
    changed: dict[str, dict[str, int]] = {}
    for one in body.figures:
        changed.setdefault(str(one.organisation_id), {})[f"{one.kind}:{one.code}"] = one.value
    return changed


def require_bearable(now: RunShares, scenarios: Sequence[Scenario]) -> None:
    """What is asked at once takes about a second at most; the table is then computed aside."""
    work = sum(_work(now, scenario) for scenario in scenarios)
    if work > whatif.WORK_LIMIT:
        raise WhatIfTooLarge(scenarios=len(scenarios), lines=len(now.lines), members=len(now.members))


def _work(now: RunShares, scenario: Scenario) -> int:
    count = len(now.members) + (scenario.joining is not None)
    again = (whatif.work_of(count, line, scenario.key or line.line.key) for line in now.lines)
    return sum(again) + whatif.work_of_proof(count, now.lines)


def tried(now: RunShares, scenario: Scenario) -> Outcome:
    try:
        after = scenario.share()
    except LineNotShared as failure:
        return Outcome(scenario, failure=failure)
    return Outcome(scenario, sum(after.cents), whatif.compare(now, after), proof.of_run(after))
