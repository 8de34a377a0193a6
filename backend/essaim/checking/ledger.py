"""The ledger: fast enough to be run on a million postings."""

from essaim.checking.invariant import Invariant

INVARIANTS = (
    Invariant(
        "units_sum_to_zero",
        "In each agreement the balances of each unit sum to zero.",
        "SELECT agreement_id, unit, sum(balance) AS total FROM ledger_accounts GROUP BY 1, 2 HAVING sum(balance) <> 0",
    ),
    Invariant(
        "balances_are_the_sum_of_postings",
        "The balance of an account is what came in less what went out.",
        """
        WITH moved AS MATERIALIZED (
            SELECT source_id, destination_id, sum(amount) AS total FROM ledger_postings GROUP BY 1, 2),
             legs AS (SELECT source_id AS id, -total AS change FROM moved
                      UNION ALL SELECT destination_id, total FROM moved)
        SELECT a.id, a.agreement_id, a.balance, coalesce(sum(l.change), 0) AS postings
        FROM ledger_accounts a LEFT JOIN legs l ON l.id = a.id
        GROUP BY a.id HAVING a.balance <> coalesce(sum(l.change), 0)
        """,
    ),
    Invariant(
        "balances_are_those_of_the_last_posting",
        "The balance of an account is the one its last posting says.",
        """
        SELECT a.id, a.agreement_id, a.balance, last.after AS told FROM ledger_accounts a
        LEFT JOIN LATERAL (SELECT after FROM (
            (SELECT id, source_balance AS after FROM ledger_postings WHERE source_id = a.id ORDER BY id DESC LIMIT 1)
            UNION ALL
            (SELECT id, destination_balance FROM ledger_postings WHERE destination_id = a.id ORDER BY id DESC LIMIT 1)
        ) ends ORDER BY id DESC LIMIT 1) last ON true
        WHERE a.balance <> coalesce(last.after, 0)
        """,
    ),
    Invariant(
        "each_posting_follows_the_one_before",
        "On each account a posting leaves the balance of the posting before it, more or less its amount.",
        """
        SELECT id AS posting_id, account_id, before, change, after FROM (
            SELECT *, lag(after, 1, 0::bigint) OVER (PARTITION BY account_id ORDER BY id) AS before FROM (
                SELECT id, source_id AS account_id, source_balance AS after, -amount AS change FROM ledger_postings
                UNION ALL
                SELECT id, destination_id, destination_balance, amount FROM ledger_postings) legs) followed
        WHERE after <> before + change
        """,
    ),
    Invariant(
        "no_account_is_overdrawn",
        "No account is below its minimum balance.",
        "SELECT id, agreement_id, balance, minimum_balance FROM ledger_accounts WHERE balance < minimum_balance",
    ),
    Invariant(
        "closed_accounts_are_empty",
        "A closed account holds nothing.",
        "SELECT id, agreement_id, balance, closed_on FROM ledger_accounts WHERE closed_on IS NOT NULL AND balance <> 0",
    ),
    Invariant(
        "transactions_are_numbered_without_gap",
        "The transactions of an agreement are numbered 1, 2, 3… up to the number its book keeps.",
        """
        SELECT agreement_id, b.last_number, t.last, t.transactions FROM ledger_books b
        FULL JOIN (SELECT agreement_id, min(number) AS first, max(number) AS last, count(*) AS transactions
                   FROM ledger_transactions GROUP BY 1) t USING (agreement_id)
        WHERE coalesce(b.last_number, 0) <> coalesce(t.last, 0) OR t.first <> 1 OR t.last <> t.transactions
        """,
    ),
    Invariant(
        "transactions_have_postings",
        "A transaction moves something.",
        """
        SELECT t.id, t.agreement_id, t.number FROM ledger_transactions t
        WHERE NOT EXISTS (SELECT FROM ledger_postings p WHERE p.transaction_id = t.id)
        """,
    ),
    Invariant(
        "postings_stay_in_one_book_and_unit",
        "A posting belongs to a transaction and goes between two accounts of the same agreement and of one unit.",
        """
        WITH routes AS MATERIALIZED (
            SELECT agreement_id, source_id, destination_id, min(id) AS id FROM ledger_postings GROUP BY 1, 2, 3)
        SELECT r.id, r.agreement_id, 'accounts' AS trouble FROM routes r
        LEFT JOIN ledger_accounts s ON s.id = r.source_id LEFT JOIN ledger_accounts d ON d.id = r.destination_id
        WHERE s.agreement_id IS DISTINCT FROM r.agreement_id OR d.agreement_id IS DISTINCT FROM r.agreement_id
            OR s.unit IS DISTINCT FROM d.unit OR s.id = d.id
        UNION ALL
        SELECT p.id, p.agreement_id, 'transaction' FROM ledger_postings p
        LEFT JOIN ledger_transactions t ON t.id = p.transaction_id
        WHERE t.agreement_id IS DISTINCT FROM p.agreement_id OR p.amount <= 0
        """,
    ),
    Invariant(
        "reversals_mirror_what_they_reverse",
        "A reversal moves back exactly what its transaction moved, once, in the same agreement.",
        """
        WITH reversals AS (SELECT id, reverses_id, agreement_id FROM ledger_transactions WHERE reverses_id IS NOT NULL),
             legs AS (
            SELECT r.id, p.source_id, p.destination_id, p.amount FROM reversals r
            JOIN ledger_postings p ON p.transaction_id = r.id
            UNION ALL
            SELECT r.id, p.destination_id, p.source_id, -p.amount FROM reversals r
            JOIN ledger_postings p ON p.transaction_id = r.reverses_id)
        SELECT id, 'amounts' AS trouble FROM legs GROUP BY id, source_id, destination_id HAVING sum(amount) <> 0
        UNION
        SELECT r.id, 'agreement' FROM reversals r LEFT JOIN ledger_transactions t ON t.id = r.reverses_id
        WHERE t.agreement_id IS DISTINCT FROM r.agreement_id
        UNION
        SELECT min(id::text)::uuid, 'twice' FROM reversals GROUP BY reverses_id HAVING count(*) > 1
        """,
    ),
    Invariant(
        "transactions_follow_their_own_decisions",
        "A transaction that applies a decision belongs to the agreement that took it, once it was adopted.",
        """
        SELECT t.id, t.agreement_id, t.decision_id FROM ledger_transactions t
        LEFT JOIN decisions d ON d.id = t.decision_id
        WHERE t.decision_id IS NOT NULL
            AND (d.agreement_id, d.outcome) IS DISTINCT FROM (t.agreement_id, 'adopted')
        """,
    ),
    Invariant(
        "publications_only_advance",
        "A later closing never goes back to earlier postings.",
        """
        SELECT id, agreement_id, through FROM (
            SELECT *, lag(last_posting_id) OVER (PARTITION BY agreement_id ORDER BY through) AS before
            FROM ledger_publications) published
        WHERE last_posting_id < before
        """,
    ),
)
