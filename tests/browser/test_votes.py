"""Votes on the screen: from the ballot that waits to the sentence that says how it ended."""

import re
from datetime import date, timedelta

import pytest
from playwright.async_api import Locator, Page, expect

from browser.living import LiveServer, signed_in_client
from essaim.demo.organisations import organisation_id
from essaim.demo.writing import demo_id
from reading import pdf_text

pytestmark = pytest.mark.browser

MINIBUS_VOTE = "Limiter le minibus à vingt heures par mois et par structure"
KEY_VOTE = "Adopter une clé de répartition par fonction"
LA_SALETTE = "EHPAD Le Hameau des Aînés – La Salette"
TILLEULS = "EHPAD Les Tilleuls"
ROSERAIE = "EHPAD La Roseraie"
SHARED_MEANS = demo_id("agreements/moyens")


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def figure(page: Page, table: str, name: str) -> Locator:
    """One figure of a table of two columns."""
    rows = page.get_by_role("table", name=table).get_by_role("row")
    return rows.filter(has=page.get_by_role("rowheader", name=name)).get_by_role("cell")


async def test_a_director_votes_and_sees_the_quorum_move(visit, writing_server):
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open("/decisions")
    await expect(title(page)).to_have_text("Votes")
    await page.get_by_role("link", name=f"Voter\u00a0: {MINIBUS_VOTE}").click()
    await expect(title(page)).to_have_text(MINIBUS_VOTE)
    main = page.get_by_role("main")
    await expect(main).to_contain_text("Ce qui change si c’est adopté")
    await expect(main).to_contain_text("une organisation réserve au plus 20 heures par mois")
    await expect(main).to_contain_text(f"Vous votez pour {LA_SALETTE}, avec un mandat de direction")
    await expect(figure(page, "Chiffres du quorum", "Ont voté elles-mêmes")).to_have_text("3")
    await expect(main).to_contain_text("le quorum manquerait")

    await page.get_by_role("button", name="Pour", exact=True).click()
    dialog = page.get_by_role("dialog", name="Voter pour\u00a0?")
    await expect(dialog).to_contain_text("Il est définitif")
    await expect(dialog).to_contain_text(f"liront que {LA_SALETTE} a voté «\u00a0pour\u00a0»")
    await dialog.get_by_role("button", name="Voter pour").click()

    await expect(main).to_contain_text("Votre organisation a voté\u00a0: Pour")
    await expect(page.get_by_role("heading", name="Votre vote")).to_be_focused()
    await expect(page.get_by_role("button", name="Contre", exact=True)).to_have_count(0)
    await expect(figure(page, "Chiffres du quorum", "Ont voté elles-mêmes")).to_have_text("4")
    await expect(figure(page, "Chiffres de la majorité", "Pour")).to_have_text("3")
    await expect(main).to_contain_text("la décision serait adoptée")
    voters = page.get_by_role("table", name="Qui a voté")
    await expect(voters.get_by_role("row", name=re.compile(LA_SALETTE))).to_contain_text("Pour")

    await visitor.open("/decisions")
    await expect(page.get_by_role("heading", name="Votes ouverts")).to_be_visible()
    await expect(page.get_by_role("heading", name="À voter")).to_have_count(0)


async def test_another_director_sees_a_ballot_arrive_without_reloading(visit, writing_server):
    visitor = await visit(writing_server, "directeur")
    page = await visitor.open(f"/decisions/{demo_id('decisions/moyens/1')}")
    await expect(figure(page, "Chiffres du quorum", "Ont voté elles-mêmes")).to_have_text("3")
    await _vote(writing_server, "directrice", "no")
    # Read again every ten seconds.
    await expect(figure(page, "Chiffres du quorum", "Ont voté elles-mêmes")).to_have_text("4", timeout=14_000)
    await expect(figure(page, "Chiffres de la majorité", "Contre")).to_have_text("2")


async def test_a_closed_vote_reads_its_sentence_and_keeps_its_minutes(visit, reading_server):
    visitor = await visit(reading_server, "directeur")
    page = await visitor.open(f"/decisions?agreement={demo_id('agreements/gestion')}")
    await page.get_by_role("list", name="Votes clos").get_by_role("link", name=KEY_VOTE).click()
    await expect(title(page)).to_have_text(KEY_VOTE)
    main = page.get_by_role("main")
    await expect(main).to_contain_text(
        "Décision adoptée\u00a0: 9 voix pour sur 12 exprimées, soit 75\u00a0%, pour une majorité requise des deux tiers"
    )
    await expect(main).to_contain_text("Effet appliqué")
    await expect(figure(page, "Chiffres du quorum", "Ont voté par procuration")).to_have_text("2")
    await expect(figure(page, "Chiffres de la majorité", "Abstention, hors du calcul")).to_have_text("1")
    voters = page.get_by_role("table", name="Qui a voté")
    await expect(voters.get_by_role("row", name=re.compile("EHPAD La Source"))).to_contain_text(
        f"Représentée par {TILLEULS}"
    )
    async with page.expect_download() as arriving:
        await page.get_by_role("link", name="Télécharger le procès-verbal").click()
    minutes = pdf_text((await (await arriving.value).path()).read_bytes())
    assert "Procès-verbal de la décision n° 1" in minutes


