"""The bank before a browser: its statement matched line by line, a file of payments from what lacks to what is sent."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Locator, Page, expect

from browser.living import signed_in_client
from essaim.demo.writing import demo_id
from essaim.kit import clock

pytestmark = pytest.mark.browser

MANAGEMENT = demo_id("agreements/gestion")
MEANS = demo_id("agreements/moyens")
LEAD = "EHPAD Le Hameau des Aînés – La Salette"


def said(words: str) -> re.Pattern[str]:
    """These words, whatever the spaces between: French figures hold narrow ones."""
    return re.compile(re.escape(words).replace(r"\ ", r"\s"))


def section(page: Page, name: str) -> Locator:
    return page.locator("section").filter(has=page.get_by_role("heading", name=name, level=2))


def line(page: Page, label: str) -> Locator:
    return page.get_by_role("list", name="Lignes").locator("> li").filter(has_text=label)


def french(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"


async def open_calls(client: httpx.AsyncClient, **filters: Any) -> list[dict[str, Any]]:
    """Calls with something left to pay, those of the lead itself apart; the last issued first."""
    query = {"agreement_id": str(MANAGEMENT), "state": "issued", "kind": "call", "limit": 100, **filters}
    answer = await client.get("/v1/statements", params=query)
    assert answer.status_code == 200, answer.text
    return [one for one in answer.json()["items"] if one["organisation_id"] != one["issuer_id"]]


def kept(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def bank_file(folder: Path, *rows: tuple[str, str, str]) -> Path:
    """Label, debit, credit; yesterday. The last line has a day that does not exist."""
    day = (clock.today() - timedelta(days=1)).strftime("%d/%m/%Y")
    lines = ["Date;Libellé;Débit;Crédit", *(";".join((day, *row)) for row in rows), "31/02/2026;Faux;;1,00"]
    path = folder / "releve-novembre.csv"
    path.write_text("\n".join(lines), encoding="cp1252")
    return path


async def test_a_bank_statement_is_read_matched_and_taken_back(visit, writing_server, tmp_path):
    async with signed_in_client(writing_server, "directrice") as client:
        first, second, *_ = await open_calls(client)
    file = bank_file(
        tmp_path,
        (f"VIR SEPA REF {first['reference']}", "", french(first["remaining_cents"])),
        (f"VIR ACOMPTE {second['reference']}", "", "1000,00"),
        ("FRAIS DE TENUE DE COMPTE", "12,50", ""),
    )
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/treasury/{MANAGEMENT}")
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("button", name="Choisir le fichier").click()
    await (await choosing.value).set_files(file)
    await expect(page.get_by_role("status").filter(has_text="est lu")).to_contain_text("3 lignes nouvelles")
    fault = page.get_by_role("table", name="Lignes illisibles").get_by_role("row").last
    for words in ("Ligne 5", "Date", "31/02/2026", "Date illisible"):
        await expect(fault).to_contain_text(words)
    await expect(page.get_by_text("3 lignes sur 3 restent à rapprocher")).to_be_visible()

    sure = line(page, "VIR SEPA REF")
    await expect(sure).to_contain_text("Sûr")
    await expect(sure).to_contain_text("le libellé cite la référence")
    await sure.get_by_role("button", name=re.compile("^Rapprocher de")).click()
    await expect(sure).to_have_count(0)
    left = page.get_by_text("2 lignes sur 3 restent à rapprocher")
    await expect(left).to_be_focused()
    async with signed_in_client(writing_server, "directrice") as client:
        paid = (await client.get(f"/v1/statements/{first['id']}")).json()
    assert (paid["state"], paid["payments"][-1]["method"]) == ("settled", "transfer")

    fees = line(page, "FRAIS DE TENUE")
    await fees.get_by_role("button", name="Mettre de côté").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Mettre de côté").click()
    await expect(dialog).to_contain_text("Dites pourquoi")
    await dialog.get_by_role("button", name="Frais bancaires").click()
    await dialog.get_by_role("button", name="Mettre de côté").click()
    await expect(page.get_by_text("1 ligne sur 3 reste à rapprocher")).to_be_visible()

    part = line(page, "VIR ACOMPTE")
    await expect(part).to_contain_text("Probable")
    await part.get_by_role("button", name="Choisir un autre relevé").click()
    dialog = page.get_by_role("dialog", name="Choisir le relevé payé")
    await dialog.get_by_role("combobox", name="Relevé").fill(second["reference"])
    await page.get_by_role("option", name=second["reference"]).click()
    await expect(dialog).to_contain_text(said("à régler sur le relevé"))
    await dialog.get_by_role("button", name="Rapprocher", exact=True).click()
    await expect(page.get_by_text("Toutes les lignes sont traitées (3).")).to_be_visible()

    await page.get_by_text("Rapprochées", exact=True).click()
    matched = line(page, "VIR SEPA REF")
    await matched.get_by_role("button", name="Reprendre cette ligne").click()
    dialog = page.get_by_role("dialog", name="Reprendre ce rapprochement")
    await expect(dialog).to_contain_text("redeviendra d’autant à régler")
    await dialog.get_by_label("Pourquoi").fill("Mauvais relevé")
    await dialog.get_by_role("button", name="Reprendre la ligne").click()
    await expect(page.get_by_text("1 ligne sur 3 reste à rapprocher")).to_be_visible()
    await page.get_by_text("Mises de côté", exact=True).click()
    await expect(line(page, "FRAIS DE TENUE")).to_contain_text("Frais bancaires")


async def test_a_file_that_is_no_statement_is_refused_in_words(visit, writing_server, tmp_path):
    wrong = tmp_path / "recette.csv"
    wrong.write_text("Farine;Sucre\n250;100\n", encoding="utf-8")
    visitor = await visit(writing_server, "directrice")
    visitor.witness.expect_refusal(422)
    page = await visitor.open(f"/treasury/{MANAGEMENT}")
    await expect(page.get_by_role("heading", name="Commencer par un relevé de banque")).to_be_visible()
    await page.locator("input[type=file]").set_input_files(wrong)
    await expect(page.get_by_role("alert")).to_contain_text("Relevé illisible")


async def test_a_member_prepares_its_payments_and_gives_them_to_its_bank(visit, writing_server):
    visitor = await visit(writing_server, "directeur")
    page = await visitor.open(f"/treasury/{MANAGEMENT}")
    await expect(page.get_by_role("tab")).to_have_count(0)
    await expect(page.get_by_role("main")).to_contain_text("Essaim ne déplace jamais d’argent de lui-même")
    await page.get_by_role("link", name="Préparer un fichier").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Préparer un fichier de paiement")
    await expect(page.get_by_role("radio")).to_have_count(0)
    await page.get_by_role("button", name="Tout cocher").click()
    await page.get_by_role("button", name="Préparer le fichier").click()

    dialog = page.get_by_role("dialog", name="Fichier de paiement")
    await expect(dialog).to_contain_text("Rien n’est encore payé")
    await expect(dialog.get_by_role("row").last).to_contain_text(LEAD)
    async with page.expect_download() as saving:
        await dialog.get_by_role("button", name="Télécharger le fichier (XML)").click()
    saved = await saving.value
    assert saved.suggested_filename.endswith(".xml")
    assert "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09" in kept(await saved.path())

    await dialog.get_by_role("button", name="Je l’ai déposé à la banque").click()
    await expect(dialog).to_contain_text("Ce fichier est à la banque")
    await expect(dialog).to_contain_text("aucun paiement inscrit encore")
    await dialog.get_by_role("button", name="Fermer").click()
    await page.get_by_role("link", name="Préparer un fichier").click()
    await expect(page.get_by_role("row").last).to_contain_text("déjà dans le fichier du")
    await expect(page.get_by_role("row").last.get_by_role("checkbox")).to_be_disabled()

    await page.get_by_role("row").last.get_by_role("link", name=re.compile("^le fichier du")).click()
    await dialog.get_by_role("button", name="Annuler…").click()
    await expect(dialog).to_contain_text("Faites d’abord annuler ces ordres par votre banque")
    await dialog.get_by_role("button", name="Annuler le fichier").click()
    await expect(dialog).to_contain_text("Ce fichier est annulé")


async def test_what_lacks_is_named_with_the_way_to_mend_it(visit, writing_server):
    visitor = await visit(writing_server, "directrice")
    visitor.witness.expect_refusal(409)
    page = await visitor.open(f"/treasury/{MANAGEMENT}?view=prepare&kind=debits")
    async with signed_in_client(writing_server, "directrice") as client:
        call = (await open_calls(client))[-1]
    await page.get_by_role("checkbox", name=call["reference"]).check()
    await expect(page.get_by_text("1 prélèvement")).to_be_visible()
    await page.get_by_role("button", name="Préparer le fichier").click()
    lacks = page.get_by_role("alert")
    await expect(lacks).to_contain_text("Il manque de quoi préparer ce fichier")
    await expect(lacks).to_contain_text(call["organisation_name"])
    await expect(lacks).to_contain_text("demandez à sa direction d’en signer un")
    await page.get_by_role("button", name="Décocher la ligne concernée").click()
    await expect(lacks).to_have_count(0)
    await expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)

    await visitor.open(f"/treasury/{MEANS}?view=prepare")
    await page.get_by_role("button", name="Tout cocher").click()
    await page.get_by_role("button", name="Préparer le fichier").click()
    await expect(page.get_by_role("alert")).to_contain_text("Compensation en cours")
    await expect(page.get_by_role("link", name="Voir qui doit quoi")).to_have_attribute(
        "href", f"/settlements?agreement={MEANS}"
    )
