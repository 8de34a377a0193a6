"""Quotes and choice on screen: sealed, opened, compared; the next step, what leaving changes, the gain and its why; the award."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from browser.living import LiveServer, signed_in_client
from essaim.demo.organisations import organisation_id
from essaim.demo.writing import demo_id
from essaim.kit import clock

pytestmark = pytest.mark.browser

SUPPLIER_A, SUPPLIER_B = "Médical Services A (fictif)", "Fournitures B (fictif)"
LES_GLYCINES = "Résidence autonomie Les Glycines"
OPEN_NETWORK = "Achats groupés du réseau gérontologique"
SEALED_NETWORK = "Achats groupés APOGÉES"


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def section(page: Page, name: str) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", level=2, name=name))


def said(words: str) -> re.Pattern[str]:
    """These words, whichever spaces the browser writes figures with."""
    return re.compile(r"\s".join(map(re.escape, words.split())))


def figures(table: Locator, name: str) -> Locator:
    """The figures of one row of a table."""
    return (
        table.get_by_role("row")
        .filter(has=table.page.get_by_role("rowheader", name=name))
        .get_by_role("cell")
    )


async def to_choose(server: LiveServer, network: str) -> dict[str, Any]:
    """The purchase of the demonstration whose quotes are open, in one network."""
    async with signed_in_client(server, "directrice") as client:
        rounds = (await client.get("/v1/purchases", params={"state": "choice"})).json()["items"]
        (found,) = [one for one in rounds if one["agreement_name"] == network]
        return (await client.get(f"/v1/purchases/{found['id']}")).json()


def address(round_: dict[str, Any]) -> str:
    return f"/purchases/{round_['id']}/lots/{round_['lots'][0]['id']}"


async def test_a_director_sees_the_next_step_leaves_the_lot_and_reads_the_gain(visit, writing_server):
    gloves = await to_choose(writing_server, OPEN_NETWORK)
    visitor = await visit(writing_server, "directeur")
    page = await visitor.open(f"/purchases/{gloves['id']}/quotes")
    await page.get_by_role("link", name="Comparer et choisir").click()
    await expect(title(page)).to_have_text("Lot «\u00a0Gants\u00a0»")

    # A loss is said as it is, with its why.
    gain = section(page, "Ce que nous y gagnons")
    await expect(gain).to_contain_text(said("8 690,00 € aujourd’hui"))
    await expect(gain).to_contain_text(said("220,00 € de plus"))
    await expect(gain).to_contain_text("Vous paieriez plus cher qu’aujourd’hui")
    await expect(gain).to_contain_text(said("il resterait 41,80 € de plus"))
    scores = page.get_by_role("table", name="Les offres comparées")
    await expect(figures(scores, "Total sur 100")).to_have_text(["93,00", "82,24"])

    # On the other quote, a step is near.
    await page.get_by_role("radio", name=SUPPLIER_B).locator("..").click()
    steps = section(page, "Les paliers")
    await expect(steps).to_contain_text(
        said("Encore 1 900 boîtes de 100 pour payer chaque unité 3,98 € (−11,16 %).")
    )
    await page.get_by_role("radio", name=SUPPLIER_A).locator("..").click()
    await expect(steps).to_contain_text(said("10 100 boîtes de 100, à 4,05 € l’unité (8 organisations)"))

    # What leaving changes is said before, for us and for all.
    await page.get_by_role("button", name="Quitter ce lot…").click()
    dialog = page.get_by_role("dialog", name="Quitter le lot «\u00a0Gants\u00a0»\u00a0?")
    await expect(dialog).to_contain_text(said("Vous évitez de payer 220,00 € de plus"))
    change = dialog.get_by_role("table", name="Ce que votre départ change pour tous")
    await expect(figures(change, "Quantité")).to_have_text([said("10 100"), said("7 900")])
    await expect(figures(change, "Prix du palier atteint")).to_have_text([said("4,05 €"), said("4,40 €")])
    await expect(figures(change, "Économie")).to_have_text([said("6 840,00 €"), said("4 295,00 €")])
    await expect(dialog).to_contain_text(LES_GLYCINES)
    await expect(dialog).to_contain_text(said("−240,00 €"))
    await dialog.get_by_role("button", name="Quitter le lot").click()

    gone = section(page, "Vous avez quitté ce lot")
    await expect(gone).to_contain_text(said("vous auriez payé 8 910,00 €"))
    await expect(gone).to_contain_text(said("L’économie de tous passe de"))
    await expect(steps).to_contain_text(
        said("Encore 2 100 boîtes de 100 pour payer chaque unité 4,05 € (−7,95 %).")
    )
    await expect(gain).to_have_count(0)

    await gone.get_by_role("button", name="Revenir dans ce lot").click()
    await expect(gain).to_contain_text(said("220,00 € de plus"))


async def test_where_needs_are_sealed_a_director_reads_a_gain_and_nobody_else_s(visit, reading_server):
    gloves = await to_choose(reading_server, SEALED_NETWORK)
    visitor = await visit(reading_server, "directrice")
    page = await visitor.open(address(gloves))
    gain = section(page, "Ce que nous y gagnons")
    await expect(gain).to_contain_text(
        said("Vous payez 6 120,00 € aujourd’hui ; ensemble, 4 860,00 € : 1 260,00 € de moins (20,59 %).")
    )
    await expect(gain).to_contain_text(said("1 380,00 € du groupe (ensemble plutôt que seul)"))
    main = page.get_by_role("main")
    await expect(main).to_contain_text("Besoins scellés entre concurrents")
    ways = section(page, "Trois façons de partager le prix")
    await expect(ways).to_contain_text("Pas montré")
    await expect(ways).to_contain_text(said("4 860,00 €"))

    await page.get_by_role("button", name="Quitter ce lot…").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text(said("le total publié serait de 8 900 boîtes de 100"))
    await expect(dialog).to_contain_text("n’est pas montré")
    await dialog.get_by_role("button", name="Rester").click()
    for other in ("Les Tilleuls", "Chambéry", "Besançon"):
        await expect(main).not_to_contain_text(other)
    await expect(section(page, "Ce que chacun y gagne")).to_have_count(0)


async def test_the_coordinator_awards_the_lot_and_everybody_is_committed(visit, writing_server):
    gloves = await to_choose(writing_server, OPEN_NETWORK)
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(address(gloves))
    choice = section(page, "Attribuer ce lot")
    await expect(choice).to_contain_text("Une organisation paierait plus cher qu’aujourd’hui")
    await choice.get_by_role("button", name=f"Attribuer à {SUPPLIER_A}…").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("8 organisations sont engagées")
    await expect(dialog).to_contain_text("cela ne s’annule pas")
    await dialog.get_by_label("Pourquoi cette offre").fill("La meilleure note, et le meilleur prix.")
    await dialog.get_by_role("button", name="Attribuer le lot").click()

    decided = section(page, "Ce qui a été décidé")
    await expect(decided).to_contain_text(f"Le lot est attribué à {SUPPLIER_A}.")
    await expect(decided).to_contain_text("La meilleure note, et le meilleur prix.")
    committed = decided.get_by_role("table", name="Les engagements pris à l’attribution")
    await expect(committed.get_by_role("row")).to_have_count(9)
    await expect(committed.get_by_role("row", name=re.compile("Les Tilleuls"))).to_contain_text(
        said("−220,00 €")
    )
    await expect(page.get_by_role("button", name="Quitter ce lot…")).to_have_count(0)


async def test_quotes_are_sealed_until_they_are_opened_together(visit, writing_server):
    round_id = await _called_for(writing_server)
    member = await visit(writing_server, "directeur")
    page = await member.open(f"/purchases/{round_id}/quotes")
    await expect(page.get_by_role("main")).to_contain_text("Aucune offre n’est encore déposée")

    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/purchases/{round_id}/quotes")
    await page.get_by_role("button", name="Déposer une offre").click()
    dialog = page.get_by_role("dialog", name="Déposer une offre pour «\u00a0Papier\u00a0»")
    await dialog.get_by_role("combobox", name="Fournisseur").click()
    await page.get_by_role("option", name=SUPPLIER_A).click()
    await dialog.get_by_label("Prix d’une unité").fill("5,20")
    await dialog.get_by_role("button", name="Ajouter un palier").click()
    await dialog.get_by_label("Puis à partir de").fill("10000")
    await dialog.get_by_label("Prix d’une unité").nth(1).fill("4,05")
    # How tiers apply is never assumed, and what it changes is said.
    ways = dialog.get_by_role("radiogroup", name="Comment les paliers s’appliquent")
    await expect(ways).to_contain_text(said("10 100 ramettes coûtent 40 905,00 €"))
    await expect(ways).to_contain_text(said("10 100 ramettes coûtent 52 403,85 €"))
    await dialog.get_by_role("button", name="Sceller cette offre").click()
    await expect(dialog).to_contain_text("Dites comment les paliers s’appliquent")
    await ways.get_by_role("radio", name="Le palier atteint vaut pour tout").click()
    await dialog.get_by_role("button", name="Sceller cette offre").click()
    await expect(dialog).to_be_hidden()

    main = page.get_by_role("main")
    kept = re.search(r"[0-9a-f]{64}", await section(page, "Papier").inner_text())
    assert kept is not None
    await expect(main).not_to_contain_text("4,05")
    await page.get_by_role("button", name="Ouvrir toutes les offres…").click()
    await page.get_by_role("dialog").get_by_role("button", name="Ouvrir les offres").click()
    await page.get_by_text(f"L’offre de {SUPPLIER_A}").click()
    await expect(main).to_contain_text("4,05")
    await expect(main).to_contain_text(kept.group())


async def _called_for(server: LiveServer) -> str:
    """A purchase of paper between two, whose quotes are called for until today."""
    today = clock.today()

    def after(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    async with signed_in_client(server, "directrice") as client:
        draft = await client.post(
            "/v1/purchases",
            json={
                "agreement_id": str(demo_id("agreements/achats")),
                "title": "Papier",
                "needs_until": after(0),
                "quotes_until": after(0),
                "award_on": after(10),
                "starts_on": after(20),
                "ends_on": after(380),
                "criteria": [{"code": "prix", "kind": "price", "name": "Prix", "weight": 100}],
                "organisation_ids": [str(organisation_id("s01")), str(organisation_id("s02"))],
            },
        )
        path = f"/v1/purchases/{draft.json()['id']}"
        lot = await client.post(
            f"{path}/lots", json={"name": "Papier", "items": [{"name": "Ramette A4", "unit": "ramette"}]}
        )
        await client.post(f"{path}/open")
        line = {"item_id": lot.json()["items"][0]["id"], "volume": 300}
        stated = await client.put(f"{path}/needs/mine", json={"lines": [line]}, headers={"If-Match": '"1"'})
        assert stated.status_code == 200, stated.text
        closed = await client.post(f"{path}/close-needs")
        assert closed.status_code == 200, closed.text
    return draft.json()["id"]
