"""Every refusal is a problem document: right media type, right language, never a 5xx for what a client sends."""

import base64
import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from make import Make, Member

SESSIONS = "/v1/identity/sessions"
JSON = {"Content-Type": "application/json"}
MEMBERS = {"code", "context", "detail", "errors", "instance", "request_id", "status", "title", "type"}


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem document of an answer, after checking its form."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    body: dict[str, Any] = answer.json()
    assert set(body) == MEMBERS
    assert (body["status"], body["code"]) == (status, code)
    assert body["request_id"] == answer.headers["x-request-id"]
    return body


class TestForm:
    async def test_speaks_french_unless_english_is_asked(self, stranger: httpx.AsyncClient) -> None:
        french = problem(await stranger.get("/v1/identity/me"), 401, "not_signed_in")
        english = problem(
            await stranger.get("/v1/identity/me", headers={"Accept-Language": "en-GB,en;q=0.9,fr;q=0.5"}),
            401,
            "not_signed_in",
        )
        assert french["title"] == "Connexion requise"
        assert english["title"] == "Sign in first"

    async def test_names_each_field_and_what_to_do(self, stranger: httpx.AsyncClient) -> None:
        answer = await stranger.post(SESSIONS, json={"email": "x", "carrier": "pigeon", "extra": 1})
        errors = {error["pointer"]: error for error in problem(answer, 422, "invalid_request")["errors"]}
        assert errors["/password"]["message"] == "Ce champ est requis."
        assert errors["/carrier"]["message"] == "Valeurs possibles : 'cookie' ou 'bearer'."
        assert errors["/extra"]["code"] == "extra_forbidden"
        assert errors["/email"]["code"] == "email"

    async def test_an_unknown_address_is_a_problem(self, stranger: httpx.AsyncClient) -> None:
        problem(await stranger.get("/v1/nowhere"), 404, "not_found")

    async def test_an_unknown_parameter_is_refused(self, make: Make) -> None:
        member = await make.signed_in()
        answer = await member.get("/v1/identity/members?colour=red")
        assert problem(answer, 422, "invalid_request")["errors"][0]["pointer"] == "query/colour"

    @pytest.mark.parametrize(
        ("path", "allowed"),
        [
            ("/v1/identity/me", "GET, PATCH"),
            ("/v1/identity/sessions", "GET, POST, DELETE"),
            ("/v1/identity/sessions/current", "DELETE"),
            ("/v1/identity/members/018f0000-0000-7000-8000-000000000000", "PATCH, DELETE"),
        ],
    )
    @pytest.mark.parametrize("method", ["TRACE", "PUT", "OPTIONS"])
    async def test_a_method_refused_names_every_method_allowed(
        self, stranger: httpx.AsyncClient, path: str, allowed: str, method: str
    ) -> None:
        answer = await stranger.request(method, path)
        problem(answer, 405, "method_not_allowed")
        assert answer.headers["allow"] == allowed

    @pytest.mark.parametrize(
        "media_type", ["text/plain", "application/x-www-form-urlencoded", "text/json", ""]
    )
    async def test_a_body_that_is_not_json_is_refused(
        self, stranger: httpx.AsyncClient, media_type: str
    ) -> None:
        headers = {"Content-Type": media_type} if media_type else {}
        answer = await stranger.post(
            SESSIONS, content=b'{"email": "a@b.fr", "password": "x"}', headers=headers
        )
        problem(answer, 415, "media_type_refused")


HOSTILE_BODIES = {
    "nul": rb'{"email": "a@exemple.test", "password": "x\u0000y"}',
    "nul in the address": rb'{"email": "a\u0000@exemple.test", "password": "x"}',
    "lone surrogate": rb'{"email": "a@exemple.test", "password": "\ud800"}',
    "lone surrogate as a name": rb'{"\ud800": 1, "a/b~c": 2}',
    "1e400": b'{"email": 1e400, "password": 1e400}',
    "NaN": b'{"email": NaN, "password": -Infinity}',
    "huge integer": b'{"email": ' + b"9" * 5000 + b"}",
    "1,000 deep": b'{"email": ' + b"[" * 1000 + b"]" * 1000 + b"}",
    "100,000 deep": b'{"email": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "100,000 deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "invalid UTF-8": b'{"email": "\xff\xfe", "password": "\xc3\x28"}',
    "latin-1": '{"email": "é@exemple.test", "password": "é"}'.encode("latin-1"),
    "not an object": b"[1, 2]",
    "text": b'"text"',
    "null": b"null",
    "empty": b"",
    "unfinished": b'{"email": ',
    "repeated": b'{"email": 1, "email": 2}',
}


