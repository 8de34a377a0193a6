"""Ask for an opinion on the exemption from VAT."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements import access as agreements
from essaim.allocations.errors import PeriodReversed
from essaim.allocations.models import VatOpinion, VatOpinionMember
from essaim.allocations.queries import vat as queries
from essaim.allocations.rules import vat as rules
from essaim.allocations.rules.vat import Claimed, Facts, Finding, Parameters
from essaim.allocations.schemas.vat import VatOpinionIn, VatOpinionOut
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.kit.text import Language
from essaim.statements.service.issuing import billed


async def give(
    session: AsyncSession, caller: Caller, body: VatOpinionIn, language: Language
) -> VatOpinionOut:
    """Read what is known today, as the lead, and keep the opinion with the codes and figures it was made from."""
    standing = await agreements.find(session, caller, body.agreement_id)
    standing.require_lead()
    if body.ends_on < body.starts_on:
        raise PeriodReversed
    today = clock.today()
    parameters = rules.parameters_on(today)
    known_on = min(body.ends_on, today)
    members = await queries.declared(session, body.agreement_id, body.starts_on, body.ends_on, known_on)
    facts = await _facts(session, body, members, parameters)
    opinion = _opinion(caller, body, today, rules.findings(facts, parameters), parameters)
    opinion.fictional = standing.agreement.fictional
    session.add(opinion)
    await session.flush()
    session.add_all(_lines(opinion, members, parameters))
    await session.flush()
    await session.refresh(opinion)
    return await queries.describe(session, opinion, queries.Reader(standing), language)


async def _facts(
    session: AsyncSession, body: VatOpinionIn, members: list[queries.Declared], parameters: Parameters
) -> Facts:
    return Facts(
        independent_group=body.independent_group,
        services_only=body.services_only,
        general_interest=body.general_interest,
        no_distortion=body.no_distortion,
        outside_share_bp=body.outside_share_bp,
        members=[
            rules.read_share(member.taxable_share_bp, parameters.taxable_share_bp) for member in members
        ],
        claimed=await _claimed(session, body),
    )


async def _claimed(session: AsyncSession, body: VatOpinionIn) -> Claimed | None:
    """Shares of the last run of actual costs, against what all statements of these costs claim."""
    run = await queries.last_actual_run(session, body.agreement_id, body.starts_on, body.ends_on)
    if run is None:
        return None
    shares = await queries.shares_of(session, run)
    claims = await billed(session, await queries.runs_of_the_same_costs(session, run))
    concerned = shares.keys() | claims.keys()
    return Claimed(
        number=run.number,
        starts_on=run.starts_on,
        ends_on=run.ends_on,
        members=len(shares),
        differing=sum(shares.get(one, 0) != claims.get(one, 0) for one in concerned),
    )


def _opinion(
    caller: Caller, body: VatOpinionIn, today: date, found: list[Finding], parameters: Parameters
) -> VatOpinion:
    return VatOpinion(
        agreement_id=body.agreement_id,
        given_on=today,
        starts_on=body.starts_on,
        ends_on=body.ends_on,
        conclusion=rules.conclude(found),
        questions=body.model_dump(
            include={
                "independent_group",
                "services_only",
                "general_interest",
                "no_distortion",
                "outside_share_bp",
            }
        ),
        findings=[finding.stored() for finding in found],
        parameters=parameters.stored(),
        asked_by=caller.organisation_id,
        asked_by_person=caller.person_id,
    )


def _lines(
    opinion: VatOpinion, members: list[queries.Declared], parameters: Parameters
) -> list[VatOpinionMember]:
    return [
        VatOpinionMember(
            opinion_id=opinion.id,
            organisation_id=member.organisation_id,
            agreement_id=opinion.agreement_id,
            position=position,
            taxable_share_bp=member.taxable_share_bp,
            valid_on=member.valid_on,
            source=member.source,
            finding=rules.read_share(member.taxable_share_bp, parameters.taxable_share_bp),
        )
        for position, member in enumerate(members, start=1)
    ]
