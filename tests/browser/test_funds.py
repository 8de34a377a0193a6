"""A common fund on screen: its figures, the payment that takes two organisations, a project from draft to vote."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from browser.living import signed_in_client
from essaim.demo.writing import demo_id

pytestmark = pytest.mark.browser

FUND = demo_id("funds/fonds")
TRAINING = demo_id("fund_projects/p2")
PENDING = demo_id("fund_payments/formation-2")
AGREEMENT = demo_id("agreements/fonds")
NAME = "Fonds commun des projets partagés"
LAST_DAYS = "Référents « chutes », 2 derniers jours"


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def money(euros: str) -> re.Pattern[str]:
    """An amount, whichever no-break spaces the browser writes it with."""
    return re.compile(r"\s".join(map(re.escape, euros.split())))


async def test_the_figures_of_the_fund_open_on_what_they_are_made_of(visit, reading_server):
    visitor = await visit(reading_server, "directrice")
    page = await visitor.open(f"/funds?agreement={AGREEMENT}")
    await expect(title(page)).to_have_text(NAME)
    figures = page.get_by_role("table", name="L’argent du fonds")
    for label, amount in (
        ("Disponible", "23 500,00 €"),
        ("Engagé, à payer", "3 200,00 €"),
        ("Payé", "22 300,00 €"),
        ("Apporté par les membres", "49 000,00 €"),
        ("Engagé depuis l’ouverture", "25 500,00 €"),
        ("Sur le compte en banque", "26 700,00 €"),
    ):
        row = figures.get_by_role("row").filter(
            has=page.get_by_role("button", name=re.compile(f"^{label}\\s: d’où vient"))
        )
        await expect(row.get_by_role("cell")).to_have_text(money(amount))

    await figures.get_by_role("button", name=re.compile("^Disponible")).click()
    parts = figures.get_by_role("listitem")
    await expect(parts).to_have_count(7)
    await expect(parts.filter(has_text="Les Tilleuls")).to_contain_text(money("4 700,00 €"))
    await expect(parts.last).to_contain_text(money("23 500,00 €"))
    await expect(parts.first.get_by_role("link")).to_have_attribute(
        "href", re.compile(f"^/ledger/{AGREEMENT}/accounts/")
    )

    share = page.get_by_role("region", name="Notre part").or_(page.locator("section", has_text="Notre part"))
    await expect(share.first).to_contain_text(money("5 875,00 €"))
    await expect(share.first.get_by_role("link", name=re.compile("Si nous partions"))).to_have_attribute(
        "href", f"/exits/{AGREEMENT}"
    )


async def test_another_organisation_approves_what_the_requester_cannot_approve_twice(visit, writing_server):
    requester = await visit(writing_server, "directrice")
    page = await requester.open(f"/funds/{FUND}")
    payment = page.get_by_role("article", name=LAST_DAYS)
    await expect(payment).to_contain_text(money("1 600,00 €"))
    await expect(payment).to_contain_text("elle n’approuve pas deux fois")
    await expect(payment.get_by_role("button", name=re.compile("Approuver"))).to_have_count(0)
    async with signed_in_client(writing_server, "directrice") as client:
        again = await client.post(f"/v1/funds/{FUND}/payments/{PENDING}/approve")
    assert (again.status_code, again.json()["code"]) == (409, "already_approved")

    director = await visit(writing_server, "directeur")
    page = await director.open(f"/funds/{FUND}")
    payment = page.get_by_role("article", name=LAST_DAYS)
    await expect(payment).to_contain_text("Deux organisations doivent approuver")
    await payment.get_by_role("button", name=re.compile("Approuver")).click()
    dialog = page.get_by_role("dialog", name=re.compile("Approuver ce paiement"))
    await expect(dialog).to_contain_text("C’est la dernière approbation nécessaire")
    await dialog.get_by_role("button", name="Approuver le paiement").click()

    await expect(page.get_by_role("heading", name="Paiements à approuver")).to_have_count(0)
    await expect(
        page.get_by_role("table", name="Paiements").get_by_role("row", name=LAST_DAYS)
    ).to_contain_text("EHPAD Les Tilleuls")
    figures = page.get_by_role("table", name="L’argent du fonds")
    await expect(figures.get_by_role("row", name=re.compile("^Payé"))).to_contain_text(money("23 900,00 €"))
    await expect(figures.get_by_role("row", name=re.compile("^Sur le compte"))).to_contain_text(
        money("25 100,00 €")
    )

    await page.get_by_role("table", name="Paiements").get_by_role("link", name=money("1 600,00 €")).click()
    entry = page.get_by_role("dialog")
    await expect(entry).to_contain_text("Organisme de formation Passerelles")
    await expect(entry).to_contain_text(money("1 600,00 €"))


async def test_a_project_is_prepared_presented_and_put_to_the_vote(visit, writing_server):
    visitor = await visit(writing_server, "directeur")
    page = await visitor.open(f"/funds/{FUND}")
    await page.get_by_role("link", name="Répondre à cet appel").click()
    await expect(title(page)).to_have_text("Présenter un projet")
    await expect(page.get_by_role("main")).to_contain_text(money("23 500,00 €"))
    await page.get_by_label("Titre").fill("Un potager en bacs")
    await page.get_by_label("Description").fill("Des bacs à hauteur de fauteuil, pour trois structures.")
    await page.get_by_label("Montant demandé au fonds").fill("1850,50")
    await page.get_by_role("button", name="Enregistrer le projet").click()

    await expect(title(page)).to_have_text("Un potager en bacs")
    await expect(page.get_by_role("main")).to_contain_text(money("1 850,50 €"))
    await expect(
        page.get_by_role("list", name="Étapes du projet").locator("[aria-current=step]")
    ).to_contain_text("Préparé")
    await page.get_by_role("button", name="Présenter aux membres").click()
    await page.get_by_role("dialog").get_by_role("button", name="Présenter le projet").click()
    await expect(
        page.get_by_role("list", name="Étapes du projet").locator("[aria-current=step]")
    ).to_contain_text("Voté")
    link = await page.get_by_role("link", name="Demander le vote").get_attribute("href")
    assert link
    assert link.startswith(f"/decisions/new?agreement={AGREEMENT}&effect=approve_project&subject=")


async def test_the_lead_records_a_contribution_and_cancels_it(visit, writing_server):
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/funds/{FUND}")
    await page.get_by_role("button", name="Enregistrer un apport").click()
    dialog = page.get_by_role("dialog", name="Enregistrer un apport")
    await dialog.get_by_role("combobox", name="Organisation qui a versé").click()
    await page.get_by_role("option", name="EHPAD Les Tilleuls").click()
    await dialog.get_by_role("radio", name="Cotisation de l’année").check()
    await dialog.get_by_label("Montant").fill("500")
    await dialog.get_by_role("button", name="Enregistrer l’apport").click()
    figures = page.get_by_role("table", name="L’argent du fonds")
    available = figures.get_by_role("row", name=re.compile("^Disponible"))
    await expect(available).to_contain_text(money("24 000,00 €"))

    await page.get_by_role("button", name="Voir chaque apport").click()
    await page.get_by_role("button", name="Annuler l’apport de EHPAD Les Tilleuls").first.click()
    dialog = page.get_by_role("dialog", name=re.compile("Annuler l’apport"))
    await dialog.get_by_label("Pourquoi").fill("Montant mal saisi")
    await dialog.get_by_role("button", name="Annuler l’apport").click()
    await expect(available).to_contain_text(money("23 500,00 €"))
    await expect(page.get_by_role("table", name="Apports enregistrés")).to_contain_text("Annulé")


async def test_staff_without_the_power_to_spend_are_told_so(visit, reading_server):
    visitor = await visit(reading_server, "soignante")
    page = await visitor.open(f"/funds/{FUND}/projects/{TRAINING}")
    payment = page.get_by_role("article", name=LAST_DAYS)
    await expect(payment).to_contain_text("Votre mandat ne permet pas d’approuver une dépense")
    await expect(payment.get_by_role("button")).to_have_count(0)
