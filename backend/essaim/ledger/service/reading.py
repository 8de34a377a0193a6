"""Read the book. Between competitors, what the lead reads of another party's lines is written down as it is read."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.access import Standing
from essaim.identity.caller import Caller
from essaim.kit.schemas import Page
from essaim.ledger import access, rules
from essaim.ledger.errors import TooManyLines
from essaim.ledger.models import Account, Kind, Purpose, Reading
from essaim.ledger.queries import accounts, book, entries, publications, statements
from essaim.ledger.schemas import (
    AccountNameOut,
    AccountOut,
    AccountQuery,
    BookOut,
    LineFilter,
    LineQuery,
    OfAgreement,
    PublicationOut,
    ReadingOut,
    StatementLineOut,
    TransactionLineOut,
    TransactionOut,
    TransactionQuery,
)

EXPORTED_LINES = 10_000
HEADER = (
    "Date",
    "Écriture",
    "Nature",
    "Libellé",
    "Pièce",
    "Contrepartie",
    "Organisation",
    "Montant",
    "Solde",
    "Unité",
    "Contre-passée",
)
KINDS: dict[Kind, str] = {
    "contribution": "Apport",
    "charge": "Charge",
    "payment": "Paiement",
    "commitment": "Engagement",
    "release": "Libération",
    "settlement": "Règlement de sortie",
    "transfer": "Virement",
    "exchange": "Échange",
    "reversal": "Contre-passation",
}
PURPOSES: dict[Purpose, str] = {
    "world": "Extérieur",
    "party": "Moyens propres",
    "stake": "Part reprenable",
    "common": "Pot commun",
    "project": "Projet",
    "due": "Doit",
    "payable": "À payer",
    "income": "Produits",
    "expense": "Charges",
    "reserve": "Réserve",
    "other": "Autre",
}


async def note(
    session: AsyncSession,
    caller: Caller,
    standing: Standing,
    operation: str,
    about: Iterable[UUID | None],
    subject_id: UUID | None = None,
) -> None:
    """Write down that the lead read lines of other parties, in an agreement between competitors; elsewhere nothing.

    `operation`: of the contract, `ledger.search_lines`; `about`: the organisations whose figures were read.
    """
    others = {organisation for organisation in about if organisation is not None} - {caller.organisation_id}
    if standing.agreement.confidentiality != "coopetition" or not standing.leads or not others:
        return
    reading = Reading(
        agreement_id=standing.agreement.id,
        organisation_id=caller.organisation_id,
        person_id=caller.person_id,
        operation=operation,
        subject_id=subject_id,
        about=sorted(others),
    )
    session.add(reading)
    await session.flush()


async def search_accounts(session: AsyncSession, caller: Caller, page: AccountQuery) -> Page[AccountOut]:
    reader = await access.open_book(session, caller, page.agreement_id)
    found = await accounts.search(session, reader, page)
    about = (account.organisation_id for account in found.items)
    await note(session, caller, reader.standing, "ledger.search_accounts", about)
    return found


async def read_account(session: AsyncSession, caller: Caller, account_id: UUID) -> AccountOut:
    account, reader = await access.find_account(session, caller, account_id)
    about = (account.organisation_id,)
    await note(session, caller, reader.standing, "ledger.read_account", about, account_id)
    return await accounts.read(session, reader, account_id)


async def search_lines(
    session: AsyncSession, caller: Caller, account_id: UUID, page: LineQuery
) -> Page[StatementLineOut]:
    account, reader = await access.find_account(session, caller, account_id)
    found = await statements.search(session, reader, account, page)
    about = _read_of(account, found.items)
    await note(session, caller, reader.standing, "ledger.search_lines", about, account_id)
    return found


async def export_lines(session: AsyncSession, caller: Caller, account_id: UUID, chosen: LineFilter) -> bytes:
    """The statement as a spreadsheet; `too_many_lines` over the bound, rather than a part that looks like the whole."""
    account, reader = await access.find_account(session, caller, account_id)
    lines = await statements.all_lines(session, reader, account, chosen, EXPORTED_LINES + 1)
    if len(lines) > EXPORTED_LINES:
        raise TooManyLines(limit=EXPORTED_LINES)
    about = _read_of(account, lines)
    await note(session, caller, reader.standing, "ledger.export_lines", about, account_id)
    return rules.spreadsheet(HEADER, (_row(line, rules.decimals_of(account.unit)) for line in lines))


def _read_of(account: Account, lines: Iterable[StatementLineOut]) -> set[UUID | None]:
    return {account.organisation_id, *(line.other.organisation_id for line in lines)}


def _row(line: StatementLineOut, decimals: int) -> list[str]:
    entry = line.transaction
    after = line.balance_after
    return [
        entry.occurred_on.strftime("%d/%m/%Y"),
        str(entry.number),
        KINDS[entry.kind],
        rules.neutral(entry.description),
        rules.neutral(entry.reference or ""),
        rules.neutral(_name(line.other)),
        rules.neutral(line.other.organisation_name or ""),
        rules.french_amount(line.amount, decimals),
        "" if after is None else rules.french_amount(after, decimals),
        line.unit.partition("/")[0],
        "oui" if entry.reversed else "",
    ]


def _name(account: AccountNameOut) -> str:
    return f"{PURPOSES[account.purpose]} — {account.label}" if account.label else PURPOSES[account.purpose]


async def search_transactions(
    session: AsyncSession, caller: Caller, page: TransactionQuery
) -> Page[TransactionLineOut]:
    reader = await access.open_book(session, caller, page.agreement_id)
    found = await entries.search(session, reader, page)
    await _note_entries(
        session, caller, reader.standing, "ledger.search_transactions", [e.id for e in found.items]
    )
    return found


async def read_transaction(session: AsyncSession, caller: Caller, transaction_id: UUID) -> TransactionOut:
    _, reader = await access.find_transaction(session, caller, transaction_id)
    await _note_entries(
        session, caller, reader.standing, "ledger.read_transaction", [transaction_id], transaction_id
    )
    return await entries.read(session, reader, transaction_id)


async def _note_entries(
    session: AsyncSession,
    caller: Caller,
    standing: Standing,
    operation: str,
    transactions: list[UUID],
    subject_id: UUID | None = None,
) -> None:
    if standing.agreement.confidentiality == "coopetition" and standing.leads and transactions:
        about = await entries.parties_of(session, transactions)
        await note(session, caller, standing, operation, about, subject_id)


async def read_book(session: AsyncSession, caller: Caller, agreement_id: UUID) -> BookOut:
    return await book.read(session, await access.open_book(session, caller, agreement_id))


async def search_publications(
    session: AsyncSession, caller: Caller, page: OfAgreement
) -> Page[PublicationOut]:
    reader = await access.open_book(session, caller, page.agreement_id)
    return await publications.search(session, reader, page)


async def search_readings(session: AsyncSession, caller: Caller, page: OfAgreement) -> Page[ReadingOut]:
    reader = await access.open_book(session, caller, page.agreement_id)
    return await book.search_readings(session, reader, page)
