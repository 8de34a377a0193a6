"""Cycles of memberships: judged date by date, blind to requests of others, and never in the way of leaving."""

from essaim.kit.migration import script

revision = "membership_cycles_by_date"
down_revision = "organisations_by_commune"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script("""
    CREATE OR REPLACE FUNCTION refuse_membership_cycle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        -- A shorter membership closes no cycle: leaving is never refused.
        IF TG_OP = 'UPDATE' AND (OLD.network_id, OLD.organisation_id, OLD.state)
               = (NEW.network_id, NEW.organisation_id, NEW.state)
           AND daterange(OLD.starts_on, OLD.ends_on, '[]') @> daterange(NEW.starts_on, NEW.ends_on, '[]') THEN
            RETURN NEW;
        END IF;
        -- Two memberships asked at once could each look harmless: one at a time.
        PERFORM pg_advisory_xact_lock(hashtext('memberships'));
        IF EXISTS (
            WITH RECURSIVE above (id, during) AS (
                SELECT NEW.network_id, daterange(NEW.starts_on, NEW.ends_on, '[]')
                UNION
                SELECT m.network_id, above.during * daterange(m.starts_on, m.ends_on, '[]')
                FROM memberships m JOIN above ON m.organisation_id = above.id
                WHERE m.id <> NEW.id
                  AND above.during && daterange(m.starts_on, m.ends_on, '[]')
                  -- Requests between others stay unknown: the refusal would tell of them. They are judged
                  -- again when confirmed, so that no cycle ever comes into force.
                  AND (m.state = 'active' OR m.state IN ('requested', 'offered')
                       AND coalesce(current_organisation() IN (m.network_id, m.organisation_id), true))
            ) SELECT FROM above WHERE id = NEW.organisation_id
        ) THEN
            RAISE EXCEPTION 'membership cycle'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'memberships_no_cycle';
        END IF;
        RETURN NEW;
    END $$;
    DROP TRIGGER memberships_no_cycle ON memberships;
    CREATE TRIGGER memberships_no_cycle
        BEFORE INSERT OR UPDATE OF network_id, organisation_id, state, starts_on, ends_on
        ON memberships FOR EACH ROW WHEN (NEW.state IN ('requested', 'offered', 'active'))
        EXECUTE FUNCTION refuse_membership_cycle();
    """)


def downgrade() -> None:
    script("""
    CREATE OR REPLACE FUNCTION refuse_membership_cycle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('memberships'));
        IF EXISTS (
            WITH RECURSIVE above (id) AS (
                SELECT NEW.network_id
                UNION
                SELECT m.network_id FROM memberships m JOIN above ON m.organisation_id = above.id
                WHERE m.state IN ('requested', 'offered', 'active') AND (m.ends_on IS NULL OR m.ends_on >= today())
                  AND m.id <> NEW.id
            ) SELECT FROM above WHERE id = NEW.organisation_id
        ) THEN
            RAISE EXCEPTION 'membership cycle'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'memberships_no_cycle';
        END IF;
        RETURN NEW;
    END $$;
    DROP TRIGGER memberships_no_cycle ON memberships;
    CREATE TRIGGER memberships_no_cycle BEFORE INSERT OR UPDATE OF network_id, organisation_id, state, ends_on
        ON memberships FOR EACH ROW WHEN (NEW.state IN ('requested', 'offered', 'active'))
        EXECUTE FUNCTION refuse_membership_cycle();
    """)
