"""How imports run: progress seen meanwhile, crashes survived, files refused, sizes bounded, walls kept."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from essaim.imports.service import claims, run
from essaim.imports.service.apply import apply
from essaim.imports.worker import ImportWorker
from essaim.kit.db import make_sessions
from essaim.settings import Settings
from imports.reading import sample
from imports.sending import imported, many_units, said, seen, send, unit, units
from make import Make


async def test_a_killed_import_goes_on_where_it_was_and_counts_nothing_twice(
    make: Make, app: FastAPI, owner_engine: AsyncEngine
) -> None:
    member = await make.signed_in()
    sessions = make_sessions(owner_engine)
    content = many_units(95) + b"\n" + unit("991000018", "CLE FAUSSE").encode()
    import_id = (await send(member, "sirene_units", content)).json()["id"]

    # A process reads two batches, then is killed: nothing tells of its end.
    first = await claims.claim_next(sessions)
    assert first is not None
    with run.stored_file() as stream:
        assert await run.fetch(sessions, first, stream)
        reading = run.Reading(first, stream, 20)
        for _ in range(2):
            step = reading.next_step()
            await apply(sessions, reading.claim, step.batch, step.place, None)
            reading.advance(step)
        halfway = await seen(member, import_id)
        assert (halfway.state, halfway.counts["created"], halfway.progress["lines_read"]) == (
            "running",
            40,
            41,
        )
        assert 0 < halfway.progress["percent"] < 100

        assert not await run.run_next(sessions)  # it may still live
        await make.rows("UPDATE imports SET heartbeat_at = now() - interval '31 seconds'")
        assert await run.run_next(sessions, batch_size=20)

        # The first process was only slow: it finds its place taken and writes nothing.
        step = reading.next_step()
        with pytest.raises(claims.ClaimLost):
            await apply(sessions, reading.claim, step.batch, step.place, None)

    done = await seen(member, import_id)
    assert (done.state, said(done)) == ("done", {"created": 95, "refused": 1})
    assert await make.count("organisations", "name LIKE 'ASSOCIATION INVENTEE %'") == 95
    assert await make.count("import_lines") == 96
    assert await make.count("import_files") == 0


async def test_an_import_that_keeps_killing_its_process_is_given_up(
    make: Make, owner_engine: AsyncEngine
) -> None:
    member = await make.signed_in()
    import_id = (await send(member, "sirene_units", many_units(3))).json()["id"]
    await make.rows(
        "UPDATE imports SET state = 'running', attempts = 5, heartbeat_at = now() - interval '1 hour'"
    )
    assert not await run.run_next(make_sessions(owner_engine))
    done = await seen(member, import_id)
    assert (done.state, done.failure["code"]) == ("failed", "given_up")


async def test_two_processes_share_the_imports_and_never_one_import(
    make: Make, owner_engine: AsyncEngine
) -> None:
    member = await make.signed_in()
    sent = [await send(member, "sirene_units", many_units(60)) for _ in range(2)]
    sessions = make_sessions(owner_engine)
    assert await asyncio.gather(*(run.run_next(sessions, batch_size=10) for _ in range(2))) == [True, True]
    done = [await seen(member, answer.json()["id"]) for answer in sent]
    assert [each.state for each in done] == ["done", "done"]
    assert sum(each.counts["created"] for each in done) == 60
    assert sum(each.counts["unchanged"] for each in done) == 60
    assert await make.count("organisations", "name LIKE 'ASSOCIATION INVENTEE %'") == 60


async def test_the_worker_reads_what_is_sent_and_hands_back_what_it_leaves(
    make: Make, app: FastAPI, owner_engine: AsyncEngine
) -> None:
    member = await make.signed_in()
    app.state.imports_worker = worker = ImportWorker(make_sessions(owner_engine))
    task = asyncio.create_task(worker.work())
    try:
        import_id = (await send(member, "sirene_units", many_units(5))).json()["id"]
        async with asyncio.timeout(20):
            while (await seen(member, import_id)).state != "done":
                continue
    finally:
        task.cancel()
    sessions = make_sessions(owner_engine)
    second = (await send(member, "sirene_units", many_units(5))).json()["id"]
    claim = await claims.claim_next(sessions)
    assert claim is not None
    await claims.hand_back(sessions, claim)
    assert (await seen(member, second)).state == "waiting"


@pytest.mark.parametrize(
    ("format_", "content", "code", "words"),
    [
        ("sirene_units", "siren;nom\n".encode("utf-16"), "utf16", "UTF-16"),
        ("sirene_units", b"PK\x03\x04 a workbook", "not_text", "CSV"),
        ("sirene_units", b"siren,denominationUniteLegale\n991000019,UNE\n", "missing_column", "categorie"),
        ("finess_json", '{"pmej": [{"é": 1}]}'.encode("latin-1"), "encoding", "UTF-8"),
        ("finess_csv", sample("rna-waldec.csv"), "not_finess", "FINESS"),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused_with_what_to_do(
    make: Make, app: FastAPI, format_: str, content: bytes, code: str, words: str
) -> None:
    done = await imported(app, await make.signed_in(), format_, content)
    assert (done.state, done.failure["code"], said(done)) == ("refused", code, {})
    assert words in done.failure["message"]


async def test_a_file_cut_short_says_that_what_came_before_is_stored(make: Make, app: FastAPI) -> None:
    member = await make.signed_in()
    whole = sample("finess-structures.json")
    done = await imported(app, member, "finess_json", whole[: whole.index(b"380000018")])
    assert (done.state, done.failure["code"]) == ("refused", "broken_json")
    assert "Les lignes lues avant sont enregistrées" in done.failure["message"]
    assert await make.count("organisations", "finess = '690000013'") == 1


class TestReceiving:
    async def test_refuses_what_is_too_large_before_reading_it(
        self, make: Make, app: FastAPI, settings: Settings
    ) -> None:
        member = await make.signed_in()
        app.state.settings = settings.model_copy(update={"import_limit_bytes": 2048})
        pulled = 0

        async def endless() -> AsyncIterator[bytes]:
            nonlocal pulled
            for _ in range(1000):
                pulled += 1
                yield b"x" * 1024

        declared = await send(member, "sirene_units", b"x" * 2049)
        assert declared.status_code == 413
        assert declared.headers["content-type"] == "application/problem+json"
        assert (declared.json()["code"], declared.json()["context"]) == (
            "body_too_large",
            {"limit_bytes": 2048},
        )
        chunked = await member.client.post(
            "/v1/imports?format=rna",
            content=endless(),
            headers={"Content-Type": "application/octet-stream"},
        )
        assert chunked.status_code == 413
        assert await make.count("imports") == 0
        accepted = await send(member, "sirene_units", b"x" * 2048)
        assert accepted.status_code == 202
        assert accepted.headers["Location"] == f"/v1/imports/{accepted.json()['id']}"

    async def test_takes_files_over_the_limit_of_other_bodies(self, make: Make, app: FastAPI) -> None:
        member = await make.signed_in()
        line = "\n" + unit("991000018", "CLE FAUSSE" + "E" * 400)
        content = units(unit("991000019", "UNE")) + line.encode() * 6000
        assert len(content) > 2_500_000
        done = await imported(app, member, "sirene_units", content)
        assert said(done) == {"created": 1, "refused": 6000}
        assert done.size == len(content)
        assert await make.count("import_lines", "outcome = 'refused'") == 1000

    async def test_refuses_forms_nothing_and_unknown_words(self, make: Make) -> None:
        member = await make.signed_in()
        form = await member.client.post("/v1/imports?format=rna", files={"file": b"x"})
        assert (form.status_code, form.json()["code"]) == (415, "file_expected")
        empty = await send(member, "rna", b"")
        assert (empty.status_code, empty.json()["code"]) == (422, "empty_file")
        assert (await send(member, "excel", b"x")).status_code == 422
        unknown = await member.client.post("/v1/imports?format=rna&write=1", content=b"x")
        assert unknown.status_code == 422

    async def test_bounds_what_waits(self, make: Make) -> None:
        member = await make.signed_in()
        for _ in range(5):
            assert (await send(member, "rna", b"x")).status_code == 202
        refused = await send(member, "rna", b"x")
        assert (refused.status_code, refused.json()["code"]) == (409, "too_many_imports")

    async def test_is_a_dry_run_unless_told_otherwise_and_keeps_only_the_name_of_the_file(
        self, make: Make
    ) -> None:
        member = await make.signed_in()
        answer = await member.client.post(
            "/v1/imports", params={"format": "rna", "file_name": "C:\\Bureau\\rna.csv"}, content=b"x"
        )
        assert (answer.json()["dry_run"], answer.json()["file_name"]) == (True, "rna.csv")


class TestWalls:
    async def test_others_see_nothing_and_readers_may_not(
        self, make: Make, app: FastAPI, stranger: httpx.AsyncClient
    ) -> None:
        member = await make.signed_in()
        done = await imported(app, member, "sirene_units", units(unit("991000019", "UNE")), dry_run=True)
        listed = (await member.get("/v1/imports")).json()
        assert [each["id"] for each in listed["items"]] == [done.id]

        other = await make.signed_in()
        assert (await other.get("/v1/imports")).json()["items"] == []
        for path in (f"/v1/imports/{done.id}", f"/v1/imports/{done.id}/lines"):
            assert (await other.get(path)).status_code == 404
            assert (await stranger.get(path)).status_code == 401
        reader = await make.signed_in(member.organisation, role="reader")
        assert (await reader.get("/v1/imports")).status_code == 403
        assert (await send(reader, "rna", b"x")).status_code == 403

    async def test_the_database_shows_the_application_no_foreign_row(self, make: Make, app: FastAPI) -> None:
        member = await make.signed_in()
        await imported(app, member, "sirene_units", units(unit("991000019", "UNE")), dry_run=True)
        await send(member, "rna", b"x")
        other = await make.signed_in()
        tables = ("imports", "import_lines", "import_files")
        sessions: async_sessionmaker[AsyncSession] = app.state.sessions
        for organisation, expected in ((other.organisation, [0, 0, 0]), (member.organisation, [2, 1, 1])):
            async with sessions() as session, session.begin():
                await session.execute(
                    select(func.set_config("essaim.organisation", str(organisation.id), True))
                )
                found = [await session.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables]
            assert found == expected


async def test_twenty_thousand_lines_in_bounded_memory(make: Make, app: FastAPI) -> None:
    member = await make.signed_in()
    content = many_units(20_000)
    sent = await send(member, "sirene_units", content)
    tracemalloc.start()
    try:
        assert await app.state.imports_worker.run_next()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    done = await seen(member, sent.json()["id"])
    assert (done.state, said(done)) == ("done", {"created": 20_000})
    assert done.progress == {"percent": 100, "lines_read": 20_001, "lines_total": 20_001}
    assert peak < 24_000_000, f"{peak:,} bytes"
    assert await make.count("import_lines") == 1000
