"""The journal, the guards of the database, and what is kept of requests."""

from essaim.checking.invariant import Invariant

# Triggers without which a promise would rest on the application alone.
GUARDS = (
    "agreement_documents_immutable",
    "agreement_rules_immutable",
    "allocation_bases_frozen",
    "allocation_lines_frozen",
    "allocation_members_frozen",
    "allocation_needs_frozen",
    "allocation_shares_frozen",
    "allocations_exact",
    "allocations_frozen",
    "audit_records_append_only",
    "ballots_append_only",
    "bank_accounts_immutable",
    "bank_imports_append_only",
    "booking_slots_unit_in_use",
    "bookings_free_slots",
    "decision_voters_append_only",
    "decisions_immutable",
    "exit_settlements_append_only",
    "fund_approvals_not_own",
    "fund_payments_approved",
    "ledger_accounts_balance_follows",
    "ledger_postings_append_only",
    "ledger_publications_append_only",
    "ledger_transactions_append_only",
    "memberships_no_cycle",
    "proxies_check",
    "purchase_commitments_append_only",
    "purchase_items_frozen",
    "purchase_lots_committed",
    "purchase_lots_immutable",
    "purchase_needs_frozen",
    "purchase_opt_outs_frozen",
    "purchase_orders_counted",
    "purchase_publications_append_only",
    "purchase_quotes_frozen",
    "purchase_readings_append_only",
    "purchase_rebate_shares_append_only",
    "purchase_rebates_append_only",
    "purchase_results_append_only",
    "settlement_transfers_free_filed",
    "settlements_accepted",
    "statement_payments_free_filed",
    "statement_reminders_immutable",
    "statements_immutable",
    "vat_opinion_members_append_only",
    "vat_opinions_append_only",
)
JOURNALLED = (
    "accounting_codes",
    "agreement_documents",
    "agreement_rules",
    "agreements",
    "allocations",
    "ballots",
    "bank_imports",
    "commitments",
    "debit_mandates",
    "decision_voters",
    "decisions",
    "exit_instalments",
    "exit_settlements",
    "fund_approvals",
    "fund_calls",
    "fund_payments",
    "fund_projects",
    "funds",
    "ledger_accounts",
    "ledger_publications",
    "ledger_readings",
    "ledger_transactions",
    "parties",
    "payment_files",
    "proxies",
    "purchase_lots",
    "purchase_quotes",
    "purchase_rounds",
    "settlement_answers",
    "settlement_transfers",
    "settlements",
    "statement_payments",
    "statement_reminders",
    "statements",
    "vat_opinions",
)
"""Tables whose every write is recorded, by a trigger named `{table}_audit`."""
_TRIGGERS = ", ".join(f"('{name}')" for name in (*GUARDS, *(f"{table}_audit" for table in JOURNALLED)))

INVARIANTS = (
    Invariant(
        "every_agreement_has_its_journal",
        "The journal of an agreement begins with the agreement.",
        """
        SELECT a.id FROM agreements a WHERE NOT EXISTS (SELECT FROM audit_heads h WHERE h.agreement_id = a.id)
        """,
    ),
    Invariant(
        "journals_are_numbered_without_gap",
        "The records of a journal are numbered 1, 2, 3…",
        """
        SELECT agreement_id, count(*) AS records, min(seq) AS first, max(seq) AS last FROM audit_records
        GROUP BY agreement_id HAVING min(seq) <> 1 OR max(seq) <> count(*)
        """,
    ),
    Invariant(
        "journals_end_at_their_head",
        "The head of a journal is its last record. (Whether each record is genuine: essaim audit verify.)",
        """
        SELECT coalesce(h.agreement_id, last.agreement_id) AS agreement_id, h.seq AS head, last.seq AS last FROM audit_heads h
        FULL JOIN (SELECT agreement_id, max(seq) AS seq FROM audit_records GROUP BY 1) last
            ON last.agreement_id = h.agreement_id
        LEFT JOIN audit_records r ON r.agreement_id = last.agreement_id AND r.seq = last.seq
        WHERE (h.seq, h.hash) IS DISTINCT FROM (r.seq, r.hash)
        """,
    ),
    Invariant(
        "guards_are_in_place",
        "The triggers that keep what was written, and those that record it, are there and active.",
        f"""
        SELECT guard.name, t.tgenabled AS state FROM (VALUES {_TRIGGERS}) AS guard (name)
        LEFT JOIN pg_trigger t ON t.tgname = guard.name AND NOT t.tgisinternal
        WHERE coalesce(t.tgenabled NOT IN ('O', 'A'), true)
        """,  # noqa: S608 - the names above
    ),
    Invariant(
        "answers_are_kept_with_their_effect",
        "A request recorded for retries has its answer: both were committed together.",
        "SELECT organisation_id, route, created_at FROM idempotency_records WHERE status IS NULL OR body IS NULL",
    ),
    Invariant(
        "files_read_are_erased",
        "An import that ended keeps no file.",
        """
        SELECT i.id, i.state FROM imports i JOIN import_files f ON f.import_id = i.id
        WHERE i.state IN ('done', 'refused', 'failed')
        """,
    ),
)
