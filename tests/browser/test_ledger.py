"""The book of an agreement, statements of its accounts, and its journal, as people read and keep them."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from essaim.demo.writing import demo_id

pytestmark = pytest.mark.browser

FUND = demo_id("agreements/fonds")
BOOK = f"/ledger/{FUND}"
JOURNAL = f"/audit/{FUND}"
TILLEULS = "Moyens propres – EHPAD Les Tilleuls"


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


async def choose(page: Page, field: Locator, option: str) -> None:
    """Pick in a list by its words."""
    await field.click()
    await page.get_by_role("option", name=option, exact=True).click()


# Reading


async def test_the_director_reads_her_share_to_the_cent_and_takes_it_away(visit, reading_server, tmp_path):
    visitor = await visit(reading_server, "directrice")
    page = await visitor.open(BOOK)
    main = page.get_by_role("main")
    await expect(main).to_contain_text("Le livre est équilibré")
    await expect(main).to_contain_text("tous les soldes ensemble font 0,00 €")
    shares = page.get_by_role("list", name="Parts reprenables").get_by_role("listitem")
    await expect(shares).to_have_count(6)
    await expect(shares.first).to_contain_text("5 875,00 €")

    await page.get_by_role("link", name="Votre part reprenable").click()
    await expect(title(page)).to_have_text("Votre part reprenable")
    lines = page.get_by_role("table", name="Mouvements du compte").get_by_role("row")
    await expect(lines).to_have_count(4)
    for line, (amount, after) in enumerate(
        (("−3 375,00 €", "5 875,00 €"), ("−750,00 €", "9 250,00 €"), ("+10 000,00 €", "10 000,00 €")), start=1
    ):
        await expect(lines.nth(line)).to_contain_text(amount)
        await expect(lines.nth(line)).to_contain_text(after)
    await expect(lines.nth(1).get_by_role("link", name="voir le vote")).to_be_visible()
    assert len(await _exported(page, tmp_path)) == 4

    await page.get_by_role("searchbox", name="Mots du libellé").fill("apport")
    await expect(lines).to_have_count(2)
    header, line = await _exported(page, tmp_path)
    assert header.startswith("Date;Écriture;Nature")
    assert line.startswith("12/01/2026;1;Apport;Apport avec droit de reprise;")
    assert ";10000,00;10000,00;EUR;" in line

    await lines.nth(1).get_by_role("link", name="ouvrir l’écriture n° 1").click()
    entry = page.get_by_role("dialog", name="Écriture n° 1")
    await expect(entry).to_contain_text("Vos moyens propres")
    await expect(entry).to_contain_text("elle se corrige là où elle a été décidée")


async def _exported(page: Page, folder: Path) -> list[str]:
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name="Exporter pour un tableur").click()
    download = await waiting.value
    assert re.fullmatch(r"releve-[0-9a-f-]{36}\.csv", download.suggested_filename)
    kept = folder / download.suggested_filename
    await download.save_as(kept)
    return kept.read_text(encoding="utf-8-sig").splitlines()


async def test_a_party_reads_the_book_and_writes_nothing_in_it(visit, reading_server):
    visitor = await visit(reading_server, "directeur")
    page = await visitor.open(f"{BOOK}?view=entries&q=rail")
    main = page.get_by_role("main")
    await expect(main).to_contain_text("Le chef de file tient ce livre")
    await expect(page.get_by_role("table", name="Écritures").get_by_role("row")).to_have_count(3)
    for action in ("Passer une écriture", "Ouvrir un compte"):
        await expect(page.get_by_role("button", name=action)).to_have_count(0)
    await page.get_by_role("button", name="Tout montrer").click()
    await expect(page.get_by_role("table", name="Écritures").get_by_role("row")).to_have_count(17)


# Keeping the book


async def test_the_lead_posts_an_entry_and_reverses_it(visit, writing_server):
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"{BOOK}?view=entries")
    await page.get_by_role("button", name="Passer une écriture").click()
    dialog = page.get_by_role("dialog", name="Passer une écriture")
    await dialog.get_by_role("textbox", name="Pourquoi").fill("Avance de frais du garage")
    await choose(page, dialog.get_by_role("combobox", name="Du compte"), TILLEULS)
    await choose(page, dialog.get_by_role("combobox", name="Vers le compte"), "Extérieur")
    await dialog.get_by_role("textbox", name="Montant").fill("1 024,875")
    await dialog.get_by_role("button", name="Relire avant de passer").click()
    await expect(dialog).to_contain_text("Écrivez un montant, par exemple 1 024,87.")
    await dialog.get_by_role("textbox", name="Montant").fill("1 024,87")
    await dialog.get_by_role("button", name="Relire avant de passer").click()
    await expect(dialog).to_contain_text("une écriture ne se modifie ni ne s’efface")
    become = dialog.get_by_role("table", name="Ce que deviennent les comptes").get_by_role("row")
    await expect(become.nth(1)).to_contain_text(f"{TILLEULS}−9 900,00 €−10 924,87 €")
    await expect(become.nth(2)).to_contain_text("Extérieur22 300,00 €23 324,87 €")
    await dialog.get_by_role("button", name="Passer l’écriture").click()
    await expect(page.get_by_text("L’écriture n° 17 est passée.")).to_be_visible()

    rows = page.get_by_role("table", name="Écritures").get_by_role("row")
    await rows.nth(1).get_by_role("link", name="ouvrir l’écriture n° 17").click()
    entry = page.get_by_role("dialog", name="Écriture n° 17")
    await entry.get_by_role("button", name="Contre-passer…").click()
    await expect(entry).to_contain_text("1 024,87 € repartent de « Extérieur »")
    await expect(entry).to_contain_text("Cela ne se fait qu’une fois")
    await entry.get_by_role("textbox", name="Pourquoi").fill("Réglé par un autre accord")
    await entry.get_by_role("button", name="Contre-passer", exact=True).click()
    await expect(entry).to_contain_text("contre-passée")
    await expect(entry.get_by_role("button", name="Contre-passer…")).to_have_count(0)
    await entry.get_by_role("link", name="la contre-passation").click()
    await expect(page.get_by_role("dialog", name="Écriture n° 18")).to_contain_text("Contre-passation")
    await page.keyboard.press("Escape")

    await expect(rows.nth(2)).to_contain_text("contre-passée")
    await expect(page.get_by_role("main")).to_contain_text("18 écritures passées, numérotées sans trou.")
    await expect(page.get_by_role("main")).to_contain_text("Le livre est équilibré")


# The journal


async def test_the_journal_is_intact_and_matches_the_fingerprint_kept(visit, reading_server):
    visitor = await visit(reading_server, "directrice")
    await visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = await visitor.open(JOURNAL)
    await page.get_by_role("button", name="Vérifier maintenant").click()
    await expect(page.get_by_text("Le journal est intact")).to_be_visible()
    await expect(page.get_by_text("derniers enregistrements se suivent sans rupture")).to_be_visible()

    await page.get_by_role("button", name="Copier l’empreinte et son numéro").click()
    await expect(page.get_by_role("button", name="Copiée")).to_be_visible()
    kept = await page.evaluate("() => navigator.clipboard.readText()")
    await page.get_by_role("button", name="Comparer une empreinte gardée").click()
    await page.get_by_label("Ce que vous aviez gardé").fill(kept)
    await page.get_by_role("button", name="Comparer", exact=True).click()
    await expect(page.get_by_text("C’est bien la même empreinte")).to_be_visible()
    await page.get_by_label("Ce que vous aviez gardé").fill(re.sub(r"[0-9a-f]{64}", "0" * 64, kept))
    await page.get_by_role("button", name="Comparer", exact=True).click()
    await expect(page.get_by_text("L’empreinte n’est pas la même")).to_be_visible()

    await choose(page, page.get_by_role("combobox", name="Ce qui a été fait"), "Vote émis")
    last = page.get_by_role("listitem").filter(has_text="Vote émis").first
    await last.get_by_role("button", name=re.compile("^Lire")).click()
    await expect(last).to_contain_text("Ce qui a été inscrit")
    await expect(last).to_contain_text(re.compile("Choix(Pour|Contre|Abstention)"))
    await expect(last).not_to_contain_text("{")
    await last.get_by_role("link", name="Le lire tel qu’il est aujourd’hui").click()
    await expect(page).to_have_url(re.compile("/decisions/"))
