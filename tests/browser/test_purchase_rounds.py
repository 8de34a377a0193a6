"""A group purchase as its coordinator leads it, and as a party reads where it is."""

import re
from datetime import timedelta

import pytest
from playwright.async_api import Locator, Page, expect

from browser.living import LiveServer, signed_in_client
from essaim.demo.writing import demo_id
from essaim.kit import clock

pytestmark = pytest.mark.browser

OPEN = demo_id("agreements/achats")
SEALED = demo_id("agreements/achats-apogees")


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def section(page: Page, name: str) -> Locator:
    return page.locator("section").filter(has=page.get_by_role("heading", name=name, level=2))


async def state_needs(server: LiveServer, account: str, address: str, volume: int) -> None:
    """One organisation answers, by the API."""
    async with signed_in_client(server, account) as client:
        path = f"/v1{address}/needs/mine"
        asked = await client.get(path)
        line = {"item_id": asked.json()["lines"][0]["item_id"], "volume": volume}
        stated = await client.put(path, json={"lines": [line]}, headers={"If-Match": asked.headers["ETag"]})
        assert stated.status_code == 200, stated.text


async def test_a_coordinator_prepares_a_round_after_a_past_one_and_surveys_needs(visit, writing_server):
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/purchases?agreement={OPEN}")
    past = page.get_by_role("table", name="Achats terminés").get_by_role(
        "row", name=re.compile("Gants nitrile")
    )
    await past.get_by_role("link").click()
    await page.get_by_role("link", name="En préparer un autre à partir de lui").click()

    await expect(title(page)).to_have_text("Préparer un achat groupé")
    year = clock.today().year
    await expect(page.get_by_label("Titre")).to_have_value(f"Gants nitrile {year + 1}")
    await page.get_by_label("Titre").fill("Gants et blouses")
    await page.get_by_label("Besoins jusqu’au").fill("")
    await page.get_by_role("button", name="Préparer cet achat").click()
    await expect(page.get_by_text("Donnez un jour.")).to_be_visible()
    await page.get_by_label("Besoins jusqu’au").fill(clock.today().isoformat())
    await page.get_by_role("button", name="Préparer cet achat").click()

    await expect(title(page)).to_have_text("Préparation · Gants et blouses")
    lots = page.get_by_role("list", name="Lots")
    await expect(lots.get_by_role("listitem")).to_contain_text(["Gants nitrile"])
    await page.get_by_role("button", name="Ajouter un lot").click()
    dialog = page.get_by_role("dialog", name="Ajouter un lot")
    await dialog.get_by_label("Nom du lot").fill("Blouses")
    await dialog.get_by_label("Article 1", exact=True).fill("Blouse à manches longues")
    await dialog.get_by_label("Unité").fill("lot de 10")
    await dialog.get_by_role("button", name="Enregistrer le lot").click()
    await expect(lots.get_by_role("listitem")).to_have_count(2)

    rules = section(page, "Critères et règles")
    await rules.get_by_label("Points", exact=True).first.fill("50")
    await expect(rules.get_by_text("Total : 90 points sur 100")).to_be_visible()
    await expect(page.get_by_role("button", name="Ouvrir le recensement…")).to_be_disabled()
    await rules.get_by_label("Points", exact=True).first.fill("60")
    ready = section(page, "Prêt à demander les besoins ?")
    await expect(ready.get_by_role("listitem")).to_contain_text(["2 lots, 2 articles", "8 organisations"])
    await page.get_by_role("button", name="Ouvrir le recensement…").click()
    dialog = page.get_by_role("dialog", name="Ouvrir le recensement des besoins ?")
    await expect(dialog).to_contain_text("8 organisations peuvent dire leurs besoins")
    await dialog.get_by_role("button", name="Ouvrir le recensement").click()
    await expect(page.get_by_text("Le recensement a été ouvert")).to_be_visible()

    address = page.url.removeprefix(writing_server.address).removesuffix("/setup")
    await state_needs(writing_server, "directrice", address, 120)
    await page.goto(writing_server.address + address)
    cockpit = section(page, "Coordonner cet achat")
    await expect(cockpit).to_contain_text("1 sur 8 a répondu")
    await cockpit.get_by_role("button", name="Relancer celles qui n’ont pas répondu…").click()
    dialog = page.get_by_role("dialog", name="Relancer celles qui n’ont pas répondu")
    await dialog.get_by_label("Ajouter un mot (facultatif)").fill("Cinq minutes suffisent.")
    await dialog.get_by_role("button", name="Relancer").click()
    await expect(page.get_by_text("Organisations relancées : 7.")).to_be_visible()
    waited = page.get_by_role("table", name="Organisations consultées")
    await page.get_by_text("Sans réponse (7)").click()
    await expect(waited.get_by_role("row")).to_have_count(8)
    await expect(waited.get_by_role("row").last).to_contain_text("1, la dernière le")

    await cockpit.get_by_role("button", name="Clore le recensement…").click()
    dialog = page.get_by_role("dialog", name="Clore le recensement ?")
    await expect(dialog).to_contain_text("7 organisations n’ont pas répondu")
    await dialog.get_by_role("button", name="Clore le recensement").click()
    await expect(cockpit).to_contain_text("Offres déposées et scellées : 0")
    await expect(
        page.get_by_role("list", name="Étapes de l’achat").locator("[aria-current=step]")
    ).to_contain_text("Consultation")


