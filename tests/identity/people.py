"""People with passwords, and clients at chosen addresses, for the tests of identity."""

import secrets
from typing import Any

import httpx

from essaim.identity.passwords import hash_password
from make import Make, Row

PASSWORD = "quatre lanternes ocre"
COOKIE = "__Host-essaim"


async def with_password(make: Make, organisation: Row | None = None, **values: Any) -> Row:
    """A person who can sign in with PASSWORD, director of an organisation if one is given."""
    person = await make.person(password_hash=await hash_password(PASSWORD), **values)
    if organisation is not None:
        await make.mandate(person, organisation)
    return person


def at_address(make: Make, address: str, **headers: str) -> httpx.AsyncClient:
    """A client whose requests come from this network address."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=make.app, raise_app_exceptions=False, client=(address, 50000)),
        base_url="http://essaim.test",
        headers=headers,
    )


async def sign_in(
    client: httpx.AsyncClient, person: Row, password: str = PASSWORD, carrier: str = "bearer"
) -> httpx.Response:
    return await client.post(
        "/v1/identity/sessions", json={"email": person.email, "password": password, "carrier": carrier}
    )


async def signed_in_by_cookie(make: Make, person: Row) -> str:
    """The token of a fresh browser session."""
    answer = await sign_in(make.client(), person, carrier="cookie")
    assert answer.status_code == 201
    return cookie_of(answer)


def cookie_of(answer: httpx.Response) -> str:
    name, _, value = answer.headers["set-cookie"].partition(";")[0].partition("=")
    assert name == COOKIE
    return value


def with_cookie(make: Make, token: str, **headers: str) -> httpx.AsyncClient:
    return make.client(None, Cookie=f"{COOKIE}={token}", **headers)


def invented_token() -> str:
    return f"ess_{secrets.token_urlsafe(32)}"
