"""Statements before a browser: what we owe and why, a treasurer's payments, offsets, reminders and files, a bill at cost."""

import re
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.async_api import Download, Locator, Page, expect
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool

from browser.living import LiveServer
from essaim.agreements.models import Agreement
from essaim.demo.organisations import organisation_id
from essaim.demo.writing import demo_id
from essaim.identity.caller import Caller
from essaim.identity.roles import POWERS
from essaim.kit import clock
from essaim.kit.db import enter
from essaim.statements.service import issuing
from essaim.statements.service.issuing import Bill

pytestmark = pytest.mark.browser

MANAGEMENT = demo_id("agreements/gestion")
MEANS = demo_id("agreements/moyens")
LA_SALETTE = organisation_id("s01")
TILLEULS = "EHPAD Les Tilleuls"
LEAD = Caller(
    session_id=uuid4(),
    carrier="bearer",
    person_id=demo_id("persons/directrice"),
    mandate_id=demo_id("mandates/directrice/s01"),
    acting_for=LA_SALETTE,
    organisation_name="La Salette",
    is_network=False,
    role="director",
    powers=frozenset(POWERS),
)
LINE = {
    "label": "Qualité",
    "cents": 0,
    "total_cents": 7_150_000,
    "driver": "72 lits sur 1\u202f025",
    "ratio": "7,02\u00a0%",
}


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def section(page: Page, name: str) -> Locator:
    return page.locator("section").filter(has=page.get_by_role("heading", name=name, level=2))


def said(words: str) -> re.Pattern[str]:
    """These words, whatever the spaces between: French figures hold narrow ones."""
    return re.compile(re.escape(words).replace(r"\ ", r"\s"))


def long_ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


async def choose(page: Page, field: Locator, option: str | re.Pattern[str]) -> None:
    await field.click()
    await page.get_by_role("option", name=option).click()


async def issued(server: LiveServer, cents: int, due_on: date, name: str) -> str:
    """A call of the lead to Les Tilleuls, or a credit when negative, as a run would issue it."""
    bill = Bill(
        organisation_id=organisation_id("s02"),
        kind="call" if cents > 0 else "credit",
        amount_cents=cents,
        due_on=due_on,
        title=name,
        lines=[{**LINE, "cents": cents}],
    )
    engine = create_async_engine(server.owner_url, poolclass=NullPool)
    async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
        await enter(session, organisation=LA_SALETTE, person=LEAD.person_id)
        (statement,) = await issuing.issue(
            session,
            LEAD,
            await session.get_one(Agreement, MANAGEMENT),
            [bill],
            allocation_id=None,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            description=name,
            vat_category="exempt_261b",
        )
    await engine.dispose()
    return str(statement.id)


async def _kept(download: Download, folder: Path) -> bytes:
    kept = folder / download.suggested_filename
    await download.save_as(kept)
    return kept.read_bytes()


# Reading


async def test_a_director_reads_how_much_why_by_when_and_how_to_pay(visit, writing_server, tmp_path):
    key = await issued(writing_server, 123_456, long_ago(40), "Achats de l’été")
    visitor = await visit(writing_server, "directeur")
    page = await visitor.open("/statements")
    late = section(page, "En retard").get_by_role("row", name=re.compile("Achats de l’été"))
    await expect(late).to_contain_text(said("1 234,56 €"))
    await expect(late).to_contain_text("En retard de 40 jours")
    await late.get_by_role("link", name=re.compile("^Appel de fonds")).click()

    await expect(title(page)).to_contain_text("Appel de fonds")
    assert key in page.url
    main = page.get_by_role("main")
    await expect(main).to_contain_text(re.compile("que votre organisation doit à .*pour la caisse commune"))
    await expect(main).to_contain_text(
        re.compile(r"L’échéance est passée depuis le .*\s: 40 jours de retard")
    )
    line = section(page, "Pourquoi ce montant").get_by_role("row", name=re.compile("^Qualité"))
    await expect(line).to_contain_text(said("71 500,00 €"))
    await expect(line).to_contain_text(said("72 lits sur 1 025"))
    await expect(page.get_by_role("link", name="L’écriture au livre de comptes")).to_have_attribute(
        "href", re.compile(f"^/ledger/{MANAGEMENT}\\?view=entries&entry=")
    )
    await expect(section(page, "Comment payer")).to_contain_text(
        "on ne déclare pas soi-même son paiement reçu"
    )
    await expect(section(page, "Paiements")).to_contain_text("Seul le chef de file")
    for action in ("Enregistrer un paiement", "Relancer", "Imputer un avoir"):
        await expect(page.get_by_role("button", name=action)).to_have_count(0)

    async with page.expect_download() as waiting:
        await page.get_by_role("button", name="Télécharger le PDF").click()
    download = await waiting.value
    assert re.fullmatch(r"relevé-\d{4}-\d{4}\.pdf", download.suggested_filename)
    assert (await _kept(download, tmp_path)).startswith(b"%PDF")


