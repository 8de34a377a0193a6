"""Each invariant holds where nothing was tampered with, and is named when somebody breaks it behind the guards."""

import json
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from checking.society import Society
from conftest import Database, clone, drop
from essaim.audit.service import verify
from essaim.checking.journal import JOURNALLED
from essaim.checking.running import INVARIANTS, check
from essaim.demo import load_demo

# What a superuser types to break each promise, the guards put to sleep.
BREAKERS = {
    "memberships_form_no_cycle": """
        INSERT INTO memberships (network_id, organisation_id, category, state, payer_id, asked_by, starts_on)
        VALUES ('{A}', '{D}', 'member', 'active', '{D}', '{person A}', '2025-01-01')""",
    "memberships_do_not_overlap": """
        ALTER TABLE memberships DROP CONSTRAINT memberships_no_overlap;
        INSERT INTO memberships (network_id, organisation_id, category, state, payer_id, asked_by, starts_on)
        VALUES ('{C}', '{A}', 'member', 'active', '{A}', '{person A}', '2025-01-01')""",
    "mandates_do_not_overlap": """
        ALTER TABLE mandates DROP CONSTRAINT mandates_no_overlap;
        INSERT INTO mandates (person_id, organisation_id, role) VALUES ('{person A}', '{A}', 'staff')""",
    "sessions_act_under_own_mandates": "UPDATE sessions SET mandate_id = '{mandate B}'",
    "active_agreements_have_one_lead": "UPDATE parties SET role = 'party' WHERE id = '{party A}'",
    "parties_leave_after_they_joined": "UPDATE parties SET left_on = '2019-12-31' WHERE id = '{party D}'",
    "documents_match_their_hash": """
        ALTER TABLE agreement_documents DROP CONSTRAINT agreement_documents_content_check;
        UPDATE agreement_documents SET content = 'Konvention'""",
    "commitments_are_promised_by_parties": """
        UPDATE commitments SET promiser_id = (SELECT gen_random_uuid())""",
    "rules_are_numbered_without_gap": "UPDATE agreement_rules SET number = 4 WHERE number = 2",
    "adopted_rules_rest_on_their_decision": "UPDATE decisions SET outcome = 'rejected', effect_state = 'none' WHERE id = '{named}'",
    "bookings_do_not_overlap": """
        ALTER TABLE booking_slots DROP CONSTRAINT booking_slots_no_overlap;
        UPDATE booking_slots SET unit_id = '{unit 1}'""",
    "slots_follow_their_booking": "UPDATE bookings SET state = 'cancelled' WHERE id = '{booking 1}'",
    "bookings_hold_their_slots": "DELETE FROM booking_slots WHERE booking_id = '{booking 1}'",
    "resources_have_their_units": "UPDATE resources SET quantity = 3",
    "units_sum_to_zero": "UPDATE ledger_accounts SET balance = balance + 1 WHERE id = '{common}'",
    "balances_are_the_sum_of_postings": "UPDATE ledger_postings SET amount = amount + 1 WHERE transaction_id = '{gift}'",
    "balances_are_those_of_the_last_posting": """
        UPDATE ledger_accounts SET balance = balance + CASE id WHEN '{common}' THEN 1 ELSE -1 END
        WHERE id IN ('{common}', '{world}')""",
    "each_posting_follows_the_one_before": "UPDATE ledger_postings SET source_balance = 7 WHERE transaction_id = '{mistake}'",
    "no_account_is_overdrawn": """
        ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_overdraft_check;
        UPDATE ledger_accounts SET minimum_balance = balance + 1 WHERE id = '{common}'""",
    "closed_accounts_are_empty": """
        ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_closed_check;
        UPDATE ledger_accounts SET closed_on = '2027-01-01' WHERE id = '{common}'""",
    "transactions_are_numbered_without_gap": "DELETE FROM ledger_transactions WHERE number = 2",
    "transactions_have_postings": "DELETE FROM ledger_postings WHERE transaction_id = '{gift}'",
    "postings_stay_in_one_book_and_unit": "UPDATE ledger_accounts SET unit = 'HOUR/2' WHERE id = '{common}'",
    "reversals_mirror_what_they_reverse": "UPDATE ledger_postings SET amount = 29 WHERE transaction_id = '{reversal}'",
    "transactions_follow_their_own_decisions": "UPDATE decisions SET outcome = 'rejected' WHERE id = '{named}'",
    "publications_only_advance": "UPDATE ledger_publications SET last_posting_id = 0 WHERE id = '{closing}'",
    "decisions_are_numbered_without_gap": "UPDATE decisions SET number = 9 WHERE id = '{secret}'",
    "voters_are_parties": "UPDATE parties SET state = 'declined' WHERE id = '{party C}'",
    "legal_persons_vote_once": """
        ALTER TABLE decision_voters DROP CONSTRAINT decision_voters_legal_person_key;
        UPDATE decision_voters SET legal_person = 'A' WHERE organisation_id = '{B}'""",
    "ballots_come_from_the_electorate": "DELETE FROM decision_voters WHERE organisation_id = '{B}'",
    "organisations_vote_once": """
        ALTER TABLE ballots DROP CONSTRAINT ballots_pkey;
        INSERT INTO ballots SELECT * FROM ballots WHERE organisation_id = '{B}' AND decision_id = '{named}'""",
    "ballots_are_cast_under_a_mandate": "UPDATE ballots SET cast_by = '{D}' WHERE organisation_id = '{B}'",
    "named_ballots_say_their_choice": "UPDATE ballots SET choice = NULL WHERE decision_id = '{named}'",
    "secret_ballots_hold_no_choice": "UPDATE ballots SET choice = 'yes' WHERE decision_id = '{secret}'",
    "tallies_equal_ballots": "UPDATE decision_tallies SET votes = votes + 1 WHERE choice = 'yes'",
    "proxies_stay_within_the_limit": "UPDATE decisions SET proxy_limit = 0 WHERE id = '{named}'",
    "proxies_form_no_chain": "UPDATE proxies SET holder_id = '{B}', giver_id = '{A}' WHERE id = '{proxy named}'",
    "closed_decisions_have_a_result": "UPDATE decisions SET effect_state = 'pending' WHERE id = '{named}'",
    "results_count_the_ballots": """
        UPDATE decisions SET result = jsonb_set(result, '{{heads,yes}}', '3') WHERE id = '{secret}'""",
    "paid_payments_are_approved": "DELETE FROM fund_approvals WHERE organisation_id = '{C}'",
    "nobody_approves_a_payment_to_itself": "UPDATE fund_payments SET beneficiary_id = '{B}'",
    "paid_payments_are_posted": "UPDATE fund_payments SET transaction_id = '{gift}'",
    "projects_hold_what_is_left_to_pay": "UPDATE fund_projects SET amount_cents = 1_999 WHERE id = '{project}'",
    "exits_are_settled_once": "UPDATE exit_settlements SET left_on = '2026-11-30'",
    "instalments_sum_to_what_is_repaid": "UPDATE exit_instalments SET amount_cents = 2_499 WHERE number = 2",
    "repayments_are_posted": "UPDATE exit_instalments SET transaction_id = '{gift}' WHERE number = 1",
    "allocations_share_the_whole_bill": "UPDATE allocation_lines SET amount_cents = 1001",
    "allocations_add_up_per_member": "UPDATE allocation_members SET cents = cents + 1",
    "allocations_are_reviewed_by_another": """
        ALTER TABLE allocations DROP CONSTRAINT allocations_four_eyes_check;
        UPDATE allocations SET reviewed_by_person = computed_by_person""",
    "posted_budgets_are_called_in_full": "UPDATE statements SET allocation_id = NULL WHERE id = '{call C}'",
    "statements_are_posted": "UPDATE statements SET transaction_id = '{gift}' WHERE id = '{call C}'",
    "statements_hold_their_payments": "DELETE FROM statement_payments WHERE id = '{received}'",
    "statement_payments_are_posted": "UPDATE statement_payments SET transaction_id = '{gift}' WHERE id = '{received}'",
    "statements_are_numbered_without_gap": "UPDATE statements SET number = 70 WHERE id = '{credit C}'",
    "settlements_are_accepted_by_who_owes": """
        UPDATE settlement_answers SET answer = 'refused' WHERE organisation_id = '{C}'""",
    "settlements_keep_every_balance": "UPDATE settlement_transfers SET cents = cents - 1 WHERE id = '{transfer B}'",
    "debts_are_on_the_ledger": "UPDATE settlements SET state = 'withdrawn'",
    "payment_files_sum_to_their_items": "UPDATE payment_files SET total_cents = 501",
    "matched_bank_lines_are_payments": """
        UPDATE statement_payments SET reversed_at = now(), reversed_because = 'Erreur' WHERE id = '{received}'""",
    "purchase_rounds_are_numbered_without_gap": "UPDATE purchase_rounds SET number = 2",
    "purchase_rounds_follow_their_lots": "UPDATE purchase_lots SET state = 'awarded', closed_at = NULL",
    "awarded_lots_rest_on_an_opened_quote": "UPDATE purchase_quotes SET lot_id = (SELECT gen_random_uuid())",
    "quotes_are_opened_together": "UPDATE purchase_quotes SET content = NULL, opened_at = NULL",
    "purchase_commitments_are_what_was_stated": "DELETE FROM purchase_needs WHERE organisation_id = '{D}'",
    "purchase_commitments_sum_to_the_bill": """
        UPDATE purchase_commitments SET cents = cents + 1 WHERE organisation_id = '{B}'""",
    "purchase_positions_count_their_orders": "UPDATE purchase_orders SET volume = 1 WHERE id = '{order B}'",
    "purchase_results_are_what_was_committed_and_ordered": """
        UPDATE purchase_results SET actual_cents = actual_cents + 1 WHERE organisation_id = '{B}'""",
    "purchase_adjustments_make_the_bill": """
        UPDATE purchase_results SET actual_cents = actual_cents + 1, adjustment_cents = adjustment_cents + 1
        WHERE organisation_id = '{B}'""",
    "purchase_adjustments_are_issued": """
        UPDATE statements SET purchase_round_id = NULL WHERE id = '{adjustment D of the purchase}'""",
    "purchase_rebates_are_split_in_full": "UPDATE purchase_rebates SET kept_cents = 11",
    "purchase_totals_told_are_those_made": "UPDATE purchase_publications SET volume = 11 WHERE moment = 'award'",
    "purchase_totals_are_told_of_enough": "UPDATE purchase_rounds SET confidentiality = 'coopetition'",
    "every_agreement_has_its_journal": "DELETE FROM audit_heads",
    "journals_are_numbered_without_gap": "DELETE FROM audit_records WHERE seq = 3",
    "journals_end_at_their_head": "UPDATE audit_heads SET hash = '\\x00'",
    "guards_are_in_place": "ALTER TABLE ledger_postings DISABLE TRIGGER ledger_postings_append_only",
    "answers_are_kept_with_their_effect": "UPDATE idempotency_records SET status = NULL",
    "files_read_are_erased": "INSERT INTO import_files (import_id, part, content) VALUES ('{import}', 1, 'a')",
}
# Other ways to break the same promises.
ALSO = (
    (
        "secret_ballots_hold_no_choice",
        'UPDATE idempotency_records SET body = \'{{"mine": {{"choice": "no"}}}}\'',
    ),
    (
        "secret_ballots_hold_no_choice",
        """UPDATE audit_records SET content = content || '{{"choice": "no"}}'
           WHERE action = 'ballots.insert' AND content ->> 'decision_id' = '{secret}'""",
    ),
    ("tallies_equal_ballots", "DELETE FROM decision_tallies"),
    ("reversals_mirror_what_they_reverse", "DELETE FROM ledger_postings WHERE transaction_id = '{mistake}'"),
    ("guards_are_in_place", "DROP TRIGGER ballots_audit ON ballots"),
    (
        "journals_end_at_their_head",
        "DELETE FROM audit_records WHERE seq = (SELECT max(seq) FROM audit_records)",
    ),
    (
        "projects_hold_what_is_left_to_pay",
        "UPDATE ledger_accounts SET balance = 1 WHERE id = '{account of closed project}'",
    ),
    ("repayments_are_posted", "UPDATE exit_settlements SET transaction_id = '{gift}'"),
    (
        "purchase_commitments_are_what_was_stated",
        """INSERT INTO purchase_opt_outs (lot_id, organisation_id, round_id, agreement_id, person_id)
           VALUES ('{lot}', '{D}', '{purchase}', '{pool}', '{person D}')""",
    ),
    (
        "purchase_commitments_sum_to_the_bill",
        """UPDATE purchase_quotes SET content = jsonb_set(content, '{{mode}}', '"incremental"')""",
    ),
    ("purchase_positions_count_their_orders", "UPDATE purchase_positions SET committed_volume = 9"),
    (
        "purchase_results_are_what_was_committed_and_ordered",
        "DELETE FROM purchase_results WHERE organisation_id = '{B}'",
    ),
    ("purchase_adjustments_are_issued", "UPDATE purchase_rebate_shares SET cents = cents + 1"),
    ("purchase_totals_are_told_of_enough", "DELETE FROM purchase_needs WHERE organisation_id = '{D}'"),
    ("proxies_form_no_chain", "UPDATE ballots SET cast_by = organisation_id WHERE organisation_id = '{C}'"),
)


