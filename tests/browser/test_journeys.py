"""What people come to do, from their first click to what they read afterwards."""

import re
from datetime import date, timedelta

import pytest
from playwright.async_api import Locator, Page, expect

from browser.living import LiveServer, signed_in_client
from essaim.demo import PASSWORD
from essaim.demo.resources import monday
from essaim.demo.writing import demo_id

pytestmark = pytest.mark.browser

LA_SALETTE = "EHPAD Le Hameau des Aînés – La Salette"
MINIBUS = "Minibus adapté 9 places"
ROOM = "Salle des Monts d’Or"
WAITING_CENTRE = "Centre de vacances La Source – Chambéry"
NOT_FOR_YOU = "Cet élément n’existe pas, ou vous n’y avez pas accès."
METROPOLE = "Métropole de Lyon – ARFRIPS : sites qualifiants et formations"

RNA_COLUMNS = (
    "id;siret;date_creat;nature;titre;objet;adrs_codeinsee;adrs_codepostal;adrs_libcommune;position;maj_time"
)
RNA_FILE = "\n".join(
    (
        RNA_COLUMNS,
        "W691234567;;2010-05-01;D;LES AMIS DU MINIBUS;partager un véhicule;69032;69210;Bully;A;2024-05-02 10:00:00",
        "W69;;2011-05-01;D;LE NUMERO TRONQUE;lire;69032;69210;Bully;A;2024-05-02 10:00:00",
        "W691234569;;2012-05-01;D;;sans titre;69032;69210;Bully;A;2024-05-02 10:00:00",
    )
)


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


async def follow(page: Page, name: str) -> None:
    """Go to a page of the main menu; it bears the name of its entry."""
    await page.get_by_role("navigation", name="Navigation principale").get_by_role("link", name=name).click()
    await expect(title(page)).to_have_text(name)


# Coming in


async def test_a_newcomer_accepts_an_invitation(visit, writing_server):
    director = await visit(writing_server, "directrice")
    page = await director.open("/members")
    await page.get_by_role("button", name="Inviter une personne").click()
    dialog = page.get_by_role("dialog", name="Inviter une personne")
    await dialog.get_by_label("Adresse électronique").fill("nadia@exemple.test")
    await dialog.get_by_label("Métier").fill("Ergothérapeute")
    await dialog.get_by_role("button", name="Inviter").click()
    link = await page.get_by_label("Lien d’invitation").input_value()

    newcomer = await visit(writing_server)
    page = newcomer.page
    await page.goto(link)
    await expect(page.get_by_role("main")).to_contain_text(f"Vous êtes invité(e) à rejoindre {LA_SALETTE}")
    await expect(page.get_by_text("Ce qui deviendra visible")).to_be_visible()
    assert "token" not in page.url
    await page.get_by_label("Votre nom").fill("Nadia Haddad")
    await page.get_by_label("Choisissez un mot de passe").fill("trois vélos devant la mairie")
    await page.get_by_role("button", name="Accepter l’invitation").click()

    await expect(title(page)).to_have_text("Bonjour Nadia Haddad")
    await follow(page, "Membres")
    await expect(page.get_by_role("row", name=re.compile("Nadia Haddad"))).to_contain_text("Équipe")
    await expect(page.get_by_role("button", name="Inviter une personne")).to_have_count(0)


async def test_the_director_signs_in_after_a_wrong_password_and_finds_an_organisation(visit, reading_server):
    visitor = await visit(reading_server)
    visitor.witness.expect_refusal(401)
    page = await visitor.open("/organisations")
    await expect(title(page)).to_have_text("Se connecter")

    await page.get_by_label("Adresse électronique").fill("directrice@exemple.test")
    await page.get_by_label("Mot de passe", exact=True).fill("une autre phrase")
    await page.get_by_role("button", name="Se connecter").click()
    await expect(page.get_by_role("alert")).to_contain_text("Adresse ou mot de passe incorrect")
    await page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Se connecter").click()
    await expect(title(page)).to_have_text("Annuaire")

    await page.get_by_role("searchbox", name="Rechercher").fill("hamaeu des aines")
    found = page.get_by_role("table", name="Organisations trouvées")
    await found.get_by_role("link", name=LA_SALETTE).click()
    await expect(title(page)).to_have_text(LA_SALETTE)
    await expect(page.get_by_role("main")).to_contain_text("Bully")

    await page.reload()
    await expect(title(page)).to_have_text(LA_SALETTE)


