"""Postings drawn at random, against a small model of the book held in a dictionary."""

from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from essaim.kit.db import enter
from essaim.kit.errors import Refusal
from essaim.ledger.queries import book as sums
from essaim.ledger.service import posting
from essaim.ledger.service.posting import Move
from make import Make, Member

UNITS = ("EUR/2", "HOUR/2")
LIMITS: tuple[int | None, ...] = (None, 0, 0, -50)
ACCOUNTS = [(unit, rank) for unit in UNITS for rank in range(len(LIMITS))]
moves = st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS), st.integers(1, 100))
steps = st.one_of(
    st.tuples(st.just("post"), st.lists(moves, min_size=1, max_size=5)),
    st.tuples(st.just("reverse"), st.integers(0, 99)),
)


class Model:
    """Balances, and the moves of each transaction posted."""

    def __init__(self) -> None:
        self.balances = dict.fromkeys(ACCOUNTS, 0)
        self.posted: list[list[Any]] = []
        self.reversed: set[int] = set()
        self.reversals: set[int] = set()

    def refusal(self, drawn: list[Any]) -> str | None:
        if any(source == destination for source, destination, _ in drawn):
            return "same_account"
        if any(source[0] != destination[0] for source, destination, _ in drawn):
            return "different_units"
        after = self._after(drawn)
        limits = ((after[account], LIMITS[account[1]]) for account in ACCOUNTS)
        return (
            "overdraft" if any(limit is not None and balance < limit for balance, limit in limits) else None
        )

    def _after(self, drawn: list[Any]) -> dict[Any, int]:
        after = dict(self.balances)
        for source, destination, amount in drawn:
            after[source] -= amount
            after[destination] += amount
        return after

    def post(self, drawn: list[Any]) -> None:
        self.balances = self._after(drawn)
        self.posted.append(drawn)

    def refusal_to_reverse(self, number: int) -> str | None:
        if number in self.reversals:
            return "not_reversible"
        if number in self.reversed:
            return "already_reversed"
        return self.refusal(self.opposite(number))

    def opposite(self, number: int) -> list[Any]:
        return [
            (destination, source, amount) for source, destination, amount in reversed(self.posted[number])
        ]


# The database is the test's; each run of steps has an agreement of its own in it.
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(steps, min_size=3, max_size=30))
async def test_the_book_follows_its_model(make: Make, owner_engine: AsyncEngine, drawn: list[Any]) -> None:
    lead = await make.signed_in()
    agreement = (await make.pool(lead.organisation)).id
    model, kept = Model(), list[UUID]()
    async with AsyncSession(owner_engine) as session, session.begin():
        await enter(session, organisation=lead.organisation.id, person=lead.person.id)
        opened = await _open(make, agreement)
        for kind, detail in drawn:
            if kind == "post":
                expected = model.refusal(detail)
                entry = [
                    Move(opened[source], opened[destination], amount)
                    for source, destination, amount in detail
                ]
                told, made = await _try(_post(session, agreement, entry))
                if told is None:
                    model.post(detail)
            elif kept:
                number = detail % len(kept)
                expected = model.refusal_to_reverse(number)
                told, made = await _try(_reverse(session, agreement, kept[number]))
                if told is None:
                    model.reversed.add(number)
                    model.reversals.add(len(kept))
                    model.post(model.opposite(number))
            else:
                continue
            if expected in ("same_account", "different_units"):
                assert told in ("same_account", "different_units")
            else:
                assert told == expected
            if made is not None:
                kept.append(made)
        balances = {
            held.account_id: held.balance
            for unit in UNITS
            for held in await sums.balances_of(session, agreement, "other", unit=unit)
        }
        assert balances == {opened[account]: balance for account, balance in model.balances.items()}
    await _check(make, agreement, lead, len(kept))


async def _open(make: Make, agreement: UUID) -> dict[Any, UUID]:
    return {
        (unit, rank): (
            await make.row(
                "ledger_accounts",
                agreement_id=agreement,
                purpose="other",
                label=str(rank),
                unit=unit,
                minimum_balance=LIMITS[rank],
            )
        ).id
        for unit, rank in ACCOUNTS
    }


async def _try(call: Any) -> tuple[str | None, UUID | None]:
    try:
        return None, (await call).transaction_id
    except Refusal as refusal:
        return refusal.code, None


def _post(session: AsyncSession, agreement: UUID, entry: list[Move]) -> Any:
    return posting.post(
        session,
        agreement_id=agreement,
        kind="transfer",
        description="Mouvement",
        occurred_on=date(2026, 3, 2),
        moves=entry,
    )


def _reverse(session: AsyncSession, agreement: UUID, transaction: UUID) -> Any:
    return posting.reverse(
        session,
        agreement_id=agreement,
        transaction_id=transaction,
        description="Erreur",
        occurred_on=date(2026, 3, 2),
    )


async def _check(make: Make, agreement: UUID, lead: Member, transactions: int) -> None:
    """As the lead reads it: every unit sums to zero, numbers have no gap, every statement adds up to its balance."""
    told = (await lead.get("/v1/ledger/balances", params={"agreement_id": str(agreement)})).json()
    assert (told["balanced"], told["transactions"]) == (True, transactions)
    accounts = (await lead.get("/v1/ledger/accounts", params={"agreement_id": str(agreement)})).json()[
        "items"
    ]
    for account in accounts:
        page = (await lead.get(f"/v1/ledger/accounts/{account['id']}/lines", params={"limit": 100})).json()[
            "items"
        ]
        balance = 0
        for line in reversed(page):
            balance += line["amount"]
            assert line["balance_after"] == balance
        assert account["balance"] == balance
        assert len(page) < 100
