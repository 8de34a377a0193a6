"""Bank accounts of a made-up world: numbers whose keys are right, computed here without the library of the product."""

import itertools
from typing import Any

import httpx

from make import Make, Member, Row

_accounts = itertools.count(10_000_000_001)


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def told(answer: httpx.Response, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def iban(account: int | None = None, bank: int = 30006, branch: int = 1) -> str:
    """A French number with its RIB key (97 − (89b + 15g + 3c) mod 97) and its ISO 7064 key."""
    number = next(_accounts) if account is None else account
    key = 97 - (89 * bank + 15 * branch + 3 * number) % 97
    bban = f"{bank:05}{branch:05}{number:011}{key:02}"
    check = 98 - int(f"{bban}152700") % 97  # F is 15, R is 27
    return f"FR{check:02}{bban}"


def creditor_identifier(national: str = "123456") -> str:
    """A French ICS: the keys leave out ZZZ, the business code."""
    digits = "".join(str(int(character, 36)) for character in f"{national}FR00")
    return f"FR{98 - int(digits) % 97:02}ZZZ{national}"


def masked(number: str) -> str:
    return f"{number[:4]} **** {number[-4:]}"


async def member(make: Make, name: str, **values: Any) -> Member:
    """Somebody who directs an organisation with an address."""
    given = {"address": "12 bis rue des Écoles", "postal_code": "69210", "city": "Bully"}
    return await make.signed_in(await make.organisation(name, **{**given, **values}))


async def add(owner: Member, number: str | None = None, **values: Any) -> dict[str, Any]:
    """An account added by its organisation, with its whole number beside for the tests."""
    number = number or iban()
    body = {"label": "Compte courant", "holder": owner.organisation.name, "iban": number, **values}
    return {**told(await owner.post("/v1/banking/accounts", json=body), 201), "iban": number}


async def sign(debtor: Member, agreement: Row, account: dict[str, Any], **values: Any) -> httpx.Response:
    body = {
        "agreement_id": str(agreement.id),
        "bank_account_id": account["id"],
        "signed_on": "2026-01-10",
        **values,
    }
    answer: httpx.Response = await debtor.post("/v1/banking/mandates", json=body)
    return answer


async def everything_kept(make: Make) -> str:
    """Every row of every table, as one text: what somebody with the database reads. Bytes in hexadecimal and as text."""
    tables = await make.rows(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    kept = []
    for table in tables:
        for row in await make.rows(f'SELECT * FROM "{table.relname}"'):
            kept += [
                value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in row.values()
            ]
    return "\n".join(kept)
