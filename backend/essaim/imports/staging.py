"""The SQL of one batch: staged rows are matched with the directory, compared, then written.

Each statement handles a whole batch. The names put into them are this module's own constants; values never are.
"""

from typing import Final, NamedTuple

from essaim.imports.parsing.records import Source as Format
from essaim.imports.rules import ORGANISATION_KEYS, ORGANISATION_RANKS, SITE_KEYS, SITE_RANKS

# A batch is small and the directory may be large: without this, a planner that knows nothing of a new
# temporary table may read the whole directory to match it. For matching only: writing plans as usual.
MATCH_BY_INDEX: Final = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"
PLAN_AS_USUAL: Final = "SET LOCAL enable_hashjoin TO DEFAULT; SET LOCAL enable_mergejoin TO DEFAULT"

CREATE_TABLES: Final = """
    CREATE TEMPORARY TABLE IF NOT EXISTS incoming_organisations (
        position integer NOT NULL, line integer NOT NULL, key text NOT NULL, other text, name text NOT NULL,
        short_name text, legal_category text, legal_form text, sector text, naf text, is_ess boolean,
        founded_on date, ceased boolean NOT NULL, address text, postal_code text, city text, commune_code text
    ) ON COMMIT DELETE ROWS;
    CREATE TEMPORARY TABLE IF NOT EXISTS planned_organisations (
        position integer NOT NULL, line integer NOT NULL, outcome text NOT NULL, code text, changed text[] NOT NULL,
        warnings text[] NOT NULL, id uuid, version integer, key text NOT NULL, other text, name text NOT NULL,
        short_name text, legal_category text, legal_form text, sector text, naf text, is_ess boolean,
        founded_on date, ceased_on date, address text, postal_code text, city text, commune_code text,
        department_code text, region_code text, source text NOT NULL
    ) ON COMMIT DELETE ROWS;
    CREATE TEMPORARY TABLE IF NOT EXISTS incoming_sites (
        position integer NOT NULL, line integer NOT NULL, key text NOT NULL, other text, siren text, finess_ej text,
        name text, category_code text, category text, sector text, is_head_office boolean, ceased boolean NOT NULL,
        address text, postal_code text, city text, commune_code text
    ) ON COMMIT DELETE ROWS;
    CREATE TEMPORARY TABLE IF NOT EXISTS planned_sites (
        position integer NOT NULL, line integer NOT NULL, outcome text NOT NULL, code text, changed text[] NOT NULL,
        warnings text[] NOT NULL, id uuid, version integer, owner_id uuid, key text NOT NULL, other text, name text,
        category_code text, category text, sector text, is_head_office boolean, closed_on date, address text,
        postal_code text, city text, commune_code text, department_code text, region_code text,
        source text NOT NULL, gives_place boolean NOT NULL, gives_sector boolean NOT NULL
    ) ON COMMIT DELETE ROWS;
"""

ORGANISATION_COLUMNS: Final = (
    "position",
    "line",
    "key",
    "other",
    "name",
    "short_name",
    "legal_category",
    "legal_form",
    "sector",
    "naf",
    "is_ess",
    "founded_on",
    "ceased",
    "address",
    "postal_code",
    "city",
    "commune_code",
)
SITE_COLUMNS: Final = (
    "position",
    "line",
    "key",
    "other",
    "siren",
    "finess_ej",
    "name",
    "category_code",
    "category",
    "sector",
    "is_head_office",
    "ceased",
    "address",
    "postal_code",
    "city",
    "commune_code",
)


class Statements(NamedTuple):
    """What a batch of one kind of record runs, in this order. `plan` takes :source, :rank and :own; that of organisations also :dry_run."""

    plan: str
    update: str
    insert: str
    report: str


def organisations(format_: Format) -> Statements:
    """Statements for the organisations of a register."""
    key, other = ORGANISATION_KEYS[format_]
    return Statements(
        plan=_PLAN_ORGANISATIONS.format(key=key, other=other, rank=_rank(ORGANISATION_RANKS)),
        update=_UPDATE_ORGANISATIONS.format(key=key, other=other),
        insert=_INSERT_ORGANISATIONS.format(key=key, other=other),
        report=_REPORT.format(kind="organisations", organisation="id"),
    )


def sites(format_: Format) -> Statements:
    """Statements for the places of activity of a register."""
    key, other = SITE_KEYS[format_]
    return Statements(
        plan=_PLAN_SITES.format(key=key, other=other, rank=_rank(SITE_RANKS)),
        update=_UPDATE_SITES.format(key=key, other=other),
        insert=_INSERT_SITES.format(key=key, other=other),
        report=_REPORT.format(kind="sites", organisation="owner_id"),
    )


