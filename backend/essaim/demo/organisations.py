"""Writing organisations of the demonstration, with their places and figures."""

from datetime import date
from typing import Any
from uuid import UUID

from essaim.demo.writing import Writer, demo_id

FIGURES_SOURCE = "Démonstration : chiffre inventé"
FIGURES_DATE = date(2026, 1, 1)
SINCE = date(2020, 1, 1)

# INSEE code → name, postal code, department, region
PLACES: dict[str, tuple[str, str, str, str]] = {
    "69032": ("Bully", "69210", "69", "84"),
    "69123": ("Lyon", "69007", "69", "84"),
    "69266": ("Villeurbanne", "69100", "69", "84"),
    "69264": ("Villefranche-sur-Saône", "69400", "69", "84"),
    "69010": ("L’Arbresle", "69210", "69", "84"),
    "69243": ("Tarare", "69170", "69", "84"),
    "15014": ("Aurillac", "15000", "15", "84"),
    "38185": ("Grenoble", "38000", "38", "84"),
    "26362": ("Valence", "26000", "26", "84"),
    "42218": ("Saint-Étienne", "42000", "42", "84"),
    "42187": ("Roanne", "42300", "42", "84"),
    "73065": ("Chambéry", "73000", "73", "84"),
    "74010": ("Annecy", "74000", "74", "84"),
    "63113": ("Clermont-Ferrand", "63000", "63", "84"),
    "75056": ("Paris", "75011", "75", "11"),
    "39478": ("Saint-Claude", "39200", "39", "27"),
    "25056": ("Besançon", "25000", "25", "27"),
    "01053": ("Bourg-en-Bresse", "01000", "01", "84"),
}


def organisation_id(key: str) -> UUID:
    return demo_id(f"organisations/{key}")


async def organisation(
    writer: Writer,
    key: str,
    name: str,
    commune: str,
    *,
    sector: str,
    legal_form: str = "association",
    real: bool = False,
    **more: Any,
) -> UUID:
    """One organisation. `real`: named by the article; everything else is invented and marked so."""
    city, postal_code, department, region = PLACES[commune]
    return await writer.put(
        "organisations",
        key,
        name=name,
        sector=sector,
        legal_form=legal_form,
        commune_code=commune,
        city=city,
        postal_code=postal_code,
        department_code=department,
        region_code=region,
        is_ess=legal_form in ("association", "foundation", "mutual", "cooperative"),
        source="demo",
        fictional=not real,
        **more,
    )


async def figure(
    writer: Writer, key: str, kind: str, value: int, visibility: str = "partners", on: date = FIGURES_DATE
) -> None:
    """One dated figure, in its smallest unit (hundredths of a full-time job, cents, beds)."""
    await writer.put(
        "figures",
        f"{key}/{kind}/{on}",
        organisation_id=organisation_id(key),
        kind=kind,
        value=value,
        valid_on=on,
        source=FIGURES_SOURCE,
        visibility=visibility,
        fictional=True,
    )


async def member(
    writer: Writer, network: str, organisation: str, category: str = "member", **more: Any
) -> None:
    """A membership confirmed by both sides."""
    asked_by = demo_id("persons/demo")
    given: dict[str, Any] = {
        "state": "active",
        "payer_id": organisation_id(organisation),
        "asked_by": asked_by,
        "answered_by": asked_by,
        "starts_on": SINCE,
    }
    await writer.put(
        "memberships",
        f"{network}/{organisation}",
        network_id=organisation_id(network),
        organisation_id=organisation_id(organisation),
        category=category,
        fictional=True,
        **{**given, **more},
    )


async def benefit(
    writer: Writer, network: str, code: str, name: str, *, passes_on: bool, **more: Any
) -> None:
    await writer.put(
        "benefits",
        f"{network}/{code}",
        network_id=organisation_id(network),
        code=code,
        name=name,
        passes_on=passes_on,
        starts_on=SINCE,
        fictional=True,
        **more,
    )
