"""What a round saves, told to each as far as it may know: the gloves of §8.2 to the cent, losses included."""

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from essaim.kit import clock
from make import Make, Member
from purchases import buying as case
from purchases.buying import Buying, buying, refusal, told
from purchases.closed_world import NEXT, TWO_YEARS, close, closed, publish_closing, rebate, with_unpriced_item

# 9,700 boxes at 4.40, against what each paid before.
ACTUAL_GAINS = (805_00, 760_00, -235_00, 672_00, 792_00, 720_00, 560_00, -945_00)
ACTUAL_GAIN = 3_129_00
ACTUAL_SPEND = 42_680_00


async def savings(world: Buying, reader: Member, **params: Any) -> dict[str, Any]:
    return told(await reader.get(f"{world.path}/savings", params=params))


def names_of(body: dict[str, Any]) -> list[str]:
    return [member["organisation_name"] for member in body["members"]]


class TestForecast:
    @pytest.fixture
    async def world(self, make: Make) -> Buying:
        return await buying(make, stage="orders", **TWO_YEARS)

    async def test_each_member_has_its_gain_and_the_loser_its_loss(self, world: Buying) -> None:
        body = await savings(world, await world.member(7))

        assert names_of(body) == list(case.NAMES)
        assert tuple(member["forecast"]["gain_cents"] for member in body["members"]) == case.GAINS
        assert [member["actual"] for member in body["members"]] == [None] * 8
        o8 = body["members"][7]
        assert o8["forecast"]["gain_bp"] == -253
        (line,) = o8["lines"]
        assert (line["reference_price"], line["reference_source"], line["reference_on"]) == (
            39_500,
            "Facture 2025",
            "2025-12-31",
        )
        assert line["forecast"] == {
            "volume": 2_200,
            "reference_cents": 8_690_00,
            "cents": 8_910_00,
            "gain_cents": -220_00,
            "gain_bp": -253,
            "alone_cents": 11_440_00,
            "avoided_cents": None,
        }

    async def test_the_network_gains_the_sum_over_its_lots_and_says_what_is_missing(
        self, world: Buying
    ) -> None:
        body = await savings(world, world.lead)

        network = body["network"]
        assert (network["basis"], network["actual"]) == ("members", None)
        assert network["forecast"] == {
            "spend_cents": case.SPEND,
            "reference_cents": case.REFERENCE_SPEND,
            "gain_cents": case.GAIN,
            "gain_bp": case.GAIN_BP,
            "rebate_cents": 0,
            "net_gain_cents": case.GAIN,
            "twelve_months_cents": round(case.GAIN * 365 / body["days"]),
        }
        (lot,) = body["lots"]
        assert (lot["state"], lot["supplier_name"]) == ("awarded", "A")
        assert (
            lot["missing"]
            == "Le lot n’est pas clos\u00a0: ses commandes peuvent encore changer le gain réel."
        )

    async def test_one_organisation_can_be_asked_alone(self, world: Buying) -> None:
        body = await savings(world, world.lead, organisation_id=str(world.parties[2].id))

        assert names_of(body) == ["O3"]
        assert body["network"]["forecast"]["gain_cents"] == case.GAIN

    async def test_words_come_in_the_language_asked(self, world: Buying) -> None:
        answer = await world.lead.get(f"{world.path}/savings", headers={"Accept-Language": "en"})

        assert told(answer)["lots"][0]["missing"].startswith("The lot is not closed")
        assert any(line.startswith("A loss counts like a gain") for line in told(answer)["method"])


async def test_before_the_award_nothing_is_counted_and_it_is_said(make: Make) -> None:
    world = await buying(make, stage="choice")

    body = await savings(world, await world.member())

    assert (body["members"], body["network"]["forecast"], body["network"]["actual"]) == ([], None, None)
    assert body["lots"][0]["missing"] == "Le lot n’est pas attribué\u00a0: rien n’est encore engagé."
    assert body["network"]["sentence"].startswith("Aucun lot n’est attribué")


