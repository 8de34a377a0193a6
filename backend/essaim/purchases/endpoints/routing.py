"""The one router of purchases, and how their POSTs run once per key."""

from collections.abc import Awaitable, Callable

from fastapi import Response

from essaim.identity.caller import Caller
from essaim.identity.caller import router as feature_router
from essaim.kit.idempotency import Answer, Once

router = feature_router("purchases")


async def run_once(
    idempotency: Once, caller: Caller, effect: Callable[[], Awaitable[Answer]]
) -> Answer | Response:
    return await idempotency(effect, person=caller.person_id, organisation=caller.organisation_id)
