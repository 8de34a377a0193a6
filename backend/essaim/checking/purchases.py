"""Group purchases: what was stated, awarded, ordered, billed, given back and told."""

from essaim.checking.invariant import Invariant
from essaim.ledger.rules import CONTRIBUTORS, HEAVIEST_BP

# What each item of a quote costs for a volume, as `rules.pricing.item_cents`: `volumes` holds lot_id, item_id, volume.
_STEPS = """
    steps AS (
        SELECT l.id AS lot_id, l.agreement_id, (p ->> 'item_id')::uuid AS item_id, q.content ->> 'mode' AS mode,
            (q.content ->> 'fixed_cents')::bigint AS fixed, (t ->> 'from_volume')::numeric AS start,
            (t ->> 'unit_price')::numeric AS price, lead((t ->> 'from_volume')::numeric)
                OVER (PARTITION BY l.id, p ->> 'item_id' ORDER BY (t ->> 'from_volume')::numeric) AS next
        FROM purchase_lots l JOIN purchase_quotes q ON q.id = l.quote_id
        CROSS JOIN jsonb_array_elements(q.content -> 'prices') p CROSS JOIN jsonb_array_elements(p -> 'tiers') t),
    priced AS (
        SELECT s.lot_id, s.agreement_id, s.item_id, s.fixed, floor((sum(
            CASE WHEN s.mode = 'incremental' AND v.volume >= s.start THEN
                     (least(v.volume, coalesce(s.next - 1, v.volume)) - s.start + 1) * s.price
                 WHEN s.mode = 'all_units' AND v.volume >= s.start AND (s.next IS NULL OR v.volume < s.next) THEN
                     v.volume * s.price
                 ELSE 0 END) + 50) / 100) AS cents
        FROM steps s JOIN volumes v ON v.lot_id = s.lot_id AND v.item_id = s.item_id
        GROUP BY s.lot_id, s.agreement_id, s.item_id, s.fixed)"""
_MADE = """
    made AS (
        SELECT item_id, 'needs' AS moment, organisation_id, volume FROM purchase_needs
        UNION ALL SELECT item_id, 'award', organisation_id, volume FROM purchase_commitments
        UNION ALL SELECT item_id, 'closing', organisation_id, ordered_volume FROM purchase_results WHERE ordered_volume > 0),
    totals AS (
        SELECT item_id, moment, sum(volume) AS volume, count(*) AS contributors, max(volume) AS heaviest
        FROM made GROUP BY item_id, moment)"""
_FEWEST = " ".join(f"WHEN '{rule}' THEN {fewest}" for rule, fewest in CONTRIBUTORS.items())