@pytest.fixture(scope="module")
async def copy(server, template) -> AsyncIterator[Database]:
    mine = await clone(server, template)
    yield mine
    await drop(server, mine)


@pytest.fixture(scope="module")
async def society(copy) -> Society:
    engine = create_async_engine(copy.owner_url, poolclass=NullPool)
    return await Society(engine).build()


async def is_broken(connection: asyncpg.Connection, name: str) -> bool:
    """Whether a transaction not yet committed breaks this invariant."""
    (offending,) = [invariant.offending for invariant in INVARIANTS if invariant.name == name]
    return bool(await connection.fetchval(f"SELECT count(*) FROM ({offending}) AS offending"))


async def test_nothing_is_found_where_nothing_was_tampered_with(copy, society) -> None:
    engine = create_async_engine(copy.owner_url, poolclass=NullPool)

    outcomes = await check(engine)

    assert [(outcome.name, outcome.rows) for outcome in outcomes if outcome.rows] == []
    assert (await verify(engine)).findings == []


def test_every_invariant_has_its_name_and_is_broken_once() -> None:
    assert [invariant.name for invariant in INVARIANTS] == list(BREAKERS)
    assert len(BREAKERS) >= 25


@pytest.mark.parametrize(("name", "breaking"), [*BREAKERS.items(), *ALSO])
async def test_a_broken_promise_is_named(server, copy, society, name: str, breaking: str) -> None:
    superuser = await asyncpg.connect(server.dsn(copy.name))
    try:
        attempt = superuser.transaction()
        await attempt.start()
        await superuser.execute("SET LOCAL session_replication_role = replica")
        await superuser.execute(breaking.format_map(society.ids))
        assert await is_broken(superuser, name)
        await attempt.rollback()
    finally:
        await superuser.close()


