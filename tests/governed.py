"""One of each thing that governs an agreement, written as the owner: rules, a vote, a book, a fund, an exit."""

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from json import dumps

from essaim.allocations.rules import vat
from make import Make, Member, Row

A_MONTH_AGO = datetime.now(UTC) - timedelta(days=30)
A_WEEK_AGO = datetime.now(UTC) - timedelta(days=7)
IN_A_WEEK = datetime.now(UTC) + timedelta(days=7)
NOTHING_KNOWN = vat.Facts("yes", "unknown", "unknown", "yes", None, ["unknown"], None)


async def open_account(make: Make, agreement: Row, purpose: str, organisation: Row | None = None) -> Row:
    unlimited = purpose in ("world", "party", "due", "income")
    return await make.row(
        "ledger_accounts",
        agreement_id=agreement.id,
        purpose=purpose,
        organisation_id=organisation.id if organisation else None,
        unit="EUR/2",
        minimum_balance=None if unlimited else 0,
    )


async def move(
    make: Make,
    agreement: Row,
    member: Member,
    source: Row,
    destination: Row,
    amount: int,
    kind: str = "transfer",
) -> Row:
    """One posting, as recorded by this member: the transaction's id and number."""
    (posted,) = await make.rows(
        """
        WITH me AS MATERIALIZED (SELECT set_config('essaim.organisation', :organisation, true) AS o,
                                        set_config('essaim.person', :person, true) AS p)
        SELECT posted.transaction_id AS id, posted.number FROM me, LATERAL post_transaction(:agreement, today(), :kind,
            'Mouvement', NULL, NULL, NULL, ARRAY[CAST(:source AS uuid)], ARRAY[CAST(:destination AS uuid)],
            ARRAY[CAST(:amount AS bigint)]) posted
        WHERE me.o IS NOT NULL AND me.p IS NOT NULL
        """,
        organisation=str(member.organisation.id),
        person=str(member.person.id),
        agreement=agreement.id,
        kind=kind,
        source=source.id,
        destination=destination.id,
        amount=amount,
    )
    return posted


async def vote(
    make: Make, agreement: Row, member: Member, absent: Row, *, secret: bool = False, **values: object
) -> Row:
    """An open vote of two organisations: this member's has voted, the absent one gave it no proxy."""
    count = await make.count("decisions", "agreement_id = :id", id=agreement.id)
    given = {
        "number": count + 1,
        "title": "Avis",
        "reason": "Pour essayer",
        "effect": "opinion",
        "ballot": "secret" if secret else "named",
        "state": "open",
        "opens_at": A_WEEK_AGO,
        "closes_at": IN_A_WEEK,
        "convened_at": A_MONTH_AGO,
        "convened_by": member.organisation.id,
        "opened_at": A_WEEK_AGO,
        "proxy_limit": 1,
        "proposed_by": member.organisation.id,
        "proposed_by_person": member.person.id,
    }
    decision = await make.row("decisions", agreement_id=agreement.id, **{**given, **values})
    for organisation in (member.organisation, absent):
        await make.row(
            "decision_voters",
            decision_id=decision.id,
            organisation_id=organisation.id,
            agreement_id=agreement.id,
            legal_person=organisation.siren or str(organisation.id),
            votes=1,
        )
    return decision


