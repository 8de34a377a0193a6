"""Orders on screen: a member orders and receives, the coordinator reads what a missed step costs, closes, shares the rebate."""

import csv
import io
import re
import uuid
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from browser.living import LiveServer, signed_in_client
from essaim.demo.buying import OPEN_MEMBERS, ORDERED
from essaim.demo.organisations import organisation_id
from essaim.kit import clock

pytestmark = pytest.mark.browser

LA_SALETTE = "EHPAD Le Hameau des Aînés – La Salette"
LES_TILLEULS = "EHPAD Les Tilleuls"
OTHER_SEALED = "Centre de vacances"
KEPT = "Lire les commandes de chacun"


def section(page: Page, name: str) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", level=2, name=name))


def money(euros: str) -> re.Pattern[str]:
    """An amount, whichever no-break spaces the browser writes it with."""
    return re.compile(r"\s".join(map(re.escape, euros.split())))


def once() -> dict[str, str]:
    return {"Idempotency-Key": uuid.uuid4().hex}


async def gloves_awarded(server: LiveServer, account: str, ordered: dict[uuid.UUID, int]) -> dict[str, Any]:
    """The gloves to be chosen, awarded to the first quote by who coordinates, and what was already ordered of them."""
    async with signed_in_client(server, account) as client:
        rounds = (await client.get("/v1/purchases")).json()["items"]
        (chosen,) = [one for one in rounds if one["state"] == "choice" and one["coordinates"]]
        path = f"/v1/purchases/{chosen['id']}"
        round_ = (await client.get(path)).json()
        (lot,) = round_["lots"]
        of_lot = f"{path}/lots/{lot['id']}"
        first = (await client.get(f"{of_lot}/comparison")).json()["quotes"][0]
        simulated = await client.get(f"{of_lot}/simulation", params={"quote_id": first["quote_id"]})
        award = {
            "quote_id": first["quote_id"],
            "reason": "Première du classement.",
            "fingerprint": simulated.json()["fingerprint"],
        }
        awarded = await client.post(f"{of_lot}/award", json=award, headers=once())
        assert awarded.status_code == 200, awarded.text
        for number, (owner, volume) in enumerate(ordered.items(), 1):
            order = {
                "item_id": lot["items"][0]["id"],
                "organisation_id": str(owner),
                "volume": volume,
                "ordered_on": clock.today().isoformat(),
                "reference": f"BC-{number:03}",
            }
            declared = await client.post(f"{path}/orders", json=order, headers=once())
            assert declared.status_code == 201, declared.text
        return (await client.get(path)).json()


async def test_a_member_orders_the_coordinator_closes_short_of_the_step_and_shares_the_rebate(
    visit, writing_server
):
    *others, last = zip(map(organisation_id, OPEN_MEMBERS), ORDERED, strict=True)
    gloves = await gloves_awarded(writing_server, "directrice", dict(others))
    path = f"/purchases/{gloves['id']}/orders"

    # A member declares its order, then what came of it.
    member = await visit(writing_server, "directeur")
    page = await member.open(path)
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"Commandes · {gloves['title']}")
    mine = section(page, "Notre engagement")
    await expect(mine).to_contain_text(money("Il vous reste 2 200 boîtes de 100 à commander"))
    await mine.get_by_role("button", name="Déclarer une commande").click()
    dialog = page.get_by_role("dialog", name="Déclarer une commande")
    await dialog.get_by_label("Quantité").fill(str(last[1]))
    await dialog.get_by_label("Numéro du bon de commande").fill("BC-008")
    await expect(dialog).to_contain_text(money("Il vous restera 100 boîtes de 100 à commander"))
    await dialog.get_by_role("button", name="Déclarer cette commande").click()
    await expect(dialog).to_be_hidden()
    await expect(mine).to_contain_text(money("8 505,00 €"))

    orders = page.get_by_role("table", name="Commandes déclarées")
    await orders.get_by_role("button", name="Réception : BC-008").click()
    dialog = page.get_by_role("dialog", name="Noter ce qui est reçu")
    await dialog.get_by_label("Reçu en tout").fill("2000")
    await expect(dialog).to_contain_text(money("Il restera 100 boîtes de 100 à recevoir"))
    await dialog.get_by_role("button", name="Noter la réception").click()
    await expect(dialog).to_be_hidden()
    await expect(orders.get_by_role("row").filter(has_text="BC-008")).to_contain_text("Reçue en partie")
    # Others' orders are read, and not changed.
    await expect(orders.get_by_role("button")).to_have_count(1)
    await expect(page.get_by_role("button", name="Préparer la clôture")).to_have_count(0)

    # The coordinator reads what the missed step costs each, by both rules.
    coordinator = await visit(writing_server, "directrice")
    page = await coordinator.open(path)
    together = section(page, "Tous ensemble")
    await expect(together).to_contain_text(money("Encore 300 boîtes de 100 pour garder le prix attribué"))
    await expect(together).to_contain_text(money("3 395,00 €"))
    row = together.get_by_role("row").filter(has_text=LA_SALETTE)
    await expect(row).to_contain_text(money("402,50 € à payer"))
    await expect(row).to_contain_text(money("424,38 € à payer"))

    # Every statement is read before the lot is closed.
    await page.get_by_role("button", name="Préparer la clôture").click()
    dialog = page.get_by_role("dialog", name=re.compile("Clore le lot"))
    await expect(dialog).to_contain_text("8 relevés seront émis")
    await expect(dialog.get_by_role("row").filter(has_text=LES_TILLEULS)).to_contain_text(
        money("735,00 € à payer")
    )
    await expect(dialog).to_contain_text("Des commandes ne sont pas encore notées comme reçues")
    await dialog.get_by_role("button", name="Clore le lot").click()
    await expect(dialog).to_be_hidden()
    accounts = section(page, "Les comptes")
    await expect(accounts).to_contain_text(money("42 680,00 €"))
    billed = accounts.get_by_role("row").filter(has_text=LES_TILLEULS)
    await expect(billed).to_contain_text(money("9 240,00 €"))
    statement = await billed.get_by_role("link", name="Voir le relevé").get_attribute("href")

    # The rebate: what the quote promised, what each will receive, then the credits.
    await page.get_by_role("button", name="Enregistrer une remise reçue").click()
    dialog = page.get_by_role("dialog", name="Enregistrer une remise reçue")
    await dialog.get_by_label("Montant reçu").fill("800")
    await expect(dialog).to_contain_text(money("Il manque 53,60 €"))
    await dialog.get_by_label("Montant reçu").fill("853,60")
    await expect(dialog.get_by_role("row").filter(has_text=LA_SALETTE)).to_contain_text(money("101,20 €"))
    await dialog.get_by_role("button", name="Partager la remise").click()
    await expect(dialog).to_be_hidden()
    shared = page.get_by_role("table", name="Parts de la remise")
    await expect(shared.get_by_role("row").filter(has_text=LES_TILLEULS)).to_contain_text(money("184,80 €"))

    # The member reads its accounts, its statement and its part.
    page = await member.open(path)
    await expect(section(page, "La remise de fin d’année")).to_contain_text(money("Votre part : 184,80 €"))
    accounts = section(page, "Les comptes")
    await expect(accounts.get_by_role("link", name="Voir le relevé")).to_have_count(2)
    await accounts.get_by_role("link", name="Voir le relevé").first.click()
    await expect(page).to_have_url(f"{writing_server.address}{statement}")
    await expect(page.get_by_role("main")).to_contain_text(money("735,00 €"))


