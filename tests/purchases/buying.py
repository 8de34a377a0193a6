"""The world of group purchases, arranged as the owner: a round in any stage, who is asked, what it needs, what suppliers offer.

`world = await buying(make, stage="choice")` is the round of domain.md §8.2, whose exact figures are the constants below.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from essaim.agreements.rulebook import Rulebook
from essaim.kit import clock
from essaim.purchases.rules import pricing
from essaim.purchases.rules.sealing import canonical, purpose
from make import LONG_AGO, Make, Member, Row

STAGES = ("draft", "needs", "quotes", "choice", "orders")

# domain.md §8.2. Volumes in boxes; prices in ten-thousandths of a euro (EUR/4); amounts in cents.
NAMES = ("O1", "O2", "O3", "O4", "O5", "O6", "O7", "O8")
VOLUMES = (1200, 800, 2400, 600, 1500, 950, 450, 2200)
TOTAL_VOLUME = 10_100
REFERENCES = (51_000, 53_500, 43_000, 56_000, 49_500, 52_000, 58_000, 39_500)
TIERS_A = ((1, 52_000), (2_500, 48_500), (5_000, 44_000), (10_000, 40_500))
TIERS_B = ((1, 50_500), (3_000, 47_000), (6_000, 44_800), (12_000, 39_800))
REBATE_A = {"paid_to": "members", "steps": [{"from_cents": 40_000_00, "rate_bp": 200}]}
CRITERIA: list[dict[str, Any]] = [
    {"code": "price", "kind": "price", "name": "Prix", "weight": 60, "note": None},
    {"code": "quality", "kind": "quality", "name": "Qualité", "weight": 20, "note": None},
    {"code": "rse", "kind": "environment", "name": "RSE", "weight": 20, "note": None},
]
# Hundredths of a point.
MARKS_A = {
    "quality": {"points": 1500, "why": "Épaisseur conforme"},
    "rse": {"points": 1800, "why": "Recyclés"},
}
MARKS_B = {"quality": {"points": 1700, "why": "Plus résistants"}, "rse": {"points": 1100, "why": "Importés"}}

UNIT_PRICES = {"A": 40_500, "B": 44_800}
SCORES = {"A": 93_00, "B": 82_24}
SPEND = 40_905_00
REFERENCE_SPEND = 47_745_00
GAIN = 6_840_00
GAIN_BP = 14_33
GAINS = (1_260_00, 1_040_00, 600_00, 930_00, 1_350_00, 1_092_50, 787_50, -220_00)
REBATE = 818_10
REBATES = (97_20, 64_80, 194_40, 48_60, 121_50, 76_95, 36_45, 178_20)
NET_GAIN = 7_658_10
NET_GAIN_O8 = -41_80
# Simulation: O8 opts out, then O3 too. Volume, price, gain, its part of the reference spend.
WITHOUT_O8 = (7_900, 44_000, 4_295_00, 11_00)
GAIN_O3_WITHOUT_O8 = -240_00
WITHOUT_O8_O3 = (5_500, 44_000, 4_535_00, 15_78)
INCREMENTAL = 47_528_85
ORDERED = (1150, 800, 2350, 560, 1440, 900, 400, 2100)
ORDERED_VOLUME = 9_700
EXTRA = 3_395_00
EXTRA_BY_ORDERS = (402_50, 280_00, 822_50, 196_00, 504_00, 315_00, 140_00, 735_00)
SHORTFALLS = (50, 0, 50, 40, 60, 50, 50, 100)


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def told(answer: httpx.Response, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def match(seen: Mapping[str, Any]) -> dict[str, str]:
    return {"If-Match": f'"{seen["version"]}"'}


@dataclass
class Buying:
    """A round and what it is made of. `lead` coordinates; `parties` are those asked, in their order (the order of cents)."""

    make: Make
    lead: Member
    parties: list[Row]
    agreement: Row
    round: Row
    lots: list[Row] = field(default_factory=list)
    items: list[Row] = field(default_factory=list)
    suppliers: dict[str, Row] = field(default_factory=dict)
    quotes: dict[str, Row] = field(default_factory=dict)
    _people: dict[UUID, Member] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"/v1/purchases/{self.round.id}"

    @property
    def lot(self) -> Row:
        return self.lots[0]

    @property
    def item(self) -> Row:
        return self.items[0]

    @property
    def lot_path(self) -> str:
        return f"{self.path}/lots/{self.lot.id}"

    async def member(self, place: int = 0) -> Member:
        """The director of one of those asked, signed in once."""
        organisation = self.parties[place]
        if organisation.id not in self._people:
            self._people[organisation.id] = await self.make.signed_in(organisation)
        return self._people[organisation.id]

    async def read(self, reader: Member | None = None) -> dict[str, Any]:
        return told(await (reader or self.lead).get(self.path))

    async def again(self) -> Row:
        """The round as it is stored now."""
        (self.round,) = await self.make.rows("SELECT * FROM purchase_rounds WHERE id = :id", id=self.round.id)
        return self.round

    async def lot_with(self, name: str, *items: tuple[str, str]) -> Row:
        """One lot more, of items (name, unit); the round is a draft or surveys needs."""
        lot = await self.make.row(
            "purchase_lots",
            agreement_id=self.agreement.id,
            round_id=self.round.id,
            position=len(self.lots) + 1,
            name=name,
        )
        self.lots.append(lot)
        for position, (item, unit) in enumerate(items, 1):
            row = await self.make.row(
                "purchase_items",
                agreement_id=self.agreement.id,
                round_id=self.round.id,
                lot_id=lot.id,
                position=position,
                name=item,
                unit=unit,
            )
            self.items.append(row)
        return lot

    async def ask(self, organisation: Row, *, answered: bool = False) -> Row:
        """One organisation more among those asked."""
        asked = await self.make.count("purchase_members", "round_id = :id", id=self.round.id)
        row = await self.make.row(
            "purchase_members",
            round_id=self.round.id,
            organisation_id=organisation.id,
            agreement_id=self.agreement.id,
            position=asked + 1,
        )
        if answered:
            await self.answered(organisation)
        return row

    async def answered(self, organisation: Row) -> None:
        await self.make.rows(
            "UPDATE purchase_members SET answered_at = now(), answered_by_person = :person"
            " WHERE round_id = :round AND organisation_id = :organisation",
            person=self.lead.person.id,
            round=self.round.id,
            organisation=organisation.id,
        )

    async def need(
        self, organisation: Row, volume: int, reference: int | None = None, item: Row | None = None
    ) -> None:
        """What one organisation needs of an item, with the price it pays today (EUR/4) if it knows it."""
        wanted = item or self.item
        known = {
            "reference_price": reference,
            "reference_source": "Facture 2025",
            "reference_on": date(2025, 12, 31),
        }
        await self.make.row(
            "purchase_needs",
            item_id=wanted.id,
            organisation_id=organisation.id,
            lot_id=wanted.lot_id,
            round_id=self.round.id,
            agreement_id=self.agreement.id,
            volume=volume,
            stated_by=organisation.id,
            stated_by_person=self.lead.person.id,
            **(known if reference is not None else {}),
        )
        await self.answered(organisation)

    async def supplier(self, name: str, **values: Any) -> Row:
        row = await self.make.row(
            "purchase_suppliers", agreement_id=self.agreement.id, name=name, fictional=True, **values
        )
        self.suppliers[name] = row
        return row

    async def quote(
        self,
        name: str,
        tiers: Sequence[tuple[int, int]] | Mapping[UUID, Sequence[tuple[int, int]]],
        lot: Row | None = None,
        **content: Any,
    ) -> Row:
        """A sealed quote for a lot, the round being in `quotes`. `tiers`: of every item alike, or by item."""
        wanted = lot or self.lot
        given = {
            "mode": "all_units",
            "fixed_cents": 0,
            "minimum_cents": None,
            "valid_until": (self.round.award_on + timedelta(days=60)).isoformat(),
            "rebate": None,
            "note": None,
            "prices": [
                {
                    "item_id": str(item.id),
                    "minimum": None,
                    "tiers": [
                        {"from_volume": start, "unit_price": price}
                        for start, price in (tiers[item.id] if isinstance(tiers, Mapping) else tiers)
                    ],
                }
                for item in self.items
                if item.lot_id == wanted.id
            ],
            "salt": secrets.token_hex(16),
            **content,
        }
        text = canonical(given)
        seal = self.make.app.state.settings.seal
        supplier = self.suppliers.get(name) or await self.supplier(name)
        row = await self.make.row(
            "purchase_quotes",
            agreement_id=self.agreement.id,
            round_id=self.round.id,
            lot_id=wanted.id,
            supplier_id=supplier.id,
            sealed=seal.close(text, purpose(wanted.id, supplier.id)),
            sealed_sha256=hashlib.sha256(text).hexdigest(),
            deposited_by=self.lead.organisation.id,
            deposited_by_person=self.lead.person.id,
        )
        self.quotes[name] = row
        return row

    async def open_quotes(self) -> None:
        """From `quotes` to `choice`: what was sealed is read."""
        seal = self.make.app.state.settings.seal
        for name, quote in self.quotes.items():
            text = seal.open(quote.sealed, purpose(quote.lot_id, quote.supplier_id)).decode()
            (self.quotes[name],) = await self.make.rows(
                "UPDATE purchase_quotes SET content = CAST(:content AS jsonb), opened_at = now() WHERE id = :id RETURNING *",
                content=text,
                id=quote.id,
            )
        await self.move("choice", quotes_opened_at=datetime.now(UTC))

    async def mark(self, name: str, marks: Mapping[str, Any]) -> None:
        (self.quotes[name],) = await self.make.rows(
            "UPDATE purchase_quotes SET marks = CAST(:marks AS jsonb), marked_at = now(), marked_by_person = :person"
            " WHERE id = :id RETURNING *",
            marks=json.dumps(marks),
            person=self.lead.person.id,
            id=self.quotes[name].id,
        )

    async def publish(self, moment: str = "needs", *, withheld: bool = False) -> None:
        """The total of each item, told (or not) at this moment, whatever the rules say."""
        source = "purchase_commitments" if moment == "award" else "purchase_needs"
        told_of = "NULL" if withheld else "{}"
        await self.make.rows(
            "INSERT INTO purchase_publications (item_id, moment, round_id, agreement_id, volume, contributors, reference_cents)"
            f" SELECT i.id, :moment, i.round_id, i.agreement_id, {told_of.format('sum(n.volume)')},"
            f" {told_of.format('count(n.volume)')}, {told_of.format('sum(n.volume * n.reference_price) / 100')}"
            f" FROM purchase_items i LEFT JOIN {source} n ON n.item_id = i.id WHERE i.round_id = :round GROUP BY i.id",
            moment=moment,
            round=self.round.id,
        )

    async def opt_out(self, organisation: Row, lot: Row | None = None) -> None:
        await self.make.row(
            "purchase_opt_outs",
            lot_id=(lot or self.lot).id,
            organisation_id=organisation.id,
            round_id=self.round.id,
            agreement_id=self.agreement.id,
            person_id=self.lead.person.id,
        )

    async def award(self, name: str = "A", lot: Row | None = None) -> Row:
        """Award a lot at the same price for all; the round then orders when every lot is decided."""
        wanted = lot or self.lot
        quote = self.quotes[name]
        offer = pricing.offer_of(quote.content)
        needs = await self.make.rows(
            "SELECT n.*, m.position FROM purchase_needs n JOIN purchase_members m USING (round_id, organisation_id)"
            " WHERE n.lot_id = :lot AND NOT EXISTS (SELECT FROM purchase_opt_outs o WHERE o.lot_id = n.lot_id"
            "   AND o.organisation_id = n.organisation_id) ORDER BY m.position",
            lot=wanted.id,
        )
        buyers: dict[UUID, dict[UUID, int]] = {}
        for need in needs:
            buyers.setdefault(need.organisation_id, {})[need.item_id] = need.volume
        bills = dict(zip(buyers, pricing.same_price(offer, list(buyers.values())), strict=True))
        for need in needs:
            await self.make.row(
                "purchase_commitments",
                item_id=need.item_id,
                organisation_id=need.organisation_id,
                lot_id=wanted.id,
                round_id=self.round.id,
                agreement_id=self.agreement.id,
                volume=need.volume,
                reference_price=need.reference_price,
                reference_source=need.reference_source,
                reference_on=need.reference_on,
                cents=bills[need.organisation_id].items[need.item_id],
            )
        for item_id, volume in pricing.total(list(buyers.values())).items():
            await self.make.row(
                "purchase_positions",
                item_id=item_id,
                lot_id=wanted.id,
                round_id=self.round.id,
                agreement_id=self.agreement.id,
                committed_volume=volume,
            )
        (awarded,) = await self.make.rows(
            "UPDATE purchase_lots SET state = 'awarded', quote_id = :quote, decided_at = now(), decided_by = :lead,"
            " decided_by_person = :person, reason = 'Mieux classée', certificate = '{}', hash = :hash, version = version + 1"
            " WHERE id = :id RETURNING *",
            quote=quote.id,
            lead=self.lead.organisation.id,
            person=self.lead.person.id,
            hash=hashlib.sha256(str(wanted.id).encode()).hexdigest(),
            id=wanted.id,
        )
        self.lots = [awarded if one.id == wanted.id else one for one in self.lots]
        if all(one.state != "open" for one in self.lots):
            await self.move("orders")
        return awarded

    async def order(self, organisation: Row, volume: int, item: Row | None = None, **values: Any) -> Row:
        wanted = item or self.item
        given = {"ordered_on": clock.today(), "declared_by": organisation.id}
        return await self.make.row(
            "purchase_orders",
            agreement_id=self.agreement.id,
            round_id=self.round.id,
            lot_id=wanted.lot_id,
            item_id=wanted.id,
            organisation_id=organisation.id,
            volume=volume,
            declared_by_person=self.lead.person.id,
            fictional=True,
            **{**given, **values},
        )

    async def move(self, state: str, **values: Any) -> Row:
        """The round at another stage, whatever the calendar says."""
        changes = "".join(f", {name} = :{name}" for name in values)
        (self.round,) = await self.make.rows(
            f"UPDATE purchase_rounds SET state = :state, version = version + 1{changes} WHERE id = :id RETURNING *",
            state=state,
            id=self.round.id,
            **values,
        )
        return self.round

    async def adopt(self, **rules: Any) -> Row:
        """Rules in force since long ago, such as `purchasing={"vote_from_cents": 0}`."""
        book = Rulebook.model_validate({"confidentiality": self.agreement.confidentiality, **rules})
        return await self.make.row(
            "agreement_rules",
            agreement_id=self.agreement.id,
            number=1 + await self.make.count("agreement_rules", "agreement_id = :id", id=self.agreement.id),
            state="adopted",
            content=book.model_dump_json(),
            note="Achats groupés",
            proposed_by=self.lead.organisation.id,
            proposed_by_person=self.lead.person.id,
            basis="founding",
            adopted_at=self.agreement.created_at,
            in_force_from=LONG_AGO,
        )


async def buying(
    make: Make,
    *,
    stage: str = "needs",
    confidentiality: str = "open",
    names: Sequence[str] = NAMES,
    volumes: Sequence[int | None] = VOLUMES,
    references: Sequence[int | None] = REFERENCES,
    neutral: bool = True,
    quotes: bool = True,
    **values: Any,
) -> Buying:
    """The round of §8.2 at a stage (`STAGES`): one lot of one item, needs stated, quotes A and B, A awarded at `orders`.

    `volumes`: null, it has not answered; at the stage `draft` nobody has. `neutral`: the lead is APOGÉES, which is not asked; else
    the first of `names` leads. `quotes=False`: no supplier; deposit them by `world.quote` while the stage is `quotes`.
    From `quotes` on, the totals of needs are published (all told, whatever the rules: see `publish`).
    `values`: columns of the round.
    """
    parties = [await make.organisation(name) for name in names]
    leading = await make.network("APOGÉES") if neutral else parties[0]
    others = parties if neutral else parties[1:]
    lead = await make.signed_in(leading)
    agreement = await make.pool(leading, *others, confidentiality=confidentiality, name="Achats APOGÉES")
    round_ = await round_of(make, lead, agreement, stage, **values)
    world = Buying(make, lead, parties, agreement, round_)
    await world.lot_with("Gants", ("Gants nitrile", "boîte de 100"))
    for organisation in parties:
        await world.ask(organisation)
    if stage == "draft":
        return world
    for organisation, volume, reference in zip(parties, volumes, references, strict=True):
        if volume is not None:
            await world.need(organisation, volume, reference)
    if stage == "needs":
        return world
    await world.move("quotes", needs_closed_at=datetime.now(UTC))
    await world.publish()
    if quotes:
        await world.quote("A", TIERS_A, rebate=REBATE_A)
        await world.quote("B", TIERS_B)
    if stage == "quotes":
        return world
    await world.open_quotes()
    if quotes:
        await world.mark("A", MARKS_A)
        await world.mark("B", MARKS_B)
    if stage == "orders":
        await world.award("A")
    return world


async def round_of(make: Make, lead: Member, agreement: Row, stage: str = "needs", **values: Any) -> Row:
    """A round of an agreement that this member leads, as a draft or surveying needs."""
    opened = {} if stage == "draft" else {"opened_at": datetime.now(UTC)}
    today = clock.today()
    return await make.row(
        "purchase_rounds",
        **{
            "agreement_id": agreement.id,
            "number": 1 + await make.count("purchase_rounds", "agreement_id = :id", id=agreement.id),
            "title": "Gants nitrile",
            "state": "draft" if stage == "draft" else "needs",
            "confidentiality": agreement.confidentiality,
            "needs_until": today,
            "quotes_until": today,
            "award_on": today + timedelta(days=10),
            "starts_on": today + timedelta(days=20),
            "ends_on": today + timedelta(days=384),
            "criteria": json.dumps(CRITERIA, ensure_ascii=False),
            "created_by": lead.organisation.id,
            "created_by_person": lead.person.id,
            "fictional": True,
            **opened,
            **values,
        },
    )


async def one_of_each(make: Make, pool: Row, director: Member, neighbour: Row) -> dict[str, Any]:
    """A round of two lots, one awarded and ordered, one to be chosen; one row in every table. The ids, by name."""
    parties = [director.organisation, neighbour]
    world = Buying(make, director, parties, pool, await round_of(make, director, pool))
    awarded = await world.lot_with("Gants", ("Gants nitrile", "boîte de 100"))
    chosen = await world.lot_with("Masques", ("Masques", "boîte de 50"))
    for party in parties:
        await world.ask(party)
        for item in world.items:
            await world.need(party, 100, 50_000, item)
    proof = await make.row(
        "purchase_documents",
        round_id=world.round.id,
        agreement_id=pool.id,
        kind="specification",
        title="Cahier des charges",
        file_name="cahier.txt",
        media_type="text/plain",
        sha256=hashlib.sha256(b"cahier").hexdigest(),
        size=6,
        content=b"cahier",
        added_by=director.organisation.id,
        added_by_person=director.person.id,
    )
    await world.move("quotes", needs_closed_at=datetime.now(UTC))
    await world.publish()
    supplier = await world.supplier("Fournisseur A")
    await world.quote("Fournisseur A", TIERS_A, awarded)
    await world.open_quotes()
    await world.award("Fournisseur A", awarded)
    await world.move("quotes")
    quote = await world.quote("Fournisseur A", TIERS_A, chosen)
    await world.open_quotes()
    await world.mark("Fournisseur A", MARKS_A)
    await world.opt_out(neighbour, chosen)
    order = await world.order(director.organisation, 10, world.items[0])
    await _accounted(make, world, neighbour)
    return {
        "round_id": world.round.id,
        "lot_id": chosen.id,
        "awarded_lot_id": awarded.id,
        "item_id": world.items[0].id,
        "supplier_id": supplier.id,
        "quote_id": quote.id,
        "order_id": order.id,
        "round_document_id": proof.id,
    }


async def _accounted(make: Make, world: Buying, party: Row) -> None:
    """What a closing and a rebate would write of the first item, and a reading of it."""
    of_round = {"round_id": world.round.id, "agreement_id": world.agreement.id}
    of_lot = {"lot_id": world.lot.id, **of_round}
    await make.row(
        "purchase_results",
        item_id=world.item.id,
        organisation_id=party.id,
        committed_volume=100,
        ordered_volume=0,
        delivered_volume=0,
        committed_cents=0,
        invoiced_cents=0,
        actual_cents=0,
        adjustment_cents=0,
        **of_lot,
    )
    who = {"recorded_by": world.lead.organisation.id, "recorded_by_person": world.lead.person.id}
    rebate = await make.row(
        "purchase_rebates",
        turnover_cents=100,
        expected_cents=1,
        received_cents=1,
        received_on=clock.today(),
        kept_cents=0,
        **who,
        **of_lot,
    )
    await make.row(
        "purchase_rebate_shares",
        rebate_id=rebate.id,
        organisation_id=party.id,
        spend_cents=100,
        cents=1,
        **of_lot,
    )
    await make.row(
        "purchase_readings",
        organisation_id=world.lead.organisation.id,
        person_id=world.lead.person.id,
        operation="purchases.list_needs",
        granted=True,
        about=[party.id],
        **of_round,
    )
