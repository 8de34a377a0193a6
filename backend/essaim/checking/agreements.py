"""Agreements: parties, documents, promises and rules."""

from essaim.checking.invariant import Invariant

INVARIANTS = (
    Invariant(
        "active_agreements_have_one_lead",
        "An agreement in force has exactly one lead that takes part.",
        """
        SELECT a.id, count(p.id) AS leads FROM agreements a
        LEFT JOIN parties p ON p.agreement_id = a.id AND p.role = 'lead' AND p.state = 'accepted'
        WHERE a.state = 'active' GROUP BY a.id HAVING count(p.id) <> 1
        """,
    ),
    Invariant(
        "parties_leave_after_they_joined",
        "A party that left has a last day, not before the day it joined nor before its notice.",
        """
        SELECT id, agreement_id, state, joined_on, notice_given_on, left_on FROM parties
        WHERE (state = 'left' AND left_on IS NULL) OR left_on < joined_on OR left_on < notice_given_on
        """,
    ),
    Invariant(
        "documents_match_their_hash",
        "The content of a document is the one its hash was taken of.",
        """
        SELECT id, agreement_id, title FROM agreement_documents
        WHERE sha256 <> encode(sha256(content), 'hex') OR size <> octet_length(content)
        """,
    ),
    Invariant(
        "commitments_are_promised_by_parties",
        "Who promises something under an agreement is one of its parties.",
        """
        SELECT c.id, c.agreement_id, c.promiser_id FROM commitments c
        WHERE NOT EXISTS (SELECT FROM parties p WHERE p.agreement_id = c.agreement_id AND p.organisation_id = c.promiser_id)
        """,
    ),
    Invariant(
        "rules_are_numbered_without_gap",
        "The versions of the rules of an agreement are numbered 1, 2, 3…",
        """
        SELECT agreement_id, count(*) AS versions, min(number) AS first, max(number) AS last FROM agreement_rules
        GROUP BY agreement_id HAVING min(number) <> 1 OR max(number) <> count(*)
        """,
    ),
    Invariant(
        "adopted_rules_rest_on_their_decision",
        "Rules adopted by a vote name a decision of the same agreement that was adopted, about exactly these rules.",
        """
        SELECT r.id, r.agreement_id, r.number, r.decision_id FROM agreement_rules r
        LEFT JOIN decisions d ON d.id = r.decision_id
        WHERE r.basis = 'decision' AND (d.agreement_id, d.state, d.outcome, d.effect, d.subject_id)
            IS DISTINCT FROM (r.agreement_id, 'closed', 'adopted', 'adopt_rules', r.id)
        """,
    ),
)