async def test_the_director_reads_what_awaits_and_what_she_shares(visit, reading_server):
    visitor = await visit(reading_server, "directrice")
    page = await visitor.open("/")
    await expect(title(page)).to_have_text("Bonjour Hélène Garnier")
    main = page.get_by_role("main")
    await expect(main).to_contain_text(f"Vous agissez pour {LA_SALETTE}")
    await expect(main.get_by_role("heading", name="Vos prochaines réservations")).to_be_visible()
    await main.get_by_role("link", name=re.compile("mutualisations en cours")).click()
    await expect(title(page)).to_have_text("Mutualisations")
    await expect(page.get_by_role("link", name="Moyens partagés du réseau gérontologique")).to_be_visible()


async def test_the_keyboard_reaches_the_content_and_any_organisation(visit, reading_server):
    visitor = await visit(reading_server, "directrice")
    page = await visitor.open("/")
    await expect(title(page)).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main")).to_be_focused()

    await page.keyboard.press("Control+k")
    field = page.get_by_role("textbox", name="Aller à une page ou à une organisation")
    await expect(field).to_be_focused()
    await field.press_sequentially("apogees")
    await expect(page.get_by_role("button", name=re.compile("Réseau APOGÉES"))).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(title(page)).to_have_text("Réseau APOGÉES")


async def test_theme_and_language_last(visit, writing_server):
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open("/")
    html = page.locator("html")
    await page.get_by_role("button", name="Mon compte : Hélène Garnier").click()
    await page.get_by_role("menuitemradio", name="Sombre").click()
    await expect(html).to_have_attribute("data-mantine-color-scheme", "dark")
    await page.reload()
    await expect(html).to_have_attribute("data-mantine-color-scheme", "dark")

    await page.get_by_role("button", name="Mon compte : Hélène Garnier").click()
    await page.get_by_role("menuitem", name="English").click()
    await expect(html).to_have_attribute("lang", "en")
    await expect(title(page)).to_have_text("Hello Hélène Garnier")

    elsewhere = await visit(writing_server, "directrice")
    page = await elsewhere.open("/")
    await expect(title(page)).to_have_text("Hello Hélène Garnier")
    await expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


# Booking


async def fill_period(page: Page, day: date, begins: str, ends: str) -> None:
    await page.get_by_label("Début : jour").fill(day.isoformat())
    await page.get_by_label("Début : heure").fill(begins)
    await page.get_by_label("Fin : jour").fill(day.isoformat())
    await page.get_by_label("Fin : heure").fill(ends)


