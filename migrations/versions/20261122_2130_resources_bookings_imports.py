"""Resources and who may use them, bookings that cannot overlap, imports of registers."""

from essaim.kit.migration import protect, script

revision = "resources_bookings_imports"
down_revision = "networks_and_agreements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script("""
    CREATE TABLE resources (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        organisation_id uuid NOT NULL REFERENCES organisations,
        kind text NOT NULL CHECK (kind IN ('room', 'vehicle', 'equipment', 'lodging', 'skill', 'staff_hours',
            'placement_site')),
        name text NOT NULL,
        description text,
        unit_name text,
        site_id uuid REFERENCES sites,
        place text,
        commune_code text REFERENCES communes,
        department_code text REFERENCES departments,
        capacity integer CHECK (capacity > 0),
        quantity integer NOT NULL CHECK (quantity BETWEEN 0 AND 500),
        tariff_cents bigint NOT NULL DEFAULT 0 CHECK (tariff_cents >= 0),
        tariff_unit text NOT NULL DEFAULT 'hour' CHECK (tariff_unit IN ('hour', 'half_day', 'day', 'night', 'week',
            'booking')),
        minimum_minutes integer NOT NULL DEFAULT 30 CHECK (minimum_minutes > 0),
        maximum_minutes integer NOT NULL DEFAULT 10080 CHECK (maximum_minutes >= minimum_minutes),
        notice_minutes integer NOT NULL DEFAULT 0 CHECK (notice_minutes >= 0),
        horizon_days integer NOT NULL DEFAULT 365 CHECK (horizon_days BETWEEN 1 AND 1100),
        needs_approval boolean NOT NULL DEFAULT false,
        retired_on date,
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        sort_key text GENERATED ALWAYS AS (french_key(name)) STORED
    );
    CREATE INDEX resources_sort_key_idx ON resources (sort_key, id);
    CREATE INDEX resources_organisation_id_idx ON resources (organisation_id);

    -- When a resource is open, in local time of Paris. No line at all: always open.
    CREATE TABLE resource_openings (
        resource_id uuid NOT NULL REFERENCES resources,
        weekday smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
        opens_at time NOT NULL,
        closes_at time NOT NULL,
        PRIMARY KEY (resource_id, weekday, opens_at),
        CONSTRAINT resource_openings_order_check CHECK (closes_at > opens_at)
    );
    COMMENT ON COLUMN resource_openings.weekday IS 'ISO: 1 Monday … 7 Sunday. closes_at 24:00 is the end of the day.';

    -- A resource of quantity n is n numbered units, so that one exclusion constraint holds for any n.
    CREATE TABLE resource_units (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        resource_id uuid NOT NULL REFERENCES resources,
        number integer NOT NULL CHECK (number > 0),
        label text,
        retired_on date,
        CONSTRAINT resource_units_number_key UNIQUE (resource_id, number)
    );

    CREATE TABLE resource_shares (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        resource_id uuid NOT NULL REFERENCES resources,
        agreement_id uuid REFERENCES agreements,
        network_id uuid REFERENCES organisations,
        starts_on date NOT NULL DEFAULT today(),
        ends_on date,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT resource_shares_one_target_check CHECK (num_nonnulls(agreement_id, network_id) = 1),
        CONSTRAINT resource_shares_dates_check CHECK (ends_on IS NULL OR ends_on >= starts_on),
        CONSTRAINT resource_shares_target_key UNIQUE NULLS NOT DISTINCT (resource_id, agreement_id, network_id)
    );
    CREATE INDEX resource_shares_agreement_id_idx ON resource_shares (agreement_id);
    CREATE INDEX resource_shares_network_id_idx ON resource_shares (network_id);

    CREATE TABLE bookings (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        resource_id uuid NOT NULL REFERENCES resources,
        organisation_id uuid NOT NULL REFERENCES organisations,
        booked_by uuid NOT NULL REFERENCES persons,
        during tstzrange NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        state text NOT NULL CHECK (state IN ('requested', 'confirmed', 'refused', 'cancelled')),
        purpose text,
        cost_cents bigint NOT NULL CHECK (cost_cents >= 0),
        decided_by uuid REFERENCES persons,
        decided_at timestamptz,
        decision_note text,
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT bookings_during_check CHECK (NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during)
            AND lower(during) IS NOT NULL AND upper(during) IS NOT NULL)
    );
    CREATE INDEX bookings_organisation_id_idx ON bookings (organisation_id, lower(during), id);
    CREATE INDEX bookings_resource_id_idx ON bookings (resource_id, lower(during), id);

    -- The places bookings take, without saying whose: everybody who may use a resource sees when it is taken.
    CREATE TABLE booking_slots (
        booking_id uuid NOT NULL REFERENCES bookings,
        unit_id uuid NOT NULL REFERENCES resource_units,
        resource_id uuid NOT NULL REFERENCES resources,
        during tstzrange NOT NULL,
        PRIMARY KEY (booking_id, unit_id),
        CONSTRAINT booking_slots_no_overlap EXCLUDE USING gist (unit_id WITH =, during WITH &&)
    );
    CREATE INDEX booking_slots_resource_id_idx ON booking_slots USING gist (resource_id, during);

    CREATE FUNCTION my_owned_resources() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT id FROM resources WHERE organisation_id = current_organisation() $$;
    -- Resources the organisation acted for may see: its own, and those shared with its pools and networks.
    CREATE FUNCTION my_resources() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT id FROM resources WHERE organisation_id = current_organisation()
        UNION
        SELECT s.resource_id FROM resource_shares s
        WHERE mandate_is_active(s.starts_on, s.ends_on)
          AND (s.agreement_id IN (SELECT my_active_agreements())
               OR s.network_id = current_organisation()
               OR s.network_id IN (SELECT m.network_id FROM memberships m
                   WHERE m.organisation_id = current_organisation() AND m.state = 'active'
                     AND mandate_is_active(m.starts_on, m.ends_on))) $$;
    REVOKE ALL ON FUNCTION my_owned_resources(), my_resources() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION my_owned_resources(), my_resources() TO essaim_app;

    CREATE TABLE imports (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        organisation_id uuid REFERENCES organisations,
        person_id uuid REFERENCES persons,
        format text NOT NULL CHECK (format IN ('sirene_units', 'sirene_establishments', 'rna', 'finess_csv',
            'finess_json')),
        file_name text NOT NULL,
        size bigint NOT NULL,
        dry_run boolean NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'refused', 'failed')),
        lines_total integer,
        lines_read integer NOT NULL DEFAULT 0,
        created integer NOT NULL DEFAULT 0,
        updated integer NOT NULL DEFAULT 0,
        unchanged integer NOT NULL DEFAULT 0,
        skipped integer NOT NULL DEFAULT 0,
        refused integer NOT NULL DEFAULT 0,
        failure_code text,
        failure_fr text,
        failure_en text,
        attempts integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT now(),
        started_at timestamptz,
        heartbeat_at timestamptz,
        finished_at timestamptz
    );
    CREATE INDEX imports_waiting_idx ON imports (id) WHERE state IN ('waiting', 'running');
    CREATE INDEX imports_organisation_id_idx ON imports (organisation_id, id);
    CREATE TABLE import_files (
        import_id uuid PRIMARY KEY REFERENCES imports,
        content bytea NOT NULL
    );
    CREATE TABLE import_lines (
        import_id uuid NOT NULL REFERENCES imports,
        position integer NOT NULL,
        line integer NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('create', 'update', 'refused', 'skipped')),
        column_name text,
        code text,
        value text,
        message_fr text,
        message_en text,
        organisation_id uuid,
        PRIMARY KEY (import_id, position)
    );
    COMMENT ON TABLE import_lines IS 'What an import did or would do, line by line; the first 1,000 of each outcome.';
    """)
    mine = "organisation_id = current_organisation()"
    owned = "resource_id IN (SELECT my_owned_resources())"
    usable = "resource_id IN (SELECT my_resources())"
    protect("resources", select=f"{mine} OR id IN (SELECT my_resources())", insert=mine, update=mine)
    protect("resource_openings", select=usable, insert=owned, update=owned, delete=owned)
    protect("resource_units", select=usable, insert=owned, update=owned, delete=owned)
    protect(
        "resource_shares",
        select=f"{owned} OR agreement_id IN (SELECT my_agreements()) OR ({usable} AND network_id IS NOT NULL)",
        insert=owned,
        update=owned,
        delete=owned,
    )
    protect(
        "bookings",
        select=f"{mine} OR {owned}",
        insert=f"{mine} AND {usable}",
        update=f"{mine} OR {owned}",
    )
    own_booking = "booking_id IN (SELECT id FROM bookings)"
    protect("booking_slots", select=usable, insert=own_booking, update=own_booking, delete=own_booking)
    protect("imports", select=mine, insert=mine, update=mine)
    of_import = "import_id IN (SELECT id FROM imports)"
    protect("import_files", select=of_import, insert=of_import, delete=of_import)
    protect("import_lines", select=of_import, insert=of_import, delete=of_import)


def downgrade() -> None:
    script("""
    DROP TABLE import_lines, import_files, imports, booking_slots, bookings, resource_shares, resource_units,
        resource_openings, resources CASCADE;
    DROP FUNCTION my_resources(), my_owned_resources();
    """)