async def test_a_party_of_a_sealed_round_reads_how_many_answered_and_never_who(visit, reading_server):
    visitor = await visit(reading_server, "directrice")
    page = await visitor.open(f"/purchases?agreement={SEALED}")
    waiting = section(page, "Ce qui vous attend")
    linen = waiting.get_by_role("article", name=re.compile("Linge plat"))
    await expect(linen).to_contain_text("2 sur 8 ont répondu")
    await expect(linen.get_by_role("link", name="Dire nos besoins")).to_have_attribute(
        "href", re.compile("/purchases/.*/needs$")
    )
    await linen.get_by_role("link", name=re.compile("Linge plat")).click()
    await expect(section(page, "Pour votre organisation")).to_contain_text("engagement de confidentialité")
    asked = section(page, "Qui est consulté")
    await expect(asked).to_contain_text("2 sur 8 ont répondu")
    await expect(asked).to_contain_text("Besoins scellés entre concurrents")
    await expect(asked.get_by_role("table")).to_have_count(0)
    await expect(page.get_by_role("heading", name="Coordonner cet achat")).to_have_count(0)


async def test_dates_that_members_count_on_are_only_put_off(visit, writing_server):
    async with signed_in_client(writing_server, "directrice") as client:
        found = await client.get("/v1/purchases", params={"agreement_id": str(OPEN), "state": "needs"})
    surveyed = found.json()["items"][0]
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/purchases/{surveyed['id']}/setup")
    form = section(page, "Présentation et calendrier")
    later = clock.today() + timedelta(days=12)
    await form.get_by_label("Besoins jusqu’au").fill((clock.today() + timedelta(days=1)).isoformat())
    await form.get_by_role("button", name="Enregistrer la présentation").click()
    await expect(form.get_by_text("Cette date peut seulement être repoussée")).to_be_visible()
    await form.get_by_label("Besoins jusqu’au").fill(later.isoformat())
    await form.get_by_role("button", name="Enregistrer la présentation").click()
    await expect(page.get_by_text("La présentation est enregistrée.")).to_be_visible()
    await expect(page.get_by_role("button", name="Enregistrer les règles")).to_have_count(0)


async def test_suppliers_and_documents_of_a_purchase_are_kept(visit, writing_server):
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/purchases/suppliers?agreement={OPEN}")
    await page.get_by_role("button", name="Ajouter un fournisseur").click()
    dialog = page.get_by_role("dialog", name="Ajouter un fournisseur")
    await dialog.get_by_label("Nom", exact=True).fill("Ateliers du Rhône (fictif)")
    await dialog.get_by_role("checkbox").check()
    await dialog.get_by_role("button", name="Ajouter", exact=True).click()
    row = page.get_by_role("row", name=re.compile("Ateliers du Rhône"))
    await expect(row).to_contain_text("SIAE ou ESAT, vérifié")

    async with signed_in_client(writing_server, "directrice") as client:
        found = await client.get("/v1/purchases", params={"agreement_id": str(OPEN), "state": "needs"})
    await page.goto(f"{writing_server.address}/purchases/{found.json()['items'][0]['id']}/documents")
    await page.get_by_role("button", name="Déposer un document").click()
    dialog = page.get_by_role("dialog", name="Déposer un document")
    async with page.expect_file_chooser() as chooser:
        await dialog.get_by_role("button", name="Fichier").click()
    file = {"name": "cahier_des_charges.txt", "mimeType": "text/plain", "buffer": b"Gants EN 455"}
    await (await chooser.value).set_files(file)
    await expect(dialog.get_by_label("Titre")).to_have_value("cahier des charges")
    await dialog.get_by_role("button", name="Déposer", exact=True).click()
    kept = page.get_by_role("table", name="Documents").get_by_role("row").last
    await expect(kept).to_contain_text("Cahier des charges")
    await kept.get_by_role("button", name=re.compile("Retirer")).click()
    await page.get_by_role("dialog").get_by_role("button", name="Retirer le document").click()
    await expect(page.get_by_text("Aucun document")).to_be_visible()