class TestHostileBodies:
    @pytest.mark.parametrize("body", HOSTILE_BODIES.values(), ids=HOSTILE_BODIES.keys())
    async def test_are_refused_with_a_reason(self, stranger: httpx.AsyncClient, body: bytes) -> None:
        answer = await stranger.post(SESSIONS, content=body, headers=JSON)
        assert 400 <= answer.status_code < 500
        assert answer.headers["content-type"] == "application/problem+json"
        assert json.loads(answer.content)["code"] in ("invalid_request", "wrong_credentials")

    async def test_another_charset_is_read_or_refused(self, stranger: httpx.AsyncClient) -> None:
        body = '{"email": "é@exemple.test", "password": "é"}'
        for charset in ("latin-1", "utf-16", "utf-7", "nonsense"):
            content = body.encode(charset if charset != "nonsense" else "utf-8")
            answer = await stranger.post(
                SESSIONS, content=content, headers={"Content-Type": f"application/json; charset={charset}"}
            )
            assert 400 <= answer.status_code < 500

    @pytest.mark.parametrize("field", ["name", "language"])
    @pytest.mark.parametrize("value", [r"\u0000", r"\ud83d", r"a\u0007", "1e400"])
    async def test_hold_for_what_is_stored(self, make: Make, field: str, value: str) -> None:
        member = await make.signed_in()
        body = f'{{"{field}": "{value}"}}' if value != "1e400" else f'{{"{field}": 1e400}}'
        answer = await member.client.patch("/v1/identity/me", content=body.encode(), headers=JSON)
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        "path",
        [
            "/v1/identity/members/%00",
            "/v1/identity/members/%ff%fe",
            "/v1/identity/members/" + "9" * 3000,
            "/v1/identity/members?cursor=%00",
            "/v1/identity/members?limit=99999999999999999999999",
            "/v1/identity/members?limit=1e400",
        ],
    )
    async def test_hold_for_addresses(self, make: Make, path: str) -> None:
        member = await make.signed_in()
        assert 400 <= (await member.get(path)).status_code < 500


class TestCursors:
    @pytest.mark.parametrize(
        "key",
        [
            [],
            [1],
            ["a"],
            ["a", "b"],
            ["2026-01-01T00:00:00", "018f0000-0000-7000-8000-000000000000"],
            ["0001-01-01T00:00:00+23:00", "018f0000-0000-7000-8000-000000000000"],
            ["9999-12-31T23:59:59-23:00", "018f0000-0000-7000-8000-000000000000"],
            ["2026-01-01T00:00:00Z", 10**30],
            ["2026-01-01T00:00:00Z", None],
            [float("inf"), float("nan")],
            ["\ud800", "\x00"],
            [[[[]]], {}],
            {"a": 1},
            10**400,
        ],
        ids=repr,
    )
    async def test_that_we_did_not_write_are_refused(self, make: Make, key: Any) -> None:
        member = await make.signed_in()
        for path in ("/v1/identity/sessions", "/v1/identity/members"):
            answer = await member.get(path, params={"cursor": _cursor(json.dumps(key).encode())})
            assert answer.status_code in (200, 422), "a well-formed key of the other list is a place in it"
            if answer.status_code == 422:
                problem(answer, 422, "invalid_cursor")

    async def test_of_random_bytes_are_refused(self, make: Make) -> None:
        member = await make.signed_in()

        @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(
            st.one_of(
                st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
                st.binary(max_size=80).map(_cursor),
                st.recursive(
                    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
                    lambda inner: st.lists(inner, max_size=3),
                ).map(lambda value: _cursor(json.dumps(value).encode())),
                st.lists(st.text() | st.integers(), min_size=2, max_size=2).map(
                    lambda value: _cursor(json.dumps(value).encode())
                ),
            )
        )
        def collect(cursor: str) -> None:
            cursors.append(cursor)

        cursors: list[str] = []
        collect()
        for cursor in cursors:
            answer = await member.get("/v1/identity/sessions", params={"cursor": cursor})
            assert answer.status_code == 422 or cursor == "", cursor


