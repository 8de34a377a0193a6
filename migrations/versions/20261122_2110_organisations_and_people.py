"""Organisations, their sites and figures; people, mandates, sessions, invitations."""

from essaim.kit.migration import protect, script

revision = "organisations_and_people"
down_revision = "ground"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script("""
    CREATE TABLE organisations (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        name text NOT NULL,
        short_name text,
        siren text CHECK (siren ~ '^[0-9]{9}$' AND siren <> '000000000'),
        rna text CHECK (rna ~ '^W[0-9][0-9A-Z][0-9]{7}$'),
        finess text CHECK (finess ~ '^[0-9A-Z]{9}$'),
        nda text CHECK (nda ~ '^[0-9]{11}$'),
        legal_category text CHECK (legal_category ~ '^[0-9]{4}$'),
        legal_form text NOT NULL DEFAULT 'other' CHECK (legal_form IN ('association', 'foundation', 'mutual',
            'cooperative', 'employer_group', 'cooperation_group', 'public_body', 'company', 'other')),
        sector text NOT NULL DEFAULT 'other' CHECK (sector IN ('elderly_care', 'disability', 'childhood', 'health',
            'holiday_centres', 'training', 'higher_education', 'inclusion', 'housing', 'culture_and_sport',
            'local_authority', 'representation', 'purchasing', 'other')),
        naf text,
        is_network boolean NOT NULL DEFAULT false,
        is_ess boolean,
        contracting_authority text NOT NULL DEFAULT 'unknown' CHECK (contracting_authority IN ('yes', 'no', 'unknown')),
        description text,
        website text,
        email text,
        phone text,
        address text,
        postal_code text,
        city text,
        commune_code text REFERENCES communes,
        department_code text REFERENCES departments,
        region_code text REFERENCES regions,
        founded_on date,
        ceased_on date,
        source text NOT NULL DEFAULT 'entered' CHECK (source IN ('entered', 'sirene', 'rna', 'finess', 'demo')),
        fictional boolean NOT NULL DEFAULT false,
        entered_by uuid REFERENCES organisations,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        sort_key text GENERATED ALWAYS AS (french_key(name)) STORED,
        search tsvector GENERATED ALWAYS AS (
            to_tsvector('french', name || ' ' || coalesce(short_name, '') || ' ' || coalesce(city, ''))
            || to_tsvector('fr_unaccent', name || ' ' || coalesce(short_name, '') || ' ' || coalesce(city, ''))
        ) STORED,
        CONSTRAINT organisations_siren_key UNIQUE (siren),
        CONSTRAINT organisations_rna_key UNIQUE (rna),
        CONSTRAINT organisations_finess_key UNIQUE (finess),
        CONSTRAINT organisations_nda_key UNIQUE (nda)
    );
    CREATE INDEX organisations_sort_key_idx ON organisations (sort_key, id);
    CREATE INDEX organisations_department_code_idx ON organisations (department_code, sector, sort_key, id);
    CREATE INDEX organisations_region_code_idx ON organisations (region_code, sort_key, id);
    CREATE INDEX organisations_sector_idx ON organisations (sector, sort_key, id);
    CREATE INDEX organisations_legal_form_idx ON organisations (legal_form, sort_key, id);
    CREATE INDEX organisations_is_network_idx ON organisations (sort_key, id) WHERE is_network;
    CREATE INDEX organisations_prefix_idx ON organisations (sort_key text_pattern_ops);
    CREATE INDEX organisations_search_idx ON organisations USING gin (department_code, sector, search);

    -- Typing mistakes are corrected against the words in use, never by comparing with every name.
    CREATE TABLE organisation_words (word text PRIMARY KEY);
    CREATE INDEX organisation_words_word_idx ON organisation_words USING gist (word gist_trgm_ops);
    GRANT SELECT ON organisation_words TO essaim_app;
    CREATE FUNCTION learn_organisation_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        INSERT INTO organisation_words (word)
        SELECT DISTINCT word FROM written,
            regexp_split_to_table(french_key(name || ' ' || coalesce(short_name, '') || ' ' || coalesce(city, '')),
                                  '[^a-z0-9]+') AS word
        WHERE length(word) >= 3
          AND NOT EXISTS (SELECT FROM organisation_words known WHERE known.word = word)
        ORDER BY word -- always the same order, so that two imports cannot wait for each other
        ON CONFLICT DO NOTHING;
        RETURN NULL;
    END $$;
    CREATE TRIGGER organisations_learn_inserted AFTER INSERT ON organisations
        REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION learn_organisation_words();
    CREATE TRIGGER organisations_learn_updated AFTER UPDATE ON organisations
        REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION learn_organisation_words();

    CREATE TABLE sites (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        organisation_id uuid NOT NULL REFERENCES organisations,
        name text NOT NULL,
        siret text CHECK (siret ~ '^[0-9]{14}$'),
        finess text CHECK (finess ~ '^[0-9A-Z]{9}$'),
        category_code text,
        category text,
        is_head_office boolean NOT NULL DEFAULT false,
        address text,
        postal_code text,
        city text,
        commune_code text REFERENCES communes,
        department_code text REFERENCES departments,
        closed_on date,
        source text NOT NULL DEFAULT 'entered' CHECK (source IN ('entered', 'sirene', 'rna', 'finess', 'demo')),
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        sort_key text GENERATED ALWAYS AS (french_key(name)) STORED,
        CONSTRAINT sites_siret_key UNIQUE (siret),
        CONSTRAINT sites_finess_key UNIQUE (finess)
    );
    CREATE INDEX sites_organisation_id_idx ON sites (organisation_id, sort_key, id);

    CREATE TABLE figures (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        organisation_id uuid NOT NULL REFERENCES organisations,
        kind text NOT NULL CHECK (kind IN ('beds', 'places', 'fte', 'budget', 'members', 'trainees', 'volunteers')),
        value bigint NOT NULL CHECK (value >= 0),
        valid_on date NOT NULL,
        source text NOT NULL,
        visibility text NOT NULL DEFAULT 'private' CHECK (visibility IN ('public', 'partners', 'private')),
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT figures_kind_key UNIQUE (organisation_id, kind, valid_on)
    );
    COMMENT ON COLUMN figures.value IS 'Integer of the smallest unit: beds, places, members whole; fte in hundredths; budget in cents.';

    CREATE TABLE persons (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        name text NOT NULL,
        email text NOT NULL CHECK (email = lower(email)),
        password_hash text,
        language text NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'en')),
        theme text NOT NULL DEFAULT 'auto' CHECK (theme IN ('auto', 'light', 'dark')),
        reading_font text NOT NULL DEFAULT 'inter' CHECK (reading_font IN ('inter', 'atkinson')),
        disabled_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT persons_email_key UNIQUE (email)
    );
    CREATE TABLE mandates (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        person_id uuid NOT NULL REFERENCES persons,
        organisation_id uuid NOT NULL REFERENCES organisations,
        role text NOT NULL CHECK (role IN ('director', 'coordinator', 'staff', 'reader')),
        profession text,
        powers text[] NOT NULL DEFAULT '{}' CHECK (powers <@ ARRAY['vote', 'book', 'sign', 'spend']),
        starts_on date NOT NULL DEFAULT today(),
        ends_on date,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT mandates_dates_check CHECK (ends_on IS NULL OR ends_on >= starts_on),
        CONSTRAINT mandates_no_overlap EXCLUDE USING gist (person_id WITH =, organisation_id WITH =,
            daterange(starts_on, ends_on, '[]') WITH &&)
    );
    CREATE INDEX mandates_organisation_id_idx ON mandates (organisation_id);
    CREATE TABLE sessions (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        person_id uuid NOT NULL REFERENCES persons,
        mandate_id uuid REFERENCES mandates,
        token_hash bytea NOT NULL,
        carrier text NOT NULL CHECK (carrier IN ('cookie', 'bearer')),
        user_agent text,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_used_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        CONSTRAINT sessions_token_hash_key UNIQUE (token_hash)
    );
    CREATE INDEX sessions_person_id_idx ON sessions (person_id);
    CREATE TABLE invitations (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        organisation_id uuid NOT NULL REFERENCES organisations,
        invited_by uuid NOT NULL REFERENCES persons,
        email text NOT NULL CHECK (email = lower(email)),
        role text NOT NULL CHECK (role IN ('director', 'coordinator', 'staff', 'reader')),
        profession text,
        powers text[] NOT NULL DEFAULT '{}' CHECK (powers <@ ARRAY['vote', 'book', 'sign', 'spend']),
        token_hash bytea NOT NULL,
        mailed boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        accepted_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT invitations_token_hash_key UNIQUE (token_hash)
    );
    CREATE UNIQUE INDEX invitations_pending_key ON invitations (organisation_id, email)
        WHERE accepted_at IS NULL AND revoked_at IS NULL;
    -- Growing waits after wrong passwords, counted per account and per address; holds hashes only.
    CREATE TABLE sign_in_attempts (
        subject bytea PRIMARY KEY,
        failures integer NOT NULL,
        last_failed_at timestamptz NOT NULL,
        blocked_until timestamptz
    );
    GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_attempts TO essaim_app;

    CREATE TABLE idempotency_records (
        person_id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        key text NOT NULL,
        route text NOT NULL,
        fingerprint text NOT NULL,
        status integer,
        body jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (person_id, organisation_id, route, key)
    );
    CREATE INDEX idempotency_records_created_at_idx ON idempotency_records (created_at);

    CREATE FUNCTION mandate_is_active(starts_on date, ends_on date) RETURNS boolean LANGUAGE sql STABLE
        AS $$ SELECT starts_on <= today() AND (ends_on IS NULL OR ends_on >= today()) $$;

    -- An organisation whose people are here keeps its own record; before that, whoever entered it may correct it.
    CREATE FUNCTION is_claimed(organisation uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT EXISTS (SELECT FROM mandates WHERE organisation_id = organisation
                       AND mandate_is_active(starts_on, ends_on)) $$;
    CREATE FUNCTION my_unclaimed_organisations() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT id FROM organisations WHERE entered_by = current_organisation() AND NOT is_claimed(id) $$;
    CREATE FUNCTION my_people() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT person_id FROM mandates WHERE organisation_id = current_organisation() $$;

    -- Who holds this token: sets on whose behalf the transaction runs. One round trip for both.
    CREATE FUNCTION authenticate(presented bytea) RETURNS TABLE (
        session_id uuid, carrier text, person_id uuid, mandate_id uuid, organisation_id uuid,
        organisation_name text, is_network boolean, role text, profession text, powers text[]
    ) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE holder record;
    BEGIN
        SELECT s.id, s.carrier, s.person_id, s.last_used_at, m.id AS mandate_id, o.id AS organisation_id,
               o.name AS organisation_name, coalesce(o.is_network, false) AS is_network,
               m.role, m.profession, coalesce(m.powers, '{}') AS powers
        INTO holder
        FROM sessions s
        JOIN persons p ON p.id = s.person_id AND p.disabled_at IS NULL
        LEFT JOIN mandates m ON m.id = s.mandate_id AND m.person_id = s.person_id
                            AND mandate_is_active(m.starts_on, m.ends_on)
        LEFT JOIN organisations o ON o.id = m.organisation_id
        WHERE s.token_hash = presented AND s.expires_at > now()
          AND (s.carrier = 'bearer' OR s.last_used_at > now() - interval '12 hours');
        IF NOT FOUND THEN
            PERFORM set_config('essaim.organisation', '', true), set_config('essaim.person', '', true);
            RETURN;
        END IF;
        IF holder.last_used_at < now() - interval '10 minutes' THEN
            UPDATE sessions SET last_used_at = now() WHERE sessions.id = holder.id;
        END IF;
        PERFORM set_config('essaim.organisation', coalesce(holder.organisation_id::text, ''), true),
                set_config('essaim.person', holder.person_id::text, true);
        RETURN QUERY SELECT holder.id, holder.carrier, holder.person_id, holder.mandate_id, holder.organisation_id,
            holder.organisation_name, holder.is_network, holder.role, holder.profession, holder.powers;
    END $$;
    -- The account of an address, for checking a password before anybody is signed in.
    CREATE FUNCTION find_account(address text) RETURNS TABLE (person_id uuid, password_hash text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT id, password_hash FROM persons WHERE email = lower(address) AND disabled_at IS NULL $$;
    -- The invitation a link opens; the holder of the link is not signed in.
    CREATE FUNCTION find_invitation(presented bytea) RETURNS TABLE (
        id uuid, organisation_id uuid, organisation_name text, email text, role text, profession text,
        powers text[], expires_at timestamptz, known_person uuid
    ) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT i.id, i.organisation_id, o.name, i.email, i.role, i.profession, i.powers, i.expires_at, p.id
        FROM invitations i JOIN organisations o ON o.id = i.organisation_id
        LEFT JOIN persons p ON p.email = i.email
        WHERE i.token_hash = presented AND i.accepted_at IS NULL AND i.revoked_at IS NULL
          AND i.expires_at > now() $$;
    REVOKE ALL ON FUNCTION authenticate(bytea), find_account(text), find_invitation(bytea), is_claimed(uuid),
        my_unclaimed_organisations(), my_people() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION authenticate(bytea), find_account(text), find_invitation(bytea), is_claimed(uuid),
        my_unclaimed_organisations(), my_people() TO essaim_app;
    """)
    mine = "organisation_id = current_organisation()"
    correctable = "id = current_organisation() OR id IN (SELECT my_unclaimed_organisations())"
    protect(
        "organisations",
        select="true",
        insert="entered_by = current_organisation()",
        update=correctable,
    )
    of_correctable = f"{mine} OR organisation_id IN (SELECT my_unclaimed_organisations())"
    protect("sites", select="true", insert=of_correctable, update=of_correctable, delete=of_correctable)
    protect(
        "persons",
        select="id = current_person() OR id IN (SELECT my_people())",
        insert="id = current_person()",
        update="id = current_person()",
    )
    protect(
        "mandates",
        select=f"{mine} OR person_id = current_person()",
        insert=mine,
        update=mine,
    )
    own_session = "person_id = current_person()"
    protect("sessions", select=own_session, insert=own_session, update=own_session, delete=own_session)
    protect("invitations", select=mine, insert=mine, update=mine)
    own_record = "person_id = current_person() AND organisation_id = current_organisation()"
    protect("idempotency_records", select=own_record, insert=own_record, update=own_record, delete=own_record)


def downgrade() -> None:
    script("""
    DROP TABLE idempotency_records, sign_in_attempts, invitations, sessions, mandates, persons, figures, sites,
        organisations, organisation_words CASCADE;
    DROP FUNCTION authenticate(bytea), find_account(text), find_invitation(bytea), is_claimed(uuid),
        my_unclaimed_organisations(), my_people(), mandate_is_active(date, date), learn_organisation_words();
    """)
