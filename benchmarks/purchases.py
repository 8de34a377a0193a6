"""What simulating a lot, comparing the ways to share it and reading its savings cost as members are more.

    .venv/bin/python benchmarks/purchases.py [--members 75,150,300,600] [--items 40] [--rounds 7]

Builds an embedded database in a temporary folder with a round of each size: every member needs every item, at a reference
price, on a quote of four steps per item; lines sealed, so that each reading of the coordinator is written down too. CPU is
this process's, for whole requests called in process: permissions, SQL, arithmetic and JSON; sizes alternate. Exits with 1
when simulating 300 members takes more than 2 s.
"""

import argparse
import asyncio
import io
import json
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import structlog
from directory import machine

from essaim.app import create_app
from essaim.identity.caller import hash_token
from essaim.kit import logs
from essaim.kit.db import make_engine
from essaim.kit.embedded import EmbeddedPostgres
from essaim.kit.preparation import migrate, prepare_embedded
from essaim.settings import Settings

TOKEN = "ess_token_of_the_benchmark_of_purchases"  # noqa: S105 - opens nothing but the benchmark
GOAL_MEMBERS, GOAL = 300, 2.0

LEAD = """
    INSERT INTO organisations (name, is_network, fictional) VALUES ('Réseau mesuré', true, true);
    WITH lead AS (SELECT id FROM organisations),
         someone AS (INSERT INTO persons (name, email) VALUES ('Camille Mesure', 'mesure@exemple.test') RETURNING id),
         mandate AS (INSERT INTO mandates (person_id, organisation_id, role, powers, starts_on)
             SELECT someone.id, lead.id, 'director', '{vote,book,sign,spend}', '2020-01-01' FROM someone, lead RETURNING *)
    INSERT INTO sessions (person_id, mandate_id, token_hash, carrier, expires_at)
        SELECT person_id, id, $token, 'bearer', now() + interval '1 day' FROM mandate;
"""
# The round is written whole behind its guards: what is measured only reads it.
ROUND = """
    INSERT INTO agreements (kind, name, purpose, legal_form, state, starts_on, created_by, confidentiality, fictional)
        SELECT 'pool', 'Achats $members', 'Mesurer', 'agreement', 'active', '2020-01-01', id, 'coopetition', true
        FROM organisations WHERE is_network;
    INSERT INTO organisations (name, fictional) SELECT 'Membre $members/' || n, true FROM generate_series(1, $members) n;
    INSERT INTO parties (agreement_id, organisation_id, role, state, invited_by, joined_on)
        SELECT a.id, o.id, CASE WHEN o.is_network THEN 'lead' ELSE 'party' END, 'accepted', a.created_by, '2020-01-01'
        FROM agreements a, organisations o
        WHERE a.name = 'Achats $members' AND (o.is_network OR o.name LIKE 'Membre $members/%');
    INSERT INTO purchase_rounds (agreement_id, number, title, state, confidentiality, needs_until, quotes_until, award_on,
            starts_on, ends_on, criteria, opened_at, needs_closed_at, quotes_opened_at, created_by, created_by_person)
        SELECT a.id, 1, 'Mesure', 'choice', 'coopetition', today(), today(), today() + 30, today() + 60, today() + 424,
            '[{"code": "price", "kind": "price", "name": "Prix", "weight": 100, "note": null}]', now(), now(), now(),
            a.created_by, p.id
        FROM agreements a, persons p WHERE a.name = 'Achats $members';
    INSERT INTO purchase_lots (agreement_id, round_id, position, name)
        SELECT r.agreement_id, r.id, 1, 'Lot' FROM purchase_rounds r JOIN agreements a ON a.id = r.agreement_id
        WHERE a.name = 'Achats $members';
    INSERT INTO purchase_items (agreement_id, round_id, lot_id, position, name, unit)
        SELECT l.agreement_id, l.round_id, l.id, n, 'Article ' || n, 'boîte'
        FROM purchase_lots l JOIN agreements a ON a.id = l.agreement_id, generate_series(1, $items) n
        WHERE a.name = 'Achats $members';
    INSERT INTO purchase_members (round_id, organisation_id, agreement_id, position, answered_at, answered_by_person)
        SELECT r.id, q.organisation_id, r.agreement_id, row_number() OVER (ORDER BY q.id), now(), r.created_by_person
        FROM purchase_rounds r JOIN agreements a ON a.id = r.agreement_id
        JOIN parties q ON q.agreement_id = a.id AND q.role = 'party' WHERE a.name = 'Achats $members';
    INSERT INTO purchase_needs (item_id, organisation_id, lot_id, round_id, agreement_id, volume, reference_price,
            reference_source, reference_on, stated_by, stated_by_person)
        SELECT i.id, m.organisation_id, i.lot_id, i.round_id, i.agreement_id, 10 + (i.position * 37 + m.position * 101) % 500,
            45000 + (m.position * 271) % 12000, 'Facture', today(), m.organisation_id, m.answered_by_person
        FROM purchase_items i JOIN purchase_members m ON m.round_id = i.round_id
        JOIN agreements a ON a.id = i.agreement_id WHERE a.name = 'Achats $members';
    INSERT INTO purchase_suppliers (agreement_id, name, fictional)
        SELECT id, 'Fournisseur', true FROM agreements WHERE name = 'Achats $members';
    INSERT INTO purchase_quotes (agreement_id, round_id, lot_id, supplier_id, sealed, sealed_sha256, content, opened_at,
            deposited_by, deposited_by_person)
        SELECT l.agreement_id, l.round_id, l.id, s.id, 'x', repeat('0', 64), jsonb_build_object('mode', 'all_units',
            'fixed_cents', 0, 'minimum_cents', null, 'valid_until', today() + 90, 'rebate', null, 'note', null, 'salt', '',
            'prices', (SELECT jsonb_agg(jsonb_build_object('item_id', i.id, 'minimum', null, 'tiers', $tiers::jsonb))
                       FROM purchase_items i WHERE i.lot_id = l.id)), now(), r.created_by, r.created_by_person
        FROM purchase_lots l JOIN purchase_rounds r ON r.id = l.round_id JOIN agreements a ON a.id = l.agreement_id
        JOIN purchase_suppliers s ON s.agreement_id = a.id WHERE a.name = 'Achats $members';
"""