def _rank(ranks: dict[str, int]) -> str:
    cases = " ".join(f"WHEN '{source}' THEN {rank}" for source, rank in ranks.items())
    return f"CASE o.source {cases} ELSE 0 END"


# MATERIALIZED: inlined, each step would look the records up again for every column it names.
# The record a line is about: the one with its key, else one that has its other number and no key yet.
# `prevails`: this register may replace what is written; else it only completes it.
_PLAN_ORGANISATIONS: Final = """
    INSERT INTO planned_organisations
    WITH found AS MATERIALIZED (
        SELECT i.*,
               (SELECT o.id FROM organisations o WHERE o.{key} = i.key) AS by_key,
               (SELECT o.id FROM organisations o WHERE o.{other} = i.other) AS by_other,
               (SELECT o.id FROM organisations o WHERE o.{other} = i.other AND o.{key} IS NULL) AS by_other_alone
        FROM incoming_organisations i
    ), aimed AS MATERIALIZED (
        SELECT i.position, i.line, i.ceased, i.key, o.id, o.version, o.source AS known_source, o.{key} AS known_key,
               o.{other} AS known_other, o.name AS known_name, o.short_name AS known_short_name,
               o.legal_category AS known_legal_category, o.legal_form AS known_legal_form,
               o.sector AS known_sector, o.naf AS known_naf, o.is_ess AS known_is_ess,
               o.founded_on AS known_founded_on, o.ceased_on AS known_ceased_on,
               (o.address, o.postal_code, o.city, o.commune_code) AS known_place,
               array_remove(ARRAY[
                   CASE WHEN i.by_other <> coalesce(i.by_key, i.by_other_alone) OR i.by_other IS NOT NULL
                             AND coalesce(i.by_key, i.by_other_alone) IS NULL THEN 'number_of_another' END,
                   CASE WHEN i.commune_code IS NOT NULL AND c.code IS NULL THEN 'unknown_commune' END
               ], NULL) AS warnings,
               CASE WHEN i.other IS NULL OR i.by_other IS NOT NULL AND i.by_other IS DISTINCT FROM o.id THEN o.{other}
                    WHEN o.{other} IS NULL OR p.prevails THEN i.other ELSE o.{other} END AS other,
               CASE WHEN p.prevails THEN i.name ELSE o.name END AS name,
               CASE WHEN p.prevails THEN coalesce(i.short_name, o.short_name)
                    ELSE coalesce(o.short_name, i.short_name) END AS short_name,
               CASE WHEN p.prevails THEN coalesce(i.legal_category, o.legal_category)
                    ELSE coalesce(o.legal_category, i.legal_category) END AS legal_category,
               CASE WHEN p.prevails AND i.legal_category IS NOT NULL
                    THEN coalesce(i.legal_form, nullif(o.legal_form, 'other'), 'other')
                    ELSE coalesce(nullif(o.legal_form, 'other'), i.legal_form, 'other') END AS legal_form,
               -- Sectors are our words, not the register's: one chosen by somebody stays.
               coalesce(nullif(o.sector, 'other'), i.sector, 'other') AS sector,
               CASE WHEN p.prevails THEN coalesce(i.naf, o.naf) ELSE coalesce(o.naf, i.naf) END AS naf,
               CASE WHEN p.prevails THEN coalesce(i.is_ess, o.is_ess) ELSE coalesce(o.is_ess, i.is_ess) END AS is_ess,
               CASE WHEN p.prevails THEN coalesce(i.founded_on, o.founded_on)
                    ELSE coalesce(o.founded_on, i.founded_on) END AS founded_on,
               CASE WHEN NOT p.prevails THEN o.ceased_on WHEN i.ceased THEN coalesce(o.ceased_on, today()) END
                    AS ceased_on,
               CASE WHEN p.moves THEN i.address ELSE o.address END AS address,
               CASE WHEN p.moves THEN i.postal_code ELSE o.postal_code END AS postal_code,
               CASE WHEN p.moves THEN i.city ELSE o.city END AS city,
               CASE WHEN p.moves THEN c.code ELSE o.commune_code END AS commune_code,
               CASE WHEN p.moves THEN c.department_code ELSE o.department_code END AS department_code,
               CASE WHEN p.moves THEN c.region_code ELSE o.region_code END AS region_code,
               CASE WHEN p.prevails THEN CAST(:source AS text) ELSE o.source END AS source
        FROM found i
        LEFT JOIN organisations o ON o.id = coalesce(i.by_key, i.by_other_alone)
        LEFT JOIN communes c ON c.code = i.commune_code
        CROSS JOIN LATERAL (SELECT o.id IS NULL OR :rank >= {rank} AS prevails) AS q
        CROSS JOIN LATERAL (
            SELECT q.prevails, (i.city IS NOT NULL OR i.commune_code IS NOT NULL)
                AND (q.prevails OR o.city IS NULL AND o.commune_code IS NULL) AS moves
        ) AS p
    ), compared AS MATERIALIZED (
        SELECT a.*, array_remove(ARRAY[
            CASE WHEN known_key IS DISTINCT FROM key THEN '{key}' END,
            CASE WHEN known_other IS DISTINCT FROM other THEN '{other}' END,
            CASE WHEN known_name IS DISTINCT FROM name THEN 'name' END,
            CASE WHEN known_short_name IS DISTINCT FROM short_name THEN 'short_name' END,
            CASE WHEN known_legal_category IS DISTINCT FROM legal_category
                   OR known_legal_form IS DISTINCT FROM legal_form THEN 'legal_form' END,
            CASE WHEN known_sector IS DISTINCT FROM sector THEN 'sector' END,
            CASE WHEN known_naf IS DISTINCT FROM naf THEN 'naf' END,
            CASE WHEN known_is_ess IS DISTINCT FROM is_ess THEN 'is_ess' END,
            CASE WHEN known_founded_on IS DISTINCT FROM founded_on THEN 'founded_on' END,
            CASE WHEN known_ceased_on IS DISTINCT FROM ceased_on THEN 'ceased_on' END,
            CASE WHEN known_place IS DISTINCT FROM (address, postal_code, city, commune_code) THEN 'address' END,
            CASE WHEN known_source IS DISTINCT FROM source THEN 'source' END
        ], NULL) AS changed
        FROM aimed a
    ), judged AS MATERIALIZED (
        SELECT c.*, CASE
            WHEN id IS NULL AND ceased THEN 'ceased'
            WHEN id IS NOT NULL AND cardinality(changed) > 0 AND id IS DISTINCT FROM CAST(:own AS uuid)
                 AND EXISTS (SELECT FROM mandates m WHERE m.organisation_id = c.id
                             AND mandate_is_active(m.starts_on, m.ends_on)) THEN 'kept_by_its_people'
        END AS code FROM compared c
    )
    SELECT position, line,
           CASE WHEN code IS NOT NULL THEN 'skipped' WHEN id IS NULL THEN 'create'
                WHEN cardinality(changed) = 0 THEN 'unchanged' ELSE 'update' END,
           code, changed, warnings,
           CASE WHEN id IS NULL AND code IS NULL AND NOT :dry_run THEN uuid7() ELSE id END,
           version, key, other, name, short_name, legal_category, legal_form, sector, naf, is_ess, founded_on,
           ceased_on, address, postal_code, city, commune_code, department_code, region_code, source
    FROM judged
"""

