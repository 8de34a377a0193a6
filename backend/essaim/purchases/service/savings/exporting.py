"""The savings of a round as a file to keep: a page for a board, or a workbook, in French."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.identity.caller import Caller
from essaim.kit import clock, pdf
from essaim.kit.spreadsheet import MEDIA_TYPE, workbook
from essaim.purchases import access
from essaim.purchases.schemas.savings import SavingsExportQuery, SavingsOut
from essaim.purchases.service.savings import reading, sheet

TEMPLATE = Path(__file__).parents[2] / "templates" / "savings.typ"


@dataclass(frozen=True, slots=True)
class Document:
    """What is printed of a round. `made_at`: the date written in the file, that of the figures' reading."""

    told: SavingsOut
    asked: SavingsExportQuery
    fictional: bool
    made_at: datetime


@dataclass(frozen=True, slots=True)
class File:
    content: bytes
    media_type: str
    name: str


async def read(session: AsyncSession, caller: Caller, round_id: UUID, chosen: SavingsExportQuery) -> Document:
    """Everything the file says, read in the request's transaction; it is made afterwards."""
    told = await reading.of_round(session, caller, round_id, chosen, "fr", "purchases.export_savings")
    view = await access.find(session, caller, round_id)
    return Document(told, chosen, view.round.fictional, clock.now())


async def made(document: Document) -> File:
    name = f"economies-achat-{document.told.number}.{document.asked.format}"
    if document.asked.format == "xlsx":
        return File(workbook(sheet.sheets(document.told)), MEDIA_TYPE, name)
    data = sheet.page(document.told, fictional=document.fictional)
    return File(await pdf.render(TEMPLATE, data, made_at=document.made_at), "application/pdf", name)
