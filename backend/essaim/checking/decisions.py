"""Decisions: electorates, proxies, ballots, results."""

from essaim.checking.invariant import Invariant

INVARIANTS = (
    Invariant(
        "decisions_are_numbered_without_gap",
        "The decisions of an agreement are numbered 1, 2, 3…",
        """
        SELECT agreement_id, count(*) AS decisions, min(number) AS first, max(number) AS last FROM decisions
        GROUP BY agreement_id HAVING min(number) <> 1 OR max(number) <> count(*)
        """,
    ),
    Invariant(
        "voters_are_parties",
        "Who has a vote in a decision is a party of its agreement, and no observer.",
        """
        SELECT v.decision_id, v.organisation_id FROM decision_voters v JOIN decisions d ON d.id = v.decision_id
        WHERE NOT EXISTS (SELECT FROM parties p WHERE p.agreement_id = d.agreement_id
                          AND p.organisation_id = v.organisation_id AND p.state IN ('accepted', 'left'))
            OR v.agreement_id <> d.agreement_id
        """,
    ),
    Invariant(
        "legal_persons_vote_once",
        "A legal person is once in an electorate.",
        """
        SELECT decision_id, legal_person, count(*) AS voters FROM decision_voters
        GROUP BY 1, 2 HAVING count(*) > 1
        """,
    ),
    Invariant(
        "ballots_come_from_the_electorate",
        "A ballot is that of an organisation of the frozen electorate.",
        """
        SELECT b.decision_id, b.organisation_id FROM ballots b
        WHERE NOT EXISTS (SELECT FROM decision_voters v WHERE v.decision_id = b.decision_id
                          AND v.organisation_id = b.organisation_id AND v.agreement_id = b.agreement_id)
        """,
    ),
    Invariant(
        "organisations_vote_once",
        "An organisation has one ballot in a decision.",
        "SELECT decision_id, organisation_id, count(*) AS ballots FROM ballots GROUP BY 1, 2 HAVING count(*) > 1",
    ),
    Invariant(
        "ballots_are_cast_under_a_mandate",
        "A ballot is cast by the organisation or the holder of its proxy, under a mandate of the person who cast it.",
        """
        SELECT b.decision_id, b.organisation_id, b.cast_by FROM ballots b LEFT JOIN mandates m ON m.id = b.mandate_id
        WHERE (m.organisation_id, m.person_id) IS DISTINCT FROM (b.cast_by, b.person_id)
            OR (b.cast_by <> b.organisation_id AND NOT EXISTS (
                SELECT FROM proxies p WHERE p.decision_id = b.decision_id AND p.giver_id = b.organisation_id
                    AND p.holder_id = b.cast_by AND p.revoked_at IS NULL))
        """,
    ),
    Invariant(
        "named_ballots_say_their_choice",
        "A named ballot says what was chosen, and is not counted apart.",
        """
        SELECT d.id, b.organisation_id FROM decisions d JOIN ballots b ON b.decision_id = d.id
        WHERE d.ballot = 'named' AND b.choice IS NULL
        UNION ALL
        SELECT d.id, NULL FROM decisions d JOIN decision_tallies t ON t.decision_id = d.id WHERE d.ballot = 'named'
        """,
    ),
    Invariant(
        "secret_ballots_hold_no_choice",
        "Nothing links an organisation to its choice in a secret ballot: not the ballot, the journal, nor a kept answer.",
        """
        SELECT d.id, b.organisation_id, 'ballot' AS place FROM decisions d JOIN ballots b ON b.decision_id = d.id
        WHERE d.ballot = 'secret' AND b.choice IS NOT NULL
        UNION ALL
        SELECT d.id, r.organisation_id, 'journal' FROM decisions d
        JOIN audit_records r ON r.agreement_id = d.agreement_id AND r.action IN ('ballots.insert', 'ballots.update')
            AND r.content ->> 'decision_id' = d.id::text
        WHERE d.ballot = 'secret' AND r.content ->> 'choice' IS NOT NULL
        UNION ALL
        SELECT d.id, r.organisation_id, 'tally in the journal' FROM decisions d
        JOIN audit_records r ON r.agreement_id = d.agreement_id AND r.action LIKE 'decision_tallies.%'
            AND r.content ->> 'decision_id' = d.id::text
        WHERE d.ballot = 'secret'
        UNION ALL
        SELECT d.id, i.organisation_id, 'kept answer' FROM idempotency_records i
        JOIN decisions d ON i.route = 'POST /v1/decisions/' || d.id || '/ballots'
        WHERE d.ballot = 'secret' AND jsonb_path_exists(i.body, '$.**.choice ? (@ != null)')
        """,
    ),
    Invariant(
        "tallies_equal_ballots",
        "The tallies of a secret ballot count, college by college, the ballots that were cast.",
        """
        WITH cast_ AS (
            SELECT b.decision_id, v.college, count(*) AS ballots, sum(v.votes) AS votes
            FROM ballots b JOIN decisions d ON d.id = b.decision_id AND d.ballot = 'secret'
            JOIN decision_voters v ON v.decision_id = b.decision_id AND v.organisation_id = b.organisation_id
            GROUP BY 1, 2),
             told AS (
            SELECT t.decision_id, t.college, sum(t.ballots) AS ballots, sum(t.votes) AS votes
            FROM decision_tallies t JOIN decisions d ON d.id = t.decision_id AND d.ballot = 'secret' GROUP BY 1, 2)
        SELECT decision_id, college, cast_.ballots, told.ballots AS counted, cast_.votes, told.votes AS counted_votes
        FROM cast_ FULL JOIN told USING (decision_id, college)
        WHERE (cast_.ballots, cast_.votes) IS DISTINCT FROM (told.ballots, told.votes)
        """,
    ),
    Invariant(
        "proxies_stay_within_the_limit",
        "Nobody holds more proxies than the convocation allowed.",
        """
        SELECT p.decision_id, p.holder_id, count(*) AS proxies, d.proxy_limit
        FROM proxies p JOIN decisions d ON d.id = p.decision_id WHERE p.revoked_at IS NULL
        GROUP BY p.decision_id, p.holder_id, d.proxy_limit HAVING count(*) > d.proxy_limit
        """,
    ),
    Invariant(
        "proxies_form_no_chain",
        "Who gave a proxy holds none and votes no more: one proxy a voter, and no ballot of its own.",
        """
        SELECT p.decision_id, p.giver_id, 'holds another' AS trouble FROM proxies p
        JOIN proxies q ON q.decision_id = p.decision_id AND q.holder_id = p.giver_id AND q.revoked_at IS NULL
        WHERE p.revoked_at IS NULL
        UNION ALL
        SELECT decision_id, giver_id, 'given twice' FROM proxies WHERE revoked_at IS NULL
        GROUP BY 1, 2 HAVING count(*) > 1
        UNION ALL
        SELECT p.decision_id, p.giver_id, 'voted' FROM proxies p
        JOIN ballots b ON b.decision_id = p.decision_id AND b.organisation_id = p.giver_id AND b.cast_by = p.giver_id
        WHERE p.revoked_at IS NULL
        """,
    ),
    Invariant(
        "closed_decisions_have_a_result",
        "A closed decision has its outcome, figures and date; what was adopted took effect or says why not.",
        """
        SELECT id, agreement_id, number, outcome, effect_state FROM decisions
        WHERE (state = 'closed') <> (outcome IS NOT NULL AND result IS NOT NULL AND closed_at IS NOT NULL)
            OR (state = 'closed' AND effect_state = 'pending')
            OR (outcome IS DISTINCT FROM 'adopted' AND effect_state <> 'none')
        """,
    ),
    Invariant(
        "results_count_the_ballots",
        "The figures of a result are the ballots that were cast, choice by choice where it tells them.",
        """
        WITH counted AS (
            SELECT d.id, count(b.*) AS ballots, count(*) FILTER (WHERE b.cast_by <> b.organisation_id) AS represented
            FROM decisions d LEFT JOIN ballots b ON b.decision_id = d.id WHERE d.state = 'closed' GROUP BY d.id),
             chosen AS (
            SELECT decision_id, choice, count(*) AS ballots FROM ballots WHERE choice IS NOT NULL GROUP BY 1, 2
            UNION ALL
            SELECT decision_id, choice, sum(ballots) FROM decision_tallies GROUP BY 1, 2),
             heads AS (
            SELECT d.id, choice, (d.result -> 'heads' ->> choice)::bigint AS told
            FROM decisions d CROSS JOIN unnest(ARRAY['yes', 'no', 'abstain']) AS choice
            WHERE d.state = 'closed' AND jsonb_typeof(d.result -> 'heads') = 'object')
        SELECT d.id, 'ballots' AS figure, (d.result ->> 'in_person')::bigint + (d.result ->> 'represented')::bigint AS told,
               c.ballots AS counted
        FROM decisions d JOIN counted c USING (id)
        WHERE (d.result ->> 'in_person')::bigint + (d.result ->> 'represented')::bigint <> c.ballots
        UNION ALL
        SELECT h.id, h.choice, h.told, coalesce(c.ballots, 0) FROM heads h
        LEFT JOIN chosen c ON c.decision_id = h.id AND c.choice = h.choice WHERE h.told <> coalesce(c.ballots, 0)
        """,
    ),
)
