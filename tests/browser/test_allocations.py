"""A share that explains itself: alone against here, why to the cent, who would do better, what would change, what VAT becomes."""

import json
import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Locator, Page, expect

from browser.living import LiveServer, signed_in_client
from essaim.demo.organisations import organisation_id
from essaim.demo.writing import demo_id
from essaim.fairness.recompute import verify

pytestmark = pytest.mark.browser

MANAGEMENT = demo_id("agreements/gestion")
SHARED_MEANS = demo_id("agreements/moyens")
LA_SALETTE = "EHPAD Le Hameau des Aînés – La Salette"
LES_TILLEULS = "EHPAD Les Tilleuls"


def section(page: Page, name: str) -> Locator:
    return page.locator("section").filter(has=page.get_by_role("heading", level=2, name=name))


def money(euros: str) -> re.Pattern[str]:
    """An amount, whichever no-break spaces the browser writes it with."""
    return re.compile(r"\s".join(map(re.escape, euros.split())))


def cents(text: str) -> int:
    return int(re.sub(r"[^\d−-]", "", text).replace("−", "-"))


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


async def run_of(server: LiveServer, agreement: object, **wanted: str) -> dict[str, Any]:
    async with signed_in_client(server, "directrice") as client:
        answer = await client.get("/v1/allocations", params={"agreement_id": str(agreement), **wanted})
    return answer.json()["items"][0]


async def alarm_alone(server: LiveServer) -> str:
    """A computed draft of the line of alarms alone, where a group would do better on its own."""
    posted = await run_of(server, SHARED_MEANS, state="posted")
    async with signed_in_client(server, "directrice") as client:
        alarm = (await client.get(f"/v1/allocations/{posted['id']}")).json()["lines"][1]
        body = {"agreement_id": str(SHARED_MEANS), "title": "Téléalarme seule", "stage": "budget"}
        days = {name: posted[name] for name in ("starts_on", "ends_on")}
        due = {"figures_on": posted["starts_on"], "first_due_on": posted["ends_on"]}
        run = (await client.post("/v1/allocations", json=body | days | due, headers=_once())).json()
        kept = ("name", "key_name", "amount_cents", "basis", "pricing", "evidence")
        where = f"/v1/allocations/{run['id']}/lines"
        line = await client.post(where, json={name: alarm[name] for name in kept}, headers=_once())
        for need in alarm["needs"]:
            stated = {name: need[name] for name in ("quantity", "source", "dated_on")}
            await client.put(
                f"{where}/{line.json()['id']}/needs/{need['organisation_id']}",
                json=stated,
            )
        version = (await client.get(f"/v1/allocations/{run['id']}")).json()["version"]
        shared = await client.post(
            f"/v1/allocations/{run['id']}/compute", headers={"If-Match": f'"{version}"'}
        )
    assert shared.json()["certificate_state"] == "somebody_gains", shared.text
    return run["id"]


def _once() -> dict[str, str]:
    return {"Idempotency-Key": uuid4().hex}


# A run


async def test_a_director_reads_what_it_saves_and_why_to_the_cent(visit, reading_server):
    run = await run_of(reading_server, SHARED_MEANS, state="posted")
    visitor = await visit(reading_server, "directrice")
    page = await visitor.open(f"/allocations/{run['id']}")
    sentence = page.get_by_text(re.compile("Seul, vous paieriez"))
    for amount in ("23 976,00 €", "13 689,91 €", "10 286,09 €"):
        await expect(sentence).to_contain_text(money(amount))
    await expect(sentence).to_contain_text(re.compile(r"42,9\s%"))

    shares = page.get_by_role("table", name="Ce dont la part est faite")
    total = shares.locator("tfoot").get_by_role("cell").last
    figures = await shares.locator("tbody > tr:first-child > td:last-child").all_inner_texts()
    assert sum(map(cents, figures)) == cents(await total.inner_text()) == 1_368_991

    await shares.get_by_role("button", name="Minibus en location").click()
    levels = page.get_by_role("table", name="Tranche par tranche")
    await expect(levels).to_contain_text("entre 7 organisations")
    await expect(levels.get_by_role("row").nth(6)).to_contain_text(f"{LA_SALETTE}, {LES_TILLEULS}")
    paid = await levels.locator("tbody tr:has(th) > td:last-child").all_inner_texts()
    assert sum(map(cents, paid)) == 273_857
    await expect(page.get_by_role("main")).to_contain_text("Aucun groupe n’aurait mieux")


