"""Networks and mandates."""

from essaim.checking.invariant import Invariant

INVARIANTS = (
    Invariant(
        "memberships_form_no_cycle",
        "No network is, even through others, a member of its own members at the same time.",
        """
        WITH RECURSIVE above (membership_id, start, id, during) AS (
            SELECT m.id, m.organisation_id, m.network_id, daterange(m.starts_on, m.ends_on, '[]')
            FROM memberships m
            WHERE m.state = 'active' AND m.organisation_id IN (SELECT network_id FROM memberships WHERE state = 'active')
            UNION
            SELECT above.membership_id, above.start, m.network_id, above.during * daterange(m.starts_on, m.ends_on, '[]')
            FROM memberships m JOIN above ON m.organisation_id = above.id
            WHERE m.state = 'active' AND above.id <> above.start AND above.during && daterange(m.starts_on, m.ends_on, '[]')
        )
        SELECT DISTINCT membership_id, start AS organisation_id FROM above WHERE id = start
        """,
    ),
    Invariant(
        "memberships_do_not_overlap",
        "An organisation is a member of a network once at a time.",
        """
        SELECT a.id, b.id AS other_id, a.network_id, a.organisation_id
        FROM memberships a JOIN memberships b ON b.network_id = a.network_id AND b.organisation_id = a.organisation_id
            AND b.id > a.id AND daterange(a.starts_on, a.ends_on, '[]') && daterange(b.starts_on, b.ends_on, '[]')
        WHERE a.state IN ('requested', 'offered', 'active') AND b.state IN ('requested', 'offered', 'active')
        """,
    ),
    Invariant(
        "mandates_do_not_overlap",
        "A person has one mandate at a time in an organisation.",
        """
        SELECT a.id, b.id AS other_id, a.person_id, a.organisation_id
        FROM mandates a JOIN mandates b ON b.organisation_id = a.organisation_id AND b.person_id = a.person_id
            AND b.id > a.id AND daterange(a.starts_on, a.ends_on, '[]') && daterange(b.starts_on, b.ends_on, '[]')
        """,
    ),
    Invariant(
        "sessions_act_under_own_mandates",
        "A session acts under a mandate of the person who opened it.",
        """
        SELECT s.id, s.person_id, s.mandate_id FROM sessions s
        LEFT JOIN mandates m ON m.id = s.mandate_id
        WHERE s.mandate_id IS NOT NULL AND m.person_id IS DISTINCT FROM s.person_id
        """,
    ),
)
