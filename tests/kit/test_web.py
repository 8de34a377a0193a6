"""The built screen: what is served, to whom, in which encoding, and what never is."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from essaim.kit.web import CONTENT_SECURITY_POLICY, Screen

INDEX = b"<!doctype html><title>Essaim</title><script src=/assets/app-1.js></script>" + b" " * 400
SCRIPT = b"console.log('essaim')" * 60


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """A build such as Vite leaves it, with its compressed twins and files that must stay private."""
    web = tmp_path / "web"
    (web / "assets").mkdir(parents=True)
    (web / ".vite").mkdir()
    (web / "index.html").write_bytes(INDEX)
    (web / "theme.js").write_bytes(b"document.documentElement.dataset.theme = 'dark'")
    (web / "assets" / "app-1.js").write_bytes(SCRIPT)
    (web / "assets" / "app-1.js.gz").write_bytes(gzip.compress(SCRIPT))
    (web / "assets" / "app-1.js.br").write_bytes(b"smallest of all")
    (web / "assets" / "app-1.js.zst").write_bytes(b"a little bigger than the smallest")
    (web / ".vite" / "manifest.json").write_bytes(b"{}")
    (web / ".env").write_bytes(b"SECRET=1")
    (tmp_path / "outside.txt").write_bytes(b"not yours")
    return web


@pytest.fixture
async def screen(build: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with _browse(build) as client:
        yield client


def _browse(directory: Path) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=Screen(directory))
    return httpx.AsyncClient(
        transport=transport, base_url="http://essaim.test", headers={"Accept-Encoding": "identity"}
    )


class TestPages:
    async def test_home_is_checked_again_each_time_and_carries_the_policy(
        self, screen: httpx.AsyncClient
    ) -> None:
        answer = await screen.get("/")
        assert answer.status_code == 200
        assert answer.content == INDEX
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY

    async def test_an_address_of_the_screen_opens_the_application(self, screen: httpx.AsyncClient) -> None:
        answer = await screen.get("/bookings/2026-11", headers={"Accept": "text/html,application/xhtml+xml"})
        assert answer.content == INDEX

    async def test_a_script_that_asks_for_json_is_not_given_a_page(self, screen: httpx.AsyncClient) -> None:
        answer = await screen.get("/bookings", headers={"Accept": "application/json"})
        assert answer.status_code == 404

    @pytest.mark.parametrize("path", ["/v1/nothing", "/v1", "/v1/bookings/42"])
    async def test_an_unknown_address_of_the_api_is_never_a_page(
        self, screen: httpx.AsyncClient, path: str
    ) -> None:
        assert (await screen.get(path, headers={"Accept": "text/html"})).status_code == 404

    async def test_other_files_of_the_root_are_checked_again_without_policy(
        self, screen: httpx.AsyncClient
    ) -> None:
        answer = await screen.get("/theme.js")
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["content-type"].startswith("text/javascript")
        assert "content-security-policy" not in answer.headers

    async def test_nothing_is_written_through_it(self, screen: httpx.AsyncClient) -> None:
        assert (await screen.post("/")).status_code == 405
        assert (await screen.delete("/bookings")).status_code == 404

    async def test_head_tells_the_length_without_the_body(self, screen: httpx.AsyncClient) -> None:
        answer = await screen.head("/assets/app-1.js")
        assert answer.headers["content-length"] == str(len(SCRIPT))
        assert answer.content == b""


class TestAssets:
    async def test_are_kept_for_a_year(self, screen: httpx.AsyncClient) -> None:
        answer = await screen.get("/assets/app-1.js")
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["vary"] == "Accept-Encoding"

    async def test_a_missing_one_is_missing(self, screen: httpx.AsyncClient) -> None:
        for path in ("/assets/app-0.js", "/assets/chunk", "/logo.png"):
            assert (await screen.get(path, headers={"Accept": "text/html,*/*"})).status_code == 404

    async def test_known_content_is_not_sent_again(self, screen: httpx.AsyncClient) -> None:
        first = await screen.get("/assets/app-1.js")
        again = await screen.get(
            "/assets/app-1.js", headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'}
        )
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == first.headers["etag"]

    @pytest.mark.parametrize(
        ("accepted", "encoding"),
        [
            ("gzip, deflate, br, zstd", "br"),
            ("gzip, zstd", "zstd"),
            ("gzip", "gzip"),
            ("br;q=0.2, gzip;q=0.8", "gzip"),
            ("br;q=0, gzip", "gzip"),
            ("*", "br"),
            ("br;q=0, *;q=0.5", "zstd"),
            ("br;q=2", None),
            ("deflate", None),
            ("", None),
        ],
    )
    async def test_the_smallest_encoding_the_browser_takes(
        self, screen: httpx.AsyncClient, accepted: str, encoding: str | None
    ) -> None:
        async with screen.stream("GET", "/assets/app-1.js", headers={"Accept-Encoding": accepted}) as answer:
            assert answer.headers.get("content-encoding") == encoding

    async def test_each_encoding_has_its_own_tag(self, screen: httpx.AsyncClient) -> None:
        plain = await screen.get("/assets/app-1.js")
        packed = await screen.get("/assets/app-1.js", headers={"Accept-Encoding": "gzip"})
        assert packed.content == SCRIPT
        assert packed.headers["etag"] != plain.headers["etag"]

    async def test_a_browser_that_refuses_everything_is_told(self, screen: httpx.AsyncClient) -> None:
        assert (await screen.get("/", headers={"Accept-Encoding": "*;q=0"})).status_code == 406


class TestClosedTable:
    @pytest.mark.parametrize(
        "path",
        [
            "/.env",
            "/.vite/manifest.json",
            "/../outside.txt",
            "/..%2foutside.txt",
            "/%2e%2e/outside.txt",
            "/assets/../../outside.txt",
            "/assets/app-1.js.gz",
            "/assets/app-1.js%00.html",
        ],
    )
    async def test_what_the_build_did_not_publish_is_not_there(
        self, screen: httpx.AsyncClient, path: str
    ) -> None:
        answer = await screen.get(path)
        assert answer.status_code == 404
        assert b"not yours" not in answer.content

    async def test_walking_up_to_the_system_only_opens_the_application(
        self, screen: httpx.AsyncClient
    ) -> None:
        assert (await screen.get("/..%2f..%2f..%2fetc%2fpasswd")).content == INDEX


class TestWithoutBuild:
    async def test_says_how_to_build_in_both_languages(self, tmp_path: Path) -> None:
        async with _browse(tmp_path / "nothing") as client:
            answer = await client.get("/")
            assert answer.status_code == 503
            assert "L’écran n’est pas encore construit" in answer.text
            assert "The screen is not built yet" in answer.text
            assert "make run" in answer.text
            assert (await client.get("/v1/organisations")).status_code == 404
