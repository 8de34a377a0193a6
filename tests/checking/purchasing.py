"""What the small society buys together: ten boxes wanted, nine ordered, the step missed, a rebate given back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checking.society import Society

CALENDAR = {
    "needs_until": date(2027, 1, 31),
    "quotes_until": date(2027, 2, 28),
    "award_on": date(2027, 3, 15),
    "starts_on": date(2027, 4, 1),
    "ends_on": date(2028, 3, 31),
}
MARCH = datetime(2027, 3, 1, 9, tzinfo=UTC)
# What each wants, ordered, paid at the award, and was given back of a rebate of 1.00, a tenth of it kept.
WANTED = {"B": 4, "C": 3, "D": 3}
ORDERED = {"B": 4, "C": 3, "D": 2}
COMMITTED = {"B": 1_600, "C": 1_200, "D": 1_200}
GIVEN_BACK = {"B": 32, "C": 24, "D": 34}
SHORT = 900
"""Nine boxes at 5.00 instead of 4.00: D alone is short, and bears it."""


async def purchase(society: Society) -> None:
    """B, C and D buy boxes at 5.00, 4.00 from ten on; A coordinates."""
    await _survey(society)
    await _quote(society)
    await _award(society)
    await _order(society)
    await _close(society)
    await _bill(society)


async def _move(society: Society, state: str, *also: str) -> None:
    instants = "".join(f", {name} = now()" for name in also)
    await society.do(
        f"UPDATE purchase_rounds SET state = :state{instants} WHERE id = :id",
        "A",
        state=state,
        id=society.ids["purchase"],
    )


def _place(society: Society, *, item: bool = True) -> dict[str, Any]:
    within = {"agreement_id": "=pool", "round_id": "=purchase", "lot_id": "=lot"}
    return {**within, "item_id": "=item"} if item else within


async def _survey(society: Society) -> None:
    await society.add(
        "purchase",
        "purchase_rounds",
        "A",
        agreement_id="=pool",
        number=1,
        title="Gants",
        state="needs",
        confidentiality="aggregates",
        shortfall="by_shortfall",
        rebate_kept_bp=1_000,
        criteria="[]",
        opened_at=MARCH,
        created_by="=A",
        created_by_person="=person A",
        **CALENDAR,
    )
    within = {"agreement_id": "=pool", "round_id": "=purchase"}
    await society.add("lot", "purchase_lots", "A", **within, position=1, name="Gants")
    await society.add(
        "item", "purchase_items", "A", **within, lot_id="=lot", position=1, name="Gants", unit="boîte"
    )
    for place, (who, volume) in enumerate(WANTED.items(), 1):
        await society.add(None, "purchase_members", "A", **within, organisation_id=f"={who}", position=place)
        await society.add(
            None,
            "purchase_needs",
            who,
            **_place(society),
            organisation_id=f"={who}",
            volume=volume,
            reference_price=51_000,
            reference_source="Facture",
            reference_on=date(2026, 12, 31),
            stated_by=f"={who}",
            stated_by_person=f"=person {who}",
        )
    await _tell(society, "needs", sum(WANTED.values()))


async def _tell(society: Society, moment: str, volume: int) -> None:
    await society.add(
        None,
        "purchase_publications",
        "A",
        agreement_id="=pool",
        round_id="=purchase",
        item_id="=item",
        moment=moment,
        volume=volume,
        contributors=3,
        reference_cents=volume * 510,
    )


async def _quote(society: Society) -> None:
    await _move(society, "quotes", "needs_closed_at")
    await society.add(
        "supplier", "purchase_suppliers", "A", agreement_id="=pool", name="Fournisseur", fictional=True
    )
    await society.add(
        "quote",
        "purchase_quotes",
        "A",
        **_place(society, item=False),
        supplier_id="=supplier",
        sealed=b"sealed",
        sealed_sha256="0" * 64,
        deposited_by="=A",
        deposited_by_person="=person A",
    )
    content = {
        "mode": "all_units",
        "fixed_cents": 0,
        "minimum_cents": None,
        "prices": [
            {
                "item_id": str(society.ids["item"]),
                "tiers": [
                    {"from_volume": 1, "unit_price": 50_000},
                    {"from_volume": 10, "unit_price": 40_000},
                ],
            }
        ],
    }
    await society.do(
        "UPDATE purchase_quotes SET content = CAST(:content AS jsonb), opened_at = now() WHERE id = :id",
        "A",
        content=json.dumps(content),
        id=society.ids["quote"],
    )
    await _move(society, "choice", "quotes_opened_at")


async def _award(society: Society) -> None:
    for who, volume in WANTED.items():
        await society.add(
            None,
            "purchase_commitments",
            "A",
            **_place(society),
            organisation_id=f"={who}",
            volume=volume,
            reference_price=51_000,
            cents=COMMITTED[who],
        )
    await society.add(
        None, "purchase_positions", "A", **_place(society), committed_volume=sum(WANTED.values())
    )
    await society.do(
        "UPDATE purchase_lots SET state = 'awarded', quote_id = :quote, decided_at = now(), decided_by = :a,"
        " decided_by_person = :person, hash = repeat('0', 64) WHERE id = :id",
        "A",
        quote=society.ids["quote"],
        a=society.ids["A"],
        person=society.ids["person A"],
        id=society.ids["lot"],
    )
    await _tell(society, "award", sum(WANTED.values()))
    await _move(society, "orders")


async def _order(society: Society) -> None:
    for who, volume in ORDERED.items():
        await society.add(
            f"order {who}",
            "purchase_orders",
            who,
            **_place(society),
            organisation_id=f"={who}",
            volume=volume,
            ordered_on=date(2027, 6, 1),
            declared_by=f"={who}",
            declared_by_person=f"=person {who}",
        )


async def _close(society: Society) -> None:
    for who, volume in ORDERED.items():
        adjustment = SHORT if who == "D" else 0
        await society.add(
            None,
            "purchase_results",
            "A",
            **_place(society),
            organisation_id=f"={who}",
            committed_volume=WANTED[who],
            ordered_volume=volume,
            delivered_volume=volume,
            reference_price=51_000,
            committed_cents=COMMITTED[who],
            invoiced_cents=volume * 400,
            adjustment_cents=adjustment,
            actual_cents=volume * 400 + adjustment,
        )
    await society.do(
        "UPDATE purchase_lots SET state = 'closed', closed_at = now() WHERE id = :id",
        "A",
        id=society.ids["lot"],
    )
    await _tell(society, "closing", sum(ORDERED.values()))
    await _move(society, "closed", "closed_at")
    given = sum(GIVEN_BACK.values())
    await society.add(
        "rebate",
        "purchase_rebates",
        "A",
        **_place(society, item=False),
        turnover_cents=4_500,
        expected_cents=100,
        received_cents=100,
        kept_cents=100 - given,
        received_on=date(2028, 4, 30),
        recorded_by="=A",
        recorded_by_person="=person A",
    )
    for who, cents in GIVEN_BACK.items():
        await society.add(
            None,
            "purchase_rebate_shares",
            "A",
            **_place(society, item=False),
            rebate_id="=rebate",
            organisation_id=f"={who}",
            spend_cents=ORDERED[who] * 400 + (SHORT if who == "D" else 0),
            cents=cents,
        )


async def _bill(society: Society) -> None:
    """The extra that D owes, and the rebate of each, as statements on the ledger."""
    for name, purpose, owner, minimum in (
        ("due D", "due", "D", None),
        ("payable B", "payable", "B", 0),
    ):
        await society.add(
            name,
            "ledger_accounts",
            agreement_id="=pool",
            purpose=purpose,
            organisation_id=f"={owner}",
            unit="EUR/2",
            minimum_balance=minimum,
        )
    await society.post("extra", "charge", [("due D", "income", SHORT)])
    await society.post(
        "rebates", "charge", [("income", f"payable {who}", cents) for who, cents in GIVEN_BACK.items()]
    )
    asked = [("D", "adjustment", SHORT, "extra")]
    asked += [(who, "credit", -cents, "rebates") for who, cents in GIVEN_BACK.items()]
    for number, (who, kind, cents, posted) in enumerate(asked, 4):
        await society.add(
            f"{kind} {who} of the purchase",
            "statements",
            "A",
            agreement_id="=pool",
            number=number,
            reference=f"2028-{number:04}",
            organisation_id=f"={who}",
            issuer_id="=A",
            kind=kind,
            title="Gants",
            purchase_round_id="=purchase",
            starts_on=CALENDAR["starts_on"],
            ends_on=CALENDAR["ends_on"],
            issued_on=date(2028, 5, 1),
            due_on=date(2028, 5, 31),
            amount_cents=cents,
            vat_category="out_of_scope",
            issuer="{}",
            payer="{}",
            lines="[]",
            transaction_id=f"={posted}",
            issued_by_person="=person A",
        )
