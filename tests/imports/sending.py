"""Words shared by the tests of imports: sending a file, reading it to its end, looking at what was said."""

from typing import Any

import httpx
from fastapi import FastAPI

from make import Make, Member, Row, siren_of

UNIT_COLUMNS = (
    "siren,statutDiffusionUniteLegale,etatAdministratifUniteLegale,denominationUniteLegale,"
    "categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,identifiantAssociationUniteLegale,"
    "economieSocialeSolidaireUniteLegale"
)
SITE_COLUMNS = (
    "siren,siret,statutDiffusionEtablissement,etatAdministratifEtablissement,etablissementSiege,"
    "codeCommuneEtablissement,codePostalEtablissement,libelleCommuneEtablissement"
)


def units(*lines: str) -> bytes:
    """A SIRENE file of legal units."""
    return "\n".join((UNIT_COLUMNS, *lines)).encode()


def sites(*lines: str) -> bytes:
    """A SIRENE file of establishments."""
    return "\n".join((SITE_COLUMNS, *lines)).encode()


def unit(
    siren: str, name: str, category: str = "9220", naf: str = "87.10A", rna: str = "", state: str = "A"
) -> str:
    return f"{siren},O,{state},{name},{category},{naf},{rna},O"


def many_units(count: int) -> bytes:
    """Invented associations, each with its own SIREN."""
    return units(
        *(unit(siren_of(100_000 + number), f"ASSOCIATION INVENTEE {number}") for number in range(count))
    )


async def send(
    member: Member, format_: str, content: bytes, *, dry_run: bool = False, **headers: str
) -> httpx.Response:
    answer: httpx.Response = await member.client.post(
        "/v1/imports",
        params={"format": format_, "dry_run": dry_run, "file_name": f"{format_}.csv"},
        content=content,
        headers={"Content-Type": "application/octet-stream", **headers},
    )
    return answer


async def imported(
    app: FastAPI, member: Member, format_: str, content: bytes, *, dry_run: bool = False
) -> Row:
    """Send a file and read it to its end; the import as its sender sees it."""
    sent = await send(member, format_, content, dry_run=dry_run)
    assert sent.status_code == 202, sent.text
    assert sent.json()["state"] == "waiting"
    assert await app.state.imports_worker.run_next()
    return await seen(member, sent.json()["id"])


async def seen(member: Member, import_id: str) -> Row:
    answer = await member.get(f"/v1/imports/{import_id}")
    assert answer.status_code == 200, answer.text
    return Row(answer.json())


def said(done: Row) -> dict[str, int]:
    """The counts that are not zero."""
    return {name: count for name, count in done.counts.items() if count}


async def lines(member: Member, done: Row, outcome: str | None = None) -> list[Row]:
    filters: dict[str, Any] = {"limit": 100} | ({"outcome": outcome} if outcome else {})
    answer = await member.client.get(f"/v1/imports/{done.id}/lines", params=filters)
    assert answer.status_code == 200, answer.text
    return [Row(line) for line in answer.json()["items"]]


async def directory(make: Make) -> list[Row]:
    """The public records, with all their columns."""
    rows = await make.rows("SELECT * FROM organisations ORDER BY id")
    places = await make.rows("SELECT * FROM sites ORDER BY id")
    return [*rows, *places]
