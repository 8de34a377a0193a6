"""What would change."""

from uuid import UUID

from essaim.agreements.language import AskedLanguage
from essaim.allocations.endpoints.routing import router
from essaim.allocations.errors import NotComputed, SharesOutOfDate, SharingForParties, UnknownKey
from essaim.allocations.errors.whatif import OnlyAdoptedKeys, UnknownInRun, WhatIfTooLarge
from essaim.allocations.schemas.whatif import WhatIfIn, WhatIfOut
from essaim.allocations.service import whatif as service
from essaim.identity.caller import CurrentCaller
from essaim.kit.db import Session
from essaim.kit.errors import responses
from essaim.kit.policy import policy


@router.post(
    "/{allocation_id}/what-if",
    responses=responses(
        SharingForParties,
        OnlyAdoptedKeys,
        NotComputed,
        SharesOutOfDate,
        UnknownKey,
        UnknownInRun,
        WhatIfTooLarge,
    ),
)
@policy("allocations.read")
async def what_if(
    session: Session, caller: CurrentCaller, allocation_id: UUID, body: WhatIfIn, language: AskedLanguage
) -> WhatIfOut:
    """Set scenarios side by side: another key, a fair rule, who leaves, who joins, other figures, other amounts.

    Each organisation before and after, totals that stay exact, what is proved, and why a scenario cannot be computed. Nothing
    is stored. Where lines are not open, your own organisation only, and only by the keys already adopted.
    """
    return await service.compare(session, caller, allocation_id, body, language)
