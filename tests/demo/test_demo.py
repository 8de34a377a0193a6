"""The demonstration data: whole, marked fictional, and the same however often it is loaded."""

from essaim.demo import ACCOUNTS, load_demo

COUNTED = (
    "organisations",
    "memberships",
    "agreements",
    "parties",
    "commitments",
    "resources",
    "resource_units",
    "resource_openings",
    "resource_shares",
    "bookings",
    "booking_slots",
    "persons",
    "mandates",
)


async def test_loading_twice_changes_nothing(make, owner_engine):
    first = await load_demo(owner_engine)
    counts = {table: await make.count(table) for table in COUNTED}

    second = await load_demo(owner_engine)

    assert first.rows_written > 500
    assert second.rows_written == 0
    assert {table: await make.count(table) for table in COUNTED} == counts


async def test_what_people_changed_is_left_as_they_left_it(make, owner_engine):
    await load_demo(owner_engine)
    await make.rows("UPDATE organisations SET description = 'Changé' WHERE name = 'IDDJ'")

    await load_demo(owner_engine)

    assert (await make.rows("SELECT description FROM organisations WHERE name = 'IDDJ'"))[
        0
    ].description == "Changé"


async def test_bookings_people_moved_and_resources_they_retired_do_not_stop_a_second_loading(
    make, owner_engine
):
    await load_demo(owner_engine)
    await make.rows("UPDATE bookings SET state = 'cancelled'")
    await make.rows("UPDATE resources SET retired_on = '2026-01-01'")

    await load_demo(owner_engine)

    assert await make.count("bookings", "state <> 'cancelled'") == 0
    assert await make.count("booking_slots") == 0


async def test_the_cases_of_the_article_are_there(make, owner_engine):
    await load_demo(owner_engine)

    assert await make.count("memberships m JOIN organisations n ON n.id = m.network_id",
                            "n.name = 'IDDJ' AND m.category = 'member' AND m.state = 'active'") == 62  # fmt: skip
    assert await make.count("memberships m JOIN organisations n ON n.id = m.network_id",
                            "n.name = 'IDDJ' AND m.category = 'associate'") == 11  # fmt: skip
    assert await make.count("memberships m JOIN organisations n ON n.id = m.network_id",
                            "n.name = 'AVAETSS' AND m.state = 'active'") == 10  # fmt: skip
    structures = await make.count(
        "parties p JOIN agreements a ON a.id = p.agreement_id", "a.name LIKE 'Fonctions de gestion%'"
    )
    assert structures == 15


async def test_everything_invented_says_so(make, owner_engine):
    """Only organisations the article names are not fictional, and none of them has an invented identifier."""
    await load_demo(owner_engine)

    real = await make.rows(
        "SELECT name, siren, rna, finess FROM organisations WHERE NOT fictional ORDER BY name"
    )

    assert [row.name for row in real] == [
        "ADAPEI du Cantal",
        "ARFRIPS",
        "AVAETSS",
        "EHPAD Le Hameau des Aînés – La Salette",
        "FEHAP",
        "FNAQPA",
        "IDDJ",
        "Métropole de Lyon",
        "Réseau APOGÉES",
        "Université Lumière Lyon 2",
    ]
    assert {row.siren for row in real if row.siren} == {"200046977"}
    assert not any(row.rna or row.finess for row in real)
    for table in ("figures", "agreements", "memberships", "benefits", "resources", "bookings"):
        assert await make.count(table, "NOT fictional") == 0, table


async def test_each_account_signs_in(make, owner_engine, stranger):
    report = await load_demo(owner_engine)

    for account in ACCOUNTS:
        answer = await stranger.post(
            "/v1/identity/sessions",
            json={"email": account.email, "password": report.password, "carrier": "bearer"},
        )
        assert answer.status_code == 201, account.email
        assert answer.json()["me"]["acting_for"]["role"] == account.role
