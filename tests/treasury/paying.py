"""The world of payment files: a lead that collects, parties that owe it and each other, and what a bank reads in a file."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import httpx
import sepaxml
import xmlschema
from sqlalchemy import select

from banking.bank_world import add, creditor_identifier, member, sign, told
from essaim.agreements.models import Agreement
from essaim.identity.caller import Caller
from essaim.kit import clock
from essaim.statements.models import Statement
from essaim.statements.service import issuing, payments
from essaim.statements.service.issuing import Bill, Given
from funds.fund_world import Acting
from make import Make, Member, Row

FILES = "/v1/treasury/files"
NEXT_WEEK = (clock.today() + timedelta(days=7)).isoformat()


def caller_of(member: Member) -> Caller:
    return Caller(
        session_id=UUID(int=0),
        carrier="bearer",
        person_id=member.person.id,
        mandate_id=member.mandate.id,
        acting_for=member.organisation.id,
        organisation_name=member.organisation.name,
        is_network=False,
        role="director",
        powers=frozenset({"spend"}),
    )


@dataclass
class Pool:
    """A lead and its parties, each with an account; the lead may collect."""

    make: Make
    lead: Member
    parties: list[Member]
    agreement: Row
    accounts: dict[UUID, dict[str, Any]]

    def account(self, member: Member) -> dict[str, Any]:
        return self.accounts[member.organisation.id]

    async def call(self, member: Member, cents: int, title: str = "Appel de fonds n° 1") -> dict[str, str]:
        """A call if positive, a credit if negative, between the pool and a party."""
        kind = "call" if cents > 0 else "credit"
        bill = Bill(member.organisation.id, kind, cents, date(2026, 12, 31), title, [])
        async with Acting(self.make, self.lead) as session:
            agreement = await self._agreement(session)
            issued = await issuing.issue(
                session,
                caller_of(self.lead),
                agreement,
                [bill],
                allocation_id=None,
                starts_on=date(2026, 1, 1),
                ends_on=date(2026, 12, 31),
                description=title,
                vat_category="exempt_261b",
            )
            return _named(issued[0])

    async def rebill(self, issuer: Member, payer: Member, cents: int) -> dict[str, str]:
        bill = Bill(payer.organisation.id, "rebilling", cents, date(2026, 12, 31), "Mise à disposition", [])
        given = Given(None, date(2026, 1, 1), date(2026, 12, 31), "out_of_scope", to_pool=False)
        async with Acting(self.make, issuer) as session:
            agreement = await self._agreement(session)
            return _named(await issuing.issue_between(session, caller_of(issuer), agreement, bill, given))

    async def _agreement(self, session: Any) -> Agreement:
        return (await session.scalars(select(Agreement).where(Agreement.id == self.agreement.id))).one()

    async def pay(self, statement: dict[str, str], cents: int, method: Any = "transfer") -> None:
        """As the lead records it."""
        async with Acting(self.make, self.lead) as session:
            found = select(Statement).where(Statement.id == UUID(statement["id"]))
            await payments.record(
                session,
                caller_of(self.lead),
                (await session.scalars(found)).one(),
                cents=cents,
                paid_on=clock.today(),
                method=method,
                reference=None,
            )

    async def transfer(self, payer: Member | None, payee: Member | None, cents: int) -> Row:
        """What is left to pay after a settlement carried out; nobody stands for the pool."""
        settlement = await self.make.row(
            "settlements",
            agreement_id=self.agreement.id,
            number=1 + await self.make.count("settlements"),
            through=date(2026, 12, 31),
            state="carried_out",
            gross_cents=cents,
            net_cents=cents,
            proposed_by=self.lead.organisation.id,
            proposed_by_person=self.lead.person.id,
            decided_at=datetime.now().astimezone(),
        )
        return await self.make.row(
            "settlement_transfers",
            settlement_id=settlement.id,
            agreement_id=self.agreement.id,
            payer_id=payer.organisation.id if payer else None,
            payee_id=payee.organisation.id if payee else None,
            cents=cents,
        )

    async def ask(self, member: Member, kind: str, *items: Any, **values: Any) -> httpx.Response:
        """Ask for a file of statements (dictionaries) and transfers (rows)."""
        body = {
            "agreement_id": str(self.agreement.id),
            "kind": kind,
            "bank_account_id": self.account(member)["id"],
            "execution_on": NEXT_WEEK,
            "statement_ids": [item["id"] for item in items if not isinstance(item, Row)],
            "transfer_ids": [str(item.id) for item in items if isinstance(item, Row)],
            **values,
        }
        answer: httpx.Response = await member.post(FILES, json=body)
        return answer

    async def file(self, member: Member, kind: str, *items: Any, **values: Any) -> dict[str, Any]:
        return told(await self.ask(member, kind, *items, **values), 201)

    async def content(self, member: Member, file: dict[str, Any]) -> bytes:
        answer = await member.get(f"{FILES}/{file['id']}/content")
        assert answer.status_code == 200, answer.text
        return bytes(answer.content)

    async def mandate(self, member: Member, **values: Any) -> dict[str, Any]:
        return told(await sign(member, self.agreement, self.account(member), **values), 201)


def _named(statement: Statement) -> dict[str, str]:
    return {"id": str(statement.id), "reference": statement.reference, "title": statement.title}


async def paying_pool(make: Make, *, accounts: bool = True, **values: Any) -> Pool:
    lead = await member(make, "La Salette-Bully", city="Sarcey", postal_code="69490")
    parties = [await member(make, f"Maison {letter}") for letter in "ABC"]
    agreement = await make.pool(lead.organisation, *(party.organisation for party in parties), **values)
    kept = {lead.organisation.id: await add(lead, creditor_identifier=creditor_identifier())}
    if accounts:
        for party in parties:
            kept[party.organisation.id] = await add(party)
    return Pool(make, lead, parties, agreement, kept)


class Document:
    """What a bank reads: elements by their local names, without the library that wrote them."""

    def __init__(self, content: bytes) -> None:
        self.text = content.decode()
        self.root = ElementTree.fromstring(content)  # noqa: S314 - written by ourselves
        self.schema = self.root.tag[1:].partition("}")[0].rpartition(":")[2]

    def all(self, path: str, within: Any = None) -> list[Any]:
        names = "/".join(f"{{*}}{name}" for name in path.split("/"))
        return list((self.root if within is None else within).iterfind(f".//{names}"))

    def texts(self, path: str, within: Any = None) -> list[str]:
        return [element.text or "" for element in self.all(path, within)]

    def require_valid(self) -> None:
        """Against the schema, its sums and its counts; addresses structured; references unique."""
        path = Path(sepaxml.__file__).parent / "schemas" / f"{self.schema}.xsd"
        xmlschema.XMLSchema(str(path)).validate(self.text)
        amounts = [_cents(text) for text in self.texts("InstdAmt")]
        for level in (self.all("GrpHdr")[0], *self.all("PmtInf")):
            own = (
                amounts
                if level.tag.endswith("GrpHdr")
                else [_cents(t) for t in self.texts("InstdAmt", level)]
            )
            assert self.texts("CtrlSum", level) == [f"{sum(own) // 100}.{sum(own) % 100:02}"]
            assert self.texts("NbOfTxs", level) == [str(len(own))]
        references = self.texts("EndToEndId")
        assert len(set(references)) == len(references) == len(amounts)
        assert self.texts("AdrLine") == []
        addresses = self.all("PstlAdr")
        assert len(addresses) == len(amounts) + len(self.all("PmtInf"))
        for address in addresses:
            assert all(self.texts("TwnNm", address))
            assert self.texts("Ctry", address) == ["FR"]
        assert set(self.text) <= set(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ <>=\"_\n"
        )


def _cents(text: str) -> int:
    whole, _, part = text.partition(".")
    assert len(part) == 2
    return int(whole + part)
