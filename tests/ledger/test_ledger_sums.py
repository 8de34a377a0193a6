"""What the fund, exits and votes read of the book."""

from datetime import date

from book import a_book
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from essaim.ledger.queries import book as sums
from make import Make


async def test_tells_balances_by_purpose_and_what_each_party_brought(
    make: Make, owner_engine: AsyncEngine
) -> None:
    book = await a_book(make)
    agreement = book.agreement.id
    first, second, third = (member.organisation.id for member in book.parties)
    for member, amount in zip(book.parties, (1000, 600, 50), strict=True):
        gift = await book.contribute(member, amount)
    await book.reverse(gift)
    await book.contribute(book.parties[0], 24, occurred_on="2026-04-01")
    await book.post((book.common, await book.account_of(book.parties[1]), 100), kind="payment")
    await book.post((await book.open("world", unit="HOUR/2"), await book.open("other", unit="HOUR/2"), 75))

    async with AsyncSession(owner_engine) as session:
        (reserve,) = await sums.balances_of(session, agreement, "reserve")
        assert (reserve.balance, reserve.label, str(reserve.account_id)) == (
            1524,
            "Caisse commune",
            book.common,
        )
        assert [held.balance for held in await sums.balances_of(session, agreement, "party")] == [
            -1024,
            -500,
            0,
        ]
        mine = await sums.balances_of(session, agreement, "party", organisation_id=first)
        assert [held.balance for held in mine] == [-1024]
        assert await sums.total_of(session, agreement, "party") == -1524
        assert await sums.total_of(session, agreement, "stake") == 0
        assert await sums.total_of(session, agreement, "other", unit="HOUR/2") == 75
        assert await sums.total_of(session, agreement, "project", subject_id=agreement) == 0
        assert await sums.brought_by(session, agreement) == {first: 1024, second: 500, third: 0}

        given = await sums.moved(session, agreement, "party", "reserve", kind="contribution")
        assert given == {first: 1024, second: 600}, "a reversed contribution is none"
        until_march = await sums.moved(
            session,
            agreement,
            "party",
            "reserve",
            kind="contribution",
            from_=date(2026, 1, 1),
            to=date(2026, 3, 31),
        )
        assert until_march == {first: 1000, second: 600}
        none = await sums.moved(session, agreement, "reserve", "world", kind="payment", subject_id=agreement)
        assert none == {}
