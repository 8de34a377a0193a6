"""Common funds and exits."""

from essaim.checking.invariant import Invariant

INVARIANTS = (
    Invariant(
        "paid_payments_are_approved",
        "A payment made has the approvals it needed, by different organisations and different persons.",
        """
        SELECT p.id, p.agreement_id, p.approvals_needed, count(DISTINCT a.organisation_id) AS organisations
        FROM fund_payments p LEFT JOIN fund_approvals a ON a.payment_id = p.id
        WHERE p.state = 'paid' GROUP BY p.id
        HAVING count(DISTINCT a.organisation_id) < p.approvals_needed OR count(DISTINCT a.person_id) < p.approvals_needed
        """,
    ),
    Invariant(
        "nobody_approves_a_payment_to_itself",
        "The organisation a payment goes to is not among those that approved it.",
        """
        SELECT p.id, p.agreement_id, a.organisation_id FROM fund_payments p
        JOIN fund_approvals a ON a.payment_id = p.id AND a.organisation_id = p.beneficiary_id
        """,
    ),
    Invariant(
        "paid_payments_are_posted",
        "A payment made is posted on the ledger, for its amount, from the account of its project.",
        """
        SELECT p.id, p.agreement_id, p.amount_cents, sum(o.amount) AS posted FROM fund_payments p
        LEFT JOIN fund_projects j ON j.id = p.project_id
        LEFT JOIN ledger_postings o ON o.transaction_id = p.transaction_id AND o.source_id = j.account_id
        WHERE p.state = 'paid' GROUP BY p.id HAVING sum(o.amount) IS DISTINCT FROM p.amount_cents
        """,
    ),
    Invariant(
        "projects_hold_what_is_left_to_pay",
        "The account of a project holds what was committed less what was paid, and nothing once it is closed.",
        """
        SELECT j.id, j.agreement_id, j.amount_cents, coalesce(p.paid, 0) AS paid, a.balance FROM fund_projects j
        LEFT JOIN ledger_accounts a ON a.id = j.account_id
        LEFT JOIN (SELECT project_id, sum(amount_cents) AS paid FROM fund_payments WHERE state = 'paid' GROUP BY 1) p
            ON p.project_id = j.id
        WHERE (j.state = 'committed' AND a.balance IS DISTINCT FROM j.amount_cents - coalesce(p.paid, 0))
            OR (j.state = 'closed' AND a.balance IS DISTINCT FROM 0)
        """,
    ),
    Invariant(
        "exits_are_settled_once",
        "An exit is settled once, for a party that left on that day.",
        """
        SELECT s.id, s.agreement_id, s.party_id, s.left_on FROM exit_settlements s LEFT JOIN parties p ON p.id = s.party_id
        WHERE (p.agreement_id, p.organisation_id) IS DISTINCT FROM (s.agreement_id, s.organisation_id)
            OR (p.state = 'left' AND p.left_on IS DISTINCT FROM s.left_on)
        UNION ALL
        SELECT min(id::text)::uuid, min(agreement_id::text)::uuid, party_id, left_on FROM exit_settlements
        GROUP BY party_id, left_on HAVING count(*) > 1
        """,
    ),
    Invariant(
        "instalments_sum_to_what_is_repaid",
        "The instalments of an exit sum to what its settlement gives back.",
        """
        SELECT s.id, s.agreement_id, s.repaid_cents, coalesce(sum(i.amount_cents), 0) AS instalments
        FROM exit_settlements s LEFT JOIN exit_instalments i ON i.settlement_id = s.id
        GROUP BY s.id HAVING coalesce(sum(i.amount_cents), 0) <> s.repaid_cents
        """,
    ),
    Invariant(
        "repayments_are_posted",
        "What an exit gives back is owed on the ledger, and each instalment paid is posted for its amount.",
        """
        SELECT s.id, s.agreement_id, s.repaid_cents AS cents, sum(o.amount) AS posted FROM exit_settlements s
        LEFT JOIN (SELECT o.transaction_id, o.amount, a.organisation_id FROM ledger_postings o
                   JOIN ledger_accounts a ON a.id = o.destination_id AND a.purpose = 'payable') o
            ON o.transaction_id = s.transaction_id AND o.organisation_id = s.organisation_id
        WHERE s.repaid_cents > 0 GROUP BY s.id HAVING sum(o.amount) IS DISTINCT FROM s.repaid_cents
        UNION ALL
        SELECT i.id, i.agreement_id, i.amount_cents, sum(o.amount) FROM exit_instalments i
        LEFT JOIN (SELECT o.transaction_id, o.amount FROM ledger_postings o
                   JOIN ledger_accounts a ON a.id = o.source_id AND a.purpose = 'payable') o
            ON o.transaction_id = i.transaction_id
        WHERE i.paid_on IS NOT NULL GROUP BY i.id HAVING sum(o.amount) IS DISTINCT FROM i.amount_cents
        """,
    ),
)
