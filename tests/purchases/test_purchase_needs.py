"""Needs: stated as a whole while the survey is open, on line, on paper or in a file."""

import asyncio
import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from buying import Buying, buying, match, refusal, told
from stating import PRICED, line, needing, own, state

from essaim.kit import clock
from make import Make, Member, Row


async def evidence(world: Buying, organisation: Row) -> Row:
    """An invoice of one organisation."""
    content = f"Facture {uuid4()}".encode()
    return (
        await world.make.rows(
            "INSERT INTO purchase_documents (agreement_id, round_id, organisation_id, kind, title, file_name, media_type,"
            " sha256, size, content, added_by, added_by_person) VALUES (:agreement, :round, :organisation, 'evidence',"
            " 'Facture', 'facture.pdf', 'application/pdf', encode(sha256(CAST(:content AS bytea)), 'hex'),"
            " octet_length(CAST(:content AS bytea)), :content, :organisation, :person) RETURNING *",
            agreement=world.agreement.id,
            round=world.round.id,
            organisation=organisation.id,
            content=content,
            person=world.lead.person.id,
        )
    )[0]


def pointers(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


class TestAnAnswer:
    async def test_is_read_back_whole_and_replaces_the_former_one(self, make: Make) -> None:
        world = await needing(make, "aggregates")
        await world.lot_with("Draps", ("Draps", "pièce"), ("Taies", "pièce"))
        member = await world.member()
        seen = await own(world, member)
        assert (seen["may_change"], seen["answered_at"], seen["undertaking_due"]) == (True, None, False)
        assert [one["volume"] for one in seen["lines"]] == [None] * 3
        paper = await evidence(world, world.parties[0])
        stated = await state(
            world,
            member,
            line(world.items[0].id, 1200, **PRICED, evidence_id=str(paper.id)),
            line(world.items[1].id, 3),
            line(world.items[2].id, 0),
        )
        assert [one["volume"] for one in told(stated)["lines"]] == [1200, 3, None]
        assert stated.headers["ETag"] == '"2"'
        first = (await own(world, member))["lines"][0]
        assert first == first | PRICED | {"evidence_id": str(paper.id), "item_name": "Gants nitrile"}
        again = told(await state(world, member, line(world.items[2].id, 7)))
        assert [one["volume"] for one in again["lines"]] == [None, None, 7]
        (stored,) = await make.rows("SELECT * FROM purchase_needs")
        assert (stored.stated_by, stored.volume) == (world.parties[0].id, 7)

    async def test_of_nothing_says_so(self, make: Make) -> None:
        world = await needing(make, "open", 5)
        member = await world.member()
        for body in ({}, {"nothing_needed": False}):
            assert pointers(await state(world, member, **body)) == [("", "nothing_needed_or_volumes")]
        zero = line(world.item.id, 0)
        assert pointers(await state(world, member, zero)) == [("", "nothing_needed_or_volumes")]
        five = line(world.item.id, 5)
        assert pointers(await state(world, member, five, nothing_needed=True)) == [
            ("", "nothing_needed_or_volumes")
        ]
        answer = told(await state(world, member, nothing_needed=True))
        assert answer["answered_at"] is not None
        assert await make.count("purchase_needs") == 0

    async def test_is_refused_on_what_it_must_not_say(self, make: Make) -> None:
        world = await needing(make, "open")
        other = await needing(make, "open")
        member = await world.member()
        foreign = await evidence(world, world.parties[1])
        tomorrow = (clock.today() + timedelta(days=1)).isoformat()
        item = world.item.id
        for lines, expected in (
            ([line(other.item.id, 1)], ("/lines/0/item_id", "unknown_item")),
            (
                [line(item, 1, **{**PRICED, "reference_on": tomorrow})],
                ("/lines/0/reference_on", "date_to_come"),
            ),
            (
                [line(item, 1, **PRICED, evidence_id=str(foreign.id))],
                ("/lines/0/evidence_id", "unknown_evidence"),
            ),
            (
                [line(item, 1, **PRICED, evidence_id=str(uuid4()))],
                ("/lines/0/evidence_id", "unknown_evidence"),
            ),
            ([line(item, 1, reference_price=1)], ("/lines/0", "incomplete_reference")),
            ([line(item, 1, evidence_id=str(uuid4()))], ("/lines/0", "evidence_without_price")),
            ([line(item, 1), line(item, 2)], ("", "item_twice")),
            ([line(item, -1)], ("/lines/0/volume", "greater_than_equal")),
            ([line(item, 10**9 + 1)], ("/lines/0/volume", "less_than_equal")),
        ):
            assert pointers(await state(world, member, *lines)) == [expected]
        assert await make.count("purchase_needs") == 0

    async def test_needs_the_version_that_was_read(self, make: Make) -> None:
        world = await needing(make, "open")
        member = await world.member()
        body = {"lines": [line(world.item.id, 4)]}
        path = f"{world.path}/needs/mine"
        assert refusal(await member.put(path, json=body)) == (428, "version_required")
        seen = match(await own(world, member))
        answers = await asyncio.gather(*(member.put(path, json=body, headers=seen) for _ in range(3)))
        assert sorted(answer.status_code for answer in answers) == [200, 412, 412]

    async def test_waits_for_the_undertaking(self, make: Make) -> None:
        world = await needing(make, "coopetition", undertaking="Rien ne sort d’ici.")
        member = await world.member()
        assert (await own(world, member))["undertaking_due"] is True
        assert refusal(await state(world, member, line(world.item.id, 1))) == (409, "undertaking_first")
        await make.rows(
            "UPDATE purchase_members SET undertaken_at = now(), undertaken_by_person = :person"
            " WHERE organisation_id = :organisation",
            person=member.person.id,
            organisation=member.organisation.id,
        )
        assert (await state(world, member, line(world.item.id, 1))).status_code == 200

    @pytest.mark.parametrize("stage", ["quotes", "choice"])
    async def test_is_frozen_once_the_survey_is_over(self, make: Make, stage: str) -> None:
        world = await buying(make, stage=stage)
        member = await world.member()
        assert (await own(world, member))["may_change"] is False
        assert refusal(await state(world, member, line(world.item.id, 1))) == (409, "wrong_round_state")

    async def test_is_of_those_asked_that_take_part(self, make: Make) -> None:
        world = await needing(make, "aggregates", 5)
        path = f"{world.path}/needs/mine"
        assert refusal(await world.lead.get(path)) == (403, "not_asked")
        body = {"lines": [line(world.item.id, 1)]}
        version = {"If-Match": '"1"'}
        assert refusal(await world.lead.put(path, json=body, headers=version)) == (403, "not_asked")
        watcher = await make.signed_in()
        await make.party(world.agreement, watcher.organisation, role="observer")
        assert refusal(await watcher.put(path, json=body, headers=version)) == (403, "only_taking_part")
        stranger = await make.signed_in()
        assert refusal(await stranger.put(path, json=body, headers=version)) == (404, "not_found")

    async def test_of_a_party_that_left_is_still_read_and_no_longer_changed(self, make: Make) -> None:
        world = await needing(make, "aggregates", 5)
        member = await world.member()
        await make.rows(
            "UPDATE parties SET left_on = :day, state = 'left' WHERE organisation_id = :organisation",
            day=clock.today(),
            organisation=member.organisation.id,
        )
        seen = await own(world, member)
        assert (seen["lines"][0]["volume"], seen["may_change"]) == (5, False)
        assert refusal(await state(world, member, line(world.item.id, 1))) == (403, "only_taking_part")


class TestAgainstTheEndOfTheSurvey:
    async def test_a_late_answer_is_either_frozen_with_the_others_or_refused(self, make: Make) -> None:
        world = await needing(make, "open", *range(1, 5), count=4)
        members = [await world.member(place) for place in range(4)]

        async def closing() -> None:
            await world.move("quotes", needs_closed_at=clock.now())

        answers = await asyncio.gather(
            *(state(world, member, line(world.item.id, 100)) for member in members), closing()
        )
        taken = [answer.status_code for answer in answers[:4]]
        assert set(taken) <= {200, 409}
        stored = await make.rows(
            "SELECT n.volume FROM purchase_needs n JOIN purchase_members m USING (round_id, organisation_id) ORDER BY m.position"
        )
        assert [one.volume for one in stored] == [
            100 if status == 200 else place for place, status in enumerate(taken, 1)
        ]


class TestOnPaper:
    async def test_a_neutral_coordinator_writes_an_answer_and_it_is_written_down(self, make: Make) -> None:
        world = await needing(make, "coopetition")
        path = f"{world.path}/needs/{world.parties[0].id}"
        seen = told(await world.lead.get(path))
        assert seen["may_change"] is True
        body = {"lines": [line(world.item.id, 9, **PRICED)]}
        stated = told(await world.lead.put(path, json=body, headers=match(seen)))
        assert stated["lines"][0]["volume"] == 9
        member = await world.member()
        (mine,) = told(await member.get(f"{world.path}/needs"))["items"]
        assert (mine["volume"], mine["on_paper"]) == (9, True)
        read = told(await member.get(f"{world.path}/readings"))["items"]
        assert [one["operation"] for one in read] == [
            "purchases.state_needs_on_paper",
            "purchases.read_needs",
        ]
        assert {tuple(one["about"]) for one in read} == {(str(member.organisation.id),)}

    async def test_not_one_that_buys_itself_where_needs_are_sealed(self, make: Make) -> None:
        for confidentiality, expected in (("aggregates", 403), ("open", 200)):
            world = await needing(make, confidentiality, neutral=False)
            path = f"{world.path}/needs/{world.parties[1].id}"
            body = {"lines": [line(world.item.id, 9)]}
            answer = await world.lead.put(path, json=body, headers={"If-Match": '"1"'})
            assert answer.status_code == expected

    async def test_not_a_member_nor_for_somebody_who_is_not_asked(self, make: Make) -> None:
        world = await needing(make, "open", 5)
        body = {"lines": [line(world.item.id, 9)]}
        version = {"If-Match": '"1"'}
        for organisation in (world.parties[1].id, uuid4()):
            answer = await (await world.member()).put(
                f"{world.path}/needs/{organisation}", json=body, headers=version
            )
            assert refusal(answer) == (403, "only_the_lead")
        unknown = f"{world.path}/needs/{uuid4()}"
        assert refusal(await world.lead.put(unknown, json=body, headers=version)) == (404, "not_found")


async def form_of(world: Buying, member: Member) -> openpyxl.Workbook:
    answer = await member.get(f"{world.path}/needs/model")
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def saved(workbook: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


async def send(world: Buying, member: Member, content: bytes, **query: Any) -> Any:
    seen = await own(world, member)
    return await member.post(
        f"{world.path}/needs/mine/import", params=query, content=content, headers=match(seen)
    )


class TestAForm:
    async def test_is_downloaded_filled_in_tried_and_taken(self, make: Make) -> None:
        world = await needing(make, "aggregates", 12)
        await world.lot_with("Draps", ("=Draps", "pièce"), ("Taies", "pièce"))
        member = await world.member()
        workbook = await form_of(world, member)
        page = workbook.active
        assert [cell.value for cell in page[2]][1:6] == [
            "Gants nitrile",
            "boîte de 100",
            str(world.item.id),
            12,
            5,
        ]
        assert page["B3"].value == "=Draps"
        page["E2"], page["E3"], page["F3"] = 15, 40, 5.25
        page["G3"], page["H3"] = "Devis", "05/03/2026"
        content = saved(workbook)
        tried = told(await send(world, member, content, dry_run=True))
        assert [(one["change"], one["volume_before"], one["volume_after"]) for one in tried["changes"]] == [
            ("changed", 12, 15),
            ("added", None, 40),
        ]
        assert [one.volume for one in await make.rows("SELECT volume FROM purchase_needs")] == [12]
        taken = told(await send(world, member, content))
        assert (taken["changes"], taken["version"]) == (tried["changes"], tried["version"] + 1)
        lines = (await own(world, member))["lines"]
        assert [(one["volume"], one["reference_price"]) for one in lines] == [
            (15, 50_000),
            (40, 52_500),
            (None, None),
        ]
        again = told(await send(world, member, content))
        assert (again["changes"], again["unchanged_count"], again["version"]) == ([], 2, taken["version"])

    async def test_leaves_what_it_does_not_fill_and_takes_away_what_is_zero(self, make: Make) -> None:
        world = await needing(make, "aggregates", 12)
        await world.lot_with("Draps", ("Draps", "pièce"), ("Taies", "pièce"))
        member = await world.member()
        paper = await evidence(world, world.parties[0])
        await state(
            world,
            member,
            line(world.items[0].id, 5, **PRICED, evidence_id=str(paper.id)),
            line(world.items[1].id, 6),
            line(world.items[2].id, 7),
        )
        csv = (
            "Identifiant de l'article;Volume;Prix de référence HT (€);Source du prix;Date du prix\n"
            f"{world.items[0].id};8;5,00;Facture;31/01/2026\n{world.items[1].id};0;;;\n{world.items[2].id};;;;\n"
        )
        told(await send(world, member, csv.encode("cp1252", errors="replace")))
        lines = (await own(world, member))["lines"]
        assert [one["volume"] for one in lines] == [8, None, 7]
        assert lines[0]["evidence_id"] == str(paper.id)

    async def test_with_a_fault_changes_nothing_and_says_where(self, make: Make) -> None:
        world = await needing(make, "aggregates", 12)
        member = await world.member()
        tomorrow = f"{clock.today() + timedelta(days=1):%d/%m/%Y}"
        item = world.item.id
        csv = "\n".join(
            (
                "Item id,Volume,Reference price excl. VAT (€),Price source,Price date",
                f"{item},4,5.10,,05/03/2026",
                f"{uuid4()},4,,,",
                f"{item},,5.10,Invoice,{tomorrow}",
                ",4,,,",
                f"{item},1.5,,,",
                f"{item},5000000000,,,",
                f"{item},3,,,",
                f"{item},3,,,",
            )
        ).encode()
        tried = told(await send(world, member, csv, dry_run=True))
        assert [(one["line"], one["column"], one["code"]) for one in tried["faults"]] == [
            (6, "Volume", "whole_number"),
            (2, "Source du prix", "incomplete_reference"),
            (3, "Identifiant de l’article", "unknown_item"),
            (4, "Volume", "volume_missing"),
            (4, "Date du prix", "date_to_come"),
            (5, "Identifiant de l’article", "identifier_missing"),
            (7, "Volume", "volume_too_large"),
            (9, "Identifiant de l’article", "item_twice"),
        ]
        refused = await send(world, member, csv)
        assert refusal(refused) == (422, "form_faulty")
        assert refused.json()["errors"][1]["pointer"] == "file/2/Source du prix"
        assert (await own(world, member))["lines"][0]["volume"] == 12

    async def test_that_leaves_no_need_is_refused(self, make: Make) -> None:
        world = await needing(make, "aggregates", 12)
        csv = f"Item id;Volume\n{world.item.id};0\n".encode()
        assert refusal(await send(world, await world.member(), csv)) == (422, "nothing_stated")
        silent = await world.member(1)
        blank = saved(await form_of(world, silent))
        assert refusal(await send(world, silent, blank)) == (422, "nothing_stated")

    async def test_is_a_file_of_who_may_state(self, make: Make) -> None:
        world = await needing(make, "aggregates", 12)
        member = await world.member()
        path = f"{world.path}/needs/mine/import"
        seen = match(await own(world, member))
        form = await member.post(path, data={"a": "b"}, headers=seen)
        assert refusal(form) == (422, "form_expected")
        assert refusal(await member.post(path, content=b"", headers=seen)) == (422, "form_empty")
        assert refusal(await member.post(path, content=b"x" * 2_100_000, headers=seen)) == (
            413,
            "body_too_large",
        )
        assert refusal(await world.lead.post(path, content=b"x", headers=seen)) == (403, "not_asked")
        await world.move("quotes")
        assert refusal(await member.post(path, content=b"x", headers=seen)) == (409, "wrong_round_state")

    @pytest.mark.parametrize("format_", ["xlsx", "csv"])
    async def test_is_downloaded_in_the_language_asked(self, make: Make, format_: str) -> None:
        world = await needing(make, "aggregates", 12)
        answer = await (await world.member()).get(
            f"{world.path}/needs/model", params={"format": format_}, headers={"Accept-Language": "en"}
        )
        assert answer.headers["content-disposition"].endswith(f"needs.{format_}")
        if format_ == "csv":
            assert answer.content.decode("utf-8-sig").splitlines() == [
                "Lot;Item;Unit;Item id;Volume;Reference price excl. VAT (€);Price source;Price date",
                f"Gants;Gants nitrile;boîte de 100;{world.item.id};12;5,0000;Facture 2025;31/12/2025",
            ]
