"""Who may do what: every operation of the contract as every kind of caller.

Expected answers stand in `docs/rights.csv`, one line per operation; a new operation without a line fails here. Objects belong to the
organisation “ours”; `neighbour` is a party of our agreements and a member of our network, `invited` is asked
to join our pool and has not answered, `former` was a party of our pool until June 2026, `rival` leads another
agreement and is none of these.
A cell is `yes` (the request passes the checks of rights, whatever then becomes of it), or the refusal's status.
"""

import csv
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from asyncpg import Range
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from essaim.identity.caller import hash_token
from governed import govern
from make import Make, Member, Row
from purchases.buying import one_of_each
from sampling import Sampler, operations

RIGHTS = Path(__file__).parent.parent / "docs" / "rights.csv"
ACTORS = (
    "anonymous",
    "without_mandate",
    "reader",
    "staff",
    "staff_without_power",
    "coordinator",
    "director",
    "neighbour",
    "invited",
    "former",
    "rival",
)
DENIALS = {401, 403, 404}
MORNING = (datetime.now(UTC) + timedelta(days=30)).replace(hour=9, minute=0, second=0, microsecond=0)
INVITATION = "ess_matrix_invitation_of_a_colleague"
IN_A_YEAR = datetime.now(UTC) + timedelta(days=365)


@dataclass
class World:
    """Ours, a neighbour, a rival; one of each thing that can be named in an address; a client per actor."""

    ids: dict[str, Any]
    clients: dict[str, httpx.AsyncClient]


async def build_world(make: Make) -> World:
    ours = await make.network("Notre réseau")
    neighbour = await make.organisation("Voisin")
    rival = await make.organisation("Rival")
    director = await make.signed_in(ours, "director")
    guest = await make.organisation("Invité")
    former = await make.organisation("Ancien membre")
    await make.pool(rival, await make.organisation("Partenaire du rival"))
    ids = await _things(make, ours, neighbour, guest, former, director)
    lonely = await make.signed_in(rival, "reader", starts_on=date(2020, 1, 1), ends_on=date(2020, 2, 1))
    clients = {
        "anonymous": make.client(),
        "without_mandate": lonely.client,
        "reader": (await make.signed_in(ours, "reader", powers=[])).client,
        "staff": (await make.signed_in(ours, "staff", powers=["book"])).client,
        "staff_without_power": (await make.signed_in(ours, "staff", powers=[])).client,
        "coordinator": (await make.signed_in(ours, "coordinator")).client,
        "director": director.client,
        "neighbour": (await make.signed_in(neighbour, "director")).client,
        "invited": (await make.signed_in(guest, "director")).client,
        "former": (await make.signed_in(former, "director")).client,
        "rival": (await make.signed_in(rival, "director")).client,
    }
    return World(ids, clients)


