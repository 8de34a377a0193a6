"""Rules and doors: what a director reads of them, changes, and asks."""

import re

import pytest
from playwright.async_api import Page, expect

from browser.test_journeys import title
from essaim.demo.writing import demo_id

pytestmark = pytest.mark.browser

SHARED_MEANS = "Moyens partagés du réseau gérontologique"
COMMON_FUND = "Fonds commun des projets partagés"
MEANS = demo_id("agreements/moyens")
MANAGEMENT = demo_id("agreements/gestion")
FUND = demo_id("agreements/fonds")


async def unfold(page: Page, part: str) -> None:
    await page.get_by_role("button", name=part).click()


async def test_a_director_reads_the_rules_and_takes_a_quota_to_the_vote(visit, writing_server):
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/pools/{MEANS}")
    await page.get_by_role("link", name="Règles", exact=True).click()
    await expect(title(page)).to_have_text(f"Règles de «\u00a0{SHARED_MEANS}\u00a0»")
    main = page.get_by_role("main")
    await expect(main).to_contain_text("Règles signées")
    await expect(main).to_contain_text("Chaque organisation a une voix.")
    await expect(main).to_contain_text("Le vote est ouvert")

    await page.get_by_role("link", name="Proposer un changement").click()
    await expect(title(page)).to_have_text("Proposer un changement de règles")
    panel = page.get_by_role("region", name="Vérification")
    await expect(panel).to_contain_text("Rien ne change encore")
    await unfold(page, "Limites de réservation")
    await page.get_by_role("button", name="Ajouter une limite").click()
    await page.get_by_role("combobox", name="Ressources").click()
    await page.get_by_role("option", name="Salles").click()
    await page.get_by_role("textbox", name="Au plus").fill("30")
    await expect(panel).to_contain_text("réserve au plus 30 heures par mois")
    await expect(panel).to_contain_text("n’est interdit par la forme juridique")

    await page.get_by_role("button", name="Enregistrer et demander le vote").click()
    why = page.get_by_role("textbox", name="Pourquoi")
    await expect(why).to_be_focused()
    await why.fill("La grande salle est prise tous les mardis.")
    await page.get_by_role("button", name="Enregistrer et demander le vote").click()
    await page.wait_for_url(
        re.compile(rf"/decisions/new\?agreement={MEANS}&effect=adopt_rules&subject=[0-9a-f-]{{36}}")
    )

    await visitor.open(f"/agreements/{MEANS}/rules")
    proposals = page.locator("section").filter(
        has=page.get_by_role("heading", name="Propositions en attente d’une décision")
    )
    await expect(proposals).to_contain_text("La grande salle est prise tous les mardis.")
    await page.get_by_role("button", name="Retirer la version 3").click()
    await page.get_by_role("dialog").get_by_role("button", name="Retirer la proposition").click()
    await expect(proposals).not_to_contain_text("La grande salle est prise tous les mardis.")
    await expect(page.get_by_role("main")).to_contain_text("Retirée")


async def test_a_director_writes_a_fair_key_with_a_cap(visit, writing_server):
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/agreements/{MEANS}/rules/new")
    panel = page.get_by_role("region", name="Vérification")
    await unfold(page, "Partager les coûts")
    await page.get_by_role("button", name="Ajouter une clé").click()
    # The demonstration has a key already: the new one is the last.
    await page.get_by_role("textbox", name="Ce que cette clé partage").last.fill("Assurance des véhicules")
    await page.get_by_role("combobox", name="Comment").last.click()
    await page.get_by_role("option", name="Ce que coûte chaque arrivée").click()
    await expect(page.get_by_role("main")).to_contain_text("ce prix ou cette quantité sera à déclarer")
    await page.get_by_role("button", name="Ajouter un plancher ou un plafond").last.click()
    cap = page.get_by_role("textbox", name="Montant")
    await cap.fill("0")
    await expect(panel).to_contain_text("Ces règles seraient refusées")
    await expect(cap).to_have_accessible_description(re.compile("personne ne paierait"))
    await expect(page.get_by_role("button", name="Partager les coûts")).to_contain_text("à corriger")

    await cap.fill("500")
    await expect(panel).to_contain_text(
        "chacun paie ce que son arrivée coûte en moyenne, dans tous les ordres d’arrivée possibles"
    )
    await expect(panel).to_contain_text("plafond\u00a0: chaque organisation paie au plus 500,00\u00a0€")
    exempted = page.get_by_role("combobox", name="Ne paient jamais ce coût").last
    await exempted.click()
    await page.get_by_role("option", name="Hameau").click()
    await expect(panel).to_contain_text("ne paie jamais")

    await page.get_by_role("textbox", name="Pourquoi").fill("Chaque véhicule coûte selon qui s’en sert.")
    await page.get_by_role("button", name="Enregistrer le projet").click()
    await expect(title(page)).to_have_text(f"Règles de «\u00a0{SHARED_MEANS}\u00a0»")
    await expect(page.get_by_role("main")).to_contain_text(
        "Clé Assurance des véhicules, plafond\u00a0: chaque organisation paie au plus 500,00\u00a0€."
    )


