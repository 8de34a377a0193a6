"""Promises of the kit to every feature: policies, documented refusals, one effect per key, bounded bodies."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import psutil
import pytest
from fastapi import FastAPI
from notes import TABLE, notes

from essaim.identity.caller import router
from essaim.kit.errors import StaleVersion
from essaim.kit.etag import check_version, etag
from essaim.kit.policy import PUBLIC, SIGNED_IN, MissingPolicy, PolicyRoute, policy, policy_router
from essaim.settings import Settings
from make import Make, Member

PROBLEM = "application/problem+json"


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (verb, path, operation)
        for path, item in document["paths"].items()
        for verb, operation in item.items()
    ]


class TestPolicies:
    def test_an_endpoint_without_policy_stops_the_import(self) -> None:
        feature = router("notes")

        async def forgotten() -> None:
            """Says nothing of who may call it."""

        with pytest.raises(MissingPolicy, match="forgotten"):
            feature.get("/forgotten")(forgotten)

    def test_a_permission_that_no_role_has_stops_the_import(self) -> None:
        feature = router("notes")
        with pytest.raises(RuntimeError, match=r"notes\.burn"):

            @feature.get("/burn")
            @policy("notes.burn")
            async def burn() -> None:
                """Nobody could call it."""

    def test_a_router_that_enforces_nothing_serves_public_endpoints_only(self) -> None:
        feature = policy_router("notes", PolicyRoute)

        async def secret() -> None:
            """For those signed in."""

        with pytest.raises(MissingPolicy, match="No guard"):
            feature.get("/secret")(policy(SIGNED_IN)(secret))
        feature.get("/open")(policy(PUBLIC)(secret))

    def test_every_operation_states_its_policy(self, app: FastAPI) -> None:
        without = [path for _, path, operation in operations(app.openapi()) if "x-policy" not in operation]
        assert without == []


class TestContract:
    def test_refusals_are_documented_as_problem_documents(self, app: FastAPI) -> None:
        for verb, path, operation in operations(app.openapi()):
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert list(answer["content"]) == [PROBLEM], (verb, path, status)
            expected = {"422", "413", "503"}
            if operation["x-policy"] != PUBLIC:
                expected |= {"401", "403"}
            assert expected <= set(operation["responses"]), (verb, path)

    def test_every_code_of_the_guard_is_documented(self, app: FastAPI) -> None:
        document = app.openapi()
        operation = document["paths"]["/v1/identity/members/{mandate_id}"]["patch"]
        codes = _codes(document, operation["responses"]["403"])
        assert codes == {
            "not_allowed",
            "no_organisation",
            "missing_power",
            "foreign_origin",
            "more_than_own_rights",
        }

    def test_operations_are_named_after_their_feature_and_function(self, app: FastAPI) -> None:
        for _, path, operation in operations(app.openapi()):
            tag, _, function = operation["operationId"].partition(".")
            assert [tag] == operation["tags"]
            assert function.isidentifier()
            assert operation.get("description"), path


@pytest.fixture
async def writer(make: Make, app: FastAPI) -> Member:
    """Somebody who writes notes, in the application with one more feature."""
    for statement in TABLE.split(";"):
        if statement.strip():
            await make.rows(statement)
    app.include_router(notes)
    return await make.signed_in()


async def write(writer: Member, words: str, key: str | None, **more: Any) -> httpx.Response:
    headers = {"Idempotency-Key": key} if key is not None else {}
    answer: httpx.Response = await writer.post("/v1/notes", json={"words": words}, headers=headers, **more)
    return answer


class TestIdempotency:
    async def test_a_hundred_copies_at_once_have_one_effect_and_one_answer(
        self, make: Make, writer: Member
    ) -> None:
        answers = await asyncio.gather(*(write(writer, "happy", "once") for _ in range(100)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert sum("idempotency-hit" in answer.headers for answer in answers) == 99
        assert await make.count("notes") == 1

    async def test_without_key_each_request_has_its_effect(self, make: Make, writer: Member) -> None:
        for _ in range(2):
            assert (await write(writer, "happy", None)).status_code == 201
        assert await make.count("notes") == 2

    async def test_the_same_key_in_quotes_is_the_same_key(self, make: Make, writer: Member) -> None:
        await write(writer, "happy", "once")
        assert "idempotency-hit" in (await write(writer, "happy", '"once"')).headers

    async def test_another_payload_or_query_under_the_same_key_is_refused(
        self, make: Make, writer: Member
    ) -> None:
        await write(writer, "happy", "once")
        other = await write(writer, "cheerful", "once")
        query = await write(writer, "happy", "once", params={"dry_run": "true"})
        for refused in (other, query):
            assert (refused.status_code, refused.json()["code"]) == (422, "idempotency_mismatch")
        assert await make.count("notes") == 1

    async def test_a_refused_effect_leaves_no_record_so_that_a_retry_can_succeed(
        self, make: Make, writer: Member
    ) -> None:
        refused = await write(writer, "sad", "once")
        assert (refused.status_code, refused.json()["code"]) == (409, "too_sad")
        assert await make.count("idempotency_records") == 0
        assert await make.count("notes") == 0
        await write(writer, "happy", None)
        retried = await write(writer, "sad", "once")
        assert (retried.status_code, "idempotency-hit" in retried.headers) == (201, False)

    async def test_keys_of_different_people_do_not_meet(self, make: Make, writer: Member) -> None:
        other = await make.signed_in(writer.organisation)
        await write(writer, "happy", "once")
        assert "idempotency-hit" not in (await write(other, "cheerful", "once")).headers
        assert await make.count("notes") == 2

    @pytest.mark.parametrize("key", ["", '""', "with space", "x" * 256, "é"])
    async def test_odd_keys_are_refused(self, writer: Member, key: str) -> None:
        request = writer.client.build_request(
            "POST", "/v1/notes", json={"words": "happy"}, headers={"Idempotency-Key": key.encode()}
        )
        assert (await writer.client.send(request)).status_code == 422


class TestPages:
    async def test_every_row_is_seen_once_even_when_ranks_are_equal(self, make: Make, writer: Member) -> None:
        await make.rows(
            "INSERT INTO notes (words, rank) SELECT 'n' || n, n % 3 FROM generate_series(1, 23) n"
        )
        seen: list[str] = []
        cursor: str | None = None
        while True:
            page = (
                await writer.get("/v1/notes", params={"limit": 4, **({"cursor": cursor} if cursor else {})})
            ).json()
            seen += [item["words"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == 23

    @pytest.mark.parametrize("place", [2**31, 2**62, -(2**63) + 1])
    async def test_a_cursor_beyond_the_column_s_range_is_a_place_not_a_fault(
        self, make: Make, writer: Member, place: int
    ) -> None:
        await make.rows("INSERT INTO notes (words) VALUES ('only')")
        cursor = base64.urlsafe_b64encode(json.dumps([place, place]).encode()).rstrip(b"=").decode()
        page = await writer.get("/v1/notes", params={"cursor": cursor})
        assert page.status_code == 200
        assert len(page.json()["items"]) == (1 if place < 0 else 0)


class TestVersions:
    def test_only_the_current_version_may_be_changed(self) -> None:
        check_version(3, 3)
        with pytest.raises(StaleVersion) as refused:
            check_version(4, 3)
        assert refused.value.headers == {"ETag": etag(4)}


class TestBodyLimit:
    """1 MB by default: refused before the rest is read."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"body_limit_bytes": 100_000})

    async def test_a_declared_length_is_refused_before_a_byte_is_read(
        self, stranger: httpx.AsyncClient
    ) -> None:
        async def body() -> AsyncIterator[bytes]:
            raise AssertionError("the body was read")
            yield b""

        answer = await stranger.post(
            "/v1/identity/sessions",
            content=body(),
            headers={"Content-Length": "100001", "Content-Type": "application/json"},
        )
        assert (answer.status_code, answer.headers["content-type"]) == (413, PROBLEM)
        assert answer.json()["code"] == "body_too_large"

    async def test_a_body_without_length_is_cut_at_the_limit(self, stranger: httpx.AsyncClient) -> None:
        sent = 0

        async def body() -> AsyncIterator[bytes]:
            nonlocal sent
            while sent < 200_000_000:
                sent += 50_000
                yield b" " * 50_000

        before = psutil.Process().memory_info().rss
        answer = await stranger.post(
            "/v1/identity/sessions", content=body(), headers={"Content-Type": "application/json"}
        )
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
        assert sent <= 150_000
        assert psutil.Process().memory_info().rss - before < 20_000_000

    async def test_holds_where_nothing_reads_the_body(self, stranger: httpx.AsyncClient) -> None:
        for path in ("/v1/identity/me", "/v1/nowhere"):
            answer = await stranger.request("DELETE", path, content=b" " * 100_001)
            assert answer.headers["content-type"] == PROBLEM
            assert answer.status_code in (404, 405, 413)
            assert answer.json()["status"] == answer.status_code

    async def test_a_body_just_within_is_read(self, stranger: httpx.AsyncClient) -> None:
        body = b'{"email": "a@exemple.test", "password": "x"}'.ljust(100_000)
        answer = await stranger.post(
            "/v1/identity/sessions", content=body, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 401


def _codes(document: dict[str, Any], answer: dict[str, Any]) -> set[str]:
    schema = answer["content"][PROBLEM]["schema"]
    names = [each["$ref"].rpartition("/")[2] for each in schema.get("anyOf", [schema])]
    return {document["components"]["schemas"][name]["properties"]["code"]["const"] for name in names}