async def test_orders_filled_in_a_model_are_tried_before_they_are_taken(visit, writing_server, tmp_path):
    gloves = await gloves_awarded(writing_server, "directrice", {})
    visitor = await visit(writing_server, "directeur")
    page = await visitor.open(f"/purchases/{gloves['id']}/orders")
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="Télécharger le modèle").click()
        await page.get_by_role("menuitem", name="Texte (CSV)").click()
    model = (await (await saving.value).path()).read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(model), delimiter=";"))
    header = next(place for place, cells in enumerate(lines) if "Quantité commandée" in cells)
    columns = {name: place for place, name in enumerate(lines[header])}

    def filled(volume: str) -> str:
        changed = [list(cells) for cells in lines]
        for name, value in (
            ("Référence de commande", "BC-2100"),
            ("Quantité commandée", volume),
            ("Date de commande", clock.today().strftime("%d/%m/%Y")),
        ):
            changed[header + 1][columns[name]] = value
        written = io.StringIO()
        csv.writer(written, delimiter=";").writerows(changed)
        file = tmp_path / f"commandes-{len(volume)}.csv"
        file.write_text(written.getvalue(), encoding="utf-8")
        return str(file)

    await page.get_by_role("button", name="Importer un modèle rempli").click()
    dialog = page.get_by_role("dialog", name="Importer un modèle rempli")
    take = dialog.get_by_role("button", name="Enregistrer ces commandes")
    await dialog.locator("input[type=file]").set_input_files(filled("beaucoup"))
    await expect(dialog).to_contain_text(re.compile(rf"Ligne {header + 2}, colonne Quantité commandée"))
    await expect(take).to_be_disabled()

    await dialog.locator("input[type=file]").set_input_files(filled("2100"))
    await expect(dialog).to_contain_text("1 nouvelle commande")
    await expect(dialog.get_by_role("table", name="Ce que le fichier déclare")).to_contain_text("BC-2100")
    await take.click()
    await expect(dialog).to_be_hidden()

    # Declared by mistake: it stays, and no longer counts.
    orders = page.get_by_role("table", name="Commandes déclarées")
    await orders.get_by_role("button", name="Annuler la commande : BC-2100").click()
    dialog = page.get_by_role("dialog", name="Annuler cette commande")
    await dialog.get_by_label("Pourquoi").fill("Saisie deux fois")
    await dialog.get_by_role("button", name="Annuler la commande").click()
    await expect(dialog).to_be_hidden()
    await expect(orders).to_contain_text("Saisie deux fois")
    await expect(section(page, "Notre engagement")).to_contain_text(
        money("Il vous reste 2 200 boîtes de 100")
    )


async def test_orders_of_rivals_are_read_by_nobody_but_the_coordinator_who_asks(visit, writing_server):
    gloves = await gloves_awarded(writing_server, "acheteuse", {organisation_id("s01"): 1_150})
    path = f"/purchases/{gloves['id']}/orders"
    director = await visit(writing_server, "directrice")
    page = await director.open(path)
    await expect(section(page, "Notre engagement")).to_contain_text(money("Il vous reste 50 boîtes de 100"))
    await expect(section(page, "Tous ensemble")).to_contain_text("Besoins scellés entre concurrents")
    await expect(section(page, "Tous ensemble").get_by_role("table")).to_have_count(0)
    await expect(section(page, "Nos commandes")).to_contain_text("déclarée par le coordinateur")
    await expect(page.get_by_role("main")).not_to_contain_text(OTHER_SEALED)

    # Opening the page reads nobody's orders.
    coordinator = await visit(writing_server, "acheteuse")
    page = await coordinator.open(path)
    await expect(page.get_by_role("main")).not_to_contain_text(LA_SALETTE)
    await page.get_by_role("button", name=KEPT).click()
    await expect(section(page, "Tous ensemble")).to_contain_text(OTHER_SEALED)
    await expect(page.get_by_role("table", name="Commandes déclarées")).to_contain_text(LA_SALETTE)