# The version says that nobody changed the record since it was compared; else the batch is taken again.
_UPDATE_ORGANISATIONS: Final = """
    UPDATE organisations o
    SET {key} = p.key, {other} = p.other, name = p.name, short_name = p.short_name,
        legal_category = p.legal_category, legal_form = p.legal_form, sector = p.sector, naf = p.naf,
        is_ess = p.is_ess, founded_on = p.founded_on, ceased_on = p.ceased_on, address = p.address,
        postal_code = p.postal_code, city = p.city, commune_code = p.commune_code,
        department_code = p.department_code, region_code = p.region_code, source = p.source,
        version = o.version + 1, updated_at = now()
    FROM planned_organisations p
    WHERE p.outcome = 'update' AND o.id = p.id AND o.version = p.version RETURNING o.id
"""

_INSERT_ORGANISATIONS: Final = """
    INSERT INTO organisations (id, {key}, {other}, name, short_name, legal_category, legal_form, sector, naf, is_ess,
                               founded_on, address, postal_code, city, commune_code, department_code, region_code,
                               source)
    SELECT id, key, other, name, short_name, legal_category, legal_form, sector, naf, is_ess, founded_on, address,
           postal_code, city, commune_code, department_code, region_code, source
    FROM planned_organisations WHERE outcome = 'create' ORDER BY position
"""