INVARIANTS = (
    Invariant(
        "purchase_rounds_are_numbered_without_gap",
        "The group purchases of an agreement are numbered 1, 2, 3…",
        """
        SELECT agreement_id, count(*) AS rounds, max(number) AS last FROM purchase_rounds
        GROUP BY agreement_id HAVING min(number) <> 1 OR max(number) <> count(*)
        """,
    ),
    Invariant(
        "purchase_rounds_follow_their_lots",
        "A round orders once every lot is decided, one awarded at least, and is closed with the last of those awarded, if any.",
        """
        SELECT r.id, r.agreement_id, r.state, l.states FROM purchase_rounds r
        LEFT JOIN (SELECT round_id, array_agg(DISTINCT state) AS states FROM purchase_lots GROUP BY 1) l ON l.round_id = r.id
        WHERE (r.state IN ('draft', 'needs', 'quotes') AND NOT coalesce(l.states, '{}') <@ ARRAY['open'])
            OR (r.state = 'orders' AND ('open' = ANY (coalesce(l.states, '{open}')) OR NOT 'awarded' = ANY (l.states)))
            OR (r.state = 'closed' AND NOT coalesce(l.states <@ ARRAY['closed', 'unsuccessful'], false))
        """,
    ),
    Invariant(
        "awarded_lots_rest_on_an_opened_quote",
        "A lot is awarded on a quote of its own, opened before.",
        """
        SELECT l.id, l.agreement_id, l.quote_id, q.opened_at FROM purchase_lots l
        LEFT JOIN purchase_quotes q ON q.id = l.quote_id AND q.lot_id = l.id AND q.round_id = l.round_id
        WHERE l.state IN ('awarded', 'closed') AND coalesce(q.content IS NULL OR q.opened_at > l.decided_at, true)
        """,
    ),
    Invariant(
        "quotes_are_opened_together",
        "Quotes are opened with their round, all of them, and none before.",
        """
        SELECT q.id, q.agreement_id, r.state, q.opened_at FROM purchase_quotes q JOIN purchase_rounds r ON r.id = q.round_id
        WHERE (r.quotes_opened_at IS NULL) <> (q.opened_at IS NULL)
        """,
    ),
    Invariant(
        "purchase_commitments_are_what_was_stated",
        "What is committed in an awarded lot is what its members stated, less those who left it or the agreement.",
        """
        SELECT coalesce(n.item_id, c.item_id) AS id, coalesce(n.agreement_id, c.agreement_id) AS agreement_id,
            coalesce(n.organisation_id, c.organisation_id) AS organisation_id, n.volume AS stated, c.volume AS committed
        FROM (SELECT n.* FROM purchase_needs n JOIN purchase_lots l ON l.id = n.lot_id AND l.state IN ('awarded', 'closed')
              WHERE NOT EXISTS (SELECT FROM purchase_opt_outs o
                                WHERE o.lot_id = n.lot_id AND o.organisation_id = n.organisation_id)
                AND EXISTS (SELECT FROM parties p
                            WHERE p.agreement_id = n.agreement_id AND p.organisation_id = n.organisation_id
                                AND p.joined_on <= (l.decided_at AT TIME ZONE 'Europe/Paris')::date
                                AND (p.left_on IS NULL OR p.left_on >= (l.decided_at AT TIME ZONE 'Europe/Paris')::date))) n
        FULL JOIN purchase_commitments c ON c.item_id = n.item_id AND c.organisation_id = n.organisation_id
        WHERE (n.volume, n.reference_price) IS DISTINCT FROM (c.volume, c.reference_price)
        """,
    ),
    Invariant(
        "purchase_commitments_sum_to_the_bill",
        "The amounts committed in a lot sum to the price of their volumes on the quote chosen, what is paid once included.",
        f"""
        WITH volumes AS (SELECT lot_id, item_id, sum(volume) AS volume FROM purchase_commitments GROUP BY 1, 2), {_STEPS}
        SELECT p.lot_id AS id, p.agreement_id, p.cents AS bill, c.cents AS committed
        FROM (SELECT lot_id, agreement_id, sum(cents) + fixed AS cents FROM priced GROUP BY lot_id, agreement_id, fixed) p
        FULL JOIN (SELECT lot_id, sum(cents) AS cents FROM purchase_commitments GROUP BY 1) c ON c.lot_id = p.lot_id
        WHERE p.cents IS DISTINCT FROM c.cents
        """,  # noqa: S608 - the constants above
    ),
    Invariant(
        "purchase_positions_count_their_orders",
        "The position of an item is what is committed, and what is ordered and not cancelled.",
        """
        SELECT p.item_id AS id, p.agreement_id, p.committed_volume, c.volume AS committed, p.ordered_volume, o.volume AS ordered
        FROM purchase_positions p
        LEFT JOIN (SELECT item_id, sum(volume) AS volume FROM purchase_commitments GROUP BY 1) c ON c.item_id = p.item_id
        LEFT JOIN (SELECT item_id, sum(volume) AS volume FROM purchase_orders WHERE state <> 'cancelled' GROUP BY 1) o
            ON o.item_id = p.item_id
        WHERE p.committed_volume IS DISTINCT FROM c.volume OR p.ordered_volume <> coalesce(o.volume, 0)
        """,
    ),
    Invariant(
        "purchase_results_are_what_was_committed_and_ordered",
        "A closed lot has one result for each that committed or ordered, and what it really costs is invoiced and adjusted.",
        """
        WITH expected AS (
            SELECT item_id, organisation_id, agreement_id, sum(committed) AS committed, sum(ordered) AS ordered FROM (
                SELECT c.item_id, c.organisation_id, c.agreement_id, c.volume AS committed, 0 AS ordered
                FROM purchase_commitments c JOIN purchase_lots l ON l.id = c.lot_id AND l.state = 'closed'
                UNION ALL SELECT o.item_id, o.organisation_id, o.agreement_id, 0, o.volume
                FROM purchase_orders o JOIN purchase_lots l ON l.id = o.lot_id AND l.state = 'closed'
                WHERE o.state <> 'cancelled') both_of
            GROUP BY item_id, organisation_id, agreement_id)
        SELECT coalesce(r.item_id, e.item_id) AS id, coalesce(r.agreement_id, e.agreement_id) AS agreement_id,
            coalesce(r.organisation_id, e.organisation_id) AS organisation_id, r.committed_volume, r.ordered_volume,
            r.invoiced_cents, r.adjustment_cents, r.actual_cents
        FROM purchase_results r
        FULL JOIN expected e ON e.item_id = r.item_id AND e.organisation_id = r.organisation_id
        WHERE (r.committed_volume, r.ordered_volume) IS DISTINCT FROM (e.committed, e.ordered)
            OR r.actual_cents <> r.invoiced_cents + r.adjustment_cents
        """,
    ),
    Invariant(
        "purchase_adjustments_make_the_bill",
        "Where an item is adjusted, what its buyers really pay is the price of what was ordered, to the cent.",
        f"""
        WITH volumes AS (SELECT lot_id, item_id, sum(ordered_volume) AS volume FROM purchase_results GROUP BY 1, 2), {_STEPS}
        SELECT p.item_id AS id, p.agreement_id, p.cents AS bill, sum(r.actual_cents) AS paid
        FROM priced p JOIN purchase_results r ON r.item_id = p.item_id WHERE p.fixed = 0
        GROUP BY p.item_id, p.agreement_id, p.cents
        HAVING bool_or(r.adjustment_cents <> 0) AND sum(r.actual_cents) <> p.cents
        """,  # noqa: S608 - the constants above
    ),
    Invariant(
        "purchase_adjustments_are_issued",
        "What closings ask and give back, and the rebates given, are the statements of the round.",
        """
        WITH due AS (
            SELECT round_id, agreement_id, organisation_id, adjustment_cents AS cents FROM purchase_results
            UNION ALL SELECT round_id, agreement_id, organisation_id, -cents FROM purchase_rebate_shares
            UNION ALL SELECT purchase_round_id, agreement_id, organisation_id, -amount_cents FROM statements
            WHERE purchase_round_id IS NOT NULL AND state <> 'cancelled')
        SELECT round_id AS id, agreement_id, organisation_id, sum(cents) AS not_issued FROM due
        GROUP BY round_id, agreement_id, organisation_id HAVING sum(cents) <> 0
        """,
    ),
    Invariant(
        "purchase_rebates_are_split_in_full",
        "A rebate received is what the network keeps and what its members are given.",
        """
        SELECT r.id, r.agreement_id, r.received_cents, r.kept_cents, coalesce(sum(s.cents), 0) AS given FROM purchase_rebates r
        LEFT JOIN purchase_rebate_shares s ON s.rebate_id = r.id
        GROUP BY r.id HAVING r.received_cents <> r.kept_cents + coalesce(sum(s.cents), 0)
        """,
    ),
    Invariant(
        "purchase_totals_told_are_those_made",
        "A total that was told is that of its moment.",
        f"""
        WITH {_MADE}
        SELECT p.item_id AS id, p.agreement_id, p.moment, p.volume AS told, t.volume AS made FROM purchase_publications p
        LEFT JOIN totals t ON t.item_id = p.item_id AND t.moment = p.moment
        WHERE p.volume IS NOT NULL
            AND (p.volume, p.contributors) IS DISTINCT FROM (coalesce(t.volume, 0), coalesce(t.contributors, 0))
        """,  # noqa: S608 - the constants above
    ),
    Invariant(
        "purchase_totals_are_told_of_enough",
        "Where lines are not open, a total is told of enough contributors alone, none too heavy between competitors.",
        f"""
        WITH {_MADE}
        SELECT p.item_id AS id, p.agreement_id, p.moment, r.confidentiality, t.contributors, t.heaviest
        FROM purchase_publications p JOIN purchase_rounds r ON r.id = p.round_id
        LEFT JOIN totals t ON t.item_id = p.item_id AND t.moment = p.moment
        WHERE p.volume IS NOT NULL AND r.confidentiality <> 'open' AND (
            coalesce(t.contributors, 0) < CASE r.confidentiality {_FEWEST} END
            OR (r.confidentiality = 'coopetition' AND t.heaviest * 10000 > t.volume * {HEAVIEST_BP}))
        """,  # noqa: S608 - the constants above
    ),
)
