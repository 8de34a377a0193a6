"""`essaim audit verify`: whatever a superuser alters, removes, adds or reorders behind the guards is found and named."""

import itertools
import re
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from checking.society import Society
from conftest import Database, clone, drop
from essaim.audit import words
from essaim.audit.service import Verification, verify
from essaim.checking.journal import JOURNALLED

_copies = itertools.count(1)
SEQ = "(SELECT seq FROM audit_records WHERE subject_id = '{gift}')"
# What is done, and what must be said of it.
TAMPERINGS = {
    "a record altered": (
        f"UPDATE audit_records SET content = content || '{{{{\"amount\": 1}}}}' WHERE seq = {SEQ}",
        r"record \d+: Record \d+ was altered",
    ),
    "its author changed": (
        "UPDATE audit_records SET organisation_id = '{B}' WHERE seq = 5",
        "Record 5 was altered",
    ),
    "its instant changed": (
        "UPDATE audit_records SET recorded_at = recorded_at + interval '1 microsecond' WHERE seq = 5",
        "Record 5 was altered",
    ),
    "a record altered with its hash": (
        """UPDATE audit_records SET content = '{{}}', hash = audit_hash(previous, agreement_id, seq, recorded_at,
           organisation_id, person_id, action, subject_id, salt, '{{}}') WHERE seq = 5""",
        "Record 6 does not follow the one before it",
    ),
    "a record removed": ("DELETE FROM audit_records WHERE seq = 7", "Records 7 to 7 are missing"),
    "the first records removed": ("DELETE FROM audit_records WHERE seq < 4", "Records 1 to 3 are missing"),
    "the last records removed": (
        "DELETE FROM audit_records WHERE seq > (SELECT max(seq) - 2 FROM audit_records)",
        r"Records \d+ to \d+ are missing",
    ),
    "the last record removed with the head": (
        """DELETE FROM audit_records WHERE seq = (SELECT max(seq) FROM audit_records);
           UPDATE audit_heads h SET seq = r.seq, hash = r.hash FROM audit_records r
           WHERE r.seq = (SELECT max(seq) FROM audit_records)""",
        r"exit_instalments .*: It is in no record",
    ),
    "two records exchanged": (
        """UPDATE audit_records SET seq = seq + 1000 WHERE seq IN (5, 6);
           UPDATE audit_records SET seq = CASE seq WHEN 1005 THEN 6 ELSE 5 END WHERE seq > 1000""",
        "Record 5 is out of its place",
    ),
    "the head changed": ("UPDATE audit_heads SET hash = '\\x00'", "The head of the chain does not match"),
    "the whole journal removed": (
        "DELETE FROM audit_records; DELETE FROM audit_heads",
        "The whole journal is missing",
    ),
    "a transaction altered": (
        "UPDATE ledger_transactions SET description = 'Autre' WHERE id = '{gift}'",
        r"ledger_transactions {gift}: It differs from record \d+: description",
    ),
    "a posting altered": (
        "UPDATE ledger_postings SET amount = 1 WHERE transaction_id = '{gift}'",
        r"ledger_transactions {gift}: It differs from record \d+: postings",
    ),
    "a posting removed": (
        "DELETE FROM ledger_postings WHERE transaction_id = '{gift}'",
        r"ledger_transactions {gift}: It differs from record \d+: postings",
    ),
    "a transaction removed": (
        "DELETE FROM ledger_transactions WHERE id = '{gift}'",
        r"ledger_transactions {gift}: It is missing; record \d+ has it",
    ),
    "a transaction added": (
        """INSERT INTO ledger_transactions (agreement_id, number, occurred_on, kind, description, organisation_id, person_id)
           VALUES ('{pool}', 99, '2027-01-01', 'charge', 'Fausse', '{A}', '{person A}')""",
        "ledger_transactions .*: It is in no record",
    ),
    "a posting of no transaction": (
        """INSERT INTO ledger_postings (agreement_id, transaction_id, source_id, destination_id, amount, source_balance,
           destination_balance) VALUES ('{pool}', gen_random_uuid(), '{world}', '{common}', 1, 0, 0)""",
        "ledger_postings .*: It belongs to no transaction",
    ),
    "a ballot changed": (
        "UPDATE ballots SET choice = 'no' WHERE organisation_id = '{B}' AND decision_id = '{named}'",
        r"ballots {named} {B}: It differs from record \d+: choice",
    ),
    "a ballot removed": (
        "DELETE FROM ballots WHERE organisation_id = '{B}' AND decision_id = '{named}'",
        r"ballots {named} {B}: It is missing",
    ),
    "a ballot added": (
        """INSERT INTO ballots (decision_id, organisation_id, agreement_id, choice, cast_by, person_id, mandate_id)
           VALUES ('{secret}', '{pool}', '{pool}', NULL, '{A}', '{person A}', '{mandate A}')""",
        "ballots {secret} {pool}: It is in no record",
    ),
    "an electorate changed": (
        "UPDATE decision_voters SET votes = 2 WHERE organisation_id = '{B}' AND decision_id = '{named}'",
        r"decision_voters {named} {B}: It differs from record \d+: votes",
    ),
    "a decision reopened": (
        "UPDATE decisions SET state = 'open', outcome = NULL, result = NULL WHERE id = '{named}'",
        r"decisions {named}: It differs from record \d+: outcome, result, state",
    ),
    "adopted rules changed": (
        "UPDATE agreement_rules SET content = '{{\"voting\": {{}}}}' WHERE id = '{voted rules}'",
        r"agreement_rules {voted rules}: It differs from record \d+: content",
    ),
    "a signed document renamed": (
        "UPDATE agreement_documents SET signed_on = '2020-01-01'",
        r"agreement_documents {document}: It differs from record \d+: signed_on",
    ),
    "a signed document rewritten": (
        """ALTER TABLE agreement_documents DROP CONSTRAINT agreement_documents_content_check;
           UPDATE agreement_documents SET content = 'Konvention'""",
        "agreement_documents {document}: Its content is not what its hash says",
    ),
    "a signed document removed": (
        "DELETE FROM agreement_documents",
        r"agreement_documents {document}: It is missing",
    ),
    "an approval added": (
        """INSERT INTO fund_approvals (payment_id, organisation_id, agreement_id, person_id)
           VALUES ('{payment}', '{A}', '{pool}', '{person A}')""",
        "fund_approvals {payment} {A}: It is in no record",
    ),
    "a party brought back": (
        "UPDATE parties SET state = 'accepted', left_on = NULL WHERE id = '{party D}'",
        r"parties {party D}: It differs from record \d+: left_on, state",
    ),
    "a row changed once its trigger was dropped": (
        "DROP TRIGGER commitments_audit ON commitments; UPDATE commitments SET quantity = 1",
        r"commitments {commitment}: It differs from record \d+: quantity",
    ),
}


