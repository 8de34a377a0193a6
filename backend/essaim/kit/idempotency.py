"""`Idempotency-Key`: a retried request has one effect.

The record is written in the transaction of the effect: either both are kept or neither.
A copy sent while the first still runs waits for it at the unique index, then gets its answer.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Depends, Header, Request
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response as PlainResponse

from essaim.kit.db import Session
from essaim.kit.errors import FieldFault, IdempotencyMismatch, InvalidRequest
from essaim.kit.text import Text

Answer = TypeVar("Answer", bound=BaseModel)

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
        description="A name of your choice for this request, kept 72 hours: sent again, it has no second effect.",
    ),
]

_EMPTY = FieldFault("header/Idempotency-Key", "missing", Text("Cette clé est vide.", "This key is empty."))

_CLAIM = text("""
    INSERT INTO idempotency_records (person_id, organisation_id, key, route, fingerprint)
    VALUES (:person, :organisation, :key, :route, :fingerprint)
    ON CONFLICT DO NOTHING RETURNING true
""")
_READ = text("""
    SELECT fingerprint, status, body FROM idempotency_records
    WHERE person_id = :person AND organisation_id = :organisation AND key = :key AND route = :route
""")
_KEEP = text("""
    UPDATE idempotency_records SET status = :status, body = CAST(:body AS jsonb)
    WHERE person_id = :person AND organisation_id = :organisation AND key = :key AND route = :route
""")


class Once:
    """Runs an effect once per key; without a key, simply runs it."""

    def __init__(self, request: Request, session: AsyncSession, key: str | None) -> None:
        self._request = request
        self._session = session
        self._key = key.strip('"') if key else None
        if self._key == "":
            raise InvalidRequest(errors=[_EMPTY])

    async def __call__(
        self,
        effect: Callable[[], Awaitable[Answer]],
        *,
        person: UUID,
        organisation: UUID,
        covering: bytes | None = None,
    ) -> Answer | PlainResponse:
        """The effect's answer, or the kept answer of the same request sent before (`Idempotency-Hit: true`).

        `covering`: what tells two requests apart, instead of their whole body. A digest of a body that can be guessed
        (a choice among three) would tell it.
        """
        if self._key is None:
            return await effect()
        names = {
            "person": person,
            "organisation": organisation,
            "key": self._key,
            "route": f"{self._request.method} {self._request.url.path}",
        }
        body = await self._request.body() if covering is None else covering
        asked = self._request.url.query.encode() + b"\0" + body
        fingerprint = hashlib.sha256(asked).hexdigest()
        claimed = await self._session.scalar(_CLAIM, {**names, "fingerprint": fingerprint})
        if not claimed:
            return await self._replay(names, fingerprint)
        answer = await effect()
        status = int(getattr(self._request.scope.get("route"), "status_code", None) or 200)
        await self._session.flush()
        await self._session.execute(_KEEP, {**names, "status": status, "body": answer.model_dump_json()})
        return answer

    async def _replay(self, names: dict[str, Any], fingerprint: str) -> PlainResponse:
        kept = (await self._session.execute(_READ, names)).one()
        if kept.fingerprint != fingerprint:
            raise IdempotencyMismatch
        return PlainResponse(
            json.dumps(kept.body, ensure_ascii=False),
            status_code=kept.status,
            media_type="application/json",
            headers={"Idempotency-Hit": "true"},
        )


def once(request: Request, session: Session, key: IdempotencyKey = None) -> Once:
    return Once(request, session, key)


Idempotency = Annotated[Once, Depends(once)]
