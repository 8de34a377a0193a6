"""Every page of the screen, in both themes, on a desk and on a phone: it loads, fits, reads in French, and is accessible."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby

import pytest
from playwright.async_api import Page, expect

from browser.conftest import ROOT, SCREENSHOTS
from browser.living import LiveServer, Visitor, signed_in_client
from essaim.demo.organisations import organisation_id
from essaim.demo.writing import demo_id

pytestmark = pytest.mark.browser

ROUTE_TREE = ROOT / "frontend/src/app/route-tree.gen.ts"
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
UNFINISHED = ".mantine-Skeleton-root, [aria-busy=true], [data-loading=true]"
SAMPLE = ROOT / "tests/imports/samples/rna-waldec.csv"
BANK_STATEMENT = "Date;Libellé;Montant\n02/11/2026;VIR REF 2026-0004;100,00\n03/11/2026;FRAIS;-12,50\n"
EVERY_RULE = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
# The dark theme is the same document in other colours.
RULES_OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# On a wide window the document is another one (tables instead of cards), in colours examined already on the narrow one.
COLOURS_SEEN = {rule: {"enabled": False} for rule in RULES_OF_COLOURS["values"]}
FIND_BARRIERS = """async ([rules, left]) => {
  const { violations } = await axe.run({ runOnly: rules, rules: left, resultTypes: ["violations"] });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => {
      const first = nodes[0];
      return `${id} (${help}), ${nodes.length} times, first ${first.target.join(" ")}: ${first.failureSummary}`;
    });
}"""


@dataclass(frozen=True)
class Place:
    """A page as a person sees it: `route` in the router's words, whose account sees the most there, its title."""

    route: str
    account: str
    path: str
    title: str


SIGNED_OUT = ""
TRIED_IMPORT = "(import tried)"
REQUEST = "(request to answer)"
STATEMENT = "(call to pay)"
REFERENCE = "(its reference)"
SETTLEMENT = "(settlement to answer)"
DRAFT_RUN, DRAFT_TITLE = "(run to review)", "(its title)"
OPINION = "(opinion on VAT)"
SURVEY, TO_AWARD, BOUGHT = "(purchase surveyed)", "(purchase to award)", "(purchase closed)"
LOT_TO_AWARD, LOT_BOUGHT, TO_AWARD_TITLE = "(lot to award)", "(lot bought)", "(title of it, to award)"
SURVEY_TITLE, BOUGHT_TITLE = "(title of the survey)", "(title of what was bought)"
DRAFT_PURCHASE = "(purchase being prepared)"
POSTED_RUN, POSTED_TITLE = "(run posted with prices alone)", "(title of it)"
LA_SALETTE = organisation_id("s01")
IDDJ = organisation_id("iddj")
APOGEES = organisation_id("apogees")
MINIBUS = demo_id("resources/minibus")
SHARED_MEANS = demo_id("agreements/moyens")
MANAGEMENT = demo_id("agreements/gestion")
METROPOLE = demo_id("agreements/metropole")
FUND = demo_id("funds/fonds")
TRAINING = demo_id("fund_projects/p2")
FUNDERS = demo_id("agreements/fonds")
PURCHASES = demo_id("agreements/achats")
SHARE = demo_id(f"ledger_accounts/{FUNDERS}/stake/s01")

