"""The caller of a request: who, acting for whom, allowed what. Fails closed at every step."""

import hashlib
from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from sqlalchemy import text

from essaim.identity.errors import MissingPower, NoOrganisation
from essaim.identity.roles import KNOWN_PERMISSIONS, PERMISSIONS, POWER_NAMES, POWER_OF, Role, permissions_of
from essaim.kit.db import Session
from essaim.kit.errors import NotAllowed, NotSignedIn
from essaim.kit.policy import SIGNED_IN, Guard, PolicyRoute, policy_router

COOKIE = "__Host-essaim"

_AUTHENTICATE = text("SELECT * FROM authenticate(:token_hash)")


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in person, and the mandate under which they act (none for somebody without organisation)."""

    session_id: UUID
    carrier: Literal["cookie", "bearer"]
    person_id: UUID
    mandate_id: UUID | None
    acting_for: UUID | None
    organisation_name: str | None
    is_network: bool
    role: Role | None
    powers: frozenset[str]

    @property
    def organisation_id(self) -> UUID:
        """The organisation acted for; refused when there is none."""
        if self.acting_for is None:
            raise NoOrganisation
        return self.acting_for

    @property
    def permissions(self) -> frozenset[str]:
        return permissions_of(self.role, self.powers) if self.role else frozenset()

    def require(self, permission: str) -> None:
        """Refuse unless the mandate gives this permission (role first, then power)."""
        if permission not in KNOWN_PERMISSIONS:
            raise NotAllowed
        if self.role is None:
            raise NoOrganisation
        if permission not in PERMISSIONS[self.role]:
            raise NotAllowed
        power = POWER_OF.get(permission)
        if power is not None and power not in self.powers:
            raise MissingPower(power=POWER_NAMES[power])


def hash_token(token: str) -> bytes:
    """What is kept of a token. A fast hash is enough for 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def presented_token(request: Request) -> str | None:
    """The token of the `Authorization` header, else of the cookie; the cookie is ignored beside a header."""
    header = request.headers.get("authorization")
    if header is not None:
        scheme, _, token = header.partition(" ")
        return token.strip() if scheme.lower() == "bearer" and token.strip() else None
    return request.cookies.get(COOKIE)


async def open_optional_caller(request: Request, session: Session) -> Caller | None:
    """The caller if credentials are presented and valid. Sets on whose behalf the transaction runs."""
    token = presented_token(request)
    if not token:
        return None
    row = (await session.execute(_AUTHENTICATE, {"token_hash": hash_token(token)})).one_or_none()
    if row is None:
        return None
    return Caller(
        session_id=row.session_id,
        carrier=row.carrier,
        person_id=row.person_id,
        mandate_id=row.mandate_id,
        acting_for=row.organisation_id,
        organisation_name=row.organisation_name,
        is_network=row.is_network,
        role=row.role,
        powers=frozenset(row.powers),
    )


OptionalCaller = Annotated[Caller | None, Depends(open_optional_caller)]


async def open_caller(caller: OptionalCaller) -> Caller:
    if caller is None:
        raise NotSignedIn(headers={"WWW-Authenticate": "Bearer"})
    return caller


CurrentCaller = Annotated[Caller, Depends(open_caller)]


def _guard(permission: str) -> Guard:
    if permission != SIGNED_IN and permission not in KNOWN_PERMISSIONS:
        raise RuntimeError(f"The policy {permission!r} is in no role: nobody could ever call this endpoint.")

    async def guard(caller: CurrentCaller) -> None:
        if permission != SIGNED_IN:
            caller.require(permission)

    return guard


class Route(PolicyRoute):
    guard_refusals = (NotSignedIn, NotAllowed, NoOrganisation, MissingPower)
    guard = staticmethod(_guard)


def router(tag: str) -> APIRouter:
    """Router of a feature: `router("bookings")` serves `/v1/bookings`."""
    return policy_router(tag, Route)