async def test_staff_who_may_not_spend_are_told_so(visit, reading_server):
    visitor = await visit(reading_server, "soignante")
    page = await visitor.open(f"/statements/new?agreement={MEANS}")
    await expect(page.get_by_role("main")).to_contain_text("Votre mandat ne permet pas de facturer")
    await expect(page.get_by_role("main")).to_contain_text("pouvoir de dépenser")


# The treasurer of the lead


async def test_the_lead_records_a_payment_and_takes_it_back(visit, writing_server):
    key = await issued(writing_server, 100_000, clock.today() + timedelta(days=20), "Travaux de toiture")
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/statements/{key}")
    await page.get_by_role("button", name="Enregistrer un paiement").click()
    dialog = page.get_by_role("dialog", name="Enregistrer un paiement")
    amount = dialog.get_by_label("Montant")
    await amount.fill("1000,01")
    await dialog.get_by_role("button", name="Enregistrer le paiement").click()
    await expect(dialog).to_contain_text(said("Il ne reste que 1 000,00 € à régler"))
    await amount.fill("400")
    await dialog.get_by_label("Référence").fill("VIR TILLEULS")
    await dialog.get_by_role("button", name="Enregistrer le paiement").click()
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_role("main")).to_contain_text(said("600,00 €"))
    payment = page.get_by_role("table", name="Paiements").get_by_role("row", name=re.compile("VIR TILLEULS"))
    await expect(payment).to_contain_text("Virement")

    await payment.get_by_role("button", name=re.compile("^Annuler le paiement")).click()
    dialog = page.get_by_role("dialog", name="Annuler ce paiement")
    await expect(dialog).to_contain_text("rien ne s’efface")
    await dialog.get_by_label("Pourquoi").fill("Virement rejeté")
    await dialog.get_by_role("button", name="Annuler le paiement").click()
    await expect(payment).to_contain_text("Virement rejeté")
    await expect(payment.get_by_role("button")).to_have_count(0)
    await expect(page.get_by_role("button", name="Enregistrer un paiement")).to_be_visible()


async def test_the_lead_sets_a_credit_against_a_call(visit, writing_server):
    credit = await issued(writing_server, -25_000, clock.today(), "Trop-perçu de l’an passé")
    call = await issued(writing_server, 100_000, clock.today() + timedelta(days=20), "Appel de l’année")
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/statements/{credit}")
    await expect(page.get_by_role("main")).to_contain_text(
        re.compile("que la caisse commune, tenue par .*, doit à")
    )
    await page.goto(f"{writing_server.address}/statements/{call}")
    await page.get_by_role("button", name="Imputer un avoir").click()
    dialog = page.get_by_role("dialog", name="Imputer un avoir")
    await expect(dialog).to_contain_text(said("n’aura plus que 750,00 € à payer"))
    await dialog.get_by_role("button", name="Imputer", exact=True).click()
    await expect(page.get_by_role("table", name="Paiements")).to_contain_text("Imputation d’un avoir")
    await page.goto(f"{writing_server.address}/statements/{credit}")
    await expect(page.get_by_role("main")).to_contain_text("entièrement réglés")