PLACES = (
    Place("/sign-in", SIGNED_OUT, "/sign-in", "Se connecter"),
    Place("/invitation", SIGNED_OUT, "/invitation", "Invitation"),
    Place("/", "directrice", "/", "Bonjour Hélène Garnier"),
    Place("/members", "directrice", "/members", "Membres"),
    Place("/profile", "directrice", "/profile", "Mon profil"),
    Place("/organisations", "directrice", "/organisations?q=ehpad", "Annuaire"),
    Place("/organisations/new", "directrice", "/organisations/new", "Ajouter une organisation"),
    Place(
        "/organisations/$organisationId",
        "directrice",
        f"/organisations/{LA_SALETTE}",
        "EHPAD Le Hameau des Aînés – La Salette",
    ),
    Place(
        "/organisations/$organisationId/edit",
        "directrice",
        f"/organisations/{LA_SALETTE}/edit",
        "Modifier la fiche",
    ),
    Place("/resources", "directrice", "/resources", "Ressources"),
    Place("/resources/new", "directrice", "/resources/new", "Proposer une ressource"),
    Place("/resources/$resourceId", "directrice", f"/resources/{MINIBUS}", "Minibus adapté 9 places"),
    Place(
        "/resources/$resourceId/edit",
        "directrice",
        f"/resources/{MINIBUS}/edit",
        "Modifier Minibus adapté 9 places",
    ),
    Place("/bookings", "directrice", "/bookings", "Réservations"),
    Place("/bookings/new", "directrice", f"/bookings/new?resource={MINIBUS}", "Réserver"),
    Place("/bookings/$bookingId", "directrice", f"/bookings/{REQUEST}", "Ergothérapeute (heures partagées)"),
    Place(
        "/bookings/$bookingId/edit",
        "directrice",
        f"/bookings/{REQUEST}/edit",
        "Modifier : Ergothérapeute (heures partagées)",
    ),
    Place("/pools", "directrice", "/pools", "Mutualisations"),
    Place("/pools/new", "directrice", "/pools/new", "Créer une mutualisation"),
    Place(
        "/pools/$poolId", "directrice", f"/pools/{SHARED_MEANS}", "Moyens partagés du réseau gérontologique"
    ),
    Place(
        "/pools/$poolId/edit",
        "directrice",
        f"/pools/{SHARED_MEANS}/edit",
        "Modifier « Moyens partagés du réseau gérontologique »",
    ),
    Place("/agreements/open", "directrice", "/agreements/open", "Rejoindre un accord"),
    Place(
        "/agreements/$agreementId/rules",
        "directrice",
        f"/agreements/{SHARED_MEANS}/rules",
        "Règles de « Moyens partagés du réseau gérontologique »",
    ),
    Place(
        "/agreements/$agreementId/rules/new",
        "directrice",
        f"/agreements/{SHARED_MEANS}/rules/new",
        "Proposer un changement de règles",
    ),
    Place("/funds", "directrice", "/funds", "Fonds communs"),
    Place("/funds/new", "directrice", "/funds/new", "Ouvrir un fonds commun"),
    Place("/funds/$fundId", "directrice", f"/funds/{FUND}", "Fonds commun des projets partagés"),
    Place(
        "/funds/$fundId/projects/$projectId",
        "directrice",
        f"/funds/{FUND}/projects/{TRAINING}",
        "Former douze référents aux chutes",
    ),
    Place("/funds/$fundId/projects/new", "directrice", f"/funds/{FUND}/projects/new", "Présenter un projet"),
    Place("/decisions", "directrice", "/decisions", "Votes"),
    Place(
        "/decisions/new",
        "directrice",
        f"/decisions/new?agreement={SHARED_MEANS}&effect=adopt_rules",
        "Proposer un vote",
    ),
    Place(
        "/decisions/$decisionId",
        "directrice",
        f"/decisions/{demo_id('decisions/moyens/1')}",
        "Limiter le minibus à vingt heures par mois et par structure",
    ),
    Place(
        "/decisions/$decisionId",
        "directrice",
        f"/decisions/{demo_id('decisions/gestion/1')}",
        "Adopter une clé de répartition par fonction",
    ),
    Place("/ledger/$agreementId", "directrice", f"/ledger/{FUNDERS}", "Livre de comptes"),
    Place("/ledger/$agreementId", "directrice", f"/ledger/{FUNDERS}?view=entries", "Livre de comptes"),
    Place(
        "/ledger/$agreementId/accounts/$accountId",
        "directrice",
        f"/ledger/{FUNDERS}/accounts/{SHARE}",
        "Votre part reprenable",
    ),
    Place("/allocations", "directrice", "/allocations", "Partage des coûts"),
    Place(
        "/allocations/new", "directrice", f"/allocations/new?agreement={MANAGEMENT}", "Préparer un partage"
    ),
    Place(
        "/allocations/$allocationId/lines",
        "directrice",
        f"/allocations/{DRAFT_RUN}/lines",
        f"Lignes de «\u00a0{DRAFT_TITLE}\u00a0»",
    ),
    Place(
        "/allocations/$allocationId/lines",
        "directrice",
        f"/allocations/{POSTED_RUN}/lines",
        f"Lignes de «\u00a0{POSTED_TITLE}\u00a0»",
    ),
    Place("/allocations/$allocationId", "directrice", f"/allocations/{DRAFT_RUN}", DRAFT_TITLE),
    Place("/allocations/$allocationId", "directrice", f"/allocations/{POSTED_RUN}", POSTED_TITLE),
    Place(
        "/allocations/$allocationId/members/$organisationId",
        "directrice",
        f"/allocations/{POSTED_RUN}/members/{LA_SALETTE}",
        "EHPAD Le Hameau des Aînés – La Salette",
    ),
    Place(
        "/allocations/$allocationId/what-if",
        "directrice",
        f"/allocations/{DRAFT_RUN}/what-if",
        "Et si…",
    ),
    Place("/allocations/vat", "directrice", f"/allocations/vat?agreement={MANAGEMENT}", "Exonération de TVA"),
    Place("/allocations/vat/$opinionId", "directrice", f"/allocations/vat/{OPINION}", "Avis sur la TVA"),
    Place("/purchases", "directrice", "/purchases", "Achats groupés"),
    Place(
        "/purchases/new", "directrice", f"/purchases/new?agreement={PURCHASES}", "Préparer un achat groupé"
    ),
    Place(
        "/purchases/suppliers", "directrice", f"/purchases/suppliers?agreement={PURCHASES}", "Fournisseurs"
    ),
    Place("/purchases/$roundId", "directrice", f"/purchases/{SURVEY}", SURVEY_TITLE),
    Place("/purchases/$roundId", "directrice", f"/purchases/{BOUGHT}", BOUGHT_TITLE),
    Place(
        "/purchases/$roundId/setup",
        "directrice",
        f"/purchases/{DRAFT_PURCHASE}/setup",
        "Préparation · Gants à préparer",
    ),
    Place(
        "/purchases/$roundId/documents",
        "directrice",
        f"/purchases/{SURVEY}/documents",
        f"Documents · {SURVEY_TITLE}",
    ),
    Place("/statements", "directrice", "/statements", "Relevés"),
    Place("/statements", "directrice", f"/statements?agreement={MANAGEMENT}&view=all", "Relevés"),
    Place(
        "/statements/$statementId", "directrice", f"/statements/{STATEMENT}", f"Appel de fonds {REFERENCE}"
    ),
    Place(
        "/statements/new",
        "directrice",
        f"/statements/new?agreement={SHARED_MEANS}",
        "Facturer une autre partie",
    ),
    Place("/statements/arrears", "directrice", f"/statements/arrears?agreement={MANAGEMENT}", "Retards"),
    Place("/settlements", "directrice", "/settlements", "Compensations"),
    Place("/settlements", "directrice", f"/settlements?agreement={SHARED_MEANS}", "Qui doit quoi"),
    Place(
        "/settlements",
        "directrice",
        f"/settlements?agreement={MANAGEMENT}&through=2099-12-31",
        "Qui doit quoi",
    ),
    Place("/settlements/$settlementId", "directrice", f"/settlements/{SETTLEMENT}", "Compensation n°\u00a01"),
    Place("/banking", "directrice", "/banking", "Comptes bancaires"),
    Place("/treasury/$agreementId", "directrice", f"/treasury/{MANAGEMENT}", "Banque"),
    Place("/treasury/$agreementId", "directrice", f"/treasury/{MANAGEMENT}?view=files", "Banque"),
    Place(
        "/treasury/$agreementId",
        "directrice",
        f"/treasury/{MANAGEMENT}?view=prepare&kind=debits",
        "Préparer un fichier de paiement",
    ),
    Place("/accounting/$agreementId", "directrice", f"/accounting/{MANAGEMENT}", "Comptabilité"),
    Place("/accounting/$agreementId", "directrice", f"/accounting/{MANAGEMENT}?view=codes", "Comptabilité"),
    Place("/audit/$agreementId", "directrice", f"/audit/{FUNDERS}", "Journal"),
    Place("/exits/$agreementId", "directrice", f"/exits/{FUNDERS}", "Si nous partions"),
    Place(
        "/purchases/$roundId/needs",
        "directrice",
        f"/purchases/{SURVEY}/needs",
        f"Besoins · {SURVEY_TITLE}",
    ),
    Place(
        "/purchases/$roundId/orders",
        "directrice",
        f"/purchases/{BOUGHT}/orders",
        f"Commandes · {BOUGHT_TITLE}",
    ),
    Place(
        "/purchases/$roundId/savings",
        "directrice",
        f"/purchases/{BOUGHT}/savings",
        f"Économies · {BOUGHT_TITLE}",
    ),
    Place(
        "/purchases/$roundId/quotes",
        "directrice",
        f"/purchases/{TO_AWARD}/quotes",
        f"Offres et choix · {TO_AWARD_TITLE}",
    ),
    Place(
        "/purchases/$roundId/lots/$lotId",
        "directrice",
        f"/purchases/{TO_AWARD}/lots/{LOT_TO_AWARD}",
        "Lot «\u00a0Gants\u00a0»",
    ),
    Place(
        "/purchases/$roundId/lots/$lotId",
        "directrice",
        f"/purchases/{BOUGHT}/lots/{LOT_BOUGHT}",
        "Lot «\u00a0Gants\u00a0»",
    ),
    Place("/purchases/savings", "directrice", "/purchases/savings?year=2026&who=all", "Économies de 2026"),
    Place("not found", "directrice", "/nulle-part", "Page introuvable"),
    Place("/networks", "coordinateur", "/networks", "Réseaux"),
    Place("/networks/$networkId", "coordinateur", f"/networks/{IDDJ}", "IDDJ"),
    Place(
        "/networks/$networkId/benefits/$benefitId",
        "coordinateur",
        f"/networks/{APOGEES}/benefits/{demo_id('benefits/apogees/group_purchasing')}",
        "Achats groupés",
    ),
    Place("/imports", "coordinateur", "/imports", "Imports"),
    Place("/imports/$importId", "coordinateur", f"/imports/{TRIED_IMPORT}", "rna-waldec.csv"),
    Place("/partnerships", "formatrice", "/partnerships", "Partenariats"),
    Place("/partnerships/new", "formatrice", "/partnerships/new", "Proposer un partenariat"),
    Place(
        "/partnerships/$partnershipId",
        "formatrice",
        f"/partnerships/{METROPOLE}",
        "Métropole de Lyon – ARFRIPS : sites qualifiants et formations",
    ),
    Place(
        "/partnerships/$partnershipId/edit",
        "formatrice",
        f"/partnerships/{METROPOLE}/edit",
        "Modifier « Métropole de Lyon – ARFRIPS : sites qualifiants et formations »",
    ),
)
"""Ordered by account: each walks through its pages in one window."""


