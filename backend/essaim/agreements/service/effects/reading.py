"""What every effect reads first: the agreement, the subject of the question, the organisation it is about."""

from typing import TypeVar
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.effects import Question
from essaim.agreements.errors import AgreementEnded, UnreadableSubject
from essaim.agreements.models import Agreement, Party
from essaim.kit.errors import NotFound
from essaim.kit.schemas import In
from essaim.organisations.models import Organisation

Subject = TypeVar("Subject", bound=In)


async def running(session: AsyncSession, question: Question, *, locked: bool = False) -> Agreement:
    """The agreement asked about, which has not ended."""
    statement = select(Agreement).where(Agreement.id == question.agreement_id)
    if locked:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    agreement = (await session.scalars(statement)).one_or_none()
    if agreement is None:
        raise NotFound
    if agreement.state == "ended":
        raise AgreementEnded
    return agreement


def subject_of(question: Question, shape: type[Subject]) -> Subject:
    """The subject as this effect writes it; what is missing or wrong is named."""
    try:
        return shape.model_validate(question.subject)
    except ValidationError as fault:
        fields = sorted({str(error["loc"][0]) for error in fault.errors() if error["loc"]})
        raise UnreadableSubject(fields=", ".join(fields) or "subject") from fault


async def party_of(session: AsyncSession, question: Question, *, locked: bool = False) -> Party:
    """The party named by the question."""
    if question.subject_id is None:
        raise UnreadableSubject(fields="subject_id")
    statement = select(Party).where(
        Party.id == question.subject_id, Party.agreement_id == question.agreement_id
    )
    if locked:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    party = (await session.scalars(statement)).one_or_none()
    if party is None:
        raise NotFound
    return party


async def lead_of(session: AsyncSession, agreement_id: UUID, *, locked: bool = False) -> Party | None:
    statement = select(Party).where(
        Party.agreement_id == agreement_id, Party.role == "lead", Party.state == "accepted"
    )
    if locked:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(statement)).one_or_none()


async def name_of(session: AsyncSession, organisation_id: UUID) -> str:
    """From the public directory."""
    return (await session.scalars(select(Organisation.name).where(Organisation.id == organisation_id))).one()
