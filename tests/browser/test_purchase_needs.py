"""Needs and savings on screen: a director states needs, sees who may read them, imports a model; a board reads the gain."""

import csv
import io
import re
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from browser.living import LiveServer, signed_in_client

pytestmark = pytest.mark.browser

COORDINATOR = "Réseau APOGÉES"
LA_SALETTE = "EHPAD Le Hameau des Aînés – La Salette"
LES_TILLEULS = "EHPAD Les Tilleuls"


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def section(page: Page, name: str) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", level=2, name=name))


def money(euros: str) -> re.Pattern[str]:
    """An amount, whichever no-break spaces the browser writes it with."""
    return re.compile(r"\s".join(map(re.escape, euros.split())))


async def round_of(server: LiveServer, account: str, **wanted: Any) -> dict[str, Any]:
    """The round of the demonstration that has these values."""
    async with signed_in_client(server, account) as client:
        rounds = (await client.get("/v1/purchases")).json()["items"]
    (found,) = [one for one in rounds if all(one[name] == value for name, value in wanted.items())]
    return found


async def test_a_director_states_needs_after_reading_who_will_read_them(visit, writing_server):
    linen = await round_of(writing_server, "directrice", state="needs", coordinates=False)
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/purchases/{linen['id']}/needs")
    await expect(title(page)).to_have_text(f"Besoins · {linen['title']}")

    # Nothing is stated before the undertaking; giving it says what it binds to.
    await expect(page.get_by_label("Volume")).to_have_count(0)
    await page.get_by_role("button", name="Prendre cet engagement").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("un engagement pris ne se retire pas")
    await dialog.get_by_role("button", name="Prendre l’engagement").click()
    await expect(dialog).to_be_hidden()

    mine = section(page, "Les besoins de votre organisation")
    who_reads = mine.get_by_role("alert").filter(has_text="Besoins scellés")
    await expect(who_reads).to_contain_text(f"{COORDINATOR} coordonne et lit vos volumes")
    await expect(who_reads).to_contain_text("quatre organisations au moins")
    await expect(who_reads).to_contain_text("jamais lesquelles")

    # A price goes with its source and its day.
    first = mine.get_by_role("group").first
    await first.get_by_label("Volume").fill("240")
    await first.get_by_label("Payé aujourd’hui, HT").fill("12,35")
    await mine.get_by_role("button", name="Enregistrer nos besoins").click()
    await expect(first).to_contain_text("Un prix va avec sa source et sa date.")
    await first.get_by_label("D’où vient ce prix").fill("Facture 2026-118")
    await first.get_by_label("Date du prix").fill("2026-10-31")
    await expect(first).to_contain_text(money("2 964,00 €"))
    await mine.get_by_role("button", name="Enregistrer nos besoins").click()

    stated = mine.get_by_role("table", name="Besoins déclarés").get_by_role("row").nth(1)
    await expect(stated).to_contain_text("240")
    await expect(stated).to_contain_text(money("12,35 €"))
    await expect(stated).to_contain_text("Facture 2026-118")
    await expect(stated).to_contain_text("31/10/2026")
    # What the others need is not said yet, nor how much in all.
    everybody = section(page, "Tous ensemble")
    await expect(everybody).to_contain_text("seront publiés une seule fois")
    await expect(everybody.get_by_role("table")).to_have_count(0)
    await expect(section(page, "Qui a lu vos chiffres, et quand")).to_contain_text("Personne n’a encore lu")


