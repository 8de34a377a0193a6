"""Books of any length, for measuring: a hundred agreements of twenty parties, all led by one network."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from essaim.identity.caller import hash_token

AGREEMENTS = 100
PARTIES = 20
AMOUNT = 100
TOKEN = "ess_token_of_the_benchmark_of_the_ledger"  # noqa: S105 - opens nothing but the benchmark

WORLD = """
    CREATE TABLE benchmark_parties (agreement int, party int, agreement_id uuid, organisation_id uuid,
        common_id uuid, party_id uuid, own_id uuid, PRIMARY KEY (agreement, party));
    INSERT INTO organisations (name, is_network, fictional)
        SELECT 'Réseau mesuré', true, true
        UNION ALL SELECT 'Organisation mesurée ' || n, false, true FROM generate_series(1, $agreements * ($parties - 1)) n;
    WITH lead AS (SELECT id FROM organisations WHERE name = 'Réseau mesuré'),
         someone AS (INSERT INTO persons (name, email) VALUES ('Camille Mesure', 'mesure@exemple.test') RETURNING id),
         mandate AS (INSERT INTO mandates (person_id, organisation_id, role, powers, starts_on)
             SELECT someone.id, lead.id, 'director', '{vote,book,sign,spend}', '2020-01-01' FROM someone, lead RETURNING *)
    INSERT INTO sessions (person_id, mandate_id, token_hash, carrier, expires_at)
        SELECT person_id, id, $token, 'bearer', now() + interval '10 years' FROM mandate;
    INSERT INTO agreements (kind, name, purpose, legal_form, state, starts_on, created_by, fictional)
        SELECT 'pool', 'Convention ' || n, 'Mesurer', 'agreement', 'active', '2020-01-01', o.id, true
        FROM generate_series(1, $agreements) n, organisations o WHERE o.name = 'Réseau mesuré';
    INSERT INTO parties (agreement_id, organisation_id, role, state, invited_by, joined_on)
        SELECT a.id, o.id, CASE WHEN o.is_network THEN 'lead' ELSE 'party' END, 'accepted', a.created_by, '2020-01-01'
        FROM (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM agreements) a
        JOIN (SELECT *, row_number() OVER (PARTITION BY is_network ORDER BY id) - 1 AS place FROM organisations) o
            ON o.is_network OR o.place / ($parties - 1) = a.place;
    INSERT INTO ledger_accounts (agreement_id, purpose, unit) SELECT id, 'reserve', 'EUR/2' FROM agreements;
    INSERT INTO ledger_accounts (agreement_id, organisation_id, purpose, unit, minimum_balance)
        SELECT agreement_id, organisation_id, purpose, 'EUR/2', CASE purpose WHEN 'other' THEN 0 END
        FROM parties, unnest('{party,other}'::text[]) purpose;
    INSERT INTO ledger_books SELECT id FROM agreements;
    INSERT INTO benchmark_parties
        SELECT dense_rank() OVER (ORDER BY p.agreement_id) - 1,
               row_number() OVER (PARTITION BY p.agreement_id ORDER BY p.id) - 1,
               p.agreement_id, p.organisation_id, c.id, means.id, own.id
        FROM parties p
        JOIN ledger_accounts c ON c.agreement_id = p.agreement_id AND c.purpose = 'reserve'
        JOIN ledger_accounts means ON (means.agreement_id, means.organisation_id) = (p.agreement_id, p.organisation_id)
            AND means.purpose = 'party'
        JOIN ledger_accounts own ON (own.agreement_id, own.organisation_id) = (p.agreement_id, p.organisation_id)
            AND own.purpose = 'other';
    GRANT SELECT ON benchmark_parties TO essaim_app;
"""

# The agreements take turns, and the parties of each: what the n-th transaction of a book leaves on an account is then known
# without reading those before. Identifiers follow time, as those of the product do.
ENTRY = """
    SELECT t, (t - 1) / $agreements + 1 AS number,
           (lpad(to_hex(1600000000000 + t), 12, '0') || '7000a' || left(md5(t::text), 15))::uuid AS id,
           '2020-01-01'::timestamptz + t * interval '10 seconds' AS at, b.*
    FROM generate_series($first, $last) t
    JOIN benchmark_parties b ON (b.agreement, b.party) = ((t - 1) % $agreements, (t - 1) / $agreements % $parties)
"""
TRANSACTIONS = f"""
    INSERT INTO ledger_transactions (id, agreement_id, number, occurred_on, recorded_at, kind, description, organisation_id,
        person_id)
    SELECT e.id, agreement_id, number, at::date, at, 'transfer', 'Mouvement ' || number, s.organisation_id, s.person_id
    FROM ({ENTRY}) e, (SELECT organisation_id, person_id FROM mandates) s
