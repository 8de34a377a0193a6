"""The first account of a new installation, made from the command line."""

import pytest

from essaim.identity.errors import WeakPassword
from essaim.kit.db import make_sessions
from essaim.operating import UnknownOrganisation, add_account

PASSWORD = "une longue phrase à moi"


async def add(owner_engine, **given):
    async with make_sessions(owner_engine)() as session, session.begin():
        return await add_account(
            session,
            **{"email": "moi@exemple.test", "name": "Moi", "password": PASSWORD, "role": "director", **given},
        )


async def sign_in(stranger, password: str = PASSWORD):
    body = {"email": "moi@exemple.test", "password": password, "carrier": "bearer"}
    return await stranger.post("/v1/identity/sessions", json=body)


async def test_begins_with_an_organisation_of_ones_own(owner_engine, stranger):
    await add(owner_engine, new_organisation="Mon association")

    me = (await sign_in(stranger)).json()["me"]

    assert (me["acting_for"]["organisation_name"], me["acting_for"]["role"]) == (
        "Mon association",
        "director",
    )


async def test_joins_an_organisation_named_by_its_siren_even_with_spaces(owner_engine, stranger, make):
    organisation = await make.organisation("EHPAD", siren="200046977")

    said = await add(owner_engine, organisation="200 046 977", role="staff")

    assert said == "moi@exemple.test can sign in and acts for EHPAD as staff."
    assert (await sign_in(stranger)).json()["me"]["acting_for"]["organisation_id"] == str(organisation.id)


async def test_a_forgotten_password_is_replaced_and_open_sessions_end(owner_engine, stranger, make):
    await add(owner_engine)
    token = (await sign_in(stranger)).json()["token"]

    await add(owner_engine, password="une autre phrase à moi")

    assert (await make.client(token).get("/v1/identity/me")).status_code == 401
    assert (await sign_in(stranger)).status_code == 401
    assert (await sign_in(stranger, "une autre phrase à moi")).status_code == 201


async def test_an_unknown_organisation_or_a_weak_password_changes_nothing(owner_engine, make):
    with pytest.raises(UnknownOrganisation):
        await add(owner_engine, organisation="732829320")
    with pytest.raises(WeakPassword):
        await add(owner_engine, password="motdepasse123")

    assert await make.count("persons") == 0
