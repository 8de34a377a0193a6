"""What a file needs of each organisation: an account, a town, a mandate. What lacks is named, all at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from essaim.banking import rules as banking
from essaim.banking.models import BankAccount, DebitMandate
from essaim.banking.sealed import iban_of
from essaim.kit.sealing import Seal
from essaim.kit.text import Text
from essaim.organisations.models import Organisation
from essaim.treasury.errors import PaymentDetailsMissing
from essaim.treasury.rules import sepa
from essaim.treasury.schemas.files import FileIn
from essaim.treasury.service.claims import Claim

Lack = Literal["account", "city", "mandate", "bic"]
LACKS: dict[Lack, Text] = {
    "account": Text("un compte bancaire ouvert", "an open bank account"),
    "city": Text("la ville de son adresse", "the town of its address"),
    "mandate": Text("un mandat de prélèvement en cours", "a live direct-debit mandate"),
    "bic": Text("le BIC de son compte", "the BIC of its account"),
}


@dataclass(frozen=True, slots=True)
class Counterparty:
    """Who is paid or debited, on which account, by which mandate."""

    side: sepa.Side
    iban_masked: str
    mandate: DebitMandate | None


async def load(
    session: AsyncSession, body: FileIn, account: BankAccount, asked: Sequence[Claim], seal: Seal
) -> tuple[sepa.Side, dict[UUID, Counterparty]]:
    """The side that makes the file, and each organisation it names. Refused: `payment_details_missing`."""
    ids = {claim.organisation_id for claim in asked}
    organisations = await _organisations(session, ids | {account.organisation_id})
    mandates = await _mandates(session, body, account, ids) if body.kind == "debits" else {}
    accounts = await _debited(session, mandates) if body.kind == "debits" else await _paid_on(session, ids)
    lacking: dict[UUID, list[Lack]] = defaultdict(list)
    for organisation_id, organisation in organisations.items():
        if not sepa.latin(organisation.city or "", 35):
            lacking[organisation_id].append("city")
    if body.kind == "transfers" and account.bic is None:
        lacking[account.organisation_id].append("bic")
    for organisation_id in ids:
        if organisation_id not in accounts:
            lacking[organisation_id].append("mandate" if body.kind == "debits" else "account")
    if lacking:
        raise _missing(organisations, lacking)
    own = _side(organisations[account.organisation_id], account, seal)
    others = {
        one: Counterparty(
            _side(organisations[one], accounts[one], seal), accounts[one].iban_masked, mandates.get(one)
        )
        for one in ids
    }
    return own, others


async def _organisations(session: AsyncSession, ids: set[UUID]) -> dict[UUID, Organisation]:
    query = (
        select(Organisation).where(Organisation.id.in_(ids)).order_by(Organisation.sort_key, Organisation.id)
    )
    return {organisation.id: organisation for organisation in (await session.scalars(query)).all()}


async def _mandates(
    session: AsyncSession, body: FileIn, account: BankAccount, debtors: set[UUID]
) -> dict[UUID, DebitMandate]:
    """Live mandates given to the collecting organisation, locked against a revocation meanwhile."""
    query = (
        select(DebitMandate)
        .where(
            DebitMandate.agreement_id == body.agreement_id,
            DebitMandate.creditor_id == account.organisation_id,
            DebitMandate.debtor_id.in_(debtors),
            DebitMandate.revoked_at.is_(None),
        )
        .order_by(DebitMandate.id)
        .with_for_update()
    )
    return {
        mandate.debtor_id: mandate
        for mandate in (await session.scalars(query)).all()
        if _serves(mandate, body.execution_on)
    }


def _serves(mandate: DebitMandate, day: date) -> bool:
    return day < banking.lapses_on(mandate.signed_on, mandate.last_used_on)


async def _debited(session: AsyncSession, mandates: dict[UUID, DebitMandate]) -> dict[UUID, BankAccount]:
    ids = {mandate.bank_account_id for mandate in mandates.values()}
    query = select(BankAccount).where(BankAccount.id.in_(ids))
    return {account.organisation_id: account for account in (await session.scalars(query)).all()}


async def _paid_on(session: AsyncSession, organisations: set[UUID]) -> dict[UUID, BankAccount]:
    """The account each is paid on: of its open ones, the oldest, which its statements print."""
    query = (
        select(BankAccount)
        .where(BankAccount.organisation_id.in_(organisations), BankAccount.closed_at.is_(None))
        .order_by(BankAccount.added_at.desc(), BankAccount.id.desc())
    )
    return {account.organisation_id: account for account in (await session.scalars(query)).all()}


def _side(organisation: Organisation, account: BankAccount, seal: Seal) -> sepa.Side:
    return sepa.Side(
        # The bank of the payee compares the name with its holder's.
        name=account.holder,
        iban=iban_of(seal, account),
        bic=account.bic,
        street=organisation.address,
        postal_code=organisation.postal_code,
        town=organisation.city or "",
    )


def _missing(
    organisations: dict[UUID, Organisation], lacking: dict[UUID, list[Lack]]
) -> PaymentDetailsMissing:
    named = [(organisation, lacking[one]) for one, organisation in organisations.items() if one in lacking]
    words = Text(
        fr=" ; ".join(
            f"{one.name}\u00a0: {', '.join(LACKS[lack].fr for lack in lacks)}" for one, lacks in named
        ),
        en="; ".join(f"{one.name}: {', '.join(LACKS[lack].en for lack in lacks)}" for one, lacks in named),
    )
    told: list[JsonValue] = [
        {"organisation_id": str(one.id), "name": one.name, "lacks": list(lacks)} for one, lacks in named
    ]
    return PaymentDetailsMissing(lacking=words, context={"lacking": told})