async def test_members_stand_on_one_scale_and_each_opens_on_its_reasons(visit, reading_server):
    run = await run_of(reading_server, SHARED_MEANS, state="posted")
    visitor = await visit(reading_server, "directeur")
    page = await visitor.open(f"/allocations/{run['id']}")
    members = page.get_by_role("table", name="Ce que paie chaque organisation")
    await expect(members.get_by_role("row")).to_have_count(8)
    for figure in ("8 961,72 €", "16 560,00 €"):
        await expect(members.get_by_role("row", name=re.compile("La Roseraie"))).to_contain_text(
            money(figure)
        )
    assert await members.locator("svg[aria-hidden=true] rect").count() >= 14
    await members.get_by_role("link", name="EHPAD La Roseraie").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("EHPAD La Roseraie")
    await expect(page.get_by_role("main")).to_contain_text(money("7 598,28 €"))


async def test_anybody_computes_the_shares_again_from_what_is_downloaded(visit, reading_server):
    run = await run_of(reading_server, SHARED_MEANS, state="posted")
    visitor = await visit(reading_server, "directeur")
    page = await visitor.open(f"/allocations/{run['id']}")
    await expect(page.get_by_text("python -m essaim.fairness.recompute")).to_be_visible()
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Télécharger le fichier de calcul").click()
    document = read(await (await download.value).path())
    again = verify(document)
    mine = [member.id for member in again.members].index(str(organisation_id("s02")))
    assert again.cents[mine] == 1_208_794
    await expect(page.get_by_text(document["hash"])).to_be_visible()


async def test_where_lines_are_not_open_a_member_reads_its_own_share_and_what_is_proved(
    visit, reading_server
):
    run = await run_of(reading_server, MANAGEMENT, state="posted")
    visitor = await visit(reading_server, "directeur")
    page = await visitor.open(f"/allocations/{run['id']}")
    main = page.get_by_role("main")
    await expect(page.get_by_text(re.compile("Seul, vous paieriez"))).to_contain_text(money("15 032,20 €"))
    await expect(main).to_contain_text("chacun ne lit que sa propre ligne")
    await expect(main).to_contain_text("Personne n’y perd")
    await expect(main).not_to_contain_text(LA_SALETTE)
    await expect(page.get_by_role("button", name="Télécharger notre extrait")).to_be_visible()
    await expect(page.get_by_role("link", name=re.compile("Appel 4 sur 4"))).to_have_attribute(
        "href", re.compile("^/statements/")
    )


async def test_a_group_that_would_do_better_is_named_with_two_remedies(visit, writing_server):
    run = await alarm_alone(writing_server)
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/allocations/{run}")
    panel = section(page, "Quelqu’un ferait-il mieux de son côté ?")
    await expect(panel).to_contain_text("Un groupe ferait mieux")
    for amount in ("32 903,88 €", "32 830,80 €", "73,08 €"):
        await expect(panel).to_contain_text(money(amount))
    await expect(panel.get_by_role("listitem")).to_have_count(2)
    await panel.get_by_role("link", name="comparez-en d’autres").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Et si…")


# What if