async def test_a_model_filled_in_is_tried_before_it_is_taken(visit, writing_server, tmp_path):
    cleaning = await round_of(writing_server, "directrice", state="needs", coordinates=True)
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/purchases/{cleaning['id']}/needs")
    mine = section(page, "Les besoins de votre organisation")
    async with page.expect_download() as saving:
        await mine.get_by_role("button", name="Télécharger le modèle").click()
        await page.get_by_role("menuitem", name="Texte (CSV)").click()
    model = (await (await saving.value).path()).read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(model), delimiter=";"))
    header = next(place for place, cells in enumerate(lines) if "Volume" in cells)
    volume = lines[header].index("Volume")

    def filled(value: str) -> str:
        written = io.StringIO()
        changed = [list(cells) for cells in lines]
        changed[header + 1][volume] = value
        csv.writer(written, delimiter=";").writerows(changed)
        file = tmp_path / f"besoins-{len(value)}.csv"
        file.write_text(written.getvalue(), encoding="utf-8")
        return str(file)

    await mine.get_by_role("button", name="Importer un modèle rempli").click()
    dialog = page.get_by_role("dialog", name="Importer un modèle rempli")
    take = dialog.get_by_role("button", name="Enregistrer ces besoins")
    await dialog.locator("input[type=file]").set_input_files(filled("beaucoup"))
    await expect(dialog).to_contain_text("À corriger dans le fichier")
    await expect(dialog).to_contain_text(re.compile(rf"Ligne {header + 2}, colonne Volume"))
    await expect(take).to_be_disabled()

    await dialog.locator("input[type=file]").set_input_files(filled("777"))
    await expect(dialog).to_contain_text("1 article changerait")
    await expect(dialog.get_by_role("table", name="Ce que le fichier change")).to_contain_text("777")
    await take.click()
    await expect(dialog).to_be_hidden()
    await expect(mine.get_by_role("table", name="Besoins déclarés")).to_contain_text("777")


async def test_what_the_coordinator_of_a_sealed_survey_reads_is_seen_by_whom_it_is_about(
    visit, writing_server
):
    gloves = await round_of(writing_server, "acheteuse", state="choice")
    path = f"/purchases/{gloves['id']}/needs"
    coordinator = await visit(writing_server, "acheteuse")
    page = await coordinator.open(path)
    # Opening the page reads nobody's lines.
    await expect(section(page, "Les lectures, toutes notées")).to_contain_text("Personne n’a encore lu")
    await page.get_by_role("button", name="Lire les besoins de chacun").click()
    await expect(page.get_by_role("table", name="Besoins de chaque organisation")).to_contain_text(LA_SALETTE)

    director = await visit(writing_server, "directrice")
    page = await director.open(path)
    await expect(page.get_by_role("table", name="Lectures notées")).to_contain_text(COORDINATOR)
    await expect(page.get_by_role("table", name="Totaux par article")).to_contain_text(money("10 100 boîtes"))
    await expect(page.get_by_role("main")).not_to_contain_text(LES_TILLEULS)


async def test_a_board_reads_what_was_forecast_what_was_saved_and_who_lost(visit, reading_server):
    gloves = await round_of(reading_server, "directrice", state="closed")
    visitor = await visit(reading_server, "directrice")
    page = await visitor.open(f"/purchases/{gloves['id']}/savings")
    mine = section(page, LA_SALETTE)
    await expect(mine).to_contain_text(money("906,20 €"))
    await expect(mine).to_contain_text(money("plus bas de 455,00 €"))
    item = mine.get_by_role("table").last
    for name, actual in (
        ("Effet du prix", "805,00 €"),
        ("Effet du volume", "255,00 €"),
        ("Effet sur le budget", "1 060,00 €"),
    ):
        row = item.get_by_role("row").filter(has_text=name)
        await expect(row.get_by_role("cell").last).to_contain_text(money(actual))
    # Who loses is in plain sight, in figures.
    loser = page.get_by_role("table", name="Économies de chaque organisation").get_by_role("row").last
    await expect(loser).to_contain_text(LES_TILLEULS)
    await expect(loser).to_contain_text(money("−760,20 €"))
    await expect(section(page, "Le réseau, tous acheteurs ensemble")).to_contain_text(money("3 982,60 €"))

    async with page.expect_download() as saving:
        await page.get_by_role("button", name="Page pour le conseil (PDF)").click()
    assert (await saving.value).suggested_filename.endswith(".pdf")

    await page.goto(f"{reading_server.address}/purchases/savings?year={gloves['ends_on'][:4]}")
    await expect(title(page)).to_have_text(f"Économies de {gloves['ends_on'][:4]}")
    await expect(page.get_by_role("table", name="Économies par achat")).to_contain_text(money("906,20 €"))