async def _things(
    make: Make, ours: Row, neighbour: Row, guest: Row, former: Row, director: Member
) -> dict[str, Any]:
    """One of each thing an address can name, by the name of its path parameter."""
    applicant = await make.organisation("Candidat")
    member = await make.membership(ours, neighbour)
    waiting = await make.membership(ours, applicant, state="requested", starts_on=date(2027, 1, 1))
    benefit = await make.benefit(ours)
    pool = await make.pool(ours, neighbour)
    partnership = await make.partnership(ours, neighbour)
    party = await make.party(pool, guest, state="invited", joined_on=None)
    asking = await make.party(pool, applicant, state="requested", joined_on=None)
    joinable = await make.pool(ours, open_to_requests=True)
    governed = await govern(make, pool, director, neighbour, former)
    bought = await one_of_each(make, pool, director, neighbour)
    resource = await make.resource(ours)
    share = await make.share(resource, agreement=pool)
    await make.share(resource, network=ours)
    colleague = await make.mandate(await make.person("Collègue"), ours, "staff")
    session = (await make.rows("SELECT id FROM sessions WHERE person_id = :p", p=director.person.id))[0]
    invitation = await make.row(
        "invitations",
        organisation_id=ours.id,
        invited_by=director.person.id,
        email="invitee@exemple.test",
        role="staff",
        token_hash=hash_token(INVITATION),
        expires_at=IN_A_YEAR,
    )
    await make.row(
        "figures", organisation_id=ours.id, kind="beds", value=1, valid_on=date(2026, 1, 1), source="Inventé"
    )
    site = await make.row("sites", organisation_id=ours.id, name="Siège")
    commitment = await make.row(
        "commitments",
        agreement_id=partnership.id,
        promiser_id=ours.id,
        side="a",
        title="Journées",
        unit="jour",
        quantity=1,
        unit_value_cents=100,
        valuation_source="Inventé",
    )
    document = await make.row(
        "agreement_documents",
        agreement_id=pool.id,
        kind="charter",
        title="Charte",
        file_name="charte.txt",
        media_type="text/plain",
        sha256=hashlib.sha256(b"charte").hexdigest(),
        size=6,
        content=b"charte",
        added_by=ours.id,
        added_by_person=director.person.id,
    )
    register = await make.row(
        "imports",
        organisation_id=ours.id,
        person_id=director.person.id,
        format="rna",
        file_name="rna.csv",
        size=1,
        dry_run=True,
        state="done",
    )
    booking = await make.row(
        "bookings",
        resource_id=resource.id,
        organisation_id=ours.id,
        booked_by=director.person.id,
        during=Range(MORNING, MORNING + timedelta(hours=2)),
        quantity=1,
        state="requested",
        cost_cents=0,
    )
    return {
        "organisation_id": ours.id,
        "network_id": ours.id,
        "membership_id": waiting.id,
        "active_membership_id": member.id,
        "benefit_id": benefit.id,
        "agreement_id": pool.id,
        "pool_id": pool.id,
        "partnership_id": partnership.id,
        "party_id": party.id,
        "document_id": document.id,
        "commitment_id": commitment.id,
        "resource_id": resource.id,
        "share_id": share.id,
        "booking_id": booking.id,
        "mandate_id": colleague.id,
        "session_id": session.id,
        "invitation_id": invitation.id,
        "import_id": register.id,
        "site_id": site.id,
        "applicant_id": applicant.id,
        "guest_id": guest.id,
        "invitation_token": INVITATION,
        "newcomer_name": "Nouvelle Personne",
        "newcomer_password": "une phrase bien longue",
        "kind": "beds",
        "valid_on": "2026-01-01",
        "neighbour_id": neighbour.id,
        "ours_id": ours.id,
        "rules_id": governed["rules"].id,
        "decision_id": governed["decision"].id,
        "secret_id": governed["secret"].id,
        "proxy_id": governed["proxy"].id,
        "account_id": governed["income"].id,
        "due_id": governed["due"].id,
        "transaction_id": governed["charge"].id,
        "contribution_id": governed["transaction"].id,
        "fund_id": governed["fund"].id,
        "call_id": governed["call"].id,
        "project_id": governed["draft"].id,
        "committed_id": governed["project"].id,
        "payment_id": governed["payment"].id,
        "left_id": governed["left"].id,
        "asking_id": asking.id,
        "open_agreement_id": joinable.id,
        "instalment_id": governed["instalment"].id,
        "allocation_id": governed["allocation"].id,
        "line_id": governed["line"].id,
        "opinion_id": governed["opinion"].id,
        "basis_kind": "figure",
        "code": "beds",
        "purpose": "income",
        "statement_id": governed["statement"].id,
        "statement_payment_id": governed["statement_payment"].id,
        "settlement_id": governed["netting"].id,
        "transfer_id": governed["transfer"].id,
        "bank_account_id": governed["bank_account"].id,
        "debit_mandate_id": governed["mandate"].id,
        "file_id": governed["payment_file"].id,
        "bank_line_id": governed["bank_line"].id,
        **bought,
    }