async def test_keys_stand_side_by_side_before_anybody_votes_and_nothing_is_stored(visit, reading_server):
    run = await run_of(reading_server, MANAGEMENT, state="draft")
    visitor = await visit(reading_server, "directrice")
    page = await visitor.open(f"/allocations/{run['id']}/what-if")
    await expect(page.get_by_role("main")).to_contain_text("Rien n’est enregistré")
    mine = page.get_by_role("table").get_by_role("row", name=re.compile("La Salette"))
    for amount in ("18 323,33 €", "14 800,00 €", "18 525,46 €", "18 352,00 €", "18 193,17 €"):
        await expect(mine).to_contain_text(money(amount))

    await page.get_by_role("tab", name="D’autres montants").click()
    await page.get_by_role("button", name=re.compile("Tout augmente")).click()
    await page.get_by_role("button", name="Comparer").click()
    dearer = page.get_by_role("article").filter(has_text="Avec ces autres montants")
    await expect(dearer).to_contain_text(money("244 200,00 €"))

    await page.get_by_role("tab", name="Quelqu’un part").click()
    await page.get_by_role("combobox", name="Qui partirait").click()
    await page.get_by_role("option", name=LES_TILLEULS).click()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("listbox")).to_be_hidden()
    await page.get_by_role("button", name="Comparer").click()
    left = page.get_by_role("table").get_by_role("row", name=re.compile(f"^{LES_TILLEULS}"))
    await expect(left).to_contain_text("ne paie plus")
    assert (await run_of(reading_server, MANAGEMENT, state="draft"))["version"] == run["version"]


async def test_who_would_join_is_told_which_figure_lacks_then_what_everyone_would_pay(visit, reading_server):
    run = await run_of(reading_server, MANAGEMENT, state="posted")
    visitor = await visit(reading_server, "directrice")
    page = await visitor.open(f"/allocations/{run['id']}/what-if")
    await page.get_by_role("tab", name="Quelqu’un arrive").click()
    await page.get_by_label("Qui arriverait").fill("EHPAD du Lac")
    await page.get_by_role("button", name="Comparer").click()
    told = page.get_by_role("article").filter(has_text="Avec EHPAD du Lac")
    await expect(told).to_contain_text("EHPAD du Lac (lits)")
    await page.get_by_label("Les lits").fill("75")
    await page.get_by_label("« Fonctions de gestion » : prix seul").fill("19000")
    await page.get_by_role("button", name="Comparer").click()
    row = page.get_by_role("table").get_by_role("row", name=re.compile("^EHPAD du Lac"))
    await expect(row).to_contain_text(money("14 590,91 €"))
    await expect(told).to_contain_text("15 paieraient moins")


async def test_a_party_of_a_closed_agreement_compares_adopted_keys_for_itself_only(visit, reading_server):
    run = await run_of(reading_server, MANAGEMENT, state="posted")
    visitor = await visit(reading_server, "directeur")
    page = await visitor.open(f"/allocations/{run['id']}/what-if")
    await expect(page.get_by_role("tab")).to_have_count(0)
    await expect(page.get_by_role("main")).to_contain_text("chacun ne lit que sa propre part")
    await expect(page.get_by_role("article")).to_contain_text(money("15 032,20 €"))
    await expect(page.get_by_role("table")).to_have_count(0)


# VAT


async def test_the_lead_asks_what_vat_becomes_and_reads_what_is_missing(visit, writing_server):
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/allocations/vat?agreement={MANAGEMENT}")
    await page.get_by_role("button", name="Demander un avis").click()
    dialog = page.get_by_role("dialog", name="Demander un avis sur la TVA")
    await dialog.get_by_role("radiogroup", name="Ne rend-il que des services ?").get_by_label("Non").check()
    await dialog.get_by_role("button", name="Rendre l’avis").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Avis sur la TVA")
    await expect(page.get_by_role("main")).to_contain_text("Défavorable")
    refused = page.get_by_role("article").filter(has_text="Ne rend-il que des services ?")
    await expect(refused).to_contain_text("Non rempli")
    await expect(refused).to_contain_text("CGI, art. 261 B")
    await expect(page.get_by_role("table", name="Part taxable des membres").get_by_role("row")).to_have_count(
        16
    )


async def test_a_member_reads_its_own_situation_and_is_told_what_is_kept(visit, reading_server):
    visitor = await visit(reading_server, "directeur")
    page = await visitor.open(f"/allocations/vat?agreement={MANAGEMENT}")
    await expect(page.get_by_role("button", name="Demander un avis")).to_have_count(0)
    await page.get_by_role("link", name=re.compile("Avis du")).first.click()
    members = page.get_by_role("table", name="Part taxable des membres")
    await expect(members.get_by_role("row")).to_have_count(2)
    await expect(members).to_contain_text(LES_TILLEULS)
    await expect(page.get_by_role("main")).to_contain_text("ne lit que sa propre situation")
