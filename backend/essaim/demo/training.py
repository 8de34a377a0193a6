"""ARFRIPS and its partners: trainings across territories, AVAETSS, a double diploma, CNIA sessions each in turn, and the
agreement with the Métropole de Lyon (placement sites against trainings; invented figures of scenario 8.4)."""

from datetime import date
from decimal import Decimal
from typing import Any

from essaim.demo.organisations import benefit, member, organisation, organisation_id
from essaim.demo.resources import agreement, opening_hours, party, resource, share
from essaim.demo.writing import Writer

_PLATFORM = ("Altaïr", "Boréal", "Cassiopée", "Delta", "Équinoxe", "Fontaine", "Galilée", "Horizons", "Iris")
_ORGANISERS = ("b", "c", "d", "e")
VALUATION = "Démonstration : valeur inventée"


async def write(writer: Writer) -> None:
    await _organisations(writer)
    await _platform(writer)
    await _certificate(writer)
    await _metropole(writer)
    await _other_partnerships(writer)


async def _organisations(writer: Writer) -> None:
    await organisation(
        writer,
        "arfrips",
        "ARFRIPS",
        "69123",
        sector="training",
        real=True,
        description="Institut de formation du travail social : formations communes entre territoires.",
    )
    await organisation(writer, "adapei15", "ADAPEI du Cantal", "15014", sector="disability", real=True)
    await organisation(
        writer,
        "lyon2",
        "Université Lumière Lyon 2",
        "69123",
        sector="higher_education",
        legal_form="public_body",
        real=True,
        contracting_authority="yes",
    )
    await organisation(
        writer,
        "metropole",
        "Métropole de Lyon",
        "69123",
        sector="local_authority",
        legal_form="public_body",
        real=True,
        siren="200046977",
        contracting_authority="yes",
    )


async def _platform(writer: Writer) -> None:
    await organisation(
        writer,
        "avaetss",
        "AVAETSS",
        "69123",
        sector="training",
        real=True,
        is_network=True,
        description="Plate-forme de dix partenaires, concurrents entre eux, pour la validation des acquis de l’expérience.",
    )
    await benefit(writer, "avaetss", "shared_reception", "Accueil commun des candidats", passes_on=False)
    await member(writer, "avaetss", "arfrips")
    await agreement(
        writer,
        "avaetss",
        "pool",
        "Plate-forme AVAETSS",
        "Accueillir et orienter ensemble les candidats à la VAE, entre organismes concurrents.",
        lead="arfrips",
        legal_form="agreement",
        confidentiality="coopetition",
    )
    for name in _PLATFORM:
        key = f"avaetss/{name}"
        await organisation(writer, key, f"Institut de formation {name}", "69266", sector="training")
        await member(writer, "avaetss", key)
        await party(writer, "avaetss", key, "arfrips")


async def _certificate(writer: Writer) -> None:
    pool = await agreement(
        writer,
        "cnia",
        "pool",
        "Certificat CNIA – sessions à tour de rôle",
        "Ouvrir chacun à son tour les sessions du certificat, avec une communication commune.",
        lead="arfrips",
        legal_form="agreement",
        confidentiality="coopetition",
        starts_on=date(2025, 9, 1),
        term_ends_on=date(2028, 8, 31),
        renewal_months=36,
        notice_months=6,
    )
    for letter in _ORGANISERS:
        key = f"cnia/{letter}"
        await organisation(writer, key, f"Organisme habilité {letter.upper()}", "38185", sector="training")
        await party(writer, "cnia", key, "arfrips", joined_on=date(2025, 9, 1))
    room = await resource(
        writer,
        "arfrips/salle",
        organisation_id("arfrips"),
        "Salle de formation Garonne (18 places)",
        kind="room",
        quantity=1,
        capacity=18,
        tariff_cents=12_000,
        tariff_unit="day",
        minimum_minutes=240,
        maximum_minutes=5 * 24 * 60,
        commune_code="69123",
        department_code="69",
        place="Site ARFRIPS",
    )
    await opening_hours(writer, room, "08:30", "18:00")
    await share(writer, "arfrips/salle", room, agreement=pool)