@dataclass(frozen=True)
class Place:
    """A round of one size."""

    members: int
    round_id: UUID
    lot_id: UUID
    quote_id: UUID
    leaver: UUID

    def paths(self) -> dict[str, str]:
        lot = f"/v1/purchases/{self.round_id}/lots/{self.lot_id}"
        return {
            "simulation": f"{lot}/simulation?quote_id={self.quote_id}",
            "simulation, one leaves": f"{lot}/simulation?quote_id={self.quote_id}&without={self.leaver}",
        }


async def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="essaim-purchases-") as temporary:
        folder = Path(temporary)
        await asyncio.to_thread(folder.chmod, 0o755)
        with EmbeddedPostgres(folder / "data") as server:
            prepared = await prepare_embedded(server, "essaim_purchases")
            await migrate(prepared.owner_url)
            places, version = await _fill(server.dsn("essaim_purchases"), options.members, options.items)
            logs.configure("json")
            structlog.configure(logger_factory=structlog.PrintLoggerFactory(io.StringIO()))
            print(f"{machine(version)}; {options.items} items, every member needs each\n")
            engine = make_engine(prepared.app_url, pool_size=2)
            measured = await _measure(
                create_app(Settings(environment="production", answer_within_seconds=60), engine),
                places,
                options,
            )
            await engine.dispose()
    if measured.get(("simulation", GOAL_MEMBERS), 0) > GOAL:
        sys.exit(f"Missed: simulating {GOAL_MEMBERS} members takes more than {GOAL} s.")


async def _fill(dsn: str, sizes: list[int], items: int) -> tuple[list[Place], str]:
    connection = await asyncpg.connect(dsn)
    await connection.execute(LEAD.replace("$token", f"'\\x{hash_token(TOKEN).hex()}'"))
    await connection.execute("SET session_replication_role = replica")
    starts = ((1, 52_000), (5_000, 48_500), (20_000, 44_000), (60_000, 40_500))
    tiers = json.dumps([{"from_volume": start, "unit_price": price} for start, price in starts])
    for size in sizes:
        sql = ROUND.replace("$members", str(size)).replace("$items", str(items))
        await connection.execute(sql.replace("$tiers", f"'{tiers}'"))
    await connection.execute("VACUUM ANALYZE")
    rows = await connection.fetch(
        "SELECT r.id AS round_id, l.id AS lot_id, q.id AS quote_id, count(m.*) AS members,"
        " min(m.organisation_id::text)::uuid AS leaver FROM purchase_rounds r JOIN purchase_lots l ON l.round_id = r.id"
        " JOIN purchase_quotes q ON q.lot_id = l.id JOIN purchase_members m ON m.round_id = r.id"
        " GROUP BY r.id, l.id, q.id ORDER BY members"
    )
    version = await connection.fetchval("SELECT version()")
    await connection.close()
    return [Place(**row) for row in rows], version


async def _measure(
    app: object, places: list[Place], options: argparse.Namespace
) -> dict[tuple[str, int], float]:
    """Median CPU seconds of a request by what is asked and how many members; the first, which compiles, is left out."""
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    headers = {"Authorization": f"Bearer {TOKEN}"}
    measured: dict[tuple[str, int], list[float]] = {}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://essaim.test", headers=headers
    ) as client:
        for round_ in range(options.rounds + 1):
            for place in places:
                for name, path in place.paths().items():
                    began = time.process_time()
                    answer = await client.get(path)
                    spent = time.process_time() - began
                    answer.raise_for_status()
                    if round_:
                        measured.setdefault((name, place.members), []).append(spent)
    print(f"{'CPU seconds, median':<26}" + "".join(f"{place.members:>12}" for place in places))
    medians = {key: statistics.median(times) for key, times in measured.items()}
    for name in places[0].paths():
        print(f"{name:<26}" + "".join(f"{medians[name, place.members]:>12.3f}" for place in places))
    return medians


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--members", type=lambda text: [int(size) for size in text.split(",")], default=[75, 150, 300, 600]
    )
    parser.add_argument("--items", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
