"""Reading networks: the list, the page of one, its tree."""

from datetime import timedelta
from itertools import pairwise

from fastapi import FastAPI
from sqlalchemy import event

from essaim.kit.clock import today
from make import Make

YESTERDAY = today() - timedelta(days=1)


async def test_the_list_says_what_each_network_is_to_me(make: Make) -> None:
    home = await make.signed_in(await make.organisation("Foyer"))
    joined, asked, left, other = [await make.network(name) for name in ("Été", "Eau", "Âges", "Zones")]
    await make.membership(joined, home.organisation)
    await make.membership(asked, home.organisation, state="requested")
    await make.membership(left, home.organisation, ends_on=YESTERDAY)
    listed = (await home.get("/v1/networks")).json()["items"]
    assert [line["name"] for line in listed] == ["Âges", "Eau", "Été", "Zones"]
    assert [(line["my_membership"] or {}).get("state") for line in listed] == [
        None,
        "requested",
        "active",
        None,
    ]
    assert [line["members"] for line in listed] == [0, 0, 1, 0]
    mine = (await home.get("/v1/networks", params={"mine": True})).json()["items"]
    assert [line["name"] for line in mine] == ["Eau", "Été"]
    found = (await home.get("/v1/networks", params={"q": "ete"})).json()["items"]
    assert [line["name"] for line in found] == ["Été"]
    assert other.id not in {line["id"] for line in mine}


async def test_one_network_shows_its_counts_and_the_networks_above(make: Make) -> None:
    top, network = await make.network("Pays"), await make.network("Région")
    member = await make.signed_in(network)
    await make.membership(top, network)
    for _ in range(3):
        await make.membership(network, await make.organisation())
    await make.membership(network, await make.organisation(), "associate")
    await make.membership(network, await make.network())
    read = (await member.get(f"/v1/networks/{network.id}")).json()
    assert (read["members"], read["associates"], read["member_networks"]) == (4, 1, 1)
    assert read["is_mine"] is True
    assert [parent["network_name"] for parent in read["belongs_to"]] == ["Pays"]


async def test_an_organisation_that_is_no_network_has_no_network_page(make: Make) -> None:
    home = await make.signed_in()
    for rest in ("", "/tree", "/members", "/benefits"):
        assert (await home.get(f"/v1/networks/{home.organisation.id}{rest}")).status_code == 404


async def test_the_tree_nests_member_networks_and_counts_members(make: Make) -> None:
    top, east, west, town = [await make.network(name) for name in ("Pays", "Est", "Ouest", "Ville")]
    for above, below in ((top, east), (top, west), (east, town), (west, town)):
        await make.membership(above, below)
    await make.membership(town, await make.organisation())
    await make.membership(town, await make.organisation(), "associate")
    await make.membership(top, await make.network("Ancien"), ends_on=YESTERDAY)
    reader = await make.signed_in(role="reader")
    tree = (await reader.get(f"/v1/networks/{top.id}/tree")).json()
    assert tree["truncated"] is False
    assert (tree["root"]["name"], tree["root"]["members"]) == ("Pays", 2)
    below = {child["name"]: child for child in tree["root"]["children"]}
    assert list(below) == ["Est", "Ouest"]
    for region in below.values():
        [shown] = region["children"]
        assert (shown["name"], shown["members"], shown["associates"]) == ("Ville", 1, 1)
    past = (await reader.get(f"/v1/networks/{top.id}/tree", params={"on": str(YESTERDAY)})).json()
    assert "Ancien" in {child["name"] for child in past["root"]["children"]}


async def test_a_very_deep_tree_says_that_it_is_cut(make: Make) -> None:
    chain = [await make.network(f"Niveau {level}") for level in range(9)]
    for above, below in pairwise(chain):
        await make.membership(above, below)
    reader = await make.signed_in(role="reader")
    tree = (await reader.get(f"/v1/networks/{chain[0].id}/tree")).json()
    levels, node = 0, tree["root"]
    while node["children"]:
        [node] = node["children"]
        levels += 1
    assert (levels, tree["truncated"]) == (6, True)


async def test_a_longer_page_costs_no_more_queries(make: Make, app: FastAPI) -> None:
    top, middle = await make.network(), await make.network()
    benefit = await make.benefit(top)
    await make.membership(top, middle)
    reader = await make.signed_in(middle, "reader")
    for _ in range(12):
        await make.membership(middle, await make.organisation())
    statements: list[str] = []

    def count(*facts: object) -> None:
        statements.append(str(facts[2]))

    paths = (
        "/v1/networks",
        "/v1/networks/effective",
        f"/v1/networks/{middle.id}/members",
        f"/v1/networks/{top.id}/benefits/{benefit.id}/beneficiaries",
    )
    # This application's own engine: what a job left behind by another test asks is not counted.
    engine = app.state.engine.sync_engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        for path in paths:
            costs = []
            for limit in (1, 12):
                statements.clear()
                assert (await reader.get(path, params={"limit": limit})).status_code == 200
                costs.append(len(statements))
            assert costs[0] == costs[1], path
    finally:
        event.remove(engine, "before_cursor_execute", count)