async def _metropole(writer: Writer) -> None:
    partnership = await agreement(
        writer,
        "metropole",
        "partnership",
        "Métropole de Lyon – ARFRIPS : sites qualifiants et formations",
        "Accueillir des stagiaires sur 300 sites en échange de journées de formation et de groupes d’analyse des pratiques.",
        lead="arfrips",
        legal_form="agreement",
        starts_on=date(2027, 9, 1),
        term_ends_on=date(2030, 8, 31),
        renewal_months=12,
        notice_months=6,
        imbalance_tolerance_bp=1500,
    )
    await writer.put("parties", "metropole/metropole", **_metropole_party(partnership))
    await _commitment(
        writer,
        "placements",
        partnership,
        "metropole",
        "b",
        title="Stages tutorés sur sites qualifiants",
        unit="stages",
        quantity=96,
        measure=Decimal(18),
        measure_unit="h",
        measure_note="12 semaines × 1,5 h",
        unit_value_cents=3_200,
    )
    await _commitment(
        writer,
        "days",
        partnership,
        "arfrips",
        "a",
        title="Journées de formation",
        unit="jours",
        quantity=24,
        unit_value_cents=115_000,
    )
    await _commitment(
        writer,
        "groups",
        partnership,
        "arfrips",
        "a",
        title="Groupes d’analyse des pratiques",
        unit="groupes",
        quantity=36,
        measure=Decimal(3),
        measure_unit="h",
        unit_value_cents=11_000,
    )
    sites = await resource(
        writer,
        "metropole/sites",
        organisation_id("metropole"),
        "Site qualifiant – Maison de la Métropole, Villeurbanne",
        kind="placement_site",
        quantity=3,
        tariff_cents=0,
        tariff_unit="week",
        minimum_minutes=7 * 24 * 60,
        maximum_minutes=26 * 7 * 24 * 60,
        horizon_days=730,
        needs_approval=True,
        commune_code="69266",
        department_code="69",
    )
    await share(writer, "metropole/sites", sites, agreement=partnership)


def _metropole_party(partnership: object) -> dict[str, Any]:
    return {
        "agreement_id": partnership,
        "organisation_id": organisation_id("metropole"),
        "role": "party",
        "side": "b",
        "state": "accepted",
        "invited_by": organisation_id("arfrips"),
        "joined_on": date(2026, 9, 1),
    }


async def _commitment(
    writer: Writer, key: str, partnership: object, promiser: str, side: str, **more: Any
) -> None:
    await writer.put(
        "commitments",
        key,
        agreement_id=partnership,
        promiser_id=organisation_id(promiser),
        side=side,
        valuation_source=VALUATION,
        **more,
    )


async def _other_partnerships(writer: Writer) -> None:
    await agreement(
        writer,
        "adapei",
        "partnership",
        "ARFRIPS – ADAPEI du Cantal : formations entre territoires",
        "Monter ensemble des formations dans le Cantal, avec les salles de l’ADAPEI et les formateurs d’ARFRIPS.",
        lead="arfrips",
        legal_form="agreement",
        starts_on=date(2026, 1, 1),
        term_ends_on=date(2027, 12, 31),
        renewal_months=12,
        notice_months=3,
    )
    await party(writer, "adapei", "adapei15", "arfrips", joined_on=date(2026, 1, 1))
    await agreement(
        writer,
        "lyon2",
        "partnership",
        "ARFRIPS – Université Lyon 2 : double diplôme",
        "Préparer un diplôme d’État et une licence dans un même parcours.",
        lead="arfrips",
        legal_form="agreement",
        starts_on=date(2024, 9, 1),
        term_ends_on=date(2027, 8, 31),
        renewal_months=36,
        notice_months=6,
    )
    await party(writer, "lyon2", "lyon2", "arfrips", joined_on=date(2024, 9, 1))