class TestClosed:
    async def test_actual_gains_stand_beside_the_forecast_and_losses_grow_in_sight(self, make: Make) -> None:
        world = await closed(make)

        body = await savings(world, await world.member())

        assert tuple(member["actual"]["gain_cents"] for member in body["members"]) == ACTUAL_GAINS
        assert tuple(member["difference_cents"] for member in body["members"]) == tuple(
            actual - forecast for actual, forecast in zip(ACTUAL_GAINS, case.GAINS, strict=True)
        )
        network = body["network"]["actual"]
        assert (network["spend_cents"], network["gain_cents"], network["gain_bp"]) == (
            ACTUAL_SPEND,
            ACTUAL_GAIN,
            683,
        )
        assert body["lots"][0]["missing"] is None

    async def test_the_effect_of_the_price_and_that_of_the_volume_make_that_on_the_budget(
        self, make: Make
    ) -> None:
        world = await closed(make)

        (line,) = (await savings(world, await world.member()))["members"][0]["lines"]

        assert line["actual"] == {
            "volume": 1_150,
            "delivered_volume": 1_150,
            "reference_cents": 5_865_00,
            "invoiced_cents": 4_657_50,
            "adjustment_cents": 402_50,
            "cents": 5_060_00,
            "gain_cents": 805_00,
            "gain_bp": 1373,
            "volume_effect_cents": 255_00,
            "budget_effect_cents": 1_060_00,
            "difference_cents": -455_00,
            "alone_cents": 5_980_00,
            "avoided_cents": None,
        }

    async def test_rebates_make_the_net_gain_spread_over_twelve_months_and_calendar_years(
        self, make: Make
    ) -> None:
        world = await closed(make)
        shares = await rebate(world, 853_60)

        body = await savings(world, world.lead)

        o8 = body["members"][7]["actual"]
        assert (o8["rebate_cents"], o8["net_gain_cents"]) == (184_80, -760_20)
        assert [member["actual"]["rebate_cents"] for member in body["members"]] == shares
        assert body["network"]["actual"]["net_gain_cents"] == ACTUAL_GAIN + 853_60
        days = [(date(year + 1, 1, 1) - date(year, 1, 1)).days for year in (NEXT, NEXT + 1)]
        assert [(share["year"], share["days"]) for share in o8["years"]] == [
            (NEXT, days[0]),
            (NEXT + 1, days[1]),
        ]
        assert sum(share["cents"] for share in o8["years"]) == -760_20
        assert o8["twelve_months_cents"] == -round(760_20 * 365 / sum(days))

    async def test_who_ordered_nothing_keeps_what_it_owes_for_it(self, make: Make) -> None:
        """All of the extra on O1, which ordered nothing: its gain is a loss of that much."""
        world = await buying(make, stage="orders")
        await close(world, (0, *case.ORDERED[1:]), (402_50, 0, 0, 0, 0, 0, 0, 0))

        o1 = (await savings(world, await world.member()))["members"][0]

        assert o1["actual"]["gain_cents"] == -402_50
        assert o1["actual"]["gain_bp"] is None
        assert o1["lines"][0]["actual"]["volume_effect_cents"] == 6_120_00


class TestWithoutReference:
    async def test_it_is_spent_not_gained_and_what_it_avoided_is_told_apart(self, make: Make) -> None:
        """400 masks at 0.30 cost 120.00; alone, 500 at 0.20 would cost 100.00: over-ordering was cheaper."""
        world = await with_unpriced_item(make)

        o2 = (await savings(world, await world.member(1)))["members"][1]

        masks = next(line for line in o2["lines"] if line["item_name"] == "Masques")
        assert (masks["reference_price"], masks["forecast"]["gain_cents"]) == (None, None)
        assert (masks["forecast"]["alone_cents"], masks["forecast"]["avoided_cents"]) == (100_00, -20_00)
        forecast = o2["forecast"]
        assert forecast["spend_cents"] - forecast["compared_cents"] == 120_00
        assert forecast["gain_cents"] == 800 * 535 - 800 * 485
        assert forecast["avoided_cents"] == -20_00