# What a body names besides its shape, and addresses that need another thing than the usual one.
BODIES: dict[str, dict[str, str]] = {
    "identity.act_for": {"organisation_id": "organisation_id"},
    "identity.preview_invitation": {"token": "invitation_token"},
    "identity.accept_invitation": {
        "token": "invitation_token",
        "name": "newcomer_name",
        "password": "newcomer_password",
    },
    "networks.ask": {"organisation_id": "guest_id"},
    "agreements.invite": {"organisation_id": "applicant_id"},
    "bookings.create": {"resource_id": "resource_id"},
    "resources.share": {"network_id": "network_id"},
    "partnerships.promise": {"promiser_id": "organisation_id"},
    "decisions.give_proxy": {"holder_id": "neighbour_id"},
    "funds.contribute": {"organisation_id": "neighbour_id"},
    "funds.request_payment": {"project_id": "committed_id"},
    "statements.bill": {"organisation_id": "neighbour_id"},
    "banking.sign_mandate": {"bank_account_id": "bank_account_id"},
    "treasury.make_file": {"bank_account_id": "bank_account_id"},
    "treasury.match_line": {"statement_id": "statement_id"},
    "purchases.award": {"quote_id": "quote_id"},
    "purchases.deposit_quote": {"supplier_id": "supplier_id"},
    "purchases.declare_order": {"item_id": "item_id"},
}
WHOLE: dict[str, dict[str, Any]] = {
    "purchases.state_own_needs": {"lines": [], "nothing_needed": True},
    "purchases.state_needs_on_paper": {"lines": [], "nothing_needed": True},
    "purchases.award": {"fingerprint": "0" * 64},
}
"""Fields whose rules the contract cannot say."""
MOVE = {"ledger.post": ("due_id", "account_id")}
ADDRESSES: dict[str, dict[str, str]] = {
    "networks.end": {"membership_id": "active_membership_id"},
    "decisions.revoke_proxy": {"decision_id": "secret_id"},
    "agreements.admit": {"party_id": "asking_id"},
    "agreements.refuse": {"party_id": "asking_id"},
    "agreements.ask_to_join": {"agreement_id": "open_agreement_id"},
    "exits.read": {"party_id": "left_id"},
    "exits.settle": {"party_id": "left_id"},
    "exits.pay_late_release": {"party_id": "left_id"},
    "funds.close_project": {"project_id": "committed_id"},
    "allocations.state_basis": {"kind": "basis_kind", "organisation_id": "neighbour_id"},
    "statements.reverse_payment": {"payment_id": "statement_payment_id"},
}
BY_FEATURE: dict[str, dict[str, str]] = {
    "banking": {"account_id": "bank_account_id", "mandate_id": "debit_mandate_id"},
    "treasury": {"line_id": "bank_line_id"},
    "purchases": {"document_id": "round_document_id", "organisation_id": "neighbour_id"},
}
"""Features whose addresses name their own things as others do theirs."""