async def test_what_the_law_forbids_is_refused_with_its_source(visit, reading_server):
    visitor = await visit(reading_server, "directrice")
    page = await visitor.open(f"/agreements/{MANAGEMENT}/rules")
    await expect(page.get_by_role("link", name="Un vote des parties")).to_be_visible()
    await page.get_by_role("link", name="Proposer un changement").click()

    panel = page.get_by_role("region", name="Vérification")
    ask = page.get_by_role("button", name="Enregistrer et demander le vote")
    await unfold(page, "Partir")
    notice = page.get_by_role("textbox", name="Préavis")
    await notice.fill("3")
    await expect(panel).to_contain_text("Ces règles seraient refusées")
    await expect(panel).to_contain_text("au moins six mois avant la fin de l’exercice")
    await expect(panel).to_contain_text("Source\u00a0: CASF, art. R. 312-194-10")
    await expect(page.get_by_role("button", name="Partir")).to_contain_text("à corriger")
    await expect(ask).to_be_disabled()

    await notice.fill("9")
    await expect(panel).not_to_contain_text("Ces règles seraient refusées")
    await expect(panel).to_contain_text("9 mois")
    await unfold(page, "Prêter du personnel")
    await page.get_by_role("checkbox", name="Un forfait").check()
    await expect(panel).to_contain_text("Source\u00a0: Code du travail, art. L. 8241-1")
    await page.get_by_role("checkbox", name="Un forfait").uncheck()
    await expect(ask).to_be_enabled()


async def test_an_organisation_asks_to_enter_where_the_members_vote(visit, writing_server):
    outside = await visit(writing_server, "formatrice")
    page = await outside.open("/pools")
    await page.get_by_role("link", name="Rejoindre un accord").click()
    await expect(title(page)).to_have_text("Rejoindre un accord")
    await page.get_by_role("button", name=f"Demander à entrer dans «\u00a0{COMMON_FUND}\u00a0»").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Envoyer la demande").click()
    await expect(dialog).to_contain_text("Écrivez quelques mots")
    await dialog.get_by_label("Pourquoi vous souhaitez entrer").fill("Former ensemble nos tuteurs.")
    await dialog.get_by_role("button", name="Envoyer la demande").click()
    await expect(page.get_by_role("table", name="Vos demandes")).to_contain_text("En attente de réponse")

    lead = await visit(writing_server, "directrice")
    home = await lead.open("/")
    await expect(home.get_by_role("main")).to_contain_text(
        f"demande à entrer dans «\u00a0{COMMON_FUND}\u00a0»"
    )
    await home.get_by_role("link", name=f"Répondre\u00a0: {COMMON_FUND}").click()
    await expect(home.get_by_role("main")).to_contain_text("Former ensemble nos tuteurs.")
    vote = home.get_by_role("link", name=re.compile("Demander le vote sur l’entrée"))
    await expect(vote).to_have_attribute(
        "href", re.compile(rf"/decisions/new\?agreement={FUND}&effect=admit_party&subject=")
    )

    await page.get_by_role("button", name=f"Retirer la demande pour «\u00a0{COMMON_FUND}\u00a0»").click()
    await page.get_by_role("dialog").get_by_role("button", name="Retirer la demande").click()
    await expect(
        page.get_by_role("button", name=f"Demander à entrer dans «\u00a0{COMMON_FUND}\u00a0»")
    ).to_be_visible()


async def test_the_lead_opens_an_agreement_and_admits_who_asks(visit, writing_server):
    lead = await visit(writing_server, "directrice")
    page = await lead.open(f"/pools/{MEANS}/edit")
    await page.get_by_role("switch", name="D’autres organisations peuvent demander à entrer").check()
    await page.get_by_role("button", name="Enregistrer").click()
    await expect(page.get_by_role("main")).to_contain_text("Acceptées, d’où qu’elles viennent")

    outside = await visit(writing_server, "formatrice")
    other = await outside.open("/agreements/open?kind=pool")
    await other.get_by_role("button", name=f"Demander à entrer dans «\u00a0{SHARED_MEANS}\u00a0»").click()
    await other.get_by_label("Pourquoi vous souhaitez entrer").fill("Nous cherchons une salle.")
    await other.get_by_role("button", name="Envoyer la demande").click()
    await expect(other.get_by_role("table", name="Vos demandes")).to_be_visible()

    await page.reload()
    await page.get_by_role("button", name=re.compile("^Admettre")).click()
    await page.get_by_role("dialog").get_by_role("button", name="Admettre", exact=True).click()
    await expect(page.get_by_role("heading", name="Demandes d’entrée")).to_have_count(0)
    await expect(page.get_by_role("table", name="Les parties")).to_contain_text("Réponse attendue")

    await other.reload()
    await other.get_by_role("link", name=f"Répondre à l’invitation dans «\u00a0{SHARED_MEANS}\u00a0»").click()
    await other.get_by_role("link", name="les règles de l’accord").click()
    await expect(title(other)).to_have_text(f"Règles de «\u00a0{SHARED_MEANS}\u00a0»")