def _known_routes() -> set[str]:
    tree = ROUTE_TREE.read_text(encoding="utf-8")
    found = re.search(r"fileRoutesByTo: FileRoutesByTo\n  to:\n(.*?)\n  id:", tree, re.DOTALL)
    assert found, "the router's generated file has another shape: adapt this test"
    return set(re.findall(r"'(.*?)'", found[1]))


def test_no_page_is_missing_from_this_inventory():
    visited = {place.route for place in PLACES if place.route.startswith("/")}
    assert _known_routes() == visited


@pytest.fixture(scope="module")
async def found_on_the_spot(reading_server: LiveServer) -> dict[str, str]:
    """What has no identifier known in advance: a request and a settlement to answer, a call to pay, a file just tried,
    group purchases by their state.

    A bank statement is there to match.
    """
    async with signed_in_client(reading_server, "directrice") as client:
        asked = await client.get("/v1/bookings", params={"state": "requested"})
        await client.post(
            "/v1/treasury/imports",
            params={"agreement_id": str(MANAGEMENT), "file_name": "releve.csv"},
            content=BANK_STATEMENT.encode(),
            headers={"Content-Type": "application/octet-stream"},
        )
        called = await client.get("/v1/statements", params={"kind": "call", "state": "issued"})
        proposed = await client.get("/v1/settlements", params={"to_answer": True})
        runs = [
            (
                await client.get("/v1/allocations", params={"agreement_id": str(agreement), "state": state})
            ).json()["items"][0]
            for agreement, state in ((MANAGEMENT, "draft"), (SHARED_MEANS, "posted"))
        ]
        given = await client.get("/v1/allocations/vat-opinions", params={"agreement_id": str(MANAGEMENT)})
        bought = (await client.get("/v1/purchases", params={"agreement_id": str(PURCHASES)})).json()["items"]
        purchases = {one["state"]: one for one in bought}
        lots = {
            state: (await client.get(f"/v1/purchases/{purchases[state]['id']}")).json()["lots"][0]["id"]
            for state in ("choice", "closed")
        }
        days = {name: day for name, day in purchases["needs"].items() if name.endswith(("_until", "_on"))}
        draft = await client.post(
            f"/v1/purchases/{purchases['closed']['id']}/copies", json={"title": "Gants à préparer", **days}
        )
    async with signed_in_client(reading_server, "coordinateur") as client:
        sent = await client.post(
            "/v1/imports",
            params={"format": "rna", "dry_run": True, "file_name": SAMPLE.name},
            content=SAMPLE.read_bytes(),
            headers={"Content-Type": "application/octet-stream"},
        )
    call = called.json()["items"][0]
    return {
        REQUEST: asked.json()["items"][0]["id"],
        TRIED_IMPORT: sent.json()["id"],
        STATEMENT: call["id"],
        REFERENCE: call["reference"],
        SETTLEMENT: proposed.json()["items"][0]["id"],
        OPINION: given.json()["items"][0]["id"],
        DRAFT_RUN: runs[0]["id"],
        DRAFT_TITLE: runs[0]["title"],
        POSTED_RUN: runs[1]["id"],
        POSTED_TITLE: runs[1]["title"],
        SURVEY: purchases["needs"]["id"],
        SURVEY_TITLE: purchases["needs"]["title"],
        TO_AWARD: purchases["choice"]["id"],
        TO_AWARD_TITLE: purchases["choice"]["title"],
        LOT_TO_AWARD: lots["choice"],
        LOT_BOUGHT: lots["closed"],
        BOUGHT: purchases["closed"]["id"],
        BOUGHT_TITLE: purchases["closed"]["title"],
        DRAFT_PURCHASE: draft.json()["id"],
    }


