"""Orders in files: a model that lists what may be ordered, lines that count once, faults told by cell."""

import asyncio
from typing import Any

import httpx
import pytest

from essaim.kit import clock
from make import Make, Member
from purchases.buying import Buying, refusal, told
from purchases.ordering import awarded

HEADER = (
    "Organisation;Lot;Article;Unité;Référence de commande;Quantité commandée;Date de commande;"
    "Quantité livrée;Date de livraison;Identifiant de l’article;Identifiant de l’organisation"
)


def day() -> str:
    return f"{clock.today():%d/%m/%Y}"


def line(world: Buying, reference: str, volume: str, owner: Any = "", **cells: str) -> str:
    filled = [
        "",
        "",
        "",
        "",
        reference,
        volume,
        cells.get("ordered_on", day()),
        cells.get("delivered", ""),
        cells.get("delivered_on", ""),
        cells.get("item_id", str(world.item.id)),
        str(owner),
    ]
    return ";".join(filled)


async def send(world: Buying, who: Member, *lines: str, **params: Any) -> httpx.Response:
    return await who.post(
        f"{world.path}/orders/import",
        content="\r\n".join([HEADER, *lines]).encode(),
        headers={"Content-Type": "text/csv"},
        params=params,
    )


def counts(report: dict[str, Any]) -> tuple[int, int, int]:
    return report["created_count"], report["delivered_count"], report["unchanged_count"]


class TestTheModel:
    @pytest.mark.parametrize("confidentiality", ["open", "coopetition"])
    async def test_lists_ones_own_orders_and_a_line_to_fill_in(self, make: Make, confidentiality: str):
        world = await awarded(make, confidentiality=confidentiality)
        await world.order(world.parties[0], 100, reference="=BC-1")
        await world.order(world.parties[1], 200, reference="BC-2")
        member = await world.member()
        model = await member.get(f"{world.path}/orders/model", params={"format": "csv"})
        assert model.status_code == 200
        header, *lines = model.content.decode("utf-8-sig").splitlines()
        assert header == HEADER
        assert len(lines) == 2
        assert "BC-2" not in model.text
        assert ";'=BC-1;100;" in lines[0]
        assert lines[1].startswith("O1;Gants;Gants nitrile;boîte de 100;;;;;;")
        sent_back = await member.post(f"{world.path}/orders/import", content=model.content)
        assert counts(told(sent_back)) == (0, 0, 1)
        workbook = await member.get(f"{world.path}/orders/model")
        sent_back = await member.post(f"{world.path}/orders/import", content=workbook.content)
        assert counts(told(sent_back)) == (0, 0, 1)

    async def test_lists_every_buyer_for_the_coordinator_and_is_written_down(self, make: Make):
        world = await awarded(make, confidentiality="coopetition")
        model = await world.lead.get(f"{world.path}/orders/model", params={"format": "csv"})
        assert len(model.content.decode("utf-8-sig").splitlines()) == 9
        (read,) = await make.rows("SELECT operation, about FROM purchase_readings")
        assert read.operation == "purchases.read_orders_model"
        assert len(read.about) == 8


class TestAFile:
    async def test_declares_orders_and_deliveries_once(self, make: Make):
        world = await awarded(make)
        member = await world.member()
        lines = [line(world, "BC-1", "1 000"), line(world, "BC-2", "150", delivered="50", delivered_on=day())]
        tried = told(await send(world, member, *lines, dry_run=True))
        assert counts(tried) == (2, 0, 0)
        assert await make.count("purchase_orders") == 0
        assert counts(told(await send(world, member, *lines))) == (2, 0, 0)
        assert counts(told(await send(world, member, *lines))) == (0, 0, 2)
        (row,) = await make.rows("SELECT ordered_volume FROM purchase_positions")
        assert row.ordered_volume == 1150
        received = line(world, "BC-2", "150", delivered="150", delivered_on=day())
        assert counts(told(await send(world, member, lines[0], received))) == (0, 1, 1)
        (second,) = await make.rows("SELECT * FROM purchase_orders WHERE reference = 'BC-2'")
        assert (second.state, second.delivered_volume) == ("delivered", 150)

    async def test_of_the_coordinator_names_each_buyer(self, make: Make):
        world = await awarded(make, confidentiality="coopetition")
        one, other = world.parties[0].id, world.parties[1].id
        lines = [line(world, "F-1", "10", one), line(world, "F-1", "20", other)]
        assert counts(told(await send(world, world.lead, *lines))) == (2, 0, 0)
        stored = await make.rows("SELECT organisation_id, volume FROM purchase_orders ORDER BY volume")
        assert [(row.organisation_id, row.volume) for row in stored] == [(one, 10), (other, 20)]
        nobody = told(await send(world, world.lead, line(world, "F-2", "10"), dry_run=True))
        assert [fault["code"] for fault in nobody["faults"]] == ["not_committed"]

    async def test_with_a_fault_records_nothing(self, make: Make):
        world = await awarded(make)
        await world.order(world.parties[0], 5, reference="BC-9")
        member = await world.member()
        tomorrow = f"{clock.today().replace(year=clock.today().year + 1):%d/%m/%Y}"
        lines = [
            line(world, "BC-1", "10"),
            line(world, "BC-1", "10"),
            line(world, "", "10"),
            line(world, "BC-2", "-3"),
            line(world, "BC-3", "0"),
            line(world, "BC-4", "10", ordered_on=tomorrow),
            line(world, "BC-5", "10", delivered="11", delivered_on=day()),
            line(world, "BC-6", "10", item_id=str(world.lot.id)),
            line(world, "BC-7", "10", item_id=""),
            line(world, "BC-8", "10", world.parties[1].id),
            line(world, "BC-9", "6"),
            line(world, "BC-10", "10", delivered="5"),
        ]
        tried = told(await send(world, member, *lines, dry_run=True))
        assert [(fault["line"], fault["code"]) for fault in tried["faults"]] == [
            (5, "whole_number"),
            (3, "reference_twice"),
            (4, "missing"),
            (6, "volume_out_of_range"),
            (7, "order_outside_contract"),
            (8, "delivered_too_much"),
            (9, "unknown_item"),
            (10, "identifier_missing"),
            (11, "not_committed"),
            (12, "declared_otherwise"),
            (13, "missing"),
        ]
        refused = await send(world, member, *lines)
        assert refusal(refused) == (422, "form_faulty")
        assert await make.count("purchase_orders") == 1

    async def test_comes_before_a_closing_or_not_at_all(self, make: Make):
        world = await awarded(make, ordered=(100,) * 8)
        member = await world.member()
        done, sent = await asyncio.gather(
            world.lead.post(f"{world.lot_path}/closing", json={}),
            send(world, member, line(world, "BC-1", "10"), line(world, "BC-2", "20")),
        )
        assert done.status_code == 201
        (row,) = await make.rows(
            "SELECT ordered_volume FROM purchase_results WHERE organisation_id = :id", id=world.parties[0].id
        )
        (orders,) = await make.rows(
            "SELECT sum(volume) AS volume FROM purchase_orders WHERE organisation_id = :id",
            id=world.parties[0].id,
        )
        assert row.ordered_volume == orders.volume == (130 if sent.status_code == 200 else 100)

    async def test_is_for_those_asked(self, make: Make):
        world = await awarded(make)
        outsider = await make.signed_in()
        assert refusal(await send(world, outsider, line(world, "BC-1", "1"))) == (404, "not_found")
        empty = await (await world.member()).post(f"{world.path}/orders/import", content=b" ")
        assert refusal(empty) == (422, "form_empty")