class TestSealed:
    """Between competitors, or where lines are not open: one's own line, and what was published."""

    @pytest.fixture(params=("aggregates", "coopetition"))
    async def world(self, make: Make, request: pytest.FixtureRequest) -> Buying:
        return await closed(make, confidentiality=request.param)

    async def test_a_member_reads_itself_alone_and_the_totals_published(self, world: Buying) -> None:
        await world.publish("award")
        await publish_closing(world)
        await rebate(world, 853_60)

        body = await savings(world, await world.member(7))

        assert names_of(body) == ["O8"]
        assert body["members"][0]["actual"]["net_gain_cents"] == -760_20
        network = body["network"]
        assert (network["basis"], network["items_told"], network["items_count"]) == ("published", 1, 1)
        assert network["forecast"]["gain_cents"] == case.GAIN
        assert network["actual"]["gain_cents"] == ACTUAL_GAIN
        # The rebates of the others are theirs.
        assert (network["actual"]["rebate_cents"], network["actual"]["net_gain_cents"]) == (None, None)

    async def test_what_is_withheld_is_told_by_no_total(self, world: Buying) -> None:
        await world.publish("award", withheld=True)

        body = await savings(world, await world.member())

        network = body["network"]
        assert (network["forecast"], network["actual"], network["items_told"]) == (None, None, 0)
        assert "tus" in network["sentence"]

    async def test_asking_for_a_rival_is_asking_for_nobody(self, world: Buying) -> None:
        reader = await world.member()
        rival, nobody = str(world.parties[1].id), str(world.round.id)

        assert await savings(world, reader, organisation_id=rival) == await savings(
            world, reader, organisation_id=nobody
        )

    async def test_what_a_rival_receives_changes_nothing_in_what_is_read(self, world: Buying) -> None:
        reader = await world.member()
        await world.publish("award")
        before = (await reader.get(f"{world.path}/savings")).content
        year = (await reader.get("/v1/purchases/savings", params={"year": NEXT})).content
        await world.make.rows(
            "UPDATE organisations SET name = 'Rival ' || name WHERE id = :id", id=world.parties[1].id
        )
        shares = await rebate(world, 853_60)

        after = await savings(world, reader)

        own = after["members"][0]["actual"]
        assert own["rebate_cents"] == shares[0]
        assert b"O2" not in before + year
        assert b"Rival" not in (await reader.get(f"{world.path}/savings")).content
        assert (await reader.get(f"{world.path}/savings")).headers.get("etag") is None

    async def test_the_coordinator_reads_every_line_and_it_is_written_down(self, world: Buying) -> None:
        body = await savings(world, world.lead)

        assert names_of(body) == list(case.NAMES)
        readings = await world.make.rows("SELECT * FROM purchase_readings")
        assert [(row.operation, row.granted, len(row.about)) for row in readings] == [
            ("purchases.read_savings", True, 8)
        ]
        await savings(world, await world.member())
        assert await world.make.count("purchase_readings") == 1

    async def test_the_files_hold_no_other_line(self, world: Buying) -> None:
        reader = await world.member()

        book = await export(world, reader, "xlsx")
        page = words_of(await export(world, reader, "pdf"))

        cells = [cell for sheet in workbook(book) for row in sheet for cell in row]
        for rival in case.NAMES[1:]:
            assert rival not in cells
            assert rival not in page


async def test_an_agreement_that_closed_its_lines_since_closes_the_savings(make: Make) -> None:
    world = await closed(make)
    await make.rows(
        "UPDATE agreements SET confidentiality = 'coopetition' WHERE id = :id", id=world.agreement.id
    )

    assert names_of(await savings(world, await world.member())) == ["O1"]


class TestCallers:
    async def test_strangers_know_nothing_and_who_is_invited_waits(self, make: Make) -> None:
        world = await closed(make)
        stranger = await make.signed_in()
        invited = await make.organisation()
        await make.party(world.agreement, invited, state="invited", joined_on=None)
        reader = await make.signed_in(invited)

        for path in (f"{world.path}/savings", f"{world.path}/savings/export"):
            assert refusal(await stranger.get(path)) == (404, "not_found")
            assert refusal(await reader.get(path)) == (404, "not_found")
        of_agreement = {"agreement_id": str(world.agreement.id), "year": NEXT}
        assert refusal(await stranger.get("/v1/purchases/savings", params=of_agreement)) == (404, "not_found")
        assert refusal(await reader.get("/v1/purchases/savings", params=of_agreement)) == (
            403,
            "purchases_for_parties",
        )
        assert told(await reader.get("/v1/purchases/savings", params={"year": NEXT}))["items"] == []

    async def test_who_left_reads_what_was_known_on_its_last_day(self, make: Make) -> None:
        world = await closed(make)
        await leave(world, days_ago=1, opened=9)
        reader = await world.member()

        body = await savings(world, reader)

        assert (body["state"], body["members"], body["network"]["forecast"]) == ("choice", [], None)
        assert [(lot["state"], lot["supplier_name"]) for lot in body["lots"]] == [("open", None)]
        assert told(await reader.get("/v1/purchases/savings", params={"year": NEXT}))["items"] == []

    async def test_who_left_before_the_closing_reads_the_forecast_of_all_in_an_open_round(
        self, make: Make
    ) -> None:
        world = await closed(make)
        await rebate(world, 853_60)
        await make.rows("ALTER TABLE purchase_lots DISABLE TRIGGER purchase_lots_immutable")
        await make.rows("UPDATE purchase_lots SET decided_at = now() - interval '3 days'")
        await make.rows("ALTER TABLE purchase_lots ENABLE TRIGGER purchase_lots_immutable")
        await leave(world, days_ago=1, opened=9)
        reader = await world.member()

        body = await savings(world, reader)

        assert (body["state"], names_of(body)) == ("orders", list(case.NAMES))
        assert {member["actual"] for member in body["members"]} == {None}
        assert body["network"]["forecast"]["gain_cents"] == case.GAIN
        items = told(await reader.get("/v1/purchases/savings", params={"year": NEXT}))["items"]
        assert [item["actual_cents"] for item in items] == [None] * 8


