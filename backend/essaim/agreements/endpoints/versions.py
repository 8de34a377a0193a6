"""Rules of an agreement over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from essaim.agreements import queries
from essaim.agreements.endpoints.routing import router
from essaim.agreements.errors import (
    FORBIDDEN,
    UNWORKABLE,
    AgreementEnded,
    OnlyItsProposer,
    OnlyTakingPart,
    OnlyTheLead,
    RulesNotProposed,
    RulesUnderVote,
)
from essaim.agreements.language import AskedLanguage
from essaim.agreements.schemas import (
    RulesChange,
    RulesCheckOut,
    RulesIn,
    RulesOut,
    RulesQuery,
    RulesSummary,
    RulesTrial,
    RulesVersionOut,
)
from essaim.agreements.service import versions
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import StaleVersion, VersionRequired, responses
from essaim.kit.etag import IfMatch, tag
from essaim.kit.idempotency import Idempotency
from essaim.kit.policy import policy
from essaim.kit.schemas import Page


@router.get("/{agreement_id}/rules")
@policy("agreements.read")
async def read_rules(
    session: Session, caller: CurrentCaller, agreement_id: UUID, language: AskedLanguage
) -> RulesOut:
    """The rules in force, in plain words, with what the legal form forbids and what deserves a second look.

    A party that left reads those of its last day. Until the parties adopt rules, the legal form gives them.
    """
    return await queries.read_rules(session, caller, agreement_id, language)


@router.get("/{agreement_id}/rules/versions")
@policy("agreements.read")
async def read_versions(
    session: Session,
    caller: CurrentCaller,
    agreement_id: UUID,
    page: Annotated[RulesQuery, Query()],
    language: AskedLanguage,
) -> Page[RulesSummary]:
    """Versions of the rules, newest first, each with what it changes and the decision that adopted it."""
    return await queries.list_versions(session, caller, agreement_id, page, language)


@router.get("/{agreement_id}/rules/versions/{rules_id}")
@policy("agreements.read")
async def read_rules_version(
    session: Session,
    caller: CurrentCaller,
    agreement_id: UUID,
    rules_id: UUID,
    language: AskedLanguage,
    response: Response,
) -> RulesVersionOut:
    """A version of the rules with all it says."""
    version = await queries.read_version(session, caller, agreement_id, rules_id, language)
    tag(response, version.version)
    return version


@router.post(
    "/{agreement_id}/rules/versions",
    status_code=201,
    response_model=RulesVersionOut,
    responses=responses(OnlyTakingPart, OnlyTheLead, AgreementEnded, *FORBIDDEN, *UNWORKABLE),
)
@policy("agreements.manage")
async def propose_rules(
    session: Session,
    caller: CurrentCaller,
    agreement_id: UUID,
    body: RulesIn,
    language: AskedLanguage,
    idempotency: Idempotency,
) -> RulesVersionOut | Response:
    """Propose a version of the rules: it applies once a decision adopts it.

    In a draft, its lead writes the founding rules, adopted when the agreement is put in force; parties that had
    accepted are asked anew. What the legal form forbids is refused, with the text in `context.source`; so is a key that
    could never be applied, or that names organisations which share nothing here.
    """
    return await idempotency(
        lambda: versions.propose(session, caller, agreement_id, body, language),
        person=caller.person_id,
        organisation=caller.organisation_id,
    )


@router.patch(
    "/{agreement_id}/rules/versions/{rules_id}",
    responses=responses(
        OnlyTakingPart,
        OnlyItsProposer,
        AgreementEnded,
        RulesNotProposed,
        RulesUnderVote,
        VersionRequired,
        StaleVersion,
        *FORBIDDEN,
        *UNWORKABLE,
    ),
)
@policy("agreements.manage")
async def change_rules(
    session: Session,
    caller: CurrentCaller,
    agreement_id: UUID,
    rules_id: UUID,
    body: RulesChange,
    version: IfMatch,
    language: AskedLanguage,
    response: Response,
) -> RulesVersionOut:
    """Change a proposal, for its proposer or the lead, until a vote is convened on it."""
    changed = await versions.change(session, caller, agreement_id, rules_id, version, body, language)
    tag(response, changed.version)
    return changed


@router.post(
    "/{agreement_id}/rules/versions/{rules_id}/withdraw",
    responses=responses(OnlyTakingPart, OnlyItsProposer, AgreementEnded, RulesNotProposed, RulesUnderVote),
)
@policy("agreements.manage")
async def withdraw_rules(
    session: Session,
    caller: CurrentCaller,
    agreement_id: UUID,
    rules_id: UUID,
    language: AskedLanguage,
    response: Response,
) -> RulesVersionOut:
    """Withdraw a proposal, for its proposer or the lead; it stays in the history."""
    withdrawn = await versions.withdraw(session, caller, agreement_id, rules_id, language)
    tag(response, withdrawn.version)
    return withdrawn


@router.post("/{agreement_id}/rules/check")
@policy("agreements.read")
async def check_rules(
    session: Session, caller: CurrentCaller, agreement_id: UUID, body: RulesTrial, language: AskedLanguage
) -> RulesCheckOut:
    """What these rules would say and change, what would refuse them and what deserves a second look. Nothing is stored."""
    return await queries.check_rules(session, caller, agreement_id, body, language)