async def test_the_staff_member_books_the_minibus_then_takes_the_next_free_slot(visit, writing_server):
    tuesday = monday() + timedelta(days=22)
    visitor = await visit(writing_server, "soignante")
    page = await visitor.open("/")
    await follow(page, "Ressources")
    await page.get_by_role("link", name=MINIBUS).click()
    await page.get_by_role("link", name="Réserver", exact=True).click()
    await fill_period(page, tuesday, "10:00", "12:00")
    preview = page.locator("section").filter(has=page.get_by_role("heading", name="Ce que cela donne"))
    await expect(preview).to_contain_text("24,00 €")
    await expect(preview).to_contain_text("Libre")
    await page.get_by_label("Pour quoi faire").fill("Sortie au musée")
    await page.get_by_role("button", name="Réserver").click()
    await expect(title(page)).to_have_text(MINIBUS)
    await expect(page.get_by_role("main")).to_contain_text("Confirmée")
    await expect(page.get_by_role("main")).to_contain_text("de 10:00 à 12:00")

    visitor.witness.expect_refusal(409)
    await visitor.open(f"/bookings/new?resource={demo_id('resources/minibus')}")
    await fill_period(page, tuesday, "11:00", "13:00")
    await expect(preview).to_contain_text("Ce créneau est déjà pris.")
    await page.get_by_role("button", name="Réserver").click()
    refusal = page.get_by_role("alert").filter(has_text="Prochains créneaux libres de même durée")
    slot = refusal.get_by_role("button").first
    await expect(slot).to_contain_text("à 14:00")
    await slot.click()
    await expect(page.get_by_label("Début : heure")).to_have_value("12:00")
    await expect(preview).to_contain_text("Libre")
    await page.get_by_role("button", name="Réserver").click()
    await expect(page.get_by_role("main")).to_contain_text("de 12:00 à 14:00")
    await expect(page.get_by_role("main")).to_contain_text("Confirmée")


async def test_the_steward_confirms_a_request(visit, writing_server):
    await _room_needs_an_answer(writing_server)
    thursday = monday() + timedelta(days=24)
    asker = await visit(writing_server, "soignante")
    page = await asker.open(f"/bookings/new?resource={demo_id('resources/salle')}")
    await fill_period(page, thursday, "10:00", "12:00")
    await page.get_by_role("button", name="Demander la réservation").click()
    await expect(page.get_by_role("main")).to_contain_text(f"{LA_SALETTE} n’a pas encore répondu")

    steward = await visit(writing_server, "directrice")
    desk = await steward.open("/")
    await desk.get_by_role("link", name=re.compile(f"Décider.*{ROOM}")).click()
    await expect(title(desk)).to_have_text(ROOM)
    await desk.get_by_role("button", name="Confirmer", exact=True).click()
    dialog = desk.get_by_role("dialog")
    await dialog.get_by_label("Un mot pour EHPAD Les Tilleuls").fill("Clés à l’accueil")
    await dialog.get_by_role("button", name="Confirmer la réservation").click()
    await expect(dialog).to_have_count(0)
    await expect(desk.get_by_role("main")).to_contain_text("Confirmée")

    await page.reload()
    await expect(page.get_by_role("main")).to_contain_text("Clés à l’accueil")


async def _room_needs_an_answer(server: LiveServer) -> None:
    async with signed_in_client(server, "directrice") as client:
        path = f"/v1/resources/{demo_id('resources/salle')}"
        version = (await client.get(path)).headers["ETag"]
        answer = await client.patch(path, json={"needs_approval": True}, headers={"If-Match": version})
        assert answer.status_code == 200, answer.text


# Networks and agreements


async def test_the_coordinator_reads_the_network_and_confirms_who_waits(visit, writing_server):
    visitor = await visit(writing_server, "coordinateur")
    page = await visitor.open("/networks")
    mine = page.get_by_role("table", name="Mes réseaux")
    await expect(mine.get_by_role("row", name=re.compile("^IDDJ"))).to_contain_text("62")
    benefits = page.get_by_role("table", name="Ce que vos réseaux vous apportent")
    await benefits.get_by_role("link", name="Achats groupés").click()
    await expect(title(page)).to_have_text("Achats groupés")
    reached = page.get_by_role("table", name="Bénéficiaires")
    centre = reached.get_by_role("row").filter(
        has=page.get_by_role("link", name="Centre de vacances La Clairière – Chambéry")
    )
    await expect(centre.first).to_contain_text("par IDDJ")

    await follow(page, "Réseaux")
    await page.get_by_role("button", name=f"Confirmer : {WAITING_CENTRE}").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text(
        "reçoit les avantages que donne IDDJ et ceux qu’il transmet d’autres réseaux"
    )
    await dialog.get_by_role("button", name="Confirmer l’adhésion").click()
    await expect(dialog).to_have_count(0)
    await expect(page.get_by_role("button", name=f"Confirmer : {WAITING_CENTRE}")).to_have_count(0)
    await expect(page.get_by_text("Rien n’attend votre réponse.")).to_be_visible()