"""
POSTINGS = f"""
    INSERT INTO ledger_postings (agreement_id, id, transaction_id, source_id, destination_id, amount, source_balance,
        destination_balance) OVERRIDING SYSTEM VALUE
    SELECT agreement_id, 2 * t - 1 + second, e.id, party_id, CASE second WHEN 0 THEN common_id ELSE own_id END, $amount,
           -$amount * (2 * turn + 1 + second), $amount * (CASE second WHEN 0 THEN number ELSE turn + 1 END)
    FROM (SELECT *, (number - 1) / $parties AS turn FROM ({ENTRY}) one) e, generate_series(0, 1) second
"""
BALANCES = """
    UPDATE ledger_accounts a SET balance = moved.total FROM (
        SELECT account, sum(change)::bigint AS total FROM (
            SELECT source_id AS account, -amount AS change FROM ledger_postings
            UNION ALL SELECT destination_id, amount FROM ledger_postings) legs GROUP BY account) moved
        WHERE moved.account = a.id;
    UPDATE ledger_books b SET last_number = (SELECT count(*) FROM ledger_transactions t WHERE t.agreement_id = b.agreement_id);
    SELECT setval(pg_get_serial_sequence('ledger_postings', 'id'), (SELECT max(id) FROM ledger_postings));
"""
# What the trigger of each transaction would have recorded, one after the other: a chain is not made in bulk.
RECORD = """
    CREATE FUNCTION benchmark_record(book uuid) RETURNS void LANGUAGE plpgsql SET timezone = 'UTC' AS $$
    DECLARE head audit_heads; line record; salt uuid; made bytea;
    BEGIN
        SELECT * INTO head FROM audit_heads WHERE agreement_id = book;
        FOR line IN SELECT t.id::text AS id, t.recorded_at, t.organisation_id, t.person_id, to_jsonb(t)
                || jsonb_build_object('postings', (SELECT jsonb_agg(to_jsonb(p) - '{transaction_id,agreement_id}'::text[]
                                                   ORDER BY p.id) FROM ledger_postings p WHERE p.transaction_id = t.id)) AS content
            FROM ledger_transactions t WHERE t.agreement_id = book ORDER BY t.number
        LOOP
            salt := gen_random_uuid();
            made := audit_hash(head.hash, book, head.seq + 1, line.recorded_at, line.organisation_id, line.person_id,
                'ledger_transactions.insert', line.id, salt, line.content);
            INSERT INTO audit_records VALUES (book, head.seq + 1, line.recorded_at, line.organisation_id, line.person_id,
                'ledger_transactions.insert', line.id, line.content, salt, head.hash, made);
            head.seq := head.seq + 1;
            head.hash := made;
        END LOOP;
        UPDATE audit_heads SET seq = head.seq, hash = head.hash WHERE agreement_id = book;
    END $$;
"""
BATCH = 500_000


@dataclass(frozen=True)
class Place:
    """A party in its agreement, with the accounts a measured post moves."""

    agreement_id: UUID
    common_id: UUID
    party_id: UUID
    own_id: UUID


async def fill(dsn: str, postings: int) -> None:
    """Write so many postings, two a transaction, as a superuser; nothing when they are there already."""
    connection = await asyncpg.connect(dsn)
    if await connection.fetchval("SELECT to_regclass('benchmark_parties')") is None:
        print(f"Writing {postings:,} postings and their journal…", flush=True)
        await connection.execute(_with(WORLD, token=f"'\\x{hash_token(TOKEN).hex()}'"))
        await connection.execute("SET session_replication_role = replica")
        transactions = postings // 2
        for first in range(1, transactions + 1, BATCH):
            batch = {"first": first, "last": min(first + BATCH - 1, transactions)}
            await connection.execute(_with(TRANSACTIONS, **batch))
            await connection.execute(_with(POSTINGS, **batch))
        await connection.execute(BALANCES)
        await connection.execute(RECORD)
        books = [row["id"] for row in await connection.fetch("SELECT id FROM agreements")]
        await asyncio.gather(*(_record(dsn, books[half::2]) for half in range(2)))
        await connection.execute("DROP FUNCTION benchmark_record(uuid)")
        await connection.execute("VACUUM ANALYZE")
        await connection.execute("CHECKPOINT")
    await connection.close()


async def _record(dsn: str, books: list[UUID]) -> None:
    connection = await asyncpg.connect(dsn)
    await connection.execute("SET session_replication_role = replica")
    for book in books:
        await connection.execute("SELECT benchmark_record($1)", book)
    await connection.close()


async def places_of(connection: asyncpg.Connection) -> list[Place]:
    """The second party of each agreement."""
    rows = await connection.fetch(
        "SELECT agreement_id, common_id, party_id, own_id FROM benchmark_parties WHERE party = 1 ORDER BY agreement"
    )
    return [Place(*row) for row in rows]


def _with(sql: str, **values: object) -> str:
    for name, value in {"agreements": AGREEMENTS, "parties": PARTIES, "amount": AMOUNT, **values}.items():
        sql = sql.replace(f"${name}", str(value))
    return sql
