"""Bank accounts before a browser: typed, checked, masked for good; a mandate given and taken back."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

pytestmark = pytest.mark.browser

RIGHT = "FR76 3000 4000 0100 0000 0424 220"
WRONG = "FR76 3000 4000 0100 0000 0424 221"
LEAD = "EHPAD Le Hameau des Aînés – La Salette"


def section(page: Page, name: str) -> Locator:
    return page.locator("section").filter(has=page.get_by_role("heading", name=name, level=2))


async def test_an_account_is_checked_as_it_is_typed_then_shown_masked_then_closed(visit, writing_server):
    visitor = await visit(writing_server, "directeur")
    page = await visitor.open("/banking")
    ours = section(page, "Nos comptes")
    await page.get_by_role("button", name="Ajouter un compte").click()
    dialog = page.get_by_role("dialog", name="Ajouter un compte bancaire")
    await dialog.get_by_label("Nom du compte").fill("Livret")
    number = dialog.get_by_label("IBAN", exact=True)
    await number.press_sequentially(WRONG.replace(" ", "").lower())
    await expect(number).to_have_value(WRONG)
    await expect(dialog.get_by_role("status")).to_contain_text("La clé ne correspond pas")
    await dialog.get_by_role("button", name="Enregistrer le compte").click()
    await expect(dialog).to_contain_text("Cet IBAN n’est pas complet ou pas juste")
    await number.fill(RIGHT)
    await expect(dialog.get_by_role("status")).to_contain_text("La clé de contrôle est juste")
    await dialog.get_by_role("button", name="Enregistrer le compte").click()
    await expect(dialog).to_have_count(0)

    row = ours.get_by_role("row").filter(has_text="Livret")
    await expect(row).to_contain_text(f"{RIGHT[:4]} **** {RIGHT[-5:].replace(' ', '')}")
    await expect(row).to_contain_text("BNP PARIBAS")
    assert RIGHT.replace(" ", "") not in await page.content()

    await row.get_by_role("button", name="Fermer le compte").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Un compte fermé ne se rouvre pas")
    await dialog.get_by_role("button", name="Fermer le compte").click()
    await expect(row).to_have_count(0)
    await page.get_by_role("button", name="Voir les comptes fermés").click()
    await expect(section(page, "Comptes fermés").get_by_role("row").filter(has_text="Livret")).to_have_count(
        1
    )


async def test_a_mandate_says_what_it_allows_and_is_revoked_at_any_time(visit, writing_server):
    visitor = await visit(writing_server, "directeur")
    visitor.witness.expect_refusal(409)
    page = await visitor.open("/banking")
    allowed = section(page, "Prélèvements que nous autorisons")
    await allowed.get_by_role("button", name="Donner un mandat…").click()
    dialog = page.get_by_role("dialog", name="Donner un mandat de prélèvement")
    await expect(dialog).to_contain_text("Vous pouvez révoquer le mandat ici à tout moment")
    await dialog.get_by_role("combobox", name="Accord").click()
    await page.get_by_role("option", name="Moyens partagés du réseau gérontologique").click()
    await dialog.get_by_role("button", name="Donner le mandat").click()
    row = allowed.get_by_role("row").filter(has_text=LEAD)
    await expect(row).to_contain_text("En vigueur")
    await expect(row).to_contain_text(re.compile("ESSAIM-[0-9A-F]{16}"))
    account = section(page, "Nos comptes").get_by_role("row").filter(has_text="Compte courant")
    await expect(account).to_contain_text("Moyens partagés du réseau gérontologique")

    await account.get_by_role("button", name="Fermer le compte").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Fermer le compte").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("Révoquez-le d’abord")
    await dialog.get_by_role("button", name="Annuler").click()

    await row.get_by_role("button", name="Révoquer le mandat").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Ce que vous devez reste à payer, par virement")
    await dialog.get_by_role("button", name="Révoquer le mandat").click()
    await expect(row).to_contain_text("Révoqué le")

    lead = await visit(writing_server, "directrice")
    page = await lead.open("/banking")
    received = section(page, "Prélèvements qu’on nous autorise").get_by_role("row")
    await expect(received.filter(has_text="EHPAD Les Tilleuls")).to_contain_text("Révoqué le")


async def test_who_may_not_read_accounts_is_told_whom_to_ask(visit, reading_server):
    visitor = await visit(reading_server, "soignante")
    page = await visitor.open("/banking")
    await expect(page.get_by_role("main")).to_contain_text("Demandez à votre direction")
    await expect(page.get_by_role("table")).to_have_count(0)