class Asker:
    """Builds the request of an operation from the contract and the world."""

    def __init__(self, document: dict[str, Any], world: World) -> None:
        self._sampler = Sampler(document)
        self._world = world

    def request(self, method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
        name = operation["operationId"]
        request: dict[str, Any] = {
            "method": method.upper(),
            "url": self._address(name, path, operation),
            "headers": {},
            "params": self._query(operation),
        }
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "header" and parameter["name"].lower() == "if-match":
                request["headers"]["If-Match"] = '"1"'
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            request["json"] = self._body(name, content["application/json"]["schema"])
        elif content:
            request["content"] = b"texte"
            request["headers"]["Content-Type"] = "text/plain"
        return request

    def _address(self, name: str, path: str, operation: dict[str, Any]) -> str:
        other = BY_FEATURE.get(name.partition(".")[0], {}) | ADDRESSES.get(name, {})
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "path":
                key = other.get(parameter["name"], parameter["name"])
                path = path.replace(f"{{{parameter['name']}}}", str(self._world.ids[key]))
        return path

    def _query(self, operation: dict[str, Any]) -> dict[str, Any]:
        asked = {
            parameter["name"]: self._sampler.value(parameter["schema"])
            for parameter in operation.get("parameters", [])
            if parameter["in"] == "query" and parameter.get("required")
        }
        return asked | self._filled(asked) | self._about_our_pool(asked)

    def _filled(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Things of our world that a query must name."""
        return {"quote_id": str(self._world.ids["quote_id"])} if "quote_id" in fields else {}

    def _about_our_pool(self, fields: dict[str, Any]) -> dict[str, str]:
        return {"agreement_id": str(self._world.ids["agreement_id"])} if "agreement_id" in fields else {}

    def _body(self, name: str, schema: dict[str, Any]) -> Any:
        body = self._sampler.value(schema)
        body |= self._about_our_pool(body)
        for field, key in BODIES.get(name, {}).items():
            body[field] = str(self._world.ids[key])
        body |= WHOLE.get(name, {})
        if name == "purchases.ask_members":
            body["organisation_ids"] = [str(self._world.ids[key]) for key in ("ours_id", "neighbour_id")]
        if name in MOVE:
            source, destination = (str(self._world.ids[key]) for key in MOVE[name])
            body["moves"] = [{"source_id": source, "destination_id": destination, "amount": 1}]
        return body


@asynccontextmanager
async def nothing_kept(app: FastAPI) -> AsyncIterator[None]:
    """Whatever requests do inside is undone at the end."""
    real = app.state.sessions
    async with app.state.engine.connect() as connection:
        transaction = await connection.begin()
        app.state.sessions = async_sessionmaker(
            connection, class_=AsyncSession, join_transaction_mode="create_savepoint", expire_on_commit=False,
            autoflush=False,
        )  # fmt: skip
        try:
            yield
        finally:
            app.state.sessions = real
            await transaction.rollback()


def read_rights() -> dict[str, dict[str, str]]:
    with RIGHTS.open(encoding="utf-8", newline="") as file:
        return {line["operation"]: line for line in csv.DictReader(file)}


def outcome(answer: httpx.Response) -> str:
    return str(answer.status_code) if answer.status_code in DENIALS else "yes"


async def ask_everything(app: FastAPI, world: World) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The outcome of every cell, and the answers that were faults of the server or malformed for everybody."""
    document = app.openapi()
    asker = Asker(document, world)
    seen: dict[str, dict[str, str]] = {}
    faults = []
    for method, path, operation in operations(document):
        name = operation["operationId"]
        seen[name] = {}
        malformed = 0
        for actor in ACTORS:
            async with nothing_kept(app):
                answer = await world.clients[actor].request(**asker.request(method, path, operation))
            seen[name][actor] = outcome(answer)
            malformed += answer.status_code == 422
            if answer.status_code >= 500:
                faults.append(f"{name} as {actor}: {answer.status_code} {answer.text}")
        if malformed == len(ACTORS):
            faults.append(f"{name}: the sampled request is malformed for everybody: {answer.text}")
    return seen, faults


async def test_every_operation_answers_every_kind_of_caller_as_written(app, make):
    world = await build_world(make)
    expected = read_rights()

    seen, faults = await ask_everything(app, world)

    assert not faults, "\n".join(faults)
    missing = sorted(set(seen) - set(expected))
    assert not missing, f"docs/rights.csv lacks a line for {missing}"
    assert not set(expected) - set(seen), (
        f"docs/rights.csv names unknown operations {set(expected) - set(seen)}"
    )
    wrong = [
        f"{operation} as {actor}: expected {expected[operation][actor]}, was {outcome}"
        for operation, outcomes in seen.items()
        for actor, outcome in outcomes.items()
        if outcome != expected[operation][actor]
    ]
    assert not wrong, "\n".join(wrong)


async def test_a_refused_request_writes_nothing(app, make):
    """Every denied cell, for real this time: no row of any table comes or goes."""
    world = await build_world(make)
    document = app.openapi()
    asker = Asker(document, world)
    expected = read_rights()
    before = await row_counts(make)

    for method, path, operation in operations(document):
        for actor in ACTORS:
            if expected[operation["operationId"]][actor] != "yes":
                answer = await world.clients[actor].request(**asker.request(method, path, operation))
                # Wrong passwords asked again and again are told to wait.
                assert answer.status_code in DENIALS | {429}

    assert await row_counts(make) == before


async def row_counts(make: Make) -> dict[str, int]:
    """Rows of every table but the counters of sign-in attempts, which count refusals on purpose."""
    tables = await make.rows(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND relname <> 'sign_in_attempts' ORDER BY relname"
    )
    return {row.relname: await make.count(row.relname) for row in tables}
