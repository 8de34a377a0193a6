"""What decisions may change in a fund: a project is committed."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.effects import Applied, Change, Effect, Question
from essaim.agreements.errors import AgreementEnded
from essaim.agreements.models import Agreement
from essaim.funds import words
from essaim.funds.models import Fund, Project
from essaim.funds.service import money
from essaim.funds.service.projects import require_state
from essaim.kit import clock
from essaim.kit.errors import NotFound
from essaim.kit.text import Text
from essaim.organisations.models import Organisation


async def preview(session: AsyncSession, question: Question) -> Change:
    """What the project receives, and what that leaves; figures of the fund only where all parties may read them."""
    project, agreement = await _find(session, question)
    require_state(project, "submitted")
    fund = await session.scalar(select(Fund.name).where(Fund.id == project.fund_id)) or ""
    applicant = await session.scalar(
        select(Organisation.name).where(Organisation.id == project.organisation_id)
    )
    holding = await money.available(session, agreement.id)
    return Change(
        sentences=(
            words.grant(project.title, applicant or "", project.amount_cents, fund),
            *words.consequence(
                project.amount_cents,
                holding.cents,
                told=_told(agreement),
                conditional=project.conditional,
            ),
        )
    )


async def apply(session: AsyncSession, question: Question) -> Applied:
    """Commit the project. Without the money it is refused, or waits if it was presented as conditional."""
    await money.hold(session, question.agreement_id)
    project, agreement = await _find(session, question, lock=True)
    require_state(project, "submitted")
    if agreement.state == "ended":
        raise AgreementEnded
    holding = await money.available(session, agreement.id)
    if project.amount_cents > holding.cents and project.conditional:
        project.state, project.decision_id = "conditional", question.decision_id
        project.version += 1
        await session.flush()
        return Applied(conditional=words.waits(project.amount_cents))
    await money.set_aside(
        session,
        agreement,
        project,
        question.decision_id,
        at=question.decided_at or clock.now(),
        told=_told(agreement),
    )
    return Applied()


async def reject(session: AsyncSession, question: Question) -> None:
    """The vote failed: the project ends there."""
    project, _ = await _find(session, question, lock=True)
    if project.state != "submitted":
        return
    project.state, project.decision_id = "rejected", question.decision_id
    project.closed_at = question.decided_at or clock.now()
    project.version += 1
    await session.flush()


def _told(agreement: Agreement) -> bool:
    """A decision is read by every party: it tells what the fund holds only where lines are open to all."""
    return agreement.confidentiality == "open"


async def _find(
    session: AsyncSession, question: Question, *, lock: bool = False
) -> tuple[Project, Agreement]:
    row = await _project(session, question.agreement_id, question.subject_id, lock=lock)
    agreement = (await session.scalars(select(Agreement).where(Agreement.id == question.agreement_id))).one()
    return row, agreement


async def _project(
    session: AsyncSession, agreement_id: UUID, project_id: UUID | None, *, lock: bool
) -> Project:
    statement = (
        select(Project)
        .where(Project.id == project_id, Project.agreement_id == agreement_id)
        .execution_options(populate_existing=True)
    )
    project = (await session.scalars(statement.with_for_update() if lock else statement)).one_or_none()
    # Nobody is told of a draft, not even that it is one.
    if project is None or project.submitted_at is None:
        raise NotFound
    return project


APPROVE_PROJECT = Effect(
    matter="approve_project",
    name=Text("Approuver un projet du fonds commun", "Approve a project of the common fund"),
    needs_subject=True,
    preview=preview,
    apply=apply,
    reject=reject,
)
EFFECTS: tuple[Effect, ...] = (APPROVE_PROJECT,)
