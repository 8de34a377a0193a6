"""Who reads the journal of an agreement, and until when."""

from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.access import Standing, find
from essaim.audit.errors import JournalForParties
from essaim.audit.models import AuditRecord
from essaim.identity.caller import Caller
from essaim.kit import clock


async def find_as_party(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Standing:
    """The agreement, for whoever is or was a party; refused to those who never were."""
    standing = await find(session, caller, agreement_id)
    if standing.state != "accepted" and standing.mine.left_on is None:
        raise JournalForParties
    return standing


def readable(standing: Standing) -> ColumnElement[bool]:
    """Records a party may read: all while it takes part; once it left, even while it asks to come back, those of its time."""
    of_agreement = AuditRecord.agreement_id == standing.agreement.id
    if standing.state == "accepted":
        return of_agreement
    if standing.mine.left_on is None:
        return false()
    last_moment = datetime.combine(standing.mine.left_on + timedelta(days=1), time.min, clock.PARIS)
    return and_(of_agreement, AuditRecord.recorded_at < last_moment)
