"""Every journalled row compared with its last record, for the operator. Reads as the owner, in one snapshot, in UTC."""

from collections.abc import AsyncIterator
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from essaim.audit.queries.chains import Count, Finding

# What is journalled is what the triggers say, and what the journal says in case a trigger was taken away.
# Bytes are left out: a document is compared by its hash.
_JOURNALLED = text("""
    SELECT c.relname AS name,
           (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_index i
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
            WHERE i.indrelid = c.oid AND i.indisprimary) AS keys,
           (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid <> 'bytea'::regtype) AS columns
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'ledger_transactions'
      AND (EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                   WHERE t.tgrelid = c.oid AND p.proname = 'audit_row')
           OR c.relname IN (SELECT DISTINCT split_part(action, '.', 1) FROM audit_records))
    ORDER BY c.relname
""")
_TRANSACTIONS = """
    SELECT to_jsonb(t) || jsonb_build_object('postings', (
        SELECT jsonb_agg(to_jsonb(p) - '{transaction_id,agreement_id}'::text[] ORDER BY p.id)
        FROM ledger_postings p WHERE p.transaction_id = t.id)) AS content
    FROM ledger_transactions t
"""
_COMPARE = """
    WITH last AS (
        SELECT DISTINCT ON (agreement_id, {key}) agreement_id, seq, action LIKE '%.delete' AS removed, content, {key} AS key
        FROM audit_records
        WHERE action IN ('{table}.insert', '{table}.update', '{table}.delete', '{table}.carried_over') {of_one}
        ORDER BY agreement_id, {key}, seq DESC
    ), stored AS MATERIALIZED ({live}), live AS (
        SELECT content, {key} AS key, (content ->> '{agreement}')::uuid AS agreement_id FROM stored {live_of_one}
    ), compared AS (
        SELECT coalesce(last.agreement_id, live.agreement_id) AS agreement_id, coalesce(last.key, live.key) AS key,
               last.seq, last.removed, live.key IS NOT NULL AS present,
               (SELECT string_agg(field.key, ', ' ORDER BY field.key) FROM jsonb_each(last.content) AS field
                WHERE live.content ? field.key AND live.content -> field.key IS DISTINCT FROM field.value) AS changed
        FROM last FULL JOIN live ON last.key = live.key AND last.agreement_id = live.agreement_id
    )
    SELECT agreement_id, key, seq, removed, present, changed FROM compared
    WHERE seq IS NULL OR present = removed OR (present AND changed IS NOT NULL)
    ORDER BY agreement_id, key
"""
_ORPHANS = text("""
    SELECT agreement_id, id FROM ledger_postings p
    WHERE NOT EXISTS (SELECT FROM ledger_transactions t WHERE t.id = p.transaction_id)
""")
_DOCUMENTS = text("""
    SELECT agreement_id, id FROM agreement_documents WHERE sha256 <> encode(sha256(content), 'hex')
""")


class Journalled(NamedTuple):
    """A table whose rows are recorded as they are written; `live` selects them as they were recorded."""

    name: str
    keys: list[str]
    live: str


async def journalled_tables(connection: AsyncConnection) -> list[Journalled]:
    tables = [
        Journalled(
            row.name,
            row.keys,
            f"SELECT to_jsonb(r) AS content FROM (SELECT {', '.join(row.columns)} FROM {row.name}) AS r",  # noqa: S608 - catalogue
        )
        for row in await connection.execute(_JOURNALLED)
    ]
    return [*tables, Journalled("ledger_transactions", ["id"], _TRANSACTIONS)]


async def changed_rows(
    connection: AsyncConnection, count: Count, agreement_id: UUID | None = None
) -> AsyncIterator[Finding]:
    """Rows changed, removed or added behind the journal's back."""
    for table in await journalled_tables(connection):
        count.rows += await connection.scalar(text(f"SELECT count(*) FROM {table.name}")) or 0  # noqa: S608 - catalogue
        for row in await connection.execute(
            text(_comparison(table, agreement_id)), {"agreement": agreement_id}
        ):
            yield Finding(
                row.agreement_id, f"{table.name} {row.key}", _trouble(row.seq, row.present, row.changed)
            )
    for row in await connection.execute(_ORPHANS):
        if agreement_id in (None, row.agreement_id):
            yield Finding(row.agreement_id, f"ledger_postings {row.id}", "It belongs to no transaction.")
    for row in await connection.execute(_DOCUMENTS):
        if agreement_id in (None, row.agreement_id):
            yield Finding(
                row.agreement_id, f"agreement_documents {row.id}", "Its content is not what its hash says."
            )


def _comparison(table: Journalled, agreement_id: UUID | None) -> str:
    of_agreement = "id" if table.name == "agreements" else "agreement_id"
    return _COMPARE.format(
        table=table.name,
        key="concat_ws(' ', " + ", ".join(f"content ->> '{name}'" for name in table.keys) + ")",
        live=table.live,
        agreement=of_agreement,
        of_one="AND agreement_id = :agreement" if agreement_id else "",
        live_of_one=f"WHERE content ->> '{of_agreement}' = CAST(CAST(:agreement AS uuid) AS text)"
        if agreement_id
        else "",
    )


def _trouble(seq: int | None, present: bool, changed: str | None) -> str:
    if seq is None:
        return "It is in no record."
    if not present:
        return f"It is missing; record {seq} has it."
    if changed is None:
        return f"It is there, though record {seq} removed it."
    return f"It differs from record {seq}: {changed}."
