"""Who owes whom, before a browser: read and opened, previewed, proposed, answered, carried out; and what a refusal leaves."""

import re
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from browser.living import LiveServer
from essaim.demo.organisations import organisation_id
from essaim.demo.writing import demo_id
from essaim.kit import clock

pytestmark = pytest.mark.browser

MEANS = demo_id("agreements/moyens")
MANAGEMENT = demo_id("agreements/gestion")
LA_SALETTE = "EHPAD Le Hameau des Aînés – La Salette"
TILLEULS = "EHPAD Les Tilleuls"
AZERGUES = "EHPAD Le Val d’Azergues"


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def section(page: Page, name: str) -> Locator:
    return page.locator("section").filter(has=page.get_by_role("heading", name=name, level=2))


def said(words: str) -> re.Pattern[str]:
    """These words, whatever the spaces between: French figures hold narrow ones."""
    return re.compile(re.escape(words).replace(r"\ ", r"\s"))


async def as_owner(server: LiveServer, statement: str, **values: Any) -> None:
    engine = create_async_engine(server.owner_url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.execute(text(statement), values)
    await engine.dispose()


async def open_proposal(page: Page) -> None:
    """From who owes whom, as the page itself leads there."""
    await page.get_by_role("note").filter(has_text="Votre réponse est attendue").get_by_role("link").click()
    await expect(title(page)).to_have_text(said("Compensation n° 1"))


async def test_a_director_reads_who_owes_whom_and_opens_an_amount_on_its_statements(visit, reading_server):
    visitor = await visit(reading_server, "directeur")
    page = await visitor.open(f"/settlements?agreement={MEANS}")
    await expect(title(page)).to_have_text("Qui doit quoi")
    today = section(page, "Aujourd’hui")
    await expect(today).to_contain_text(said("et on vous doit 882,00 €"))
    rows = today.get_by_role("table", name="Qui doit quoi aujourd’hui").get_by_role("row")
    await expect(rows.filter(has_text=re.compile(f"^{LA_SALETTE}{TILLEULS}"))).to_contain_text(
        said("882,00 €")
    )
    await today.get_by_role(
        "button", name=said(f"{LA_SALETTE} doit, {TILLEULS} reçoit : d’où vient ce montant")
    ).click()
    origin = page.get_by_role("dialog", name="D’où vient ce montant").get_by_role("listitem")
    await expect(origin).to_have_count(1)
    await expect(origin).to_contain_text(said("Heures de qualiticienne, octobre : 882,00 €"))
    await expect(origin.get_by_role("link")).to_have_attribute("href", re.compile("^/statements/"))


async def test_where_books_are_not_open_one_reads_only_one_s_own_debts(visit, reading_server):
    visitor = await visit(reading_server, "directeur")
    page = await visitor.open(f"/settlements?agreement={MANAGEMENT}")
    today = section(page, "Aujourd’hui")
    await expect(today).to_contain_text("chaque partie ne lit que ce qui la concerne")
    await expect(section(page, "Payer en moins de virements")).to_have_count(0)
    for row in await today.get_by_role("table").get_by_role("row").all_inner_texts():
        assert TILLEULS in row or row.startswith("Doit")


async def test_everybody_accepts_the_lead_carries_out_and_who_receives_says_so(visit, writing_server):
    director = await visit(writing_server, "directeur")
    page = await director.open(f"/settlements?agreement={MEANS}")
    await open_proposal(page)
    await expect(page.get_by_role("main")).to_contain_text(
        said("Au lieu de 6 paiements, 3 : chacun garde au centime ce qu’il doit ou reçoit.")
    )
    change = page.get_by_role("table", name="Ce qui change pour vous").get_by_role("row")
    for row, words in enumerate(
        ("612,00 €1 virement0,00 €aucun virement", "882,00 €1 virement270,00 €1 virement"), start=1
    ):
        await expect(change.nth(row)).to_contain_text(said(words))
    await expect(change.nth(3)).to_have_text(said("En tout, vous recevez270,00 €270,00 €"))
    await page.get_by_role("button", name="Accepter…").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text(said("Il manquera encore la réponse de 2 organisations."))
    await dialog.get_by_role("button", name="Accepter").click()
    await expect(page.get_by_role("main")).to_contain_text("Vous avez accepté le")

    await as_owner(
        writing_server,
        "UPDATE settlement_answers SET answer = 'accepted', answered_at = now(), person_id = :person,"
        " version = version + 1 WHERE organisation_id = :organisation",
        person=demo_id("persons/direction/s08"),
        organisation=organisation_id("s08"),
    )
    lead = await visit(writing_server, "directrice")
    page = await lead.open(f"/settlements?agreement={MEANS}")
    await open_proposal(page)
    await page.get_by_role("button", name="Accepter…").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Vous êtes la dernière organisation attendue")
    await dialog.get_by_role("button", name="Accepter").click()
    await page.get_by_role("button", name="Réaliser…").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("on ne revient pas en arrière")
    await dialog.get_by_role("button", name="Réaliser la compensation").click()

    transfer = (
        page.get_by_role("table", name="Virements à faire").get_by_role("row").filter(has_text=AZERGUES)
    )
    await expect(transfer).to_contain_text(said("168,00 €"))
    await transfer.get_by_role("button", name=said("Noter l’arrivée du virement")).click()
    await page.get_by_role("dialog").get_by_role("button", name="Noter l’arrivée").click()
    await expect(transfer).to_contain_text("Reçu le")
    notice = page.get_by_role("note", name="Les relevés sont réglés")
    await expect(notice).to_contain_text(said("Il reste 2 virements à faire"))


async def test_a_refusal_says_first_that_it_ends_it_and_the_lead_reads_why(visit, writing_server):
    director = await visit(writing_server, "directeur")
    page = await director.open(f"/settlements?agreement={MEANS}")
    await open_proposal(page)
    await page.get_by_role("button", name="Refuser…").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("met fin pour tous")
    await dialog.get_by_label("Pourquoi (facultatif)").fill("Heures d’octobre contestées.")
    await dialog.get_by_role("button", name="Refuser").click()
    refused = f"{TILLEULS} a refusé"
    await expect(page.get_by_role("note", name=refused)).to_be_visible()

    lead = await visit(writing_server, "directrice")
    page = await lead.open(f"/settlements?agreement={MEANS}")
    await page.get_by_role("link", name=said("Compensation n° 1")).click()
    notice = page.get_by_role("note", name=refused)
    await expect(notice).to_contain_text("Heures d’octobre contestées.")
    await expect(notice).to_contain_text("Chacun paie ses relevés comme avant")
    await expect(page.get_by_role("button", name="Réaliser…")).to_have_count(0)


async def test_the_lead_withdraws_looks_again_and_proposes_what_it_saw(visit, writing_server):
    lead = await visit(writing_server, "directrice")
    page = await lead.open(f"/settlements?agreement={MEANS}")
    preview = section(page, "Payer en moins de virements")
    await preview.get_by_label("Compenser les relevés à payer jusqu’au").fill(clock.today().isoformat())
    await preview.get_by_role("button", name="Voir ce que cela donnerait").click()
    await expect(preview).to_contain_text("Rien à compenser à cette date")
    await expect(preview).to_contain_text("Ce relevé est déjà dans une compensation en cours.")

    await open_proposal(page)
    await page.get_by_role("button", name="Retirer…").click()
    await page.get_by_role("dialog").get_by_role("button", name="Retirer la compensation").click()
    await expect(page.get_by_text("Le chef de file l’a retirée")).to_be_visible()

    await page.get_by_role("link", name=said("Qui doit quoi ·")).click()
    await preview.get_by_role("button", name="Voir ce que cela donnerait").click()
    await expect(preview).to_contain_text(said("Au lieu de 6 paiements, 3"))
    positions = preview.get_by_role("table", name="Ce que chacun doit, reçoit et garde").get_by_role("row")
    await expect(positions.filter(has_text=TILLEULS)).to_contain_text(said("reçoit 270,00 €"))
    await preview.get_by_role("button", name="Proposer cette compensation…").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Un seul refus y met fin")
    await dialog.get_by_role("button", name="Proposer").click()
    await expect(title(page)).to_have_text(said("Compensation n° 2"))
    await expect(page.get_by_role("heading", name="Votre réponse est attendue")).to_be_visible()
