"""What would change for who reads its own line only: its share by the adopted keys, from what the run already tells it.

Nothing of the others is read: no answer, and no difference of two answers, tells more than the run does.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.rulebook import AllocationKey
from essaim.allocations.access import View
from essaim.allocations.errors.whatif import OnlyAdoptedKeys
from essaim.allocations.models import AllocationMember
from essaim.allocations.queries import whatif as queries
from essaim.allocations.rules.whatif import Key, Known, own_share
from essaim.allocations.schemas.whatif import ScenarioOut, WhatIfIn, WhatIfOut, WhatIfRow, WhyNot
from essaim.allocations.service.lines import unknown_key
from essaim.allocations.words import whatif as words
from essaim.identity.caller import Caller
from essaim.kit.text import Language, Text

NOT_TOLD = "not_told"
NOT_SHARING = "outside_the_run"
Weights = Mapping[tuple[str, str | None], Sequence[Known]]


async def compare(
    session: AsyncSession,
    caller: Caller,
    view: View,
    body: WhatIfIn,
    adopted: Sequence[AllocationKey],
    language: Language,
) -> WhatIfOut:
    other = body.rules or body.line_ids or body.leaves or body.joins or body.figures or body.amounts
    if other or not all(isinstance(key, str) for key in body.keys):
        raise OnlyAdoptedKeys
    keys = [_named(str(name), adopted) for name in body.keys]
    mine = await queries.own_line(session, view)
    amount = await queries.told_amount(session, view)
    weights = await queries.told_weights(session, view)
    presences = await queries.presences(session, view)
    return WhatIfOut(
        allocation_id=view.run.id,
        total_cents=amount,
        certificate=None,
        scenarios=[
            _scenario(caller, key, mine, _share(view, key, amount, weights, presences), amount, language)
            for key in keys
        ],
        withheld=words.WITHHELD.in_(language),
    )


def _named(name: str, adopted: Sequence[AllocationKey]) -> Key:
    for key in adopted:
        if key.name == name:
            return key.model_dump(mode="json")
    raise unknown_key(name, [key.name for key in adopted])


def _share(
    view: View, key: Key, amount: int | None, weights: Weights, presences: Mapping[str, Fraction] | None
) -> int | None:
    if amount is None:
        return None
    me, known = str(view.me), dict(weights)
    if presences is not None and me in presences:
        excluded = frozenset(key["excluded"])
        whole = sum((days for one, days in presences.items() if one not in excluded), Fraction(0))
        known["equal", None] = [Known(presences[me], whole, excluded)]
    return own_share(amount, key, me, known)


def _scenario(
    caller: Caller,
    key: Key,
    mine: AllocationMember | None,
    share: int | None,
    amount: int | None,
    language: Language,
) -> ScenarioOut:
    cannot = None
    if mine is None:
        cannot = _why(NOT_SHARING, words.NOT_A_MEMBER, language)
    elif share is None:
        cannot = _why(NOT_TOLD, words.NOT_TOLD, language)
    rows = []
    if mine is not None and share is not None:
        rows = [
            WhatIfRow(
                organisation_id=mine.organisation_id,
                name=caller.organisation_name or "",
                before_cents=mine.cents,
                after_cents=share,
                change_cents=share - mine.cents,
                alone_cents=mine.alone_cents,
            )
        ]
    return ScenarioOut(
        kind="key",
        name=key["name"],
        total_before_cents=amount,
        total_after_cents=amount if rows else None,
        exact=False,
        rows=rows,
        certificate=None,
        cannot=cannot,
    )


def _why(code: str, words_: Text, language: Language) -> WhyNot:
    return WhyNot(code=code, sentence=words_.in_(language))