async def test_what_is_found_is_shown_up_to_twenty_rows_and_fits_in_json(
    server, database, owner_engine
) -> None:
    society = await Society(owner_engine).build()
    superuser = await asyncpg.connect(server.dsn(database.name))
    await superuser.execute(
        "SET session_replication_role = replica;"
        " INSERT INTO ledger_accounts (agreement_id, purpose, label, unit, balance, minimum_balance)"
        f" SELECT '{society.ids['pool']}', 'other', n::text, 'HOUR/2', 1, NULL FROM generate_series(1, 30) n"
    )
    await superuser.close()

    outcomes = {outcome.name: outcome for outcome in await check(owner_engine)}

    assert outcomes["units_sum_to_zero"].rows == [
        {"agreement_id": str(society.ids["pool"]), "unit": "HOUR/2", "total": "30"}
    ]
    assert len(outcomes["balances_are_the_sum_of_postings"].rows) == 20
    assert json.dumps([outcome.rows for outcome in outcomes.values()])


async def test_every_journalled_table_is_guarded(owner_engine, make) -> None:
    told = await make.rows(
        "SELECT c.relname AS name, t.tgname AS trigger FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " JOIN pg_class c ON c.oid = t.tgrelid WHERE p.proname IN ('audit_row', 'audit_transaction')"
    )

    assert {row.name for row in told} == set(JOURNALLED)
    assert {row.trigger for row in told} == {f"{table}_audit" for table in JOURNALLED}


async def test_the_demonstration_data_break_no_promise(owner_engine) -> None:
    await load_demo(owner_engine)

    assert [outcome for outcome in await check(owner_engine) if outcome.rows] == []
    assert (await verify(owner_engine)).findings == []