async def test_the_training_director_reads_the_balance_of_her_partnership(visit, reading_server):
    visitor = await visit(reading_server, "formatrice")
    page = await visitor.open("/")
    await follow(page, "Partenariats")
    await page.get_by_role("link", name=METROPOLE).click()
    await expect(title(page)).to_have_text(METROPOLE)
    main = page.get_by_role("main")
    for figure in ("55 296,00 €", "39 480,00 €", "15 816,00 €", "28,60 %"):
        await expect(main).to_contain_text(figure)
    alert = page.get_by_role("alert").filter(has_text="Pour revenir dans la tolérance de 15 %")
    await expect(alert).to_contain_text("7 jours de plus")


async def test_the_rival_sees_the_public_directory_and_nothing_shared(visit, reading_server):
    visitor = await visit(reading_server, "concurrent")
    page = await visitor.open("/")
    main = page.get_by_role("main")
    await expect(main).to_contain_text("Votre organisation ne partage encore rien sur Essaim")
    await follow(page, "Annuaire")
    await page.get_by_role("searchbox", name="Rechercher").fill("la salette")
    await page.get_by_role("link", name=LA_SALETTE).click()
    await expect(title(page)).to_have_text(LA_SALETTE)
    await expect(main).not_to_contain_text("4 850 000")

    for menu, explanation in (
        ("Ressources", "Rien à réserver pour l’instant"),
        ("Mutualisations", "mutualisation"),
        ("Partenariats", "partenariat"),
        ("Réservations", "réservation"),
    ):
        await follow(page, menu)
        await expect(main).to_contain_text(explanation)
        for secret in (MINIBUS, "Moyens partagés", "Métropole de Lyon – ARFRIPS"):
            await expect(main).not_to_contain_text(secret)

    visitor.witness.expect_refusal(404)
    for address in (
        f"/pools/{demo_id('agreements/moyens')}",
        f"/partnerships/{demo_id('agreements/metropole')}",
        f"/resources/{demo_id('resources/minibus')}",
        f"/bookings/{demo_id(f'bookings/visite/{monday()}')}",
    ):
        await visitor.open(address)
        await expect(main.get_by_role("alert")).to_contain_text(NOT_FOR_YOU)
        await expect(title(page)).to_have_count(1)
        await expect(main).not_to_contain_text(MINIBUS)


# Registers


async def test_trying_a_register_file_tells_its_faults_line_by_line(visit, writing_server):
    visitor = await visit(writing_server, "coordinateur")
    page = await visitor.open("/imports")
    await page.get_by_role("radio", name=re.compile("RNA")).check()
    await page.locator("input[type=file]").set_input_files(
        {"name": "rna-69.csv", "mimeType": "text/csv", "buffer": RNA_FILE.encode("iso-8859-1")}
    )
    await page.get_by_role("button", name="Essayer sans rien écrire").click()

    await expect(title(page)).to_have_text("rna-69.csv")
    main = page.get_by_role("main")
    await expect(main).to_contain_text("Essai : rien n’est écrit dans l’annuaire.")
    refused = page.get_by_role("table", name="Refusées")
    await expect(refused.get_by_role("row").filter(has_text="ligne 3")).to_contain_text("W69")
    await expect(refused.get_by_role("row").filter(has_text="ligne 4")).to_contain_text("titre")

    await follow(page, "Annuaire")
    await page.get_by_role("searchbox", name="Rechercher").fill("amis du minibus")
    await expect(page.get_by_role("link", name="LES AMIS DU MINIBUS")).to_have_count(0)
