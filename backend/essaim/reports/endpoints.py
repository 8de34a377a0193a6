"""Reports over HTTP."""

from essaim.identity.caller import CurrentCaller
from essaim.identity.caller import router as feature_router
from essaim.kit.db import Session
from essaim.kit.policy import policy
from essaim.reports.queries import home as first_page
from essaim.reports.schemas import Home

router = feature_router("reports")


@router.get("/home")
@policy("reports.read")
async def home(session: Session, caller: CurrentCaller) -> Home:
    """What my organisation must decide, what is coming, what it shares: the first page, for the organisation I act for."""
    return await first_page.read_home(session, caller)
