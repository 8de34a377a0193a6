"""What is shared, on screen: a run from its first line to its calls, needs stated by each, figures that lack, four eyes."""

import re
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from browser.living import LiveServer, signed_in_client
from essaim.demo.writing import demo_id

pytestmark = pytest.mark.browser

MANAGEMENT = demo_id("agreements/gestion")
SHARED_MEANS = demo_id("agreements/moyens")
RUN = re.compile(r"/allocations/[0-9a-f-]{36}$")


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def money(euros: str) -> re.Pattern[str]:
    """An amount, whichever no-break spaces the browser writes it with."""
    return re.compile(r"\s".join(map(re.escape, euros.split())))


async def choose(page: Page, field: Locator, option: str) -> None:
    """Pick in a list by its words."""
    await field.click()
    await page.get_by_role("option", name=option, exact=True).click()


async def runs_of(server: LiveServer, agreement: object, **wanted: str) -> list[dict[str, Any]]:
    async with signed_in_client(server, "directrice") as client:
        answer = await client.get("/v1/allocations", params={"agreement_id": str(agreement), **wanted})
    return answer.json()["items"]


async def add_line(page: Page, *, name: str, key: str, euros: str) -> Locator:
    """The form of a first line, all but its last choices filled."""
    await page.get_by_role("button", name="Ajouter la première ligne").click()
    dialog = page.get_by_role("dialog", name="Ajouter une ligne")
    await dialog.get_by_label("Ce qui est à payer").fill(name)
    await choose(page, dialog.get_by_role("combobox", name="Clé"), key)
    await dialog.get_by_label("Montant à partager").fill(euros)
    return dialog


async def names_asked(dialog: Locator) -> list[str]:
    labels = await dialog.locator("label").all_inner_texts()
    return [label for label in labels if re.match("EHPAD|Accueil|Résidence", label)]


# Reading


async def test_each_agreement_tells_our_share_what_we_save_and_what_waits(visit, reading_server):
    visitor = await visit(reading_server, "directrice")
    page = await visitor.open("/allocations")
    year, coming = (run["title"][-4:] for run in reversed(await runs_of(reading_server, MANAGEMENT)))
    current = page.get_by_role("article", name=f"Budget de gestion {year}")
    for amount in ("17 537,56 €", "21 076,00 €", "3 538,44 €", "214 000,00 €"):
        await expect(current).to_contain_text(money(amount))
    await expect(current).to_contain_text("Personne n’y perd")
    draft = page.get_by_role("article", name=f"Budget de gestion {coming}")
    await expect(draft).to_contain_text("une autre personne que celle qui a calculé les relit")

    await visitor.open(f"/allocations?agreement={demo_id('agreements/fonds')}")
    await expect(page.get_by_role("main")).to_contain_text("Rien n’est encore partagé dans cet accord")
    await expect(
        page.get_by_role("main").get_by_role("link", name="Préparer un partage").last
    ).to_have_attribute("href", re.compile(r"^/allocations/new\?agreement="))


async def test_lines_of_a_posted_run_show_prices_needs_and_sources_and_change_no_more(visit, reading_server):
    (run,) = await runs_of(reading_server, SHARED_MEANS)
    visitor = await visit(reading_server, "directeur")
    page = await visitor.open(f"/allocations/{run['id']}/lines")
    await expect(page.get_by_role("main")).to_contain_text("ces lignes ne changent plus")
    lines = page.get_by_role("table", name="Coûts à partager")
    await lines.get_by_text("Voir les prix").click()
    await expect(lines).to_contain_text("Toute la commande au prix du palier atteint")
    await page.get_by_role("button", name=re.compile("Téléalarme des résidents")).click()
    stated = page.get_by_role("table", name="Téléalarme des résidents")
    await expect(stated.get_by_role("row", name=re.compile("Les Tilleuls"))).to_contain_text(
        "Recensement de novembre"
    )
    await expect(page.get_by_role("button", name="Modifier")).to_have_count(0)


# From a first line to calls


