"""Invented organisations in any number, for measuring. None of them exists; communes are the real ones."""

import asyncpg

KINDS = (
    "EHPAD", "Résidence", "Association", "Centre de vacances", "Institut de formation", "Foyer", "Crèche",
    "Maison d’enfants", "Service d’aide à domicile", "Groupement d’employeurs", "Coopérative", "Mutuelle",
    "Fondation", "Club sportif", "Maison de quartier", "Union départementale", "École", "Régie de quartier",
    "Chantier d’insertion", "Auberge", "Amicale laïque", "Comité des fêtes", "Entraide", "Accueil de jour",
)  # fmt: skip
SUBJECTS = (
    "les Tilleuls", "les Hirondelles", "le Hameau", "la Source", "les Glycines", "l’Étoile", "les Érables",
    "la Passerelle", "l’Horizon", "les Moulins", "Sainte-Anne", "Saint-Joseph", "la Clairière", "les Acacias",
    "le Belvédère", "les Coquelicots", "l’Arc-en-ciel", "la Fontaine", "les Genêts", "le Phare", "la Rivière",
    "Jean Moulin", "Louise Michel", "les Écureuils", "le Chêne vert", "la Forêt", "les Mimosas", "la Colline",
    "Marie Curie", "les Marronniers", "la Ruche", "le Trèfle", "les Bleuets", "la Vallée", "le Grand Large",
    "des Aînés", "solidaire", "mutualisé", "des Deux Rives", "du Pays", "pour tous", "de l’enfance",
)  # fmt: skip
SECTORS = (
    "elderly_care", "disability", "childhood", "health", "holiday_centres", "training", "inclusion", "housing",
    "culture_and_sport", "other",
)  # fmt: skip
LEGAL_FORMS = (
    "association",
    "association",
    "association",
    "foundation",
    "mutual",
    "cooperative",
    "employer_group",
)

FILL = """
    WITH place AS (
        SELECT array_agg(code ORDER BY code) AS codes, array_agg(name ORDER BY code) AS names,
               array_agg(department_code ORDER BY code) AS departments,
               array_agg(region_code ORDER BY code) AS regions, count(*)::int AS many
        FROM communes WHERE kind = 'commune' AND department_code IS NOT NULL
    ), drawn AS (
        -- Multiplying by large odd numbers scatters without chance: every run has the same rows.
        SELECT n, (n::bigint * 2654435761 % 4294967296 / 7)::bigint AS r,
               (n::bigint * 2246822519 % 4294967296 / 11)::bigint AS s
        FROM generate_series(1, $1::int) AS n
    )
    INSERT INTO organisations (name, siren, legal_form, sector, is_network, city, postal_code, commune_code,
                               department_code, region_code, fictional, source)
    SELECT ($2::text[])[1 + r % cardinality($2::text[])] || ' ' || ($3::text[])[1 + s % cardinality($3::text[])]
               || CASE WHEN r % 3 = 0 THEN '' ELSE ' – ' || names[1 + (r + s) % many] END,
           '9' || lpad(n::text, 8, '0'), ($5::text[])[1 + s % cardinality($5::text[])],
           ($4::text[])[1 + (r / 24) % cardinality($4::text[])], n % 500 = 0, names[1 + (r + s) % many], NULL,
           codes[1 + (r + s) % many], departments[1 + (r + s) % many], regions[1 + (r + s) % many], true, 'demo'
    FROM drawn, place
"""


async def fill(connection: asyncpg.Connection, rows: int) -> None:
    """Write `rows` invented organisations and tell the planner. The territories must be loaded."""
    await connection.execute(
        FILL, rows, list(KINDS), list(SUBJECTS), list(SECTORS), list(LEGAL_FORMS), timeout=900
    )
    await connection.execute("VACUUM ANALYZE organisations", timeout=300)
    await connection.execute("VACUUM ANALYZE organisation_words", timeout=300)
