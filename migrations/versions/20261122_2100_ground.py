"""Ground: extensions, who is asking, words without accents, reference data."""

from essaim.kit.migration import script

revision = "ground"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    script("""
    CREATE EXTENSION IF NOT EXISTS btree_gist;
    CREATE EXTENSION IF NOT EXISTS btree_gin;
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE EXTENSION IF NOT EXISTS unaccent;

    GRANT USAGE ON SCHEMA public TO essaim_app;

    -- On whose behalf this transaction runs. A setting that ended with its transaction reads back as ''.
    CREATE FUNCTION current_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT nullif(current_setting('essaim.organisation', true), '')::uuid $$;
    CREATE FUNCTION current_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT nullif(current_setting('essaim.person', true), '')::uuid $$;
    CREATE FUNCTION today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
        AS $$ SELECT (now() AT TIME ZONE 'Europe/Paris')::date $$;

    CREATE FUNCTION f_unaccent(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT public.unaccent('public.unaccent'::regdictionary, $1) $$;
    -- French order without a French collation: no accents, no case (eau, Ecole, École, étang, Œuvre, Zoé).
    CREATE FUNCTION french_key(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$;

    CREATE TEXT SEARCH CONFIGURATION fr_unaccent (COPY = french);
    ALTER TEXT SEARCH CONFIGURATION fr_unaccent
        ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem;

    DO $$
    BEGIN
        IF current_setting('server_version_num')::int >= 180000 THEN
            CREATE FUNCTION uuid7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE
                AS 'SELECT uuidv7()';
        ELSE
            -- RFC 9562 version 7: 48 bits of milliseconds, then random bits.
            CREATE FUNCTION uuid7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS
            'SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING substring(
                int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
                52, 1), 53, 1), ''hex'')::uuid';
        END IF;
    END $$;

    CREATE TABLE regions (
        code text PRIMARY KEY,
        name text NOT NULL,
        sort_key text GENERATED ALWAYS AS (french_key(name)) STORED
    );
    CREATE TABLE departments (
        code text PRIMARY KEY,
        name text NOT NULL,
        region_code text NOT NULL REFERENCES regions,
        sort_key text GENERATED ALWAYS AS (french_key(name)) STORED
    );
    CREATE TABLE epcis (
        siren text PRIMARY KEY,
        name text NOT NULL,
        kind text NOT NULL,
        sort_key text GENERATED ALWAYS AS (french_key(name)) STORED
    );
    CREATE TABLE communes (
        code text PRIMARY KEY,
        name text NOT NULL,
        sort_key text GENERATED ALWAYS AS (french_key(name)) STORED,
        kind text NOT NULL,
        parent_code text,
        department_code text REFERENCES departments,
        region_code text REFERENCES regions,
        epci_siren text REFERENCES epcis,
        postal_codes text[] NOT NULL DEFAULT '{}',
        population integer
    );
    CREATE INDEX communes_sort_key_idx ON communes (sort_key text_pattern_ops, code);
    CREATE INDEX communes_department_code_idx ON communes (department_code, sort_key, code);
    CREATE INDEX communes_postal_codes_idx ON communes USING gin (postal_codes);
    CREATE TABLE reference_versions (name text PRIMARY KEY, version text NOT NULL);
    GRANT SELECT ON regions, departments, epcis, communes, reference_versions TO essaim_app;
    """)


def downgrade() -> None:
    script("""
    DROP TABLE reference_versions, communes, epcis, departments, regions;
    DROP FUNCTION uuid7();
    DROP TEXT SEARCH CONFIGURATION fr_unaccent;
    DROP FUNCTION french_key(text), f_unaccent(text), today(), current_person(), current_organisation();
    """)