async def test_a_director_enters_what_lacks_computes_and_is_told_that_another_must_review(
    visit, writing_server
):
    visitor = await visit(writing_server, "directrice")
    visitor.witness.expect_refusal(409)
    page = await visitor.open(f"/allocations/new?agreement={MANAGEMENT}")
    await page.get_by_label("Titre").fill("Véhicules")
    await page.get_by_label("Premier appel dû le").fill("2030-01-31")
    await page.get_by_label("Nombre d’appels").fill("2")
    await page.get_by_label("Mois entre deux appels").fill("1")
    await expect(page.get_by_role("status").filter(has_text="2 appels égaux")).to_contain_text(
        "31 janvier 2030, 28 février 2030"
    )
    await page.get_by_role("button", name="Préparer ce partage").click()

    await expect(title(page)).to_have_text("Lignes de « Véhicules »")
    dialog = await add_line(page, name="Deux véhicules", key="Véhicule", euros="9600")
    await dialog.get_by_role("button", name="Ajouter la ligne").click()
    await expect(page.get_by_role("table", name="Coûts à partager")).to_contain_text(money("9 600,00 €"))

    await page.get_by_role("button", name="Calculer les parts").click()
    refusal = page.get_by_role("main").get_by_role("alert")
    await expect(refusal).to_contain_text("Chiffres manquants")
    await expect(refusal).to_contain_text("EHPAD Les Tilleuls")
    await page.get_by_role("button", name=re.compile("Saisir ce qui manque")).click()
    dialog = page.get_by_role("dialog", name=re.compile("Les kilomètres"))
    asked = await names_asked(dialog)
    assert len(asked) == 15
    await dialog.get_by_label("Coller depuis un tableur").fill(
        "\n".join(f"{name}\t{100 * place}" for place, name in enumerate(asked, start=1)) + "\nPersonne\t3"
    )
    await expect(dialog).to_contain_text("15 lignes reconnues")
    await expect(dialog).to_contain_text("Pas reconnu : Personne")
    await dialog.get_by_label("D’où vient ce chiffre").fill("Carnets de bord")
    await dialog.get_by_role("button", name="Enregistrer").click()

    panel = page.get_by_role("status").filter(has_text="Parts calculées le")
    await expect(panel).to_contain_text("qui a calculé ne relit pas")
    await expect(page.get_by_role("button", name=re.compile("15 saisis à la main"))).to_be_visible()
    await panel.get_by_role("link", name="Voir les parts").click()
    await expect(page).to_have_url(RUN)
    steps = page.get_by_role("list", name="Étapes du partage")
    await expect(steps.locator("[aria-current=step]")).to_contain_text(
        "demandez à une autre personne de votre organisation"
    )
    await expect(page.get_by_role("button", name="J’ai relu ces parts…")).to_have_count(0)


async def test_a_price_list_is_read_one_way_or_the_other_and_the_amount_follows_the_needs(
    visit, writing_server
):
    visitor = await visit(writing_server, "directrice")
    visitor.witness.expect_refusal(409)
    page = await visitor.open(f"/allocations/new?agreement={SHARED_MEANS}")
    await page.get_by_role("button", name="Préparer ce partage").click()
    dialog = await add_line(page, name="Tablettes", key="Selon le besoin de chacun", euros="12000")
    add = dialog.get_by_role("button", name="Ajouter la ligne")
    await add.click()
    await expect(dialog).to_contain_text("Cette clé compare ce que chaque groupe paierait")
    await dialog.get_by_role("radio", name="Un tarif selon la quantité").check()
    await dialog.get_by_label("Prix d’une unité").first.fill("300")
    await dialog.get_by_label("Puis à partir de").fill("50")
    await dialog.get_by_label("Prix d’une unité").last.fill("250")
    await dialog.get_by_label("Essayer avec une quantité").fill("65")
    for amount in ("16 250,00 €", "18 700,00 €"):
        await expect(dialog).to_contain_text(money(amount))
    await add.click()
    await expect(dialog).to_contain_text("Dites comment le tarif s’applique")
    await dialog.get_by_role("radio", name=re.compile("^Toute la commande")).check()
    await add.click()
    await expect(dialog).to_have_count(0)

    await page.get_by_role("button", name="Calculer les parts").click()
    await page.get_by_role("button", name="Saisir ce qui manque").click()
    dialog = page.get_by_role("dialog", name=re.compile("Quantité pour"))
    *most, last = await names_asked(dialog)
    await dialog.get_by_label("Coller depuis un tableur").fill("\n".join(f"{name}\t10" for name in most))
    await dialog.get_by_label(last).fill("5")
    await dialog.get_by_label("D’où vient ce chiffre").fill("Recensement")
    await dialog.get_by_role("button", name="Enregistrer").click()

    await expect(page.get_by_role("main").get_by_role("alert")).to_contain_text("Montant différent du prix")
    await page.get_by_role("button", name=money("Partager 16 250,00 € et recalculer")).click()
    await expect(page.get_by_role("status").filter(has_text="Parts calculées le")).to_be_visible()
    await expect(page.get_by_role("table", name="Coûts à partager")).to_contain_text(money("16 250,00 €"))


