"""What the small society shares: a run called and paid in part, a credit, a settlement carried out, a file, a bank line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checking.society import Society

YEAR = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}
SPRING = date(2027, 3, 31)
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


async def share(society: Society) -> None:
    """B and C owe 600 and 400 of a budget of A; B paid 100; the rest is netted with a credit of 50 owed to C."""
    for name, purpose, owner, minimum in (
        ("income", "income", None, None),
        ("due B", "due", "B", None),
        ("due C", "due", "C", None),
        ("payable C", "payable", "C", 0),
        ("means B", "party", "B", None),
        ("means C", "party", "C", None),
    ):
        await society.add(
            name,
            "ledger_accounts",
            agreement_id="=pool",
            purpose=purpose,
            organisation_id=society.ids[owner] if owner else None,
            unit="EUR/2",
            minimum_balance=minimum,
        )
    await society.post("calls", "charge", [("due B", "income", 600), ("due C", "income", 400)])
    await society.post("credit", "charge", [("income", "payable C", 50)])
    await society.post("paid", "payment", [("means B", "due B", 100)])
    await _allocate(society)
    await _bill(society)
    await _settle(society)
    await _bank(society)


async def _allocate(society: Society) -> None:
    run = await society.add(
        "run",
        "allocations",
        "A",
        agreement_id="=pool",
        number=1,
        title="Fonctions support",
        stage="budget",
        **YEAR,
        figures_on=date(2027, 1, 1),
        first_due_on=SPRING,
        hash="0" * 64,
        computed_by_person="=person A",
        created_by="=A",
        created_by_person="=person A",
    )
    line = await society.add(
        "cost line",
        "allocation_lines",
        "A",
        agreement_id="=pool",
        allocation_id=run,
        position=1,
        name="Qualité",
        key_name="Lits",
        amount_cents=1_000,
    )
    for place, (who, cents) in enumerate((("B", 600), ("C", 400)), 1):
        of_one = {"agreement_id": "=pool", "allocation_id": run, "organisation_id": f"={who}", "cents": cents}
        await society.add(
            None, "allocation_members", "A", **of_one, position=place, days_present=365, days=365
        )
        await society.add(None, "allocation_shares", "A", **of_one, line_id=line, parts="[]")
    await society.do(
        "UPDATE allocations SET state = 'posted', reviewed_at = :at, reviewed_by = :b, reviewed_by_person = :person,"
        " posted_at = :at WHERE id = :id",
        "A",
        id=run,
        at=NOON,
        b=society.ids["B"],
        person=society.ids["person B"],
    )
    await society.add(
        None,
        "vat_opinions",
        "A",
        agreement_id="=pool",
        given_on=SPRING,
        **YEAR,
        conclusion="favourable",
        questions="[]",
        findings="[]",
        parameters="{}",
        asked_by="=A",
        asked_by_person="=person A",
    )


async def _bill(society: Society) -> None:
    for number, (name, who, kind, cents, settled, posted) in enumerate(
        (
            ("call B", "B", "call", 600, 600, "calls"),
            ("call C", "C", "call", 400, 400, "calls"),
            ("credit C", "C", "credit", -50, 50, "credit"),
        ),
        1,
    ):
        await society.add(
            name,
            "statements",
            "A",
            agreement_id="=pool",
            number=number,
            reference=f"2027-{number:04}",
            organisation_id=f"={who}",
            issuer_id="=A",
            kind=kind,
            title=name,
            allocation_id="=run" if kind == "call" else None,
            **YEAR,
            issued_on=date(2027, 1, 1),
            due_on=SPRING,
            amount_cents=cents,
            settled_cents=settled,
            state="settled",
            vat_category="out_of_scope",
            issuer="{}",
            payer="{}",
            lines="[]",
            transaction_id=f"={posted}",
            issued_by_person="=person A",
        )
    await society.add(
        None,
        "statement_reminders",
        "A",
        agreement_id="=pool",
        statement_id="=call B",
        organisation_id="=B",
        level=1,
        remaining_cents=600,
        sent_by="=A",
        sent_by_person="=person A",
    )
    await _pay(society, "received", "call B", "B", 100, method="transfer", transaction_id="=paid")


async def _pay(
    society: Society, name: str | None, statement: str, who: str, cents: int, **values: object
) -> None:
    await society.add(
        name,
        "statement_payments",
        "A",
        agreement_id="=pool",
        statement_id=f"={statement}",
        organisation_id=f"={who}",
        issuer_id="=A",
        cents=cents,
        paid_on=date(2027, 3, 1),
        recorded_by="=A",
        recorded_by_person="=person A",
        **values,
    )


async def _settle(society: Society) -> None:
    await society.post("netted", "settlement", [("payable C", "due C", 50)])
    settlement = await society.add(
        "settlement",
        "settlements",
        "A",
        agreement_id="=pool",
        number=1,
        through=SPRING,
        gross_cents=950,
        net_cents=850,
        proposed_by="=A",
        proposed_by_person="=person A",
    )
    in_it = {"agreement_id": "=pool", "settlement_id": settlement}
    for statement, debtor, creditor, cents in (
        ("call B", "B", None, 500),
        ("call C", "C", None, 400),
        ("credit C", None, "C", 50),
    ):
        await society.add(
            None,
            "settlement_items",
            "A",
            **in_it,
            statement_id=f"={statement}",
            debtor_id=f"={debtor}" if debtor else None,
            creditor_id=f"={creditor}" if creditor else None,
            cents=cents,
        )
        who = debtor or creditor or ""
        await _pay(
            society,
            None,
            statement,
            who,
            cents,
            method="netting",
            settlement_id=settlement,
            transaction_id="=netted",
        )
    for place, (who, owes, owed) in enumerate((("B", 500, 0), ("C", 400, 50)), 1):
        await society.add(
            None,
            "settlement_answers",
            "A",
            **in_it,
            organisation_id=f"={who}",
            position=place,
            owes_cents=owes,
            owed_cents=owed,
            must_accept=True,
            answer="accepted",
            answered_at=NOON,
            person_id=f"=person {who}",
        )
        await society.add(
            f"transfer {who}", "settlement_transfers", "A", **in_it, payer_id=f"={who}", cents=owes - owed
        )
    await society.do(
        "UPDATE settlements SET state = 'carried_out', decided_at = :at, transaction_id = :netted WHERE id = :id",
        "A",
        id=settlement,
        at=NOON,
        netted=society.ids["netted"],
    )


async def _bank(society: Society) -> None:
    account = await society.add(
        "bank account",
        "bank_accounts",
        "A",
        organisation_id="=A",
        label="Compte courant",
        holder="Organisation A",
        iban_sealed=b"sealed",
        iban_digest=b"digest",
        iban_masked="FR76 **** 0189",
        added_by_person="=person A",
    )
    await society.add(
        None,
        "accounting_codes",
        "A",
        agreement_id="=pool",
        purpose="due",
        number="467",
        name="Membres",
    )
    await society.add(
        None,
        "debit_mandates",
        "B",
        agreement_id="=pool",
        debtor_id="=B",
        creditor_id="=A",
        bank_account_id=account,
        reference="M-1",
        signed_on=SPRING,
        signed_by_person="=person B",
    )
    file = await society.add(
        "payment file",
        "payment_files",
        "B",
        agreement_id="=pool",
        organisation_id="=B",
        kind="transfers",
        message_id="ESSAIM-1",
        bank_account_id=account,
        execution_on=SPRING,
        item_count=1,
        total_cents=500,
        sha256="0" * 64,
        content_sealed=b"sealed",
        made_by_person="=person B",
    )
    await society.add(
        None,
        "payment_file_items",
        "B",
        file_id=file,
        position=1,
        agreement_id="=pool",
        organisation_id="=A",
        transfer_id="=transfer B",
        cents=500,
        end_to_end_id="2027-0001",
        iban_masked="FR76 **** 0189",
    )
    read = await society.add(
        "bank import",
        "bank_imports",
        "A",
        agreement_id="=pool",
        organisation_id="=A",
        format="csv",
        file_name="releve.csv",
        sha256="0" * 64,
        line_count=1,
        imported_by_person="=person A",
    )
    await society.add(
        "bank line",
        "bank_lines",
        "A",
        agreement_id="=pool",
        import_id=read,
        booked_on=date(2027, 3, 1),
        cents=100,
        label="VIR 2027-0001",
        key="1",
        state="matched",
        payment_id="=received",
    )
