"""Leaving, before a browser: simulate as often as one likes, give notice, settle, read what is settled; and quotas."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, Page, expect
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from browser.living import LiveServer
from essaim.agreements.rulebook import Quota, Rulebook
from essaim.demo.organisations import organisation_id
from essaim.demo.resources import monday
from essaim.demo.writing import demo_id
from essaim.kit import clock

pytestmark = pytest.mark.browser

FUND = demo_id("agreements/fonds")
SHARED_MEANS = demo_id("agreements/moyens")
MINIBUS = demo_id("resources/minibus")
TILLEULS = "EHPAD Les Tilleuls"
PARIS = ZoneInfo("Europe/Paris")
YEAR = max(2027, clock.today().year + 1)
"""The year of the scenario of the domain, while it lasts."""


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


async def test_a_director_simulates_leaving_the_common_fund(visit, reading_server):
    visitor = await visit(reading_server, "directeur")
    page = await visitor.open(f"/pools/{FUND}")
    await page.get_by_role("link", name=re.compile("Simuler notre départ")).click()
    await expect(title(page)).to_have_text("Si nous partions")
    await expect(page.get_by_text("Rien n’est enregistré et personne n’est prévenu")).to_be_visible()

    when = section(page, "À quelle date")
    notice = page.get_by_label("Jour où vous donneriez votre préavis")
    await notice.fill(f"{YEAR}-07-15")
    await expect(when).to_contain_text(f"31 décembre {YEAR + 1}")
    await notice.fill(f"{YEAR}-06-15")
    await expect(when).to_contain_text(f"Vous prendriez part jusqu’au31 décembre {YEAR}")
    await expect(when).to_contain_text("avec 6 mois de préavis")
    await expect(when.get_by_role("listitem").nth(2)).to_contain_text(f"30 juin {YEAR + 1}")
    await expect(when.get_by_role("listitem").nth(3)).to_contain_text(said("2 350,00 €"))

    figures = section(page, "Ce que vous devriez, ce qui vous reviendrait").get_by_role("listitem")
    await expect(figures.nth(0)).to_contain_text(said("Vous devriez0,00 €"))
    await expect(figures.nth(1)).to_contain_text(said("Il vous reviendrait4 700,00 €"))
    await expect(figures.nth(1)).to_contain_text(said("apporté 8 000,00 €"))
    await expect(figures.nth(1)).to_contain_text(said("consommé 3 300,00 €"))
    await expect(figures.nth(2)).to_contain_text(said("Au total, vous recevriez4 700,00 €"))

    shares = page.get_by_role("table", name="Parts du fonds, avant et après votre départ")
    mine = shares.get_by_role("row").filter(has_text=TILLEULS)
    await expect(mine).to_contain_text(said("20,00 %4 700,00 €0,00 %0,00 €"))
    other = shares.get_by_role("row").filter(has_text="La Salette")
    await expect(other).to_contain_text(said("25,00 %5 875,00 €31,25 %5 875,00 €"))
    await expect(page.get_by_role("main")).to_contain_text("Vous avez 1 voix sur 6")

    await page.reload()
    await expect(when).to_contain_text(f"31 décembre {YEAR}")
    await expect(section(page, "Les départs de cet accord")).to_contain_text("Personne ne part")


async def test_a_day_too_soon_is_refused_with_the_one_that_would_do(visit, reading_server):
    visitor = await visit(reading_server, "directrice")
    visitor.witness.expect_refusal(409)
    page = await visitor.open(f"/exits/{FUND}?notice={YEAR}-06-15")
    await expect(section(page, "À quelle date")).to_be_visible()
    await page.get_by_label("Dernier jour dans l’accord (facultatif)").fill(f"{YEAR}-08-01")
    await page.get_by_role("button", name=f"Choisir le 31 décembre {YEAR}").click()
    await expect(section(page, "À quelle date")).to_contain_text(f"31 décembre {YEAR}")
    await expect(page.get_by_label("Dernier jour dans l’accord (facultatif)")).to_have_value(f"{YEAR}-12-31")


async def test_notice_is_given_from_the_simulation(visit, writing_server):
    visitor = await visit(writing_server, "directeur")
    page = await visitor.open(f"/exits/{FUND}")
    await page.get_by_role("link", name="Donner notre préavis…").click()
    dialog = page.get_by_role("dialog", name="Donner le préavis de votre organisation")
    await dialog.get_by_role("button", name="Donner le préavis").click()
    await page.get_by_role("link", name="Voir ce que cela entraîne").click()
    await expect(title(page)).to_have_text("Notre départ")
    await expect(section(page, "Où en est votre départ")).to_contain_text("Départ annoncé")
    await expect(page.get_by_label("Jour où vous donneriez votre préavis")).to_have_count(0)

    lead = await visit(writing_server, "directrice")
    page = await lead.open(f"/exits/{FUND}")
    card = page.get_by_role("article").filter(has_text=TILLEULS)
    await expect(card).to_contain_text(said("Il lui reviendrait4 700,00 €"))
    await expect(card.get_by_role("button")).to_have_count(0)


async def test_the_lead_settles_an_exit_and_who_left_reads_it(visit, writing_server):
    await as_owner(
        writing_server,
        "UPDATE parties SET notice_given_on = :notice, left_on = :last"
        " WHERE agreement_id = :agreement AND organisation_id = :organisation",
        notice=clock.today() - timedelta(days=200),
        last=clock.today() - timedelta(days=1),
        agreement=FUND,
        organisation=organisation_id("s02"),
    )
    lead = await visit(writing_server, "directrice")
    page = await lead.open(f"/exits/{FUND}")
    card = page.get_by_role("article").filter(has_text=TILLEULS)
    await expect(card).to_contain_text("Départ à solder")
    await card.get_by_role("button", name="Solder ce départ…").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text(said("4 700,00 € quittent le fonds"))
    await expect(dialog).to_contain_text("Elle ne doit rien.")
    await dialog.get_by_role("button", name="Solder ce départ").click()
    await expect(card).to_contain_text("Départ soldé")
    await card.get_by_role("button", name="Noter le versement 1").click()
    await page.get_by_label("Référence du virement (facultatif)").fill("VIR 2028-014")
    await page.get_by_role("dialog").get_by_role("button", name="Noter le versement").click()
    await expect(card.get_by_role("row").nth(1)).to_contain_text("Payé le")
    await expect(card).to_contain_text(said("Encore à lui verser2 350,00 €"))

    gone = await visit(writing_server, "directeur")
    page = await gone.open(f"/exits/{FUND}")
    await expect(title(page)).to_have_text("Notre départ")
    own = section(page, "Où en est votre départ")
    await expect(own).to_contain_text(said("Il vous revient4 700,00 €"))
    await expect(own).to_contain_text(said("Encore à vous verser2 350,00 €"))
    await expect(own.get_by_role("button")).to_have_count(0)


async def test_a_booking_beyond_a_quota_is_told_what_is_left_and_shortened_to_it(visit, writing_server):
    rules = Rulebook(quotas=[Quota(resource_kind="vehicle", maximum_hours=4, period="week")])
    await as_owner(
        writing_server,
        "INSERT INTO agreement_rules (agreement_id, number, state, content, note, proposed_by,"
        " proposed_by_person, basis, adopted_at, in_force_from)"
        " SELECT agreement_id, max(number) + 1, 'adopted', CAST(:content AS jsonb), 'Quota', :lead, :person,"
        " 'founding', now(), today() - 1 FROM agreement_rules WHERE agreement_id = :agreement"
        " GROUP BY agreement_id",
        content=rules.model_dump_json(),
        agreement=SHARED_MEANS,
        lead=organisation_id("s01"),
        person=demo_id("persons/directrice"),
    )
    day = monday() + timedelta(days=21)
    visitor = await visit(writing_server, "directeur")
    visitor.witness.expect_refusal(409)
    page = await visitor.open(f"/bookings/new?resource={MINIBUS}{_between(day, 9, 15)}")
    send = page.get_by_role("button", name=re.compile("^(Réserver|Demander la réservation)$"))
    await send.click()
    refusal = page.get_by_role("alert").filter(has_text="Plus que ce qui vous reste")
    await expect(refusal).to_contain_text(said("Il reste : 4 h"))
    await refusal.get_by_role("button", name=said("Raccourcir à 4 h")).click()
    await expect(page.get_by_label("Fin : heure")).to_have_value("13:00")
    await expect(refusal).to_have_count(0)
    await send.click()
    await expect(title(page)).to_have_text("Minibus adapté 9 places")


def _between(day: date, begins: int, ends: int) -> str:
    """The period chosen, as the calendar writes it in an address: moments in UTC."""
    moments = {
        name: datetime.combine(day, time(hour), PARIS).astimezone(UTC)
        for name, hour in (("from", begins), ("to", ends))
    }
    return "".join(f"&{name}={moment:%Y-%m-%dT%H:%M:%SZ}" for name, moment in moments.items())