async def test_a_second_person_reviews_then_posts_once_told_what_leaves(visit, writing_server):
    (run,) = await runs_of(writing_server, MANAGEMENT, state="draft")
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/allocations/{run['id']}")
    await page.get_by_role("button", name="J’ai relu ces parts…").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text(money("222 000,00 €"))
    await dialog.get_by_role("button", name="Les parts sont justes").click()
    await expect(page.get_by_role("button", name="Renvoyer en préparation…")).to_be_visible()

    await page.get_by_role("button", name="Émettre les appels…").click()
    dialog = page.get_by_role("dialog", name=re.compile("Émettre les appels"))
    await expect(dialog).to_contain_text("15 organisations reçoivent chacune 4 appels")
    await expect(dialog).to_contain_text("31 décembre")
    await expect(dialog).to_contain_text("Cela ne s’annule pas")
    await dialog.get_by_role("button", name="Émettre les appels").click()
    await expect(page.get_by_text("60 relevés sont émis.")).to_be_visible()

    await page.get_by_role("link", name="Préparer les dépenses réelles").click()
    await expect(page.get_by_role("radio", name=re.compile("^Dépenses réelles"))).to_be_checked()
    await expect(page.get_by_label("Premier jour")).to_be_disabled()
    await page.get_by_role("button", name="Préparer ce partage").click()
    lines = page.get_by_role("table", name="Coûts à partager").get_by_role("row")
    await expect(lines).to_have_count(6)


async def test_a_reviewed_run_goes_back_with_its_reason_and_a_draft_is_abandoned(visit, writing_server):
    (run,) = await runs_of(writing_server, MANAGEMENT, state="draft")
    async with signed_in_client(writing_server, "directrice") as client:
        reviewed = await client.post(f"/v1/allocations/{run['id']}/review")
    assert reviewed.status_code == 200
    visitor = await visit(writing_server, "directrice")
    page = await visitor.open(f"/allocations/{run['id']}")
    await page.get_by_role("button", name="Renvoyer en préparation…").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Ce qui est à revoir").fill("Le devis du véhicule a changé")
    await dialog.get_by_role("button", name="Renvoyer en préparation").click()
    await page.get_by_role("link", name="Revoir les lignes et les chiffres").click()
    await expect(page.get_by_role("main")).to_contain_text("Le devis du véhicule a changé")

    await page.go_back()
    await page.get_by_role("button", name="Abandonner ce partage…").click()
    await page.get_by_role("dialog").get_by_role("button", name="Abandonner ce partage").click()
    await expect(page.get_by_role("list", name="Étapes du partage")).to_contain_text("arrêté là")


async def test_a_party_states_its_price_at_the_address_it_was_sent_for_a_draft_it_does_not_read(
    visit, writing_server
):
    async with signed_in_client(writing_server, "directrice") as client:
        prepared = await client.post(
            "/v1/allocations",
            json={
                "agreement_id": str(MANAGEMENT),
                "title": "Paie externalisée",
                "stage": "budget",
                "starts_on": "2030-01-01",
                "ends_on": "2030-12-31",
                "figures_on": "2030-01-01",
                "first_due_on": "2030-01-31",
            },
        )
        run = prepared.json()["id"]
        added = await client.post(
            f"/v1/allocations/{run}/lines",
            json={"name": "Paie", "key_name": "Qualité", "amount_cents": 900_000, "basis": "alone"},
        )
    assert added.status_code == 201
    party = await visit(writing_server, "directeur")
    party.witness.expect_refusal(404)
    page = await party.open(f"/allocations/{run}/lines?line={added.json()['id']}&asks=price")
    await expect(title(page)).to_have_text("Déclarer notre prix seul")
    await page.get_by_label("Ce que nous paierions seuls").fill("4820,50")
    await page.get_by_label("D’où vient ce chiffre").fill("Devis Exemple SA")
    await page.get_by_role("button", name="Déclarer").click()
    await expect(page.get_by_role("main")).to_contain_text("C’est déclaré")

    lead = await visit(writing_server, "directrice")
    page = await lead.open(f"/allocations/{run}/lines")
    stated = page.get_by_role("table", name="Paie")
    row = stated.get_by_role("row", name=re.compile("Les Tilleuls"))
    await expect(row).to_contain_text(money("4 820,50 €"))
    await expect(row).to_contain_text("Devis Exemple SA")
    await expect(row).not_to_contain_text("chef de file")
    await expect(page.get_by_role("button", name=re.compile("Paie"), expanded=True)).to_contain_text(
        "1 sur 15 organisations"
    )


async def test_who_may_not_prepare_is_told_whose_work_it_is(visit, reading_server):
    visitor = await visit(reading_server, "directeur")
    page = await visitor.open("/allocations/new")
    await expect(page.get_by_role("main")).to_contain_text("demandez-le au chef de file")
    staff = await visit(reading_server, "soignante")
    page = await staff.open("/allocations/new")
    await expect(page.get_by_role("main")).to_contain_text(
        "Votre mandat ne permet pas de préparer un partage"
    )