async def test_the_lead_sees_late_ones_by_age_reminds_and_exports(visit, writing_server, tmp_path):
    await issued(writing_server, 90_000, long_ago(75), "Formation des référents")
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/statements/arrears?agreement={MANAGEMENT}")
    await expect(title(page)).to_have_text("Retards")
    ages = page.get_by_role("table", name="Retards par organisation et par ancienneté")
    await expect(ages.get_by_role("row", name=re.compile(f"^{TILLEULS}"))).to_contain_text(said("900,00 €"))
    row = page.get_by_role("table", name="Relevés en retard").get_by_role(
        "row", name=re.compile("Formation des référents")
    )
    await row.get_by_role("button", name=re.compile("^Relancer")).click()
    dialog = page.get_by_role("dialog", name=re.compile(f"^Relancer {TILLEULS}"))
    await dialog.get_by_label("Ajouter un mot").fill("Un échelonnement est possible.")
    await dialog.get_by_role("button", name="Envoyer la relance").click()
    await expect(ages.get_by_role("row", name=re.compile(f"^{TILLEULS}"))).to_contain_text("1 relance")

    await ages.get_by_role("link", name=TILLEULS).click()
    await expect(title(page)).to_have_text("Relevés")
    await expect(page.get_by_role("table", name="Relevés").get_by_role("row")).to_have_count(2)
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name="Exporter en CSV").click()
    download = await waiting.value
    assert download.suggested_filename == "relevés.csv"
    header, line = (await _kept(download, tmp_path)).decode("utf-8-sig").splitlines()
    assert header.startswith("Référence;Nature;")
    assert "Formation des référents" in line
    async with page.expect_download() as waiting:
        await page.get_by_role("button", name="Exporter pour un tableur").click()
    assert (await waiting.value).suggested_filename == "relevés.xlsx"

    await page.get_by_role("link", name=re.compile("^Appel de fonds")).click()
    await expect(page.get_by_role("table", name="Relances")).to_contain_text("Un échelonnement est possible.")
    await expect(page.get_by_role("main")).to_contain_text("la prochaine relance pourra partir demain")


# Billing


async def test_a_party_bills_another_at_cost_then_cancels(visit, writing_server):
    visitor = await visit(writing_server, "directeur")
    page = await visitor.open(f"/statements/new?agreement={MEANS}")
    await choose(
        page, page.get_by_role("combobox", name="Organisation à facturer"), re.compile("La Salette$")
    )
    await page.get_by_role("textbox", name="Ce que vous facturez").fill("Prêt d’une aide-soignante")
    await expect(page.get_by_role("main")).to_contain_text("ni frais de gestion, ni forfait")
    first = page.get_by_role("group", name="Ligne 1")
    await first.get_by_role("combobox", name="Genre").click()
    for kind in ("Frais de gestion", "Forfait"):
        forbidden = page.get_by_role("option", name=re.compile(f"^{kind}.*interdit par la loi"))
        await expect(forbidden).to_have_attribute("data-combobox-disabled", "true")
    await page.get_by_role("option", name=re.compile("^Salaires")).click()
    await first.get_by_label("De quoi il s’agit").fill("Salaire brut")
    await first.get_by_label("Quantité").fill("24,5")
    await first.get_by_label("Prix de l’unité").fill("15,30")
    await expect(first).to_contain_text(said("374,85 €"))
    await page.get_by_role("button", name="Ajouter une ligne").click()
    second = page.get_by_role("group", name="Ligne 2")
    await second.get_by_label("De quoi il s’agit").fill("Cotisations patronales")
    await second.get_by_label("Quantité").fill("24,5")
    await second.get_by_label("Prix de l’unité").fill("6,11")
    await expect(page.get_by_text(said("Total à payer"))).to_be_visible()
    await expect(page.locator("output")).to_contain_text(said("524,55 €"))
    await page.get_by_role("button", name="Relire avant d’émettre").click()
    dialog = page.get_by_role("dialog", name="Émettre ce relevé")
    await expect(dialog).to_contain_text(said("vous devra 524,55 €"))
    await dialog.get_by_role("button", name="Émettre le relevé").click()

    await expect(title(page)).to_contain_text("Refacturation à prix coûtant")
    lines = page.get_by_role("table", name="Lignes du relevé")
    await expect(lines.get_by_role("row", name=re.compile("^Salaire brut"))).to_contain_text("24,5 heures")
    await page.get_by_role("button", name="Annuler le relevé").click()
    dialog = page.get_by_role("dialog", name=re.compile("^Annuler le relevé"))
    await dialog.get_by_label("Pourquoi").fill("Erreur de quantité")
    await dialog.get_by_role("button", name="Annuler le relevé").click()
    await expect(page.get_by_role("note", name="Relevé annulé")).to_contain_text("Erreur de quantité")
    await expect(page.get_by_role("main")).to_contain_text("plus rien n’est dû")