class TestIdentityOfTheRequest:
    async def test_a_number_is_given_or_kept(self, stranger: httpx.AsyncClient) -> None:
        kept = await stranger.get("/v1/identity/me", headers={"X-Request-Id": "trace-2026-0001"})
        assert kept.headers["x-request-id"] == "trace-2026-0001"
        for odd in ("short", "x" * 65, "with space 1", "<script>alert(1)</script>", ""):
            made = await stranger.get("/v1/identity/me", headers={"X-Request-Id": odd})
            assert made.headers["x-request-id"] != odd
            assert len(made.headers["x-request-id"]) == 32

    @pytest.mark.parametrize("path", ["/v1/identity/me", "/v1/nowhere", "/v1/openapi.json", "/healthz"])
    async def test_security_headers_are_on_every_answer(self, stranger: httpx.AsyncClient, path: str) -> None:
        headers = (await stranger.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        if path.startswith("/v1/"):
            assert headers["cache-control"] == "no-store"
            assert "Accept-Language" in headers["vary"]


class TestUnexpected:
    async def test_a_fault_of_ours_is_a_problem_with_number_and_headers(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        member = await make.signed_in()
        await make.rows("ALTER TABLE persons RENAME COLUMN theme TO colour")
        with capture_logs() as lines:
            answer = await member.get("/v1/identity/me")
        body = problem(answer, 500, "unexpected")
        assert "theme" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"
        (line,) = [line for line in lines if line["event"] == "unexpected error"]
        assert line["request_id"] == body["request_id"]
        assert line["sqlstate"] == "42703"


class TestLogs:
    async def test_hold_no_secret_and_no_body(self, make: Make) -> None:
        director: Member = await make.signed_in()
        secret, email = "very secret words 26", "secrete@exemple.test"
        with capture_logs() as lines:
            await make.client().post(SESSIONS, json={"email": email, "password": secret})
            sent = await director.post("/v1/identity/invitations", json={"email": email, "role": "staff"})
            token = sent.json()["link"].partition("=")[2]
            accepted = await make.client().post(
                "/v1/identity/invitations/accept",
                json={"token": token, "password": secret, "name": "Dominique Secrète"},
            )
            await make.client().get(f"/v1/nowhere/{token}?token={token}")
            # A fault of ours whose message would repeat a value.
            await make.rows("ALTER TABLE persons ADD CONSTRAINT odd CHECK (name <> 'Dominique Autre')")
            cookie = accepted.headers["set-cookie"].partition(";")[0]
            failed = await make.client(None, Cookie=cookie).patch(
                "/v1/identity/me", json={"name": "Dominique Autre"}
            )
        assert failed.status_code == 500
        written = json.dumps(lines, default=str, ensure_ascii=False)
        assert len([line for line in lines if line["event"] == "request"]) == 5
        hidden = (
            secret,
            email,
            token,
            director.token,
            cookie.partition("=")[2],
            "Secrète",
            "Dominique Autre",
        )
        for value in hidden:
            assert value not in written
        assert "argon2" not in written

    async def test_name_the_route_and_not_the_address(self, make: Make) -> None:
        member = await make.signed_in()
        with capture_logs() as lines:
            await member.delete(f"{SESSIONS}/018f0000-0000-7000-8000-000000000000")
        (line,) = [line for line in lines if line["event"] == "request"]
        assert (line["method"], line["status"]) == ("DELETE", 404)
        assert line["route"] == "/v1/identity/sessions/{session_id}"
        assert line["ms"] > 0


def _cursor(packed: bytes) -> str:
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()
