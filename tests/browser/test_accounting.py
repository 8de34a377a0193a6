"""Accounts before a browser: a balance that is balanced, the numbers of an accountant, the files handed over."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from browser.living import signed_in_client
from essaim.demo.organisations import organisation_id
from essaim.demo.writing import demo_id
from essaim.kit import clock

pytestmark = pytest.mark.browser

MANAGEMENT = demo_id("agreements/gestion")
LA_SALETTE = organisation_id("s01")
SIREN = "990000010"


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def balance(page: Page) -> Locator:
    return page.get_by_role("table", name="Balance")


async def test_the_balance_is_read_by_account_then_by_organisation(visit, reading_server):
    visitor = await visit(reading_server, "directrice")
    page = await visitor.open(f"/accounting/{MANAGEMENT}")
    await expect(page.get_by_text("Débit et crédit sont égaux")).to_be_visible()
    calls = balance(page).get_by_role("row").filter(has_text="467100")
    await expect(calls).to_contain_text("Ce que doivent les parties")
    total = balance(page).get_by_role("row").last.get_by_role("cell")
    debit, credit, owed, due = (await total.all_inner_texts())[-4:]
    assert debit == credit != "–"
    assert owed == due != "–"
    year = clock.today().year
    await expect(
        page.get_by_role("link", name=re.compile(f"^Voir les écritures de {year}"))
    ).to_have_attribute("href", re.compile(f"^/ledger/{MANAGEMENT}\\?.*from={year}-01-01"))
    await page.get_by_role("tab", name="Par organisation").click()
    thirds = page.get_by_role("table", name="Balance par organisation")
    await expect(thirds.get_by_role("row").filter(has_text="EHPAD Les Tilleuls")).to_contain_text("467100")


async def test_an_accountant_s_number_serves_until_the_default_is_given_back(visit, writing_server):
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/accounting/{MANAGEMENT}?view=codes")
    called = page.get_by_role("row").filter(has_text="Les contributions appelées")
    await called.get_by_role("button", name=re.compile("^Changer")).click()
    dialog = page.get_by_role("dialog", name="Changer le numéro de compte")
    await expect(dialog).to_contain_text("années passées comprises")
    await dialog.get_by_label("Numéro").fill("120000")
    await dialog.get_by_role("button", name="Changer").click()
    await expect(dialog).to_contain_text("Les comptes 12 sont gardés pour le résultat")
    await dialog.get_by_label("Numéro").fill("756210")
    await dialog.get_by_label("Intitulé").fill("Participations aux frais")
    await dialog.get_by_role("button", name="Changer").click()
    await expect(called).to_contain_text("756210")
    await expect(called).to_contain_text("proposé : 756200")
    await page.get_by_role("tab", name="Balance").click()
    await expect(balance(page).get_by_role("row").filter(has_text="756210")).to_contain_text(
        "Participations aux frais"
    )
    await page.get_by_role("tab", name="Numéros de comptes").click()
    await called.get_by_role("button", name="Revenir au numéro proposé").click()
    await page.get_by_role("dialog").get_by_role("button", name="Revenir au numéro proposé").click()
    await expect(called).to_contain_text("756200")
    await expect(called).not_to_contain_text("756210")


async def test_the_tax_file_waits_for_a_siren_then_comes_with_its_description(visit, writing_server):
    visitor = await visit(writing_server, "directrice")
    visitor.witness.expect_refusal(409)
    page = await visitor.open(f"/accounting/{MANAGEMENT}")
    await page.get_by_role("button", name="Télécharger le FEC").click()
    await expect(page.get_by_role("alert")).to_contain_text("SIREN à renseigner")
    await expect(page.get_by_role("link", name="Renseigner notre SIREN")).to_have_attribute(
        "href", f"/organisations/{LA_SALETTE}/edit"
    )
    async with signed_in_client(writing_server, "directrice") as client:
        record = await client.get(f"/v1/organisations/{LA_SALETTE}")
        changed = await client.patch(
            f"/v1/organisations/{LA_SALETTE}",
            json={"siren": SIREN},
            headers={"If-Match": record.headers["etag"]},
        )
        assert changed.status_code == 200, changed.text

    year = clock.today().year
    async with page.expect_download() as saving:
        await page.get_by_role("button", name="Télécharger le FEC").click()
    tax_file = await saving.value
    assert tax_file.suggested_filename == f"{SIREN}FEC{year}1231.txt"
    header, *entries = lines_of(await tax_file.path())
    assert len(header.split("\t")) == 18
    assert entries
    await expect(page.get_by_role("alert")).to_have_count(0)
    for button, name in (
        ("Télécharger la description", f"{SIREN}FEC{year}1231-description.txt"),
        ("Télécharger le classeur", f"balance-{year}.xlsx"),
    ):
        async with page.expect_download() as saving:
            await page.get_by_role("button", name=button).click()
        assert (await saving.value).suggested_filename == name


async def test_a_member_is_told_who_keeps_the_accounts(visit, reading_server):
    visitor = await visit(reading_server, "directeur")
    page = await visitor.open(f"/accounting/{MANAGEMENT}")
    await expect(page.get_by_text("Tenue par le chef de file")).to_be_visible()
    await expect(page.get_by_role("tab")).to_have_count(0)