async def govern(
    make: Make, agreement: Row, member: Member, partner: Row, leaver: Row | None = None
) -> dict[str, Row]:
    """Everything an agreement may hold, each at least once, by name."""
    ours = member.organisation
    mine = {"agreement_id": agreement.id}
    rules = await make.row(
        "agreement_rules",
        **mine,
        number=1,
        content="{}",
        note="Première version",
        proposed_by=ours.id,
        proposed_by_person=member.person.id,
    )
    decision = await vote(make, agreement, member, partner)
    await make.row(
        "decision_supports",
        **mine,
        decision_id=decision.id,
        organisation_id=ours.id,
        person_id=member.person.id,
    )
    secret = await vote(make, agreement, member, partner, secret=True)
    proxy = await make.row(
        "proxies",
        **mine,
        decision_id=secret.id,
        giver_id=partner.id,
        holder_id=ours.id,
        given_by=member.person.id,
        mandate_id=member.mandate.id,
    )
    await make.row(
        "ballots",
        **mine,
        decision_id=secret.id,
        organisation_id=ours.id,
        cast_by=ours.id,
        person_id=member.person.id,
        mandate_id=member.mandate.id,
    )
    await make.row(
        "decision_tallies", **mine, decision_id=secret.id, college="", choice="yes", ballots=1, votes=1
    )

    party, stake = (
        await open_account(make, agreement, "party", ours),
        await open_account(make, agreement, "stake", ours),
    )
    due, income = (
        await open_account(make, agreement, "due", partner),
        await open_account(make, agreement, "income"),
    )
    posted = await move(make, agreement, member, party, stake, 10_000, "contribution")
    charge = await move(make, agreement, member, due, income, 500, "charge")
    await make.row(
        "ledger_readings",
        **mine,
        organisation_id=ours.id,
        person_id=member.person.id,
        operation="ledger.search_lines",
        about=[partner.id],
    )
    publication = await make.row(
        "ledger_publications",
        **mine,
        through=date(2026, 1, 31),
        published_by=ours.id,
        published_by_person=member.person.id,
        last_posting_id=0,
        figures="[]",
    )

    fund = await make.row("funds", **mine, name="Fonds commun", purpose="Projets", created_by=ours.id)
    of_fund = {**mine, "fund_id": fund.id}
    call = await make.row(
        "fund_calls",
        **of_fund,
        title="Appel",
        description="Projets communs",
        opens_on=date(2026, 1, 1),
        closes_on=date(2099, 12, 31),
        created_by=ours.id,
    )
    draft = await make.row(
        "fund_projects",
        **of_fund,
        organisation_id=ours.id,
        title="Jardin",
        description="Partagé",
        amount_cents=1_000,
    )
    account = await make.row("ledger_accounts", **mine, purpose="project", unit="EUR/2", subject_id=draft.id)
    project = await make.row(
        "fund_projects",
        **of_fund,
        organisation_id=ours.id,
        title="Minibus",
        description="Partagé",
        amount_cents=2_000,
        state="committed",
        account_id=account.id,
        submitted_at=A_MONTH_AGO,
        committed_at=A_WEEK_AGO,
    )
    await move(make, agreement, member, stake, account, 2_000, "commitment")
    payment = await make.row(
        "fund_payments",
        **of_fund,
        project_id=project.id,
        payee="Garage",
        amount_cents=1_500,
        description="Acompte",
        approvals_needed=2,
        requested_by=partner.id,
        requested_by_person=(await make.person()).id,
    )
    await make.row(
        "fund_approvals", **mine, payment_id=payment.id, organisation_id=ours.id, person_id=member.person.id
    )

    gone = leaver or await make.organisation("Sortante")
    left = await make.party(
        agreement, gone, state="left", left_on=date(2026, 6, 30), notice_given_on=date(2026, 1, 15)
    )
    gone_party, gone_stake = (
        await open_account(make, agreement, "party", gone),
        await open_account(make, agreement, "stake", gone),
    )
    payable = await open_account(make, agreement, "payable", gone)
    await move(make, agreement, member, gone_party, gone_stake, 300, "contribution")
    settled = await move(make, agreement, member, gone_stake, payable, 300, "settlement")
    settlement = await make.row(
        "exit_settlements",
        **mine,
        party_id=left.id,
        organisation_id=gone.id,
        left_on=date(2026, 6, 30),
        repaid_cents=300,
        owed_cents=0,
        transaction_id=settled.id,
        settled_by=ours.id,
        settled_by_person=member.person.id,
    )
    instalment = await make.row(
        "exit_instalments",
        **mine,
        settlement_id=settlement.id,
        number=1,
        due_on=date(2026, 7, 31),
        amount_cents=300,
    )
    minutes = b"Proces-verbal"
    document = await make.row(
        "agreement_documents",
        **mine,
        kind="minutes",
        title="Procès-verbal",
        file_name="pv.txt",
        media_type="text/plain",
        sha256=sha256(minutes).hexdigest(),
        size=len(minutes),
        content=minutes,
        added_by=ours.id,
        added_by_person=member.person.id,
    )
    shared = await share(make, agreement, member, partner, charge, posted)
    return {
        **shared,
        "rules": rules,
        "decision": decision,
        "secret": secret,
        "proxy": proxy,
        "account": stake,
        "income": income,
        "due": due,
        "transaction": posted,
        "charge": charge,
        "publication": publication,
        "fund": fund,
        "call": call,
        "draft": draft,
        "project": project,
        "payment": payment,
        "left": left,
        "settlement": settlement,
        "instalment": instalment,
        "minutes": document,
    }


def _side(organisation: Row) -> str:
    """A side of a statement as it was when it was issued."""
    unknown = dict.fromkeys(("siren", "siret", "address", "postal_code", "city"))
    return json.dumps({**unknown, "name": organisation.name, "country": "FR"})


