"""Documents: kept by content, never changed, a signed one never removed."""

import asyncio
import hashlib
from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from make import Make, Member, Row

PDF = b"%PDF-1.7\n% invented\n"


async def add(
    member: Member, agreement: Row, content: bytes = PDF, media_type: str = "application/pdf", **label: str
) -> httpx.Response:
    given = {"kind": "convention", "title": "Convention", "file_name": "convention.pdf", **label}
    return await member.post(
        f"/v1/agreements/{agreement.id}/documents",
        params=given,
        content=content,
        headers={"Content-Type": media_type},
    )


class TestAdd:
    async def test_is_kept_by_its_content_and_served_as_a_file(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        added = (await add(lead, pool, file_name="../Convention signée.pdf")).json()
        assert added["sha256"] == hashlib.sha256(PDF).hexdigest()
        assert added["size"] == len(PDF)
        assert added["file_name"] == "Convention signée.pdf"
        served = await lead.get(f"/v1/agreements/{pool.id}/documents/{added['id']}/content")
        assert served.content == PDF
        assert served.headers["content-type"] == "application/pdf"
        assert served.headers["content-disposition"] == (
            "attachment; filename*=UTF-8''Convention%20sign%C3%A9e.pdf"
        )
        assert served.headers["x-content-type-options"] == "nosniff"
        assert (await lead.get(f"/v1/pools/{pool.id}")).json()["documents_count"] == 1

    async def test_the_same_content_twice_is_refused_and_names_the_first(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        first = (await add(lead, pool)).json()
        again = await add(lead, pool, title="Copie")
        assert (again.status_code, again.json()["code"]) == (409, "document_exists")
        assert again.json()["context"]["document"] == {"id": first["id"], "title": "Convention"}

    async def test_of_many_senders_of_one_content_one_wins(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        answers = await asyncio.gather(*(add(lead, pool) for _ in range(6)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]

    @pytest.mark.parametrize(
        ("content", "media_type"),
        [
            (b"<script>alert(1)</script>", "text/html"),
            (b"<script>alert(1)</script>", "application/pdf"),
            (b"MZ\x90", "image/png"),
            (b"caf\xe9", "text/plain"),
            (b"a\x00b", "text/plain"),
            (b"<svg/>", "image/svg+xml"),
        ],
    )
    async def test_other_formats_are_refused(self, make: Make, content: bytes, media_type: str) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        refused = await add(lead, pool, content, media_type)
        assert (refused.status_code, refused.json()["code"]) == (415, "document_format_refused")

    @pytest.mark.parametrize(
        ("content", "media_type"),
        [
            (b"PK\x03\x04...", "application/vnd.oasis.opendocument.text"),
            (b"\x89PNG\r\n\x1a\n...", "image/png"),
            ("Procès-verbal".encode(), "text/plain; charset=utf-8"),
        ],
    )
    async def test_usual_formats_are_accepted(self, make: Make, content: bytes, media_type: str) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        assert (await add(lead, pool, content, media_type)).status_code == 201

    async def test_an_empty_file_is_refused(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        assert (await add(lead, pool, b"")).json()["code"] == "document_empty"

    async def test_ten_mebibytes_are_accepted_and_one_byte_more_is_not(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        limit = 10 * 1024 * 1024
        refused = await add(lead, pool, PDF.ljust(limit + 1))
        assert (refused.status_code, refused.json()["code"]) == (413, "body_too_large")
        assert refused.headers["content-type"] == "application/problem+json"
        assert await make.count("agreement_documents") == 0
        assert (await add(lead, pool, PDF.ljust(limit))).status_code == 201

    async def test_a_body_of_unannounced_length_is_cut_at_the_limit(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)

        async def pieces() -> AsyncIterator[bytes]:
            yield PDF
            for _ in range(11):
                yield bytes(1024 * 1024)

        refused = await lead.post(
            f"/v1/agreements/{pool.id}/documents",
            params={"kind": "other", "title": "Long", "file_name": "long.pdf"},
            content=pieces(),
            headers={"Content-Type": "application/pdf"},
        )
        assert (refused.status_code, refused.json()["code"]) == (413, "body_too_large")

    async def test_elsewhere_a_megabyte_is_the_limit(self, make: Make) -> None:
        lead = await make.signed_in()
        refused = await lead.post("/v1/pools", json={"name": "x" * 2_000_000})
        assert (refused.status_code, refused.json()["code"]) == (413, "body_too_large")

    async def test_an_observer_reads_and_adds_nothing(self, make: Make) -> None:
        lead, observer = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation)
        await make.party(pool, observer.organisation, role="observer")
        await add(lead, pool)
        assert len((await observer.get(f"/v1/agreements/{pool.id}/documents")).json()["items"]) == 1
        assert (await add(observer, pool, b"%PDF-2")).json()["code"] == "only_taking_part"


class TestRead:
    async def test_an_invited_organisation_reads_what_would_bind_it_only(self, make: Make) -> None:
        lead, guest = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation)
        await make.party(pool, guest.organisation, state="invited", joined_on=None)
        await add(lead, pool)
        minutes = (await add(lead, pool, PDF + b"minutes", kind="minutes", title="PV")).json()
        seen = (await guest.get(f"/v1/agreements/{pool.id}/documents")).json()["items"]
        assert [document["kind"] for document in seen] == ["convention"]
        hidden = await guest.get(f"/v1/agreements/{pool.id}/documents/{minutes['id']}/content")
        assert hidden.status_code == 404
        assert (await guest.get(f"/v1/pools/{pool.id}")).json()["documents_count"] == 1

    async def test_who_left_reads_the_documents_of_its_time(self, make: Make) -> None:
        lead, former = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation)
        await make.party(pool, former.organisation, left_on=lead.mandate.starts_on)
        await add(lead, pool)
        assert (await former.get(f"/v1/agreements/{pool.id}/documents")).json()["items"] == []

    async def test_a_document_of_another_agreement_is_not_found(self, make: Make) -> None:
        lead, other = await make.signed_in(), await make.signed_in()
        pool, foreign = await make.pool(lead.organisation), await make.pool(other.organisation)
        document = (await add(other, foreign)).json()
        for agreement in (pool, foreign):
            answer = await lead.get(f"/v1/agreements/{agreement.id}/documents/{document['id']}/content")
            assert answer.status_code == 404

    async def test_pages_go_from_the_newest(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        for number in range(3):
            await add(lead, pool, PDF + str(number).encode(), title=f"Document {number}")
        address = f"/v1/agreements/{pool.id}/documents"
        first = (await lead.get(address, params={"limit": 2})).json()
        rest = (await lead.get(address, params={"limit": 2, "cursor": first["next_cursor"]})).json()
        titles = [document["title"] for document in first["items"] + rest["items"]]
        assert titles == ["Document 2", "Document 1", "Document 0"]
        assert rest["next_cursor"] is None


class TestRemove:
    async def test_a_signed_document_stays(self, make: Make, owner_engine: AsyncEngine) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        signed = (await add(lead, pool, signed_on="2026-09-01")).json()
        assert signed["removable"] is False
        refused = await lead.delete(f"/v1/agreements/{pool.id}/documents/{signed['id']}")
        assert (refused.status_code, refused.json()["code"]) == (409, "document_signed")
        with pytest.raises(IntegrityError, match="never changes"):
            async with owner_engine.begin() as connection:
                await connection.execute(text("UPDATE agreement_documents SET title = 'autre'"))

    async def test_an_unsigned_one_goes_by_the_hand_of_its_sender_or_the_lead(self, make: Make) -> None:
        lead, sender, other = [await make.signed_in() for _ in range(3)]
        pool = await make.pool(lead.organisation, sender.organisation, other.organisation)
        document = (await add(sender, pool)).json()
        address = f"/v1/agreements/{pool.id}/documents/{document['id']}"
        assert (await other.delete(address)).json()["code"] == "only_taking_part"
        assert (await sender.delete(address)).status_code == 204
        assert (await sender.delete(address)).status_code == 404