@pytest.fixture(scope="module")
async def original(server, template) -> AsyncIterator[tuple[Database, Society]]:
    """A society whose database is copied for each tampering."""
    mine = await clone(server, template)
    engine = create_async_engine(mine.owner_url, poolclass=NullPool)
    yield mine, await Society(engine).build()
    await drop(server, mine)


@pytest.fixture
async def copy(server, original) -> AsyncIterator[AsyncEngine]:
    database, _ = original
    name = f"{database.name}_{next(_copies)}"
    superuser = await asyncpg.connect(server.dsn())
    await superuser.execute(
        f"CREATE DATABASE {name} TEMPLATE {database.name} STRATEGY file_copy OWNER essaim_owner"
    )
    yield create_async_engine(make_url(database.owner_url).set(database=name), poolclass=NullPool)
    await superuser.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await superuser.close()


async def tamper(server, engine: AsyncEngine, sql: str) -> None:
    superuser = await asyncpg.connect(server.dsn(engine.url.database))
    await superuser.execute(f"SET session_replication_role = replica; {sql}")
    await superuser.close()


def said(result: Verification) -> str:
    assert result.found == len(result.findings)
    return "\n".join(map(str, result.findings))


async def test_an_honest_journal_is_intact_and_records_every_table(copy, original) -> None:
    _, society = original

    result = await verify(copy)

    assert said(result) == ""
    assert result.count.agreements == 1
    assert result.count.records > 60
    async with copy.connect() as connection:
        tables = await connection.scalars(
            text("SELECT DISTINCT split_part(action, '.', 1) FROM audit_records")
        )
        assert set(tables) == set(JOURNALLED) - {"fund_calls", "ledger_readings"}
    assert (await verify(copy, society.ids["pool"])).count.records == result.count.records


@pytest.mark.parametrize("what", TAMPERINGS)
async def test_what_was_tampered_with_is_found(server, copy, original, what: str) -> None:
    _, society = original
    sql, expected = TAMPERINGS[what]
    await tamper(server, copy, sql.format_map(society.ids))

    report = said(await verify(copy))

    pattern = re.sub(r"\{(.+?)\}", lambda named: str(society.ids[named[1]]), expected)
    assert re.search(pattern, report), report
    assert said(await verify(copy, society.ids["pool"])) == report


