"""Effective beneficiaries are what a small independent model reaches, path by path, day by day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from make import Make, Member

SIZE = 7
FIRST = date(2030, 1, 1)


@dataclass(frozen=True)
class Period:
    first: int
    last: int | None

    def holds(self, day: int) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Link:
    below: int
    above: int
    full: bool
    during: Period


@dataclass(frozen=True)
class World:
    """Organisation 0 gives the benefit; a link goes from a greater number to a smaller, so no cycle."""

    links: tuple[Link, ...]
    passes_on: bool
    for_associates: bool
    benefit: Period

    def ways(self, day: int) -> set[tuple[int, tuple[int, ...], int, int | None]]:
        """(beneficiary, path up to 0, first day, last day) by walking up every path, one organisation at a time."""
        found = set()
        for organisation in range(1, SIZE):
            for path in self._climb(organisation, day):
                if not self.benefit.holds(day) or not self._gives(path):
                    continue
                periods = [self.benefit, *(link.during for link in path)]
                lasts = [period.last for period in periods if period.last is not None]
                found.add(
                    (
                        organisation,
                        tuple(link.above for link in path),
                        max(period.first for period in periods),
                        min(lasts) if lasts else None,
                    )
                )
        return found

    def _climb(self, organisation: int, day: int) -> list[list[Link]]:
        if organisation == 0:
            return [[]]
        return [
            [link, *rest]
            for link in self.links
            if link.below == organisation and link.during.holds(day)
            for rest in self._climb(link.above, day)
        ]

    def _gives(self, path: list[Link]) -> bool:
        if len(path) == 1:
            return path[0].full or self.for_associates
        return self.passes_on and all(link.full for link in path)


def periods() -> st.SearchStrategy[Period]:
    return st.builds(
        lambda first, length: Period(first, None if length is None else first + length),
        st.integers(0, 6),
        st.none() | st.integers(0, 8),
    )


def worlds() -> st.SearchStrategy[World]:
    pairs = [(below, above) for below in range(SIZE) for above in range(below)]
    links = st.lists(st.sampled_from(pairs), unique=True, max_size=14).flatmap(
        lambda chosen: st.tuples(
            *(
                st.builds(
                    Link,
                    st.just(pair[0]),
                    st.just(pair[1]),
                    st.sampled_from([True, True, True, False]),
                    periods(),
                )
                for pair in chosen
            )
        )
    )
    return st.builds(World, links, st.sampled_from([True, True, False]), st.booleans(), periods())


def day_of(number: int) -> date:
    return FIRST + timedelta(days=number)


def last_of(period: Period) -> date | None:
    return None if period.last is None else day_of(period.last)


def number_of(day: str) -> int:
    return (date.fromisoformat(day) - FIRST).days


async def store(engine: AsyncEngine, world: World, ids: list[UUID], asker: UUID) -> Any:
    async with engine.begin() as connection:
        await connection.execute(text("DELETE FROM memberships"))
        await connection.execute(text("DELETE FROM benefits"))
        for link in world.links:
            await connection.execute(
                text(
                    "INSERT INTO memberships (network_id, organisation_id, category, state, payer_id, asked_by, "
                    "starts_on, ends_on) VALUES (:above, :below, :category, 'active', :below, :asker, :first, :last)"
                ),
                {
                    "above": ids[link.above],
                    "below": ids[link.below],
                    "category": "member" if link.full else "associate",
                    "asker": asker,
                    "first": day_of(link.during.first),
                    "last": last_of(link.during),
                },
            )
        return await connection.scalar(
            text(
                "INSERT INTO benefits (network_id, code, name, passes_on, for_associates, starts_on, ends_on) "
                "VALUES (:network, 'purchasing', 'Achats', :passes_on, :for_associates, :first, :last) RETURNING id"
            ),
            {
                "network": ids[0],
                "passes_on": world.passes_on,
                "for_associates": world.for_associates,
                "first": day_of(world.benefit.first),
                "last": last_of(world.benefit),
            },
        )


@pytest.fixture
async def reader(make: Make) -> Member:
    return await make.signed_in(role="reader")


@pytest.fixture
async def ids(make: Make) -> list[UUID]:
    """The organisations of every example, all networks so that any may stand between others."""
    return [(await make.network(f"Réseau {index}")).id for index in range(SIZE)]


# The database of the test is emptied before each example, so that sharing it hides nothing.
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world=worlds(), day=st.integers(0, 10))
async def test_effective_beneficiaries_are_those_the_memberships_of_the_day_reach(
    reader: Member, ids: list[UUID], owner_engine: AsyncEngine, world: World, day: int
) -> None:
    benefit = await store(owner_engine, world, ids, reader.person.id)
    number = {str(id_): index for index, id_ in enumerate(ids)}
    expected = world.ways(day)

    answer = await reader.get(
        f"/v1/networks/{ids[0]}/benefits/{benefit}/beneficiaries",
        params={"on": str(day_of(day)), "limit": 100},
    )
    assert answer.status_code == 200, answer.text
    listed = {
        (
            number[line["organisation_id"]],
            tuple(number[step["network_id"]] for step in way["path"]),
            number_of(way["starts_on"]),
            None if way["ends_on"] is None else number_of(way["ends_on"]),
        )
        for line in answer.json()["items"]
        for way in line["ways"]
    }
    assert listed == expected

    summary = await reader.get(
        f"/v1/networks/{ids[0]}/benefits/{benefit}/summary", params={"on": str(day_of(day))}
    )
    counted = summary.json()
    assert counted["networks"] + counted["beneficiaries"] == len({way[0] for way in expected})

    for organisation in range(1, SIZE):
        seen = await reader.get(
            "/v1/networks/effective",
            params={"organisation_id": str(ids[organisation]), "on": str(day_of(day)), "limit": 100},
        )
        paths = {
            tuple(number[step["network_id"]] for step in item["path"])
            for item in seen.json()["items"]
            if any(given["benefit_id"] == str(benefit) for given in item["benefits"])
        }
        assert paths == {way[1] for way in expected if way[0] == organisation}
