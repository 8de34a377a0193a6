"""Slots are taken in one round trip, follow their booking's state, and never hold a unit out of use."""

from essaim.kit.migration import script

revision = "slots_follow_bookings"
down_revision = "membership_cycles_by_date"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script("""
    -- Looked up one by one: the set of all bookings one may see grows with the history.
    DROP POLICY booking_slots_select ON booking_slots;
    DROP POLICY booking_slots_insert ON booking_slots;
    DROP POLICY booking_slots_update ON booking_slots;
    DROP POLICY booking_slots_delete ON booking_slots;
    -- An organisation that lost the use of a resource still sees, and frees, what it had booked.
    CREATE POLICY booking_slots_select ON booking_slots FOR SELECT TO essaim_app
        USING (resource_id IN (SELECT my_resources())
               OR EXISTS (SELECT FROM bookings b WHERE b.id = booking_slots.booking_id));
    CREATE POLICY booking_slots_insert ON booking_slots FOR INSERT TO essaim_app
        WITH CHECK (EXISTS (SELECT FROM bookings b WHERE b.id = booking_slots.booking_id));
    CREATE POLICY booking_slots_delete ON booking_slots FOR DELETE TO essaim_app
        USING (EXISTS (SELECT FROM bookings b WHERE b.id = booking_slots.booking_id));
    -- A slot is never changed, only freed and taken again.
    REVOKE UPDATE ON booking_slots FROM essaim_app;

    -- A slot says what its booking says, on a unit in use. Waits for somebody retiring the unit meanwhile.
    CREATE FUNCTION refuse_wrong_slot() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        PERFORM FROM bookings b JOIN resource_units u ON u.resource_id = b.resource_id
        WHERE b.id = NEW.booking_id AND b.resource_id = NEW.resource_id AND b.during = NEW.during
          AND b.state IN ('requested', 'confirmed') AND u.id = NEW.unit_id AND u.retired_on IS NULL
        FOR KEY SHARE OF u;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'slot without its booking, or on a unit out of use'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'booking_slots_unit_in_use';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER booking_slots_unit_in_use BEFORE INSERT ON booking_slots
        FOR EACH ROW EXECUTE FUNCTION refuse_wrong_slot();

    CREATE FUNCTION free_slots() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        DELETE FROM booking_slots WHERE booking_id = NEW.id;
        RETURN NULL;
    END $$;
    CREATE TRIGGER bookings_free_slots AFTER UPDATE OF state ON bookings
        FOR EACH ROW WHEN (NEW.state IN ('refused', 'cancelled')) EXECUTE FUNCTION free_slots();

    -- Takes free units for a booking, in place of those it had; the numbers taken, or none when too few are free.
    -- Runs with the rights of its caller. Units are picked at random so that a crowd spreads over them, and taken in
    -- one order so that two bookings of several units cannot wait for each other.
    CREATE FUNCTION take_slots(booking uuid, wanted integer) RETURNS integer[] LANGUAGE plpgsql VOLATILE
        SET search_path = public, pg_temp AS $$
    DECLARE
        what record;
        held uuid[];
        picked uuid[];
        taken integer;
        knots integer := 0;
    BEGIN
        SELECT b.resource_id, b.during INTO STRICT what FROM bookings b WHERE b.id = booking;
        WITH freed AS (DELETE FROM booking_slots s WHERE s.booking_id = booking RETURNING s.unit_id)
        SELECT coalesce(array_agg(unit_id), '{}') INTO held FROM freed;
        FOR attempt IN 1 .. 20 LOOP
            SELECT array_agg(free.id ORDER BY free.id) INTO picked FROM (
                SELECT u.id FROM resource_units u
                WHERE u.resource_id = what.resource_id AND u.retired_on IS NULL
                  AND NOT EXISTS (SELECT FROM booking_slots s WHERE s.unit_id = u.id AND s.during && what.during)
                ORDER BY u.id = ANY (held) DESC, random() LIMIT wanted) free;
            IF coalesce(cardinality(picked), 0) < wanted THEN
                RETURN '{}';
            END IF;
            BEGIN
                -- ON CONFLICT looks before it inserts and waits for a rival in one direction only: the bare
                -- insert deadlocks in a storm.
                INSERT INTO booking_slots (booking_id, unit_id, resource_id, during)
                SELECT booking, unit, what.resource_id, what.during
                FROM unnest(picked) WITH ORDINALITY AS p (unit, place) ORDER BY place
                ON CONFLICT DO NOTHING;
                GET DIAGNOSTICS taken = ROW_COUNT;
                IF taken = wanted THEN
                    RETURN ARRAY(SELECT u.number FROM resource_units u WHERE u.id = ANY (picked) ORDER BY u.number);
                END IF;
                RAISE EXCEPTION 'another booking was quicker' USING ERRCODE = 'exclusion_violation';
            EXCEPTION
                WHEN exclusion_violation OR check_violation THEN
                    NULL; -- pick again among what is left
                WHEN deadlock_detected THEN
                    knots := knots + 1;
                    IF knots > 2 THEN
                        RAISE;
                    END IF;
                    PERFORM pg_sleep(random() * 0.05);
            END;
        END LOOP;
        RETURN '{}';
    END $$;
    REVOKE ALL ON FUNCTION take_slots(uuid, integer) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION take_slots(uuid, integer) TO essaim_app;

    -- What both sides of a booking may know of it, even after the resource is no longer shared: the resource's name
    -- and who booked. The steward's people are not the booker's: persons alone would hide the name.
    CREATE FUNCTION booking_facts(booking uuid) RETURNS TABLE (
        resource_name text, resource_kind text, steward_id uuid, booked_by_name text, unit_numbers integer[]
    ) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT r.name, r.kind, r.organisation_id, p.name,
               ARRAY(SELECT u.number FROM booking_slots s JOIN resource_units u ON u.id = s.unit_id
                     WHERE s.booking_id = b.id ORDER BY u.number)
        FROM bookings b JOIN resources r ON r.id = b.resource_id JOIN persons p ON p.id = b.booked_by
        WHERE b.id = booking AND current_organisation() IN (b.organisation_id, r.organisation_id) $$;
    REVOKE ALL ON FUNCTION booking_facts(uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION booking_facts(uuid) TO essaim_app;
    """)


def downgrade() -> None:
    script("""
    DROP FUNCTION booking_facts(uuid), take_slots(uuid, integer);
    DROP FUNCTION free_slots() CASCADE;
    DROP FUNCTION refuse_wrong_slot() CASCADE;
    GRANT UPDATE ON booking_slots TO essaim_app;
    DROP POLICY booking_slots_select ON booking_slots;
    DROP POLICY booking_slots_insert ON booking_slots;
    DROP POLICY booking_slots_delete ON booking_slots;
    CREATE POLICY booking_slots_select ON booking_slots FOR SELECT TO essaim_app
        USING (resource_id IN (SELECT my_resources()));
    CREATE POLICY booking_slots_insert ON booking_slots FOR INSERT TO essaim_app
        WITH CHECK (booking_id IN (SELECT id FROM bookings));
    CREATE POLICY booking_slots_update ON booking_slots FOR UPDATE TO essaim_app
        USING (booking_id IN (SELECT id FROM bookings)) WITH CHECK (booking_id IN (SELECT id FROM bookings));
    CREATE POLICY booking_slots_delete ON booking_slots FOR DELETE TO essaim_app
        USING (booking_id IN (SELECT id FROM bookings));
    """)
