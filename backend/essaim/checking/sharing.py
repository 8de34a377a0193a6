"""Allocations, statements, settlements, and what goes to the bank."""

from essaim.checking.invariant import Invariant

INVARIANTS = (
    Invariant(
        "allocations_share_the_whole_bill",
        "The shares of a reviewed cost line sum to its amount.",
        """
        SELECT l.id, l.agreement_id, l.amount_cents, sum(s.cents) AS shared FROM allocation_lines l
        JOIN allocations a ON a.id = l.allocation_id AND a.state IN ('reviewed', 'posted', 'replaced')
        LEFT JOIN allocation_shares s ON s.line_id = l.id
        GROUP BY l.id HAVING sum(s.cents) IS DISTINCT FROM l.amount_cents
        """,
    ),
    Invariant(
        "allocations_add_up_per_member",
        "What a member pays of a reviewed run is the sum of its shares of each line.",
        """
        SELECT m.allocation_id AS id, m.agreement_id, m.organisation_id, m.cents, sum(s.cents) AS shared
        FROM allocation_members m JOIN allocations a ON a.id = m.allocation_id AND a.state IN ('reviewed', 'posted', 'replaced')
        LEFT JOIN allocation_shares s ON s.allocation_id = m.allocation_id AND s.organisation_id = m.organisation_id
        GROUP BY m.allocation_id, m.organisation_id HAVING sum(s.cents) IS DISTINCT FROM m.cents
        """,
    ),
    Invariant(
        "allocations_are_reviewed_by_another",
        "A run is posted once reviewed by another person than who computed it.",
        """
        SELECT id, agreement_id, computed_by_person, reviewed_by_person FROM allocations
        WHERE state IN ('reviewed', 'posted', 'replaced')
            AND (reviewed_by_person IS NULL OR reviewed_by_person IS NOT DISTINCT FROM computed_by_person)
        """,
    ),
    Invariant(
        "posted_budgets_are_called_in_full",
        "The calls of a budget in force sum, for each member, to its share.",
        """
        SELECT m.allocation_id AS id, m.agreement_id, m.organisation_id, m.cents, c.called FROM allocation_members m
        JOIN allocations a ON a.id = m.allocation_id AND a.state = 'posted' AND a.stage = 'budget'
        LEFT JOIN (SELECT allocation_id, organisation_id, sum(amount_cents) AS called FROM statements
                   WHERE kind IN ('call', 'credit') AND state <> 'cancelled' GROUP BY 1, 2) c
            ON c.allocation_id = m.allocation_id AND c.organisation_id = m.organisation_id
        WHERE m.cents <> coalesce(c.called, 0)
        """,
    ),
    Invariant(
        "statements_are_posted",
        "What statements ask is posted on the ledger: due accounts for what is owed, payable ones for credits.",
        """
        SELECT min(s.id::text)::uuid AS id, s.agreement_id, s.transaction_id, s.organisation_id, sum(s.amount_cents) AS asked,
            min(p.posted) AS posted
        FROM statements s LEFT JOIN LATERAL (
            SELECT sum(CASE WHEN t.purpose = 'payable' AND t.organisation_id = s.organisation_id THEN -o.amount
                            WHEN f.purpose = 'due' AND f.organisation_id = s.organisation_id THEN o.amount ELSE 0 END) AS posted
            FROM ledger_postings o JOIN ledger_accounts f ON f.id = o.source_id JOIN ledger_accounts t ON t.id = o.destination_id
            WHERE o.transaction_id = s.transaction_id) p ON true
        GROUP BY s.agreement_id, s.transaction_id, s.organisation_id
        HAVING sum(s.amount_cents) IS DISTINCT FROM min(p.posted)
        """,
    ),
    Invariant(
        "statements_hold_their_payments",
        "What is settled of a statement is the sum of its payments that were not taken back.",
        """
        SELECT s.id, s.agreement_id, s.settled_cents, coalesce(p.paid, 0) AS paid FROM statements s
        LEFT JOIN (SELECT statement_id, sum(cents) AS paid FROM statement_payments WHERE reversed_at IS NULL GROUP BY 1) p
            ON p.statement_id = s.id
        WHERE s.settled_cents <> coalesce(p.paid, 0)
        """,
    ),
    Invariant(
        "statement_payments_are_posted",
        "A payment moved its amount on the due or payable account of whom the statement is for.",
        """
        SELECT p.id, p.agreement_id, p.cents, p.transaction_id FROM statement_payments p
        WHERE p.transaction_id IS NOT NULL AND p.method <> 'netting' AND NOT EXISTS (
            SELECT FROM ledger_postings o JOIN ledger_accounts a ON a.id IN (o.source_id, o.destination_id)
            WHERE o.transaction_id = p.transaction_id AND o.amount = p.cents AND a.organisation_id = p.organisation_id
                AND a.purpose IN ('due', 'payable'))
        """,
    ),
    Invariant(
        "statements_are_numbered_without_gap",
        "The statements of an agreement are numbered 1, 2, 3…",
        """
        SELECT min(id::text)::uuid AS id, agreement_id, count(*), max(number) FROM statements
        GROUP BY agreement_id HAVING max(number) <> count(*) OR min(number) <> 1
        """,
    ),
    Invariant(
        "settlements_are_accepted_by_who_owes",
        "A settlement is accepted by every organisation that must.",
        """
        SELECT s.id, s.agreement_id, a.organisation_id FROM settlements s JOIN settlement_answers a ON a.settlement_id = s.id
        WHERE s.state IN ('accepted', 'carried_out') AND a.must_accept AND a.answer IS DISTINCT FROM 'accepted'
        """,
    ),
    Invariant(
        "settlements_keep_every_balance",
        "The transfers of a settlement leave each organisation, and the pool, what its statements did, to the cent.",
        """
        WITH ends AS (
            SELECT settlement_id, agreement_id, creditor_id AS who, cents FROM settlement_items
            UNION ALL SELECT settlement_id, agreement_id, debtor_id, -cents FROM settlement_items
            UNION ALL SELECT settlement_id, agreement_id, payee_id, -cents FROM settlement_transfers
            UNION ALL SELECT settlement_id, agreement_id, payer_id, cents FROM settlement_transfers)
        SELECT settlement_id AS id, agreement_id, who, sum(cents) FROM ends
        GROUP BY settlement_id, agreement_id, who HAVING sum(cents) <> 0
        """,
    ),
    Invariant(
        "debts_are_on_the_ledger",
        "What statements, payments and settlements moved on due and payable accounts is what is still owed.",
        """
        WITH posted AS (
            SELECT transaction_id AS id FROM statements UNION SELECT cancelling_transaction_id FROM statements
            UNION SELECT transaction_id FROM statement_payments UNION SELECT reversal_id FROM statement_payments
            UNION SELECT transaction_id FROM settlements UNION SELECT transaction_id FROM settlement_transfers),
        carried_out AS (
            SELECT t.* FROM settlement_transfers t JOIN settlements s ON s.id = t.settlement_id
            WHERE s.state = 'carried_out' AND t.paid_on IS NULL),
        moves AS (
            SELECT a.agreement_id, a.organisation_id, a.purpose, leg.cents
            FROM posted JOIN ledger_postings o ON o.transaction_id = posted.id
            CROSS JOIN LATERAL (VALUES (o.source_id, -o.amount), (o.destination_id, o.amount)) AS leg (account, cents)
            JOIN ledger_accounts a ON a.id = leg.account AND a.purpose IN ('due', 'payable')
            UNION ALL
            SELECT agreement_id, organisation_id, CASE WHEN amount_cents > 0 THEN 'due' ELSE 'payable' END,
                amount_cents - sign(amount_cents) * settled_cents FROM statements WHERE state = 'issued'
            UNION ALL
            SELECT agreement_id, issuer_id, 'payable', settled_cents - amount_cents FROM statements
            WHERE state = 'issued' AND NOT to_pool
            UNION ALL SELECT agreement_id, payer_id, 'due', cents FROM carried_out WHERE payer_id IS NOT NULL
            UNION ALL SELECT agreement_id, payee_id, 'payable', -cents FROM carried_out WHERE payee_id IS NOT NULL)
        SELECT organisation_id AS id, agreement_id, purpose, sum(cents) AS unexplained FROM moves
        GROUP BY agreement_id, organisation_id, purpose HAVING sum(cents) <> 0
        """,
    ),
    Invariant(
        "payment_files_sum_to_their_items",
        "A payment file says the number and the sum of what it holds.",
        """
        SELECT f.id, f.agreement_id, f.item_count, f.total_cents, count(i.file_id) AS items, sum(i.cents) AS cents
        FROM payment_files f LEFT JOIN payment_file_items i ON i.file_id = f.id
        GROUP BY f.id HAVING count(i.file_id) <> f.item_count OR sum(i.cents) IS DISTINCT FROM f.total_cents
        """,
    ),
    Invariant(
        "matched_bank_lines_are_payments",
        "A bank line that is matched has a payment of this agreement that was not taken back.",
        """
        SELECT l.id, l.agreement_id, l.payment_id FROM bank_lines l LEFT JOIN statement_payments p ON p.id = l.payment_id
        WHERE l.state = 'matched' AND (p.reversed_at IS NOT NULL OR p.agreement_id IS DISTINCT FROM l.agreement_id)
        """,
    ),
)