@pytest.mark.parametrize("width", [1280, 390])
async def test_every_page(visit, reading_server, found_on_the_spot, width):
    troubles: list[str] = []
    for account, places in groupby(PLACES, key=lambda place: place.account):
        walk = partial(_walk, visit, reading_server, account, list(places), found_on_the_spot, width=width)
        # Two windows at once: while one waits for an answer, the other is examined. Colours do not depend on the width.
        schemes = ("light", "dark") if width == 390 else ("light",)
        found = await asyncio.gather(*(walk(scheme=scheme) for scheme in schemes))
        troubles += chain.from_iterable(found)
    assert not troubles, "\n".join(["", *troubles])


async def _walk(visit, server, account, places, found_on_the_spot, *, scheme, width) -> list[str]:
    """Go through the pages of an account in one window; what is wrong with them."""
    visitor = await visit(server, account or None, width=width, scheme=scheme, scripts=(AXE,))
    visitor.witness.expect_refusal(404)
    troubles: list[str] = []
    for number, place in enumerate(places):
        path, title = place.path, place.title
        for name, found_there in found_on_the_spot.items():
            path, title = path.replace(name, found_there), title.replace(name, found_there)
        place = replace(place, path=path, title=title)
        await (_go(visitor.page, path) if number else visitor.open(path))
        found = [
            f"{path} ({scheme}): {trouble}"
            async for trouble in _troubles(visitor, place, scheme, narrow=width < 600)
        ]
        if found:
            await _keep_picture(visitor.page, place, scheme, width)
        troubles += found
    return troubles