async def share(
    make: Make, agreement: Row, member: Member, partner: Row, charge: Row, paid: Row
) -> dict[str, Row]:
    """One of each thing that shares a cost: a run, its statements, a settlement, banks and their files."""
    ours = member.organisation
    mine = {"agreement_id": agreement.id}
    by_me = {"created_by": ours.id, "created_by_person": member.person.id}
    year = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    allocation = await make.row(
        "allocations",
        **mine,
        **by_me,
        **year,
        number=1,
        title="Fonctions support",
        stage="budget",
        figures_on=date(2026, 1, 1),
        first_due_on=date(2026, 3, 31),
    )
    of_run = {**mine, "allocation_id": allocation.id}
    line = await make.row(
        "allocation_lines", **of_run, position=1, name="Qualité", key_name="Lits", amount_cents=500
    )
    theirs = {**of_run, "organisation_id": partner.id}
    await make.row("allocation_members", **theirs, position=1, days_present=365, days=365, cents=500)
    await make.row(
        "allocation_bases",
        **theirs,
        kind="figure",
        code="beds",
        value=84,
        unit="BED/0",
        valid_on=date(2026, 1, 1),
        source="Arrêté",
    )
    need = {"dated_on": date(2026, 1, 1), "stated_by": ours.id, "stated_by_person": member.person.id}
    await make.row(
        "allocation_needs", **theirs, **need, line_id=line.id, alone_cents=900, source="Devis de 2025"
    )
    await make.row("allocation_shares", **theirs, line_id=line.id, cents=500, parts="[]")
    opinion = await make.row(
        "vat_opinions",
        **mine,
        **year,
        given_on=date(2026, 1, 1),
        conclusion="incomplete",
        questions='{"independent_group": "yes", "services_only": "unknown", "general_interest": "unknown",'
        ' "no_distortion": "yes", "outside_share_bp": null}',
        findings=dumps([finding.stored() for finding in vat.findings(NOTHING_KNOWN, vat.PARAMETERS[-1])]),
        parameters=dumps(vat.PARAMETERS[-1].stored()),
        asked_by=ours.id,
        asked_by_person=member.person.id,
    )
    await make.row(
        "vat_opinion_members",
        **mine,
        opinion_id=opinion.id,
        organisation_id=partner.id,
        position=1,
        finding="unknown",
    )
    account = await make.row(
        "bank_accounts",
        organisation_id=ours.id,
        label="Compte courant",
        holder=ours.name,
        iban_sealed=b"sealed",
        iban_digest=b"digest",
        iban_masked="FR76 **** 0189",
        added_by_person=member.person.id,
    )
    statement = await make.row(
        "statements",
        **mine,
        **year,
        number=1,
        reference="2026-0001",
        organisation_id=partner.id,
        issuer_id=ours.id,
        kind="call",
        title="Appel 1 sur 4",
        issued_on=date(2026, 1, 1),
        due_on=date(2026, 3, 31),
        amount_cents=500,
        settled_cents=200,
        vat_category="out_of_scope",
        issuer=_side(ours),
        payer=_side(partner),
        lines=json.dumps([{"label": "Qualité", "cents": 500}]),
        transaction_id=charge.id,
        issued_by_person=member.person.id,
    )
    received = {**mine, "statement_id": statement.id, "organisation_id": partner.id}
    payment = await make.row(
        "statement_payments",
        **received,
        issuer_id=ours.id,
        cents=200,
        paid_on=date(2026, 3, 1),
        method="transfer",
        transaction_id=paid.id,
        recorded_by=ours.id,
        recorded_by_person=member.person.id,
    )
    await make.row(
        "statement_reminders",
        **received,
        level=1,
        remaining_cents=300,
        sent_by=ours.id,
        sent_by_person=member.person.id,
    )
    settlement = await make.row(
        "settlements",
        **mine,
        number=1,
        through=date(2026, 12, 31),
        gross_cents=300,
        net_cents=300,
        proposed_by=ours.id,
        proposed_by_person=member.person.id,
    )
    of_settlement = {**mine, "settlement_id": settlement.id}
    await make.row(
        "settlement_items", **of_settlement, statement_id=statement.id, debtor_id=partner.id, cents=300
    )
    await make.row(
        "settlement_answers",
        **of_settlement,
        organisation_id=partner.id,
        position=1,
        owes_cents=300,
        owed_cents=0,
        must_accept=True,
    )
    transfer = await make.row("settlement_transfers", **of_settlement, payer_id=partner.id, cents=300)
    mandate = await make.row(
        "debit_mandates",
        **mine,
        debtor_id=partner.id,
        creditor_id=ours.id,
        bank_account_id=account.id,
        reference=f"RUM-{agreement.id}",
        signed_on=date(2026, 1, 1),
        signed_by_person=member.person.id,
    )
    file = await make.row(
        "payment_files",
        **mine,
        organisation_id=ours.id,
        kind="debits",
        message_id=f"ESSAIM-{agreement.id}",
        bank_account_id=account.id,
        execution_on=date(2026, 4, 1),
        item_count=1,
        total_cents=300,
        sha256="0" * 64,
        content_sealed=b"sealed",
        made_by_person=member.person.id,
    )
    await make.row(
        "payment_file_items",
        **mine,
        file_id=file.id,
        position=1,
        organisation_id=partner.id,
        statement_id=statement.id,
        cents=300,
        end_to_end_id="2026-0001",
        iban_masked="FR76 **** 0189",
    )
    read = await make.row(
        "bank_imports",
        **mine,
        organisation_id=ours.id,
        format="csv",
        file_name="releve.csv",
        sha256="0" * 64,
        line_count=1,
        imported_by_person=member.person.id,
    )
    bank_line = await make.row(
        "bank_lines",
        **mine,
        import_id=read.id,
        booked_on=date(2026, 3, 1),
        cents=200,
        label="VIR 2026-0001",
        key="0",
    )
    await make.row("accounting_codes", **mine, purpose="income", number="756200", name="Contributions")
    return {
        "allocation": allocation,
        "line": line,
        "opinion": opinion,
        "bank_account": account,
        "statement": statement,
        "statement_payment": payment,
        "netting": settlement,
        "transfer": transfer,
        "mandate": mandate,
        "payment_file": file,
        "bank_line": bank_line,
    }