async def leave(world: Buying, *, days_ago: int, opened: int) -> None:
    """O1 left some days ago a round opened before."""
    await world.make.rows(
        "UPDATE purchase_rounds SET opened_at = now() - make_interval(days => :opened),"
        " needs_closed_at = now() - interval '5 days', quotes_opened_at = now() - interval '4 days' WHERE id = :id",
        opened=opened,
        id=world.round.id,
    )
    await world.make.rows(
        "UPDATE parties SET state = 'left', left_on = :day WHERE agreement_id = :agreement AND organisation_id = :id",
        day=clock.today() - timedelta(days=days_ago),
        agreement=world.agreement.id,
        id=world.parties[0].id,
    )


class TestYear:
    async def test_a_year_counts_its_days_of_each_contract(self, make: Make) -> None:
        world = await closed(make)
        await rebate(world, 853_60)
        reader = await world.member(7)
        mine = {"organisation_id": str(world.parties[7].id)}

        years = [
            told(await reader.get("/v1/purchases/savings", params={**mine, "year": year}))
            for year in (NEXT, NEXT + 1)
        ]

        assert sum(year["forecast_cents"] for year in years) == -220_00
        assert sum(year["actual_cents"] for year in years) == -760_20
        assert [len(year["items"]) for year in years] == [1, 1]
        assert years[0]["complete"] is True
        empty = told(await reader.get("/v1/purchases/savings", params={**mine, "year": NEXT + 2}))
        assert (empty["items"], empty["forecast_cents"], empty["actual_cents"]) == ([], 0, None)

    async def test_every_line_is_read_where_lines_are_open_and_one_s_own_elsewhere(self, make: Make) -> None:
        world = await closed(make)
        reader = await world.member()
        sealed = await closed(make, confidentiality="coopetition")
        await make.party(sealed.agreement, reader.organisation)

        items = told(await reader.get("/v1/purchases/savings", params={"year": NEXT}))["items"]

        assert [item["organisation_name"] for item in items] == list(case.NAMES)
        assert {item["round_id"] for item in items} == {str(world.round.id)}

    async def test_the_coordinator_of_a_sealed_round_is_written_down(self, make: Make) -> None:
        world = await closed(make, confidentiality="aggregates")

        body = told(await world.lead.get("/v1/purchases/savings", params={"year": NEXT}))

        assert sum(item["forecast_cents"] for item in body["items"]) == pytest.approx(
            case.GAIN * 365 / 730, abs=800
        )
        (reading,) = await make.rows("SELECT * FROM purchase_readings")
        assert (reading.operation, len(reading.about)) == ("purchases.list_savings", 8)


# Files


async def export(world: Buying, reader: Member, format_: str) -> bytes:
    answer = await reader.get(f"{world.path}/savings/export", params={"format": format_})
    assert answer.status_code == 200, answer.text
    return bytes(answer.content)


def workbook(content: bytes) -> list[list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def words_of(content: bytes) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(text.split())


class TestFiles:
    async def test_a_page_for_a_board_says_the_whole_the_losses_and_the_sources(self, make: Make) -> None:
        world = await closed(make)
        await rebate(world, 853_60)

        page = words_of(await export(world, world.lead, "pdf"))

        assert "8 organisations économisent ensemble 3 982,60 €" in page
        assert "2 y perdent" in page
        assert "−945,00 €" in page
        assert "Facture 2025" in page
        assert "Données fictives" in page
        assert "Une perte compte comme un gain" in page

    async def test_one_organisation_has_its_own_sentence(self, make: Make) -> None:
        world = await buying(make, stage="orders", confidentiality="aggregates")

        page = words_of(await export(world, await world.member(7), "pdf"))

        assert "O8 devrait perdre 220,00 € (prix : −2,53 % de la référence)." in page

    async def test_the_workbook_holds_every_figure_and_no_formula(self, make: Make) -> None:
        world = await closed(make)
        await make.rows("UPDATE organisations SET name = '=1+1' WHERE id = :id", id=world.parties[0].id)

        members, lines, years, method = workbook(await export(world, world.lead, "xlsx"))

        assert members[1][0] == "=1+1"
        assert [row[5] for row in members[1:]] == [cents / 100 for cents in ACTUAL_GAINS]
        assert lines[1][4:6] == (5.1, "Facture 2025")
        assert lines[1][6].date() == date(2025, 12, 31)
        assert years[0][2:] == (str(NEXT), str(NEXT + 1))
        assert any("Une perte compte comme un gain" in row[0] for row in method)

    async def test_before_the_award_the_page_says_what_is_missing(self, make: Make) -> None:
        world = await buying(make, stage="choice", confidentiality="coopetition")

        page = words_of(await export(world, await world.member(), "pdf"))

        assert "Aucun lot n’est attribué" in page