async def test_a_chain_rewritten_as_a_whole_is_found_by_who_kept_a_head(server, copy, original) -> None:
    _, society = original
    pool = society.ids["pool"]
    async with copy.connect() as connection:
        kept = (await connection.execute(text("SELECT seq, hash FROM audit_heads"))).one()
    # A patient superuser: the row, its record, and every hash after it.
    await tamper(
        server,
        copy,
        f"""
        UPDATE commitments SET quantity = 1;
        UPDATE audit_records SET content = content || '{{"quantity": 1}}' WHERE action = 'commitments.insert';
        DO $$
        DECLARE r audit_records; before bytea := sha256(convert_to('{pool}', 'UTF8'));
        BEGIN
            FOR r IN SELECT * FROM audit_records ORDER BY seq LOOP
                UPDATE audit_records SET previous = before, hash = audit_hash(before, r.agreement_id, r.seq, r.recorded_at,
                    r.organisation_id, r.person_id, r.action, r.subject_id, r.salt, r.content)
                WHERE seq = r.seq RETURNING hash INTO before;
            END LOOP;
            UPDATE audit_heads SET hash = before;
        END $$;
        """,
    )

    assert said(await verify(copy, pool)) == ""
    assert "Its hash is not the one that was kept" in said(await verify(copy, pool, (kept.seq, kept.hash)))


async def test_only_the_first_hundred_findings_are_kept_and_all_are_counted(server, copy) -> None:
    await tamper(server, copy, "UPDATE audit_records SET salt = gen_random_uuid()")

    result = await verify(copy)

    assert result.found > 60
    assert len(result.findings) == min(result.found, 100)


async def test_the_application_cannot_write_the_journal(database) -> None:
    engine = create_async_engine(database.app_url, poolclass=NullPool)
    for sql in (
        "UPDATE audit_records SET content = '{}'",
        "DELETE FROM audit_records",
        "TRUNCATE audit_records",
        "UPDATE audit_heads SET seq = 1",
        "SELECT audit_append(gen_random_uuid(), 'a.insert', 'x', '{}')",
    ):
        async with engine.connect() as connection:
            with pytest.raises(Exception, match="permission denied"):
                await connection.exec_driver_sql(sql)


async def test_every_recorded_table_has_words() -> None:
    assert set(JOURNALLED) == set(words.SUBJECTS)
    for table in JOURNALLED:
        for verb in ("insert", "update", "delete", "carried_over"):
            for language in ("fr", "en"):
                assert words.in_words(f"{table}.{verb}", language) != f"{table}.{verb}"
    assert words.in_words("unknown.insert", "fr") == "unknown.insert"


class TestSecretBallots:
    VOLATILE = ("id", "decision_id", "subject_id", "number", "cast_at", "given_at", "created_at", "opens_at",
                "closes_at", "opened_at", "convened_at")  # fmt: skip

    async def test_the_journal_is_the_same_whatever_was_chosen(self, server, database, owner_engine) -> None:
        society = await Society(owner_engine).build()
        await society.decide("one", 3, "secret", "opinion", choices=("yes", "no", "no", "abstain"))
        await society.decide("other", 4, "secret", "opinion", choices=("no", "yes", "abstain", "no"))

        assert await self.voted(owner_engine, society, "one") == await self.voted(
            owner_engine, society, "other"
        )

    async def voted(self, engine: AsyncEngine, society: Society, name: str) -> list[tuple[object, ...]]:
        """What the journal holds of a decision until it closes, less what names or dates it."""
        async with engine.connect() as connection:
            rows = await connection.execute(
                text(
                    "SELECT action, organisation_id, person_id, content - CAST(:volatile AS text[]) AS content"
                    " FROM audit_records WHERE CAST(:decision AS text) IN (subject_id, content ->> 'decision_id')"
                    " AND coalesce(content ->> 'state', '') <> 'closed' ORDER BY seq"
                ),
                {"volatile": list(self.VOLATILE), "decision": str(society.ids[name])},
            )
            found = [tuple(row) for row in rows]
        assert [row[0] for row in found].count("ballots.insert") == 4
        return found

    async def test_no_tally_is_written_down_while_the_vote_is_open(self, copy) -> None:
        """A record after each ballot would tell the choice by the difference."""
        async with copy.connect() as connection:
            told = await connection.scalar(
                text("SELECT count(*) FROM audit_records WHERE action LIKE 'decision_tallies.%'")
            )
        assert told == 0