# A head office gives its address to an organisation that has none, or whose address came the same way.
_PLAN_SITES: Final = """
    INSERT INTO planned_sites
    WITH found AS MATERIALIZED (
        SELECT i.*,
               (SELECT o.id FROM sites o WHERE o.{key} = i.key) AS by_key,
               (SELECT o.id FROM sites o WHERE o.{other} = i.other) AS by_other,
               (SELECT o.id FROM sites o WHERE o.{other} = i.other AND o.{key} IS NULL) AS by_other_alone,
               coalesce((SELECT w.id FROM organisations w WHERE w.finess = i.finess_ej),
                        (SELECT w.id FROM organisations w WHERE w.siren = i.siren)) AS named_owner_id
        FROM incoming_sites i
    ), aimed AS MATERIALIZED (
        SELECT i.position, i.line, i.ceased, i.key, o.id, o.version, o.organisation_id AS known_owner_id,
               o.source AS known_source, o.{key} AS known_key, o.{other} AS known_other, o.name AS known_name,
               o.category_code AS known_category_code, o.category AS known_category,
               o.is_head_office AS known_is_head_office, o.closed_on AS known_closed_on,
               (o.address, o.postal_code, o.city, o.commune_code) AS known_place,
               array_remove(ARRAY[
                   CASE WHEN i.by_other <> coalesce(i.by_key, i.by_other_alone) OR i.by_other IS NOT NULL
                             AND coalesce(i.by_key, i.by_other_alone) IS NULL THEN 'number_of_another' END,
                   CASE WHEN i.commune_code IS NOT NULL AND c.code IS NULL THEN 'unknown_commune' END
               ], NULL) AS warnings,
               CASE WHEN o.id IS NOT NULL AND NOT p.prevails THEN o.organisation_id
                    ELSE coalesce(i.named_owner_id, o.organisation_id) END AS owner_id,
               CASE WHEN i.other IS NULL OR i.by_other IS NOT NULL AND i.by_other IS DISTINCT FROM o.id THEN o.{other}
                    WHEN o.{other} IS NULL OR p.prevails THEN i.other ELSE o.{other} END AS other,
               CASE WHEN p.prevails THEN coalesce(i.name, o.name) ELSE coalesce(o.name, i.name) END AS name,
               CASE WHEN p.prevails THEN coalesce(i.category_code, o.category_code)
                    ELSE coalesce(o.category_code, i.category_code) END AS category_code,
               CASE WHEN p.prevails THEN coalesce(i.category, o.category)
                    ELSE coalesce(o.category, i.category) END AS category,
               i.sector,
               -- Only SIRENE tells head offices.
               coalesce(i.is_head_office, o.is_head_office, false) AS is_head_office,
               CASE WHEN NOT p.prevails THEN o.closed_on WHEN i.ceased THEN coalesce(o.closed_on, today()) END
                    AS closed_on,
               i.is_head_office IS TRUE AND NOT i.ceased AND p.has_place AS offers_place,
               CASE WHEN p.moves THEN i.address ELSE o.address END AS address,
               CASE WHEN p.moves THEN i.postal_code ELSE o.postal_code END AS postal_code,
               CASE WHEN p.moves THEN i.city ELSE o.city END AS city,
               CASE WHEN p.moves THEN c.code ELSE o.commune_code END AS commune_code,
               CASE WHEN p.moves THEN c.department_code ELSE o.department_code END AS department_code,
               CASE WHEN p.moves THEN c.region_code ELSE (
                   SELECT d.region_code FROM departments d WHERE d.code = o.department_code) END AS region_code,
               CASE WHEN p.prevails THEN CAST(:source AS text) ELSE o.source END AS source
        FROM found i
        LEFT JOIN sites o ON o.id = coalesce(i.by_key, i.by_other_alone)
        LEFT JOIN communes c ON c.code = i.commune_code
        CROSS JOIN LATERAL (SELECT o.id IS NULL OR :rank >= {rank} AS prevails,
                                   i.city IS NOT NULL OR i.commune_code IS NOT NULL AS has_place) AS q
        CROSS JOIN LATERAL (
            SELECT q.prevails, q.has_place,
                   q.has_place AND (q.prevails OR o.city IS NULL AND o.commune_code IS NULL) AS moves
        ) AS p
    ), owned AS MATERIALIZED (
        SELECT a.*, w.name AS owner_name,
               w.id IS NOT NULL AND a.offers_place
                   AND (w.source = 'sirene' OR w.city IS NULL AND w.commune_code IS NULL)
                   AND (w.address, w.postal_code, w.city, w.commune_code) IS DISTINCT FROM (a.address, a.postal_code, a.city, a.commune_code)
                   AS gives_place,
               w.id IS NOT NULL AND a.sector IS NOT NULL AND w.sector = 'other' AND NOT a.ceased AS gives_sector
        FROM aimed a LEFT JOIN organisations w ON w.id = a.owner_id
    ), compared AS MATERIALIZED (
        SELECT o.*, array_remove(ARRAY[
            CASE WHEN known_owner_id IS DISTINCT FROM owner_id THEN 'organisation' END,
            CASE WHEN known_key IS DISTINCT FROM key THEN '{key}' END,
            CASE WHEN known_other IS DISTINCT FROM other THEN '{other}' END,
            CASE WHEN known_name IS DISTINCT FROM coalesce(name, known_name) OR id IS NULL THEN 'name' END,
            CASE WHEN (known_category_code, known_category) IS DISTINCT FROM (category_code, category)
                 THEN 'category' END,
            CASE WHEN known_is_head_office IS DISTINCT FROM is_head_office THEN 'is_head_office' END,
            CASE WHEN known_closed_on IS DISTINCT FROM closed_on THEN 'closed_on' END,
            CASE WHEN known_place IS DISTINCT FROM (address, postal_code, city, commune_code) THEN 'address' END,
            CASE WHEN known_source IS DISTINCT FROM source THEN 'source' END,
            CASE WHEN gives_place THEN 'organisation_address' END,
            CASE WHEN gives_sector THEN 'organisation_sector' END
        ], NULL) AS changed
        FROM owned o
    ), judged AS MATERIALIZED (
        SELECT c.*, CASE
            WHEN id IS NULL AND ceased THEN 'ceased'
            WHEN owner_id IS NULL THEN 'unknown_organisation'
            WHEN cardinality(changed) > 0 AND EXISTS (
                SELECT FROM mandates m
                WHERE m.organisation_id IN (c.owner_id, c.known_owner_id)
                  AND m.organisation_id IS DISTINCT FROM CAST(:own AS uuid)
                  AND mandate_is_active(m.starts_on, m.ends_on)) THEN 'kept_by_its_people'
        END AS code FROM compared c
    )
    SELECT position, line,
           CASE WHEN code = 'unknown_organisation' THEN 'refused' WHEN code IS NOT NULL THEN 'skipped'
                WHEN id IS NULL THEN 'create' WHEN cardinality(changed) = 0 THEN 'unchanged' ELSE 'update' END,
           code, changed, warnings, id, version, owner_id, key, other, coalesce(name, owner_name), category_code,
           category, sector, is_head_office, closed_on, address, postal_code, city, commune_code, department_code,
           region_code, source, gives_place, gives_sector
    FROM judged
"""