async def test_a_second_proxy_to_the_same_holder_is_refused_in_words(visit, writing_server):
    visitor = await visit(writing_server, "directeur")
    visitor.witness.expect_refusal(409)
    page = await visitor.open(f"/decisions/{demo_id('decisions/moyens/1')}")
    await page.get_by_role("button", name="Donner procuration…").click()
    dialog = page.get_by_role("dialog", name="Donner procuration")
    await dialog.get_by_role("combobox", name="Organisation qui votera pour la vôtre").click()
    await page.get_by_role("option", name=ROSERAIE).click()
    # Meanwhile, somebody else gives it the only one it may hold.
    await _give_proxy(writing_server, "directrice", "s03")
    await dialog.get_by_role("button", name="Donner procuration").click()
    refusal = dialog.get_by_role("alert")
    await expect(refusal).to_contain_text("Trop de procurations")
    await expect(refusal).to_contain_text("tient déjà toutes les procurations permises (1)")

    await dialog.get_by_role("combobox", name="Organisation qui votera pour la vôtre").click()
    await page.get_by_role("option", name="EHPAD Le Val d’Azergues").click()
    await dialog.get_by_role("button", name="Donner procuration").click()
    main = page.get_by_role("main")
    await expect(main).to_contain_text("Votre organisation a donné procuration à EHPAD Le Val d’Azergues")
    await page.get_by_role("button", name="Retirer la procuration…").click()
    await page.get_by_role("dialog").get_by_role("button", name="Retirer la procuration").click()
    await expect(page.get_by_role("button", name="Pour", exact=True)).to_be_visible()


async def test_a_member_asks_a_question_and_the_lead_convenes(visit, writing_server):
    asking = await visit(writing_server, "directeur")
    page = await asking.open(f"/decisions/new?agreement={SHARED_MEANS}&effect=opinion")
    await expect(page.get_by_role("main")).to_contain_text(
        "Majorité\u00a0: plus de la moitié des voix exprimées"
    )
    await page.get_by_label("La question, en une ligne").fill("Acheter un second minibus")
    await page.get_by_label("Pourquoi").fill("Le premier est demandé deux fois plus qu’il n’est libre.")
    await page.get_by_role("button", name="Écrire la question").click()
    await expect(title(page)).to_have_text("Acheter un second minibus")
    await expect(page.get_by_role("main")).to_contain_text("Cette question n’est pas encore posée")
    await expect(page.get_by_role("button", name="Convoquer les membres…")).to_have_count(0)

    convening = await visit(writing_server, "directrice")
    page = await convening.open(page.url.removeprefix(writing_server.address))
    await page.get_by_role("button", name="Convoquer les membres…").click()
    dialog = page.get_by_role("dialog", name="Convoquer les membres")
    await expect(dialog).to_contain_text("Première ouverture permise par les règles")
    field = dialog.get_by_label("Ouverture\u00a0: jour")
    proposed = await field.input_value()
    await field.fill(_day_before(proposed, days=9))
    await dialog.get_by_role("button", name="Convoquer les membres").click()
    await expect(dialog).to_contain_text("Les règles demandent plus de délai")
    await field.fill(proposed)
    await dialog.get_by_label("Lieu, ou moyen de se joindre").fill("Salle du conseil")
    await dialog.get_by_role("button", name="Convoquer les membres").click()
    main = page.get_by_role("main")
    await expect(main).to_contain_text("Vote à venir")
    await expect(main).to_contain_text("Salle du conseil")
    await expect(main).to_contain_text("Le vote n’est pas encore ouvert.")


async def test_who_may_not_vote_reads_why(visit, reading_server):
    visitor = await visit(reading_server, "soignante")
    page = await visitor.open("/decisions")
    await expect(page.get_by_role("main")).to_contain_text("Votre mandat ne permet pas de voter")
    await page.get_by_role("link", name=f"Lire\u00a0: {MINIBUS_VOTE}").click()
    await expect(page.get_by_role("main")).to_contain_text(
        "Votre mandat ne comprend pas le pouvoir de voter."
    )
    await expect(page.get_by_role("button", name="Pour", exact=True)).to_have_count(0)


def _day_before(day: str, *, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


async def _vote(server: LiveServer, account: str, choice: str) -> None:
    async with signed_in_client(server, account) as client:
        answer = await client.post(
            f"/v1/decisions/{demo_id('decisions/moyens/1')}/ballots", json={"choice": choice}
        )
    assert answer.status_code == 201, answer.text


async def _give_proxy(server: LiveServer, account: str, holder: str) -> None:
    async with signed_in_client(server, account) as client:
        answer = await client.post(
            f"/v1/decisions/{demo_id('decisions/moyens/1')}/proxies",
            json={"holder_id": str(organisation_id(holder))},
        )
    assert answer.status_code == 201, answer.text
