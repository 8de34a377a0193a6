"""Resources and bookings."""

from essaim.checking.invariant import Invariant

INVARIANTS = (
    Invariant(
        "bookings_do_not_overlap",
        "Two bookings never hold one unit at the same time.",
        """
        SELECT unit_id, booking_id, during FROM (
            SELECT *, lower(during) < max(upper(during)) OVER (PARTITION BY unit_id ORDER BY lower(during), booking_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS crossed FROM booking_slots) slots
        WHERE crossed
        """,
    ),
    Invariant(
        "slots_follow_their_booking",
        "A slot has the resource and the period of its booking, which is requested or confirmed, and a unit of that resource.",
        """
        SELECT s.booking_id, s.unit_id, s.during, b.during AS booked, b.state FROM booking_slots s
        LEFT JOIN bookings b ON b.id = s.booking_id LEFT JOIN resource_units u ON u.id = s.unit_id
        WHERE b.id IS NULL OR u.id IS NULL OR b.state NOT IN ('requested', 'confirmed') OR b.during <> s.during
            OR b.resource_id <> s.resource_id OR u.resource_id <> s.resource_id
        """,
    ),
    Invariant(
        "bookings_hold_their_slots",
        "A booking requested or confirmed holds as many units as it asked for.",
        """
        SELECT b.id, b.quantity, count(s.unit_id) AS held FROM bookings b
        LEFT JOIN booking_slots s ON s.booking_id = b.id
        WHERE b.state IN ('requested', 'confirmed') GROUP BY b.id HAVING count(s.unit_id) <> b.quantity
        """,
    ),
    Invariant(
        "resources_have_their_units",
        "A resource has as many units in use as its quantity says.",
        """
        SELECT r.id, r.quantity, count(u.id) AS units FROM resources r
        LEFT JOIN resource_units u ON u.resource_id = r.id AND u.retired_on IS NULL
        GROUP BY r.id HAVING count(u.id) <> r.quantity
        """,
    ),
)
