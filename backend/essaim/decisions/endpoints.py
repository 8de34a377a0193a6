"""Decisions over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Response
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.errors import OnlyTakingPart
from essaim.agreements.language import AskedLanguage
from essaim.decisions.errors import (
    AgreementNotActive,
    AlreadyAsked,
    AlreadyVoted,
    DecisionNotConvened,
    DecisionNotDraft,
    HolderHasNoVote,
    NoSecondCall,
    NotEnoughSupport,
    NoticeTooShortForVote,
    NotYourVote,
    NoVote,
    OnlyTheConvener,
    OnlyTheProposer,
    ProxyChain,
    ProxyGiven,
    ProxyLimitReached,
    ReservedToParties,
    SecretNeedsEqualVotes,
    SubjectRequired,
    SupportedByOthers,
    UnknownMatter,
    VoteBegun,
    VoteCast,
    VoteClosed,
    VoteNotOpen,
    VoteStillOpen,
)
from essaim.decisions.queries import listing, page
from essaim.decisions.schemas import (
    BallotIn,
    BallotOut,
    Convocation,
    DecisionChange,
    DecisionIn,
    DecisionOut,
    DecisionQuery,
    DecisionSummary,
    MatterRefusal,
    MattersOut,
    ProxyIn,
    SecondCallIn,
)
from essaim.decisions.service import closing, convening, drafting, voting
from essaim.identity.caller import Caller, CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.kit.db import Session
from essaim.kit.errors import (
    IdempotencyMismatch,
    InvalidCursor,
    NotFound,
    Refusal,
    StaleVersion,
    VersionRequired,
    responses,
)
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page
from essaim.kit.text import Language

router = feature_router("decisions")

OPENING = (
    OnlyTakingPart,
    VoteNotOpen,
    VoteClosed,
    DecisionNotConvened,
    AgreementNotActive,
    SecretNeedsEqualVotes,
)


def _of_matters(*refusals: type[Refusal]) -> dict[int | str, dict[str, Any]]:
    """Also what the feature concerned by the question may refuse: those codes are its own."""
    declared = responses(*refusals)
    for status in (409, 422):
        model = declared[status]["model"] | MatterRefusal if status in declared else MatterRefusal
        words = declared.get(status, {}).get("description", "")
        declared[status] = {
            "model": model,
            "description": f"{words} / Refused by what it is about".removeprefix(" / "),
        }
    return declared


@router.get("", responses=responses(InvalidCursor, NotFound, ReservedToParties))
@policy("decisions.read")
async def search(
    session: Session,
    caller: CurrentCaller,
    query: Annotated[DecisionQuery, Query()],
    language: AskedLanguage,
) -> Page[DecisionSummary]:
    """Decisions of all agreements of your organisation, newest first."""
    return await listing.search(session, caller, query, language)


@router.get("/matters", responses=responses(NotFound, ReservedToParties))
@policy("decisions.read")
async def read_matters(
    session: Session,
    caller: CurrentCaller,
    agreement_id: Annotated[UUID, Query()],
    language: AskedLanguage,
) -> MattersOut:
    """What may be put to the vote in an agreement, each with the voting rule that would apply."""
    return await listing.matters(session, caller, agreement_id, language)


@router.post(
    "",
    status_code=201,
    responses=_of_matters(
        NotFound,
        IdempotencyMismatch,
        ReservedToParties,
        OnlyTakingPart,
        AgreementNotActive,
        UnknownMatter,
        SubjectRequired,
    ),
    response_model=DecisionOut,
)
@policy("decisions.propose")
async def create(
    session: Session,
    caller: CurrentCaller,
    body: DecisionIn,
    language: AskedLanguage,
    idempotency: Idempotency,
) -> DecisionOut | Response:
    """Draft a decision. What cannot be asked is refused at once, by the feature it is about."""

    async def effect() -> DecisionOut:
        return await page.read(session, caller, await drafting.propose(session, caller, body), language)

    return await idempotency(effect, person=caller.person_id, organisation=caller.organisation_id)


@router.get("/{decision_id}")
@policy("decisions.read")
async def read(
    session: Session, caller: CurrentCaller, decision_id: UUID, language: AskedLanguage, response: Response
) -> DecisionOut:
    """One decision: why it is asked, what it changes, who votes, where it stands, what you may do."""
    decision = await page.read(session, caller, decision_id, language)
    tag(response, decision.version)
    return decision


@router.patch(
    "/{decision_id}",
    responses=_of_matters(
        VersionRequired,
        StaleVersion,
        OnlyTakingPart,
        OnlyTheProposer,
        DecisionNotDraft,
        SupportedByOthers,
        SubjectRequired,
        UnknownMatter,
    ),
)
@policy("decisions.propose")
async def change(
    session: Session,
    caller: CurrentCaller,
    decision_id: UUID,
    body: DecisionChange,
    version: IfMatch,
    language: AskedLanguage,
    response: Response,
) -> DecisionOut:
    """Change a draft: for who proposed it or the lead, until another organisation supports it."""
    await drafting.change(session, caller, decision_id, body, version)
    return await _told(session, caller, decision_id, language, response)


@router.post("/{decision_id}/support", responses=responses(OnlyTakingPart, DecisionNotDraft))
@policy("decisions.propose")
async def support(
    session: Session, caller: CurrentCaller, decision_id: UUID, language: AskedLanguage, response: Response
) -> DecisionOut:
    """Ask that a draft be convened; a third of the members may do without the lead."""
    await drafting.support(session, caller, decision_id)
    return await _told(session, caller, decision_id, language, response)


@router.delete("/{decision_id}/support", responses=responses(OnlyTakingPart, DecisionNotDraft))
@policy("decisions.propose")
async def withdraw_support(
    session: Session, caller: CurrentCaller, decision_id: UUID, language: AskedLanguage, response: Response
) -> DecisionOut:
    """No longer support a draft."""
    await drafting.withdraw_support(session, caller, decision_id)
    return await _told(session, caller, decision_id, language, response)


@router.post(
    "/{decision_id}/convene",
    responses=_of_matters(
        OnlyTakingPart,
        NotEnoughSupport,
        DecisionNotDraft,
        AgreementNotActive,
        NoticeTooShortForVote,
        SecretNeedsEqualVotes,
        AlreadyAsked,
        SubjectRequired,
        UnknownMatter,
    ),
)
@policy("decisions.convene")
async def convene(
    session: Session,
    caller: CurrentCaller,
    decision_id: UUID,
    body: Convocation,
    language: AskedLanguage,
    response: Response,
) -> DecisionOut:
    """Convene the members: for the lead, or a supporter once a third of the members support the draft.

    `notice_too_short_for_vote` gives the first opening allowed in `context.earliest`.
    """
    await convening.convene(session, caller, decision_id, body)
    return await _told(session, caller, decision_id, language, response)


@router.post(
    "/{decision_id}/withdraw",
    responses=responses(
        OnlyTakingPart, OnlyTheProposer, OnlyTheConvener, SupportedByOthers, VoteBegun, VoteClosed
    ),
)
@policy("decisions.propose")
async def withdraw(
    session: Session, caller: CurrentCaller, decision_id: UUID, language: AskedLanguage, response: Response
) -> DecisionOut:
    """Give a decision up before its vote opens: a draft by who proposed it, else by who convened it."""
    await drafting.withdraw(session, caller, decision_id)
    return await _told(session, caller, decision_id, language, response)


@router.post("/{decision_id}/open", responses=responses(*OPENING))
@policy("decisions.vote")
async def open_vote(
    session: Session, caller: CurrentCaller, decision_id: UUID, language: AskedLanguage, response: Response
) -> DecisionOut:
    """Open the vote once its hour has come: the rules and the parties of that moment are those of the vote.

    Nobody has to: the first ballot opens it, and so does the software at its hour.
    """
    await voting.open_vote(session, caller, decision_id)
    return await _told(session, caller, decision_id, language, response)


@router.post(
    "/{decision_id}/ballots",
    status_code=201,
    responses=responses(IdempotencyMismatch, *OPENING, NotYourVote, NoVote, ProxyGiven, AlreadyVoted),
    response_model=BallotOut,
)
@policy("decisions.vote")
async def cast(
    session: Session, caller: CurrentCaller, decision_id: UUID, body: BallotIn, idempotency: Idempotency
) -> BallotOut | Response:
    """Cast the ballot of your organisation, or of one that gave it its proxy. It is not taken back.

    A secret choice is kept nowhere but in the tally. With `Idempotency-Key`, a retry is known by the organisation it votes
    for, not by its choice.
    """
    return await idempotency(
        lambda: voting.cast(session, caller, decision_id, body),
        person=caller.person_id,
        organisation=caller.organisation_id,
        covering=str(body.organisation_id or caller.organisation_id).encode(),
    )


@router.post(
    "/{decision_id}/proxies",
    status_code=201,
    responses=responses(
        IdempotencyMismatch,
        OnlyTakingPart,
        DecisionNotConvened,
        VoteClosed,
        NoVote,
        HolderHasNoVote,
        ProxyGiven,
        ProxyLimitReached,
        ProxyChain,
        VoteCast,
    ),
    response_model=DecisionOut,
)
@policy("decisions.vote")
async def give_proxy(
    session: Session,
    caller: CurrentCaller,
    decision_id: UUID,
    body: ProxyIn,
    language: AskedLanguage,
    idempotency: Idempotency,
) -> DecisionOut | Response:
    """Let another organisation of the electorate vote for yours, within the limit of the convocation."""

    async def effect() -> DecisionOut:
        await voting.give_proxy(session, caller, decision_id, body)
        return await page.read(session, caller, decision_id, language)

    return await idempotency(effect, person=caller.person_id, organisation=caller.organisation_id)


@router.post(
    "/{decision_id}/proxies/{proxy_id}/revoke",
    responses=responses(OnlyTakingPart, DecisionNotConvened, VoteClosed, VoteCast),
)
@policy("decisions.vote")
async def revoke_proxy(
    session: Session,
    caller: CurrentCaller,
    decision_id: UUID,
    proxy_id: UUID,
    language: AskedLanguage,
    response: Response,
) -> DecisionOut:
    """Take back a proxy of your organisation before its holder has voted with it."""
    await voting.revoke_proxy(session, caller, decision_id, proxy_id)
    return await _told(session, caller, decision_id, language, response)


@router.post("/{decision_id}/close", responses=responses(*OPENING, VoteStillOpen))
@policy("decisions.vote")
async def close(
    session: Session, caller: CurrentCaller, decision_id: UUID, language: AskedLanguage, response: Response
) -> DecisionOut:
    """Close a vote whose hour has come, or in which all have voted: it is counted, applied, and its minutes kept.

    Nobody has to: the software does it at its hour.
    """
    await closing.close(session, caller, decision_id)
    return await _told(session, caller, decision_id, language, response)


@router.post(
    "/{decision_id}/second-call",
    status_code=201,
    responses=responses(
        IdempotencyMismatch,
        OnlyTakingPart,
        OnlyTheConvener,
        AgreementNotActive,
        NoSecondCall,
        NoticeTooShortForVote,
        AlreadyAsked,
    ),
    response_model=DecisionOut,
)
@policy("decisions.convene")
async def second_call(
    session: Session,
    caller: CurrentCaller,
    decision_id: UUID,
    body: SecondCallIn,
    language: AskedLanguage,
    idempotency: Idempotency,
) -> DecisionOut | Response:
    """Ask the same question again after a failed quorum, with the quorum of a second call. Answers the new decision."""

    async def effect() -> DecisionOut:
        again = await convening.second_call(session, caller, decision_id, body)
        return await page.read(session, caller, again, language)

    return await idempotency(effect, person=caller.person_id, organisation=caller.organisation_id)


async def _told(
    session: AsyncSession, caller: Caller, decision_id: UUID, language: Language, response: Response
) -> DecisionOut:
    decision = await page.read(session, caller, decision_id, language)
    tag(response, decision.version)
    return decision