_UPDATE_SITES: Final = """
    UPDATE sites o
    SET {key} = p.key, {other} = p.other, organisation_id = p.owner_id, name = p.name,
        category_code = p.category_code, category = p.category, is_head_office = p.is_head_office,
        closed_on = p.closed_on, address = p.address, postal_code = p.postal_code, city = p.city,
        commune_code = p.commune_code, department_code = p.department_code, source = p.source,
        version = o.version + 1, updated_at = now()
    FROM planned_sites p
    WHERE p.outcome = 'update' AND o.id = p.id AND o.version = p.version RETURNING o.id
"""

_INSERT_SITES: Final = """
    INSERT INTO sites ({key}, {other}, organisation_id, name, category_code, category, is_head_office, address,
                       postal_code, city, commune_code, department_code, source)
    SELECT key, other, owner_id, name, category_code, category, is_head_office, address, postal_code, city,
           commune_code, department_code, source
    FROM planned_sites WHERE outcome = 'create' ORDER BY position
"""

GIVE_PLACE: Final = """
    UPDATE organisations o
    SET address = p.address, postal_code = p.postal_code, city = p.city, commune_code = p.commune_code,
        department_code = p.department_code, region_code = p.region_code, version = o.version + 1, updated_at = now()
    FROM (SELECT DISTINCT ON (owner_id) * FROM planned_sites
          WHERE gives_place AND outcome IN ('create', 'update') ORDER BY owner_id, position) p
    WHERE o.id = p.owner_id
"""

GIVE_SECTOR: Final = """
    UPDATE organisations o SET sector = p.sector, version = o.version + 1, updated_at = now()
    FROM (SELECT DISTINCT ON (owner_id) owner_id, sector FROM planned_sites
          WHERE gives_sector AND outcome IN ('create', 'update') ORDER BY owner_id, position) p
    WHERE o.id = p.owner_id AND o.sector = 'other'
"""

_REPORT: Final = """
    SELECT position, line, outcome, code, changed, warnings, {organisation}, name FROM planned_{kind}
    WHERE outcome <> 'unchanged' OR cardinality(warnings) > 0 ORDER BY position
"""