async def _go(page: Page, path: str) -> None:
    """Follow an address as a link of the page would: without loading the application again."""
    await page.evaluate("path => { history.pushState({}, '', path); }", path)


async def _troubles(visitor: Visitor, place: Place, scheme: str, *, narrow: bool) -> AsyncIterator[str]:
    page = visitor.page
    try:
        await expect(page.get_by_role("heading", level=1)).to_have_text(place.title)
        await expect(page.locator(UNFINISHED)).to_have_count(0)
        await expect(page).to_have_title(f"{place.title} · Essaim")
        await expect(page.locator("html")).to_have_attribute("lang", "fr")
        await expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", scheme)
    except AssertionError as error:
        yield f"not shown as expected: {error}"
        return
    overflow = await page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if overflow > 0:
        yield f"{overflow} px wider than the window"
    examined = [EVERY_RULE if scheme == "light" else RULES_OF_COLOURS, {} if narrow else COLOURS_SEEN]
    for barrier in await page.evaluate(FIND_BARRIERS, examined):
        yield barrier


async def _keep_picture(page: Page, place: Place, scheme: str, width: int) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    name = re.sub(r"\W+", "-", place.route).strip("-") or "home"
    await page.screenshot(path=SCREENSHOTS / f"page-{name}-{scheme}-{width}.png", full_page=True)
