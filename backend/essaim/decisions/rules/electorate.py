"""Who votes, with how many votes: one vote per legal person, a federation or its members, never both."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

Why = Literal[
    "observer",
    "concerned",
    "same_legal_person",
    "votes_through_members",
    "federation_votes",
    "no_college",
    "no_contribution",
]
"""Why a party has no vote in a decision."""


@dataclass(frozen=True, slots=True)
class Member:
    """A party as it comes to the vote. `contribution` in cents; `federates`: the organisations that are its members."""

    organisation_id: UUID
    legal_person: str
    college: str | None = None
    lead: bool = False
    observer: bool = False
    stated_votes: int = 1
    contribution: int = 0
    federates: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Elector:
    organisation_id: UUID
    legal_person: str
    college: str
    votes: int
    contribution: int
    chair: bool


@dataclass(frozen=True, slots=True)
class Without:
    """A party without a vote, why, and because of whom."""

    organisation_id: UUID
    why: Why
    others: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighing:
    weighting: Literal["equal", "stated", "contributions"] = "equal"
    cap_bp: int | None = None
    colleges: Collection[str] = ()
    federation_vote: Literal["through_members", "itself"] = "through_members"
    concerned: UUID | None = None


@dataclass(frozen=True, slots=True)
class Electorate:
    electors: tuple[Elector, ...]
    without: tuple[Without, ...] = field(default=())


def electorate(members: Sequence[Member], weighing: Weighing) -> Electorate:
    """The electors, in the order of the members; every party left out, with its reason."""
    without: dict[UUID, Without] = {}
    for refused in (
        *_observers(members),
        *_concerned(members, weighing),
        *_twice(members),
        *_federations(members, weighing),
        *_misplaced(members, weighing),
    ):
        without.setdefault(refused.organisation_id, refused)
    voting = [member for member in members if member.organisation_id not in without]
    electors = [_elector(member, weighing) for member in voting]
    if weighing.cap_bp is not None:
        limit = capped([elector.votes for elector in electors], weighing.cap_bp)
        electors = [replace(elector, votes=min(elector.votes, limit)) for elector in electors]
    return Electorate(tuple(electors), tuple(without.values()))


def _observers(members: Iterable[Member]) -> Iterable[Without]:
    return (Without(member.organisation_id, "observer") for member in members if member.observer)


def _concerned(members: Iterable[Member], weighing: Weighing) -> Iterable[Without]:
    return (
        Without(member.organisation_id, "concerned")
        for member in members
        if member.organisation_id == weighing.concerned
    )


def _twice(members: Sequence[Member]) -> Iterable[Without]:
    first: dict[str, UUID] = {}
    for member in members:
        if member.observer:
            continue
        holder = first.setdefault(member.legal_person, member.organisation_id)
        if holder != member.organisation_id:
            yield Without(member.organisation_id, "same_legal_person", (holder,))


def _federations(members: Sequence[Member], weighing: Weighing) -> Iterable[Without]:
    voting = [member.organisation_id for member in members if not member.observer]
    for federation in members:
        if federation.observer:
            continue
        own = tuple(each for each in voting if each in federation.federates)
        if own and weighing.federation_vote == "through_members":
            yield Without(federation.organisation_id, "votes_through_members", own)
        elif own:
            yield from (Without(each, "federation_votes", (federation.organisation_id,)) for each in own)


def _misplaced(members: Iterable[Member], weighing: Weighing) -> Iterable[Without]:
    for member in members:
        if weighing.colleges and member.college not in weighing.colleges:
            yield Without(member.organisation_id, "no_college")
        elif weighing.weighting == "contributions" and member.contribution <= 0:
            yield Without(member.organisation_id, "no_contribution")


def _elector(member: Member, weighing: Weighing) -> Elector:
    votes = {"equal": 1, "stated": member.stated_votes, "contributions": member.contribution}
    return Elector(
        organisation_id=member.organisation_id,
        legal_person=member.legal_person,
        college=(member.college or "") if weighing.colleges else "",
        votes=votes[weighing.weighting],
        contribution=max(0, member.contribution),
        chair=member.lead,
    )


def capped(votes: Sequence[int], cap_bp: int) -> int:
    """The most votes anybody keeps so that nobody weighs more than the cap; 1 where too few vote for it to hold."""
    low, high = 0, max(votes, default=0)
    while low < high:
        limit = (low + high + 1) // 2
        if limit * 10_000 <= cap_bp * sum(min(vote, limit) for vote in votes):
            low = limit
        else:
            high = limit - 1
    return max(1, low)


def secret_is_possible(electors: Sequence[Elector], *, double_majority: bool) -> bool:
    """Unequal votes or a tiny college would tell, from the count, who chose what."""
    colleges = {elector.college for elector in electors}
    sizes = [sum(elector.college == name for elector in electors) for name in colleges]
    equal = len({elector.votes for elector in electors}) == 1
    return equal and not double_majority and min(sizes, default=0) >= FEWEST_SECRET


FEWEST_SECRET = 3
"""Ballots below which a count by college would tell a secret choice."""
