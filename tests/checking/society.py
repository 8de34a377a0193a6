"""A small society in which everything the database holds has happened once, through the functions that write it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from asyncpg import Range
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from checking.purchasing import purchase
from checking.sharing import share

DOCUMENT = b"Convention"
JANUARY = datetime(2027, 1, 11, 9, tzinfo=UTC)
LONG_AGO = "DATE '2020-01-01'"


class Society:
    """Four organisations A to D in one pool: A leads, D left. `ids` names what a test looks for."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self.ids: dict[str, UUID] = {}

    async def do(self, sql: str, by: str | None = None, **values: Any) -> Any:
        """Run one statement in a transaction of its own, on behalf of an organisation; the first value it returns."""
        async with self._engine.begin() as connection:
            if by is not None:
                await connection.execute(
                    text(
                        "SELECT set_config('essaim.organisation', :o, true), set_config('essaim.person', :p, true)"
                    ),
                    {"o": str(self.ids[by]), "p": str(self.ids[f"person {by}"])},
                )
            result = await connection.execute(text(sql), values)
            return result.scalar() if result.returns_rows else None

    async def add(self, name: str | None, table: str, by: str | None = None, /, **values: Any) -> UUID:
        """Insert a row; its identifier, kept under `name`. A string beginning with `=` names an identifier kept."""
        given = {
            column: self.ids[value[1:]] if isinstance(value, str) and value.startswith("=") else value
            for column, value in values.items()
        }
        places = ", ".join(f":{column}" for column in given)
        made = await self.do(
            f"INSERT INTO {table} ({', '.join(given)}) VALUES ({places}) RETURNING *", by, **given
        )
        if name is not None:
            self.ids[name] = made
        return made

    async def build(self) -> "Society":
        await self._people()
        await self._agreement()
        await self._bookings()
        await self._decisions()
        await self._ledger()
        await share(self)
        await purchase(self)
        await self._fund()
        await self._exit()
        await self._requests()
        return self

    async def _people(self) -> None:
        for name in "ABCD":
            await self.add(name, "organisations", name=f"Organisation {name}", fictional=True)
            await self.add(
                f"person {name}", "persons", name=f"Personne {name}", email=f"{name.lower()}@exemple.test"
            )
            await self.do(
                f"INSERT INTO mandates (person_id, organisation_id, role, powers, starts_on)"
                f" VALUES (:person, :organisation, 'director', '{{vote,spend,sign,book}}', {LONG_AGO})",
                person=self.ids[f"person {name}"],
                organisation=self.ids[name],
            )
            self.ids[f"mandate {name}"] = await self.do(
                "SELECT id FROM mandates WHERE person_id = :person", person=self.ids[f"person {name}"]
            )
        await self.add(
            "session",
            "sessions",
            person_id="=person A",
            mandate_id="=mandate A",
            token_hash=b"token",
            carrier="bearer",
            expires_at=datetime(2030, 1, 1, tzinfo=UTC),
        )
        await self.do(
            "UPDATE organisations SET is_network = true WHERE name IN ('Organisation C', 'Organisation D')"
        )
        for name, network, member in (("membership", "C", "A"), ("membership of a network", "D", "C")):
            self.ids[name] = await self.do(
                "INSERT INTO memberships (network_id, organisation_id, category, state, payer_id, asked_by, starts_on)"
                f" VALUES (:network, :member, 'member', 'active', :member, :person, {LONG_AGO}) RETURNING id",
                network=self.ids[network],
                member=self.ids[member],
                person=self.ids["person A"],
            )

    async def _agreement(self) -> None:
        self.ids["pool"] = await self.do(
            "INSERT INTO agreements (kind, name, purpose, legal_form, state, starts_on, created_by)"
            f" VALUES ('pool', 'Groupement', 'Partager', 'agreement', 'active', {LONG_AGO}, :a) RETURNING id",
            "A",
            a=self.ids["A"],
        )
        for name in "ABCD":
            self.ids[f"party {name}"] = await self.do(
                "INSERT INTO parties (agreement_id, organisation_id, role, state, invited_by, joined_on)"
                f" VALUES (:pool, :who, :role, 'accepted', :a, {LONG_AGO}) RETURNING id",
                "A",
                pool=self.ids["pool"],
                who=self.ids[name],
                role="lead" if name == "A" else "party",
                a=self.ids["A"],
            )
        await self.add(
            "document",
            "agreement_documents",
            "A",
            agreement_id="=pool",
            kind="convention",
            title="Convention",
            file_name="convention.txt",
            media_type="text/plain",
            sha256=hashlib.sha256(DOCUMENT).hexdigest(),
            size=len(DOCUMENT),
            content=DOCUMENT,
            signed_on=JANUARY.date(),
            added_by="=A",
            added_by_person="=person A",
        )
        await self.add(
            "commitment",
            "commitments",
            "B",
            agreement_id="=pool",
            promiser_id="=B",
            side="b",
            title="Formations",
            unit="jours",
            quantity=10,
            unit_value_cents=10_000,
            valuation_source="Barème inventé",
        )

    async def _bookings(self) -> None:
        await self.add(
            "resource", "resources", organisation_id="=A", kind="vehicle", name="Minibus", quantity=2
        )
        for number in (1, 2):
            await self.add(f"unit {number}", "resource_units", resource_id="=resource", number=number)
        during = Range(JANUARY, JANUARY.replace(hour=11))
        for number in (1, 2):
            await self.add(
                f"booking {number}",
                "bookings",
                resource_id="=resource",
                organisation_id="=B",
                booked_by="=person B",
                during=during,
                quantity=1,
                state="confirmed",
                cost_cents=0,
            )
            await self.add(
                None,
                "booking_slots",
                booking_id=f"=booking {number}",
                unit_id=f"=unit {number}",
                resource_id="=resource",
                during=during,
            )

    # Decisions

    async def _decisions(self) -> None:
        await self._rules("founding rules", 1)
        await self.do(
            "UPDATE agreement_rules SET state = 'adopted', basis = 'founding', adopted_at = now(), in_force_from = :day",
            "A",
            day=JANUARY.date(),
        )
        await self._rules("voted rules", 2)
        await self.decide("named", 1, "named", "adopt_rules", subject="voted rules")
        await self.do(
            "UPDATE agreement_rules SET state = 'adopted', basis = 'decision', decision_id = :decision,"
            " adopted_at = now(), in_force_from = :day WHERE number = 2",
            "A",
            decision=self.ids["named"],
            day=JANUARY.date(),
        )
        await self.decide("secret", 2, "secret", "opinion")

    async def _rules(self, name: str, number: int) -> None:
        self.ids[name] = await self.do(
            "INSERT INTO agreement_rules (agreement_id, number, content, note, proposed_by, proposed_by_person)"
            " VALUES (:pool, :number, '{}', 'Pour commencer', :a, :person) RETURNING id",
            "A",
            pool=self.ids["pool"],
            number=number,
            a=self.ids["A"],
            person=self.ids["person A"],
        )

    async def decide(
        self,
        name: str,
        number: int,
        ballot: str,
        effect: str,
        *,
        subject: str | None = None,
        choices: Sequence[str] = ("yes", "yes", "no", "abstain"),
    ) -> None:
        """A to D choose; C gave its proxy to A and votes through it."""
        self.ids[name] = await self.do(
            "INSERT INTO decisions (agreement_id, number, title, reason, effect, subject_id, ballot, state, opens_at,"
            " closes_at, convened_at, proxy_limit, proposed_by, proposed_by_person)"
            " VALUES (:pool, :number, 'Question', 'Raison', :effect, :subject, :ballot, 'convened', now(),"
            " now() + interval '1 day', now(), 1, :a, :person) RETURNING id",
            "A",
            pool=self.ids["pool"],
            number=number,
            effect=effect,
            subject=self.ids[subject] if subject else None,
            ballot=ballot,
            a=self.ids["A"],
            person=self.ids["person A"],
        )
        decision = self.ids[name]
        self.ids[f"proxy {name}"] = await self.do(
            "INSERT INTO proxies (decision_id, agreement_id, giver_id, holder_id, given_by, mandate_id)"
            " VALUES (:decision, :pool, :c, :a, :person, :mandate) RETURNING id",
            "C",
            decision=decision,
            pool=self.ids["pool"],
            c=self.ids["C"],
            a=self.ids["A"],
            person=self.ids["person C"],
            mandate=self.ids["mandate C"],
        )
        for voter in "ABCD":
            await self.do(
                "INSERT INTO decision_voters (decision_id, organisation_id, agreement_id, legal_person, votes)"
                " VALUES (:decision, :who, :pool, :name, 1)",
                "A",
                decision=decision,
                who=self.ids[voter],
                pool=self.ids["pool"],
                name=voter,
            )
        await self.do(
            "UPDATE decisions SET state = 'open', opened_at = now() WHERE id = :id", "A", id=decision
        )
        for voter, by, choice in zip("ABCD", "ABAD", choices, strict=True):
            await self.cast(decision, voter, choice, by)
        result = {
            "in_person": 3,
            "represented": 1,
            "heads": {choice: choices.count(choice) for choice in ("yes", "no", "abstain")},
        }
        await self.do(
            "UPDATE decisions SET state = 'closed', outcome = 'adopted', closed_at = now(), effect_state = 'applied',"
            " result = CAST(:result AS jsonb) WHERE id = :id",
            "A",
            id=decision,
            result=json.dumps(result),
        )

    async def cast(self, decision: UUID, voter: str, choice: str, by: str) -> None:
        await self.do(
            "SELECT cast_ballot(:decision, :voter, :choice, :mandate)",
            by,
            decision=decision,
            voter=self.ids[voter],
            choice=choice,
            mandate=self.ids[f"mandate {by}"],
        )

    # Money

    async def _ledger(self) -> None:
        for name, purpose, organisation, minimum in (
            ("world", "world", None, None),
            ("common", "common", None, 0),
            ("stake D", "stake", "D", 0),
            ("payable D", "payable", "D", 0),
            ("means D", "party", "D", None),
            ("closed", "other", None, 0),
        ):
            await self.add(
                name,
                "ledger_accounts",
                agreement_id="=pool",
                purpose=purpose,
                organisation_id=self.ids[organisation] if organisation else None,
                unit="EUR/2",
                minimum_balance=minimum,
            )
        await self.do("UPDATE ledger_accounts SET closed_on = today() WHERE id = :id", id=self.ids["closed"])
        await self.post("gift", "contribution", [("world", "common", 100_000)])
        await self.post("mistake", "transfer", [("common", "world", 30)])
        await self.post("reversal", "reversal", [], reverses="mistake")
        await self.post("contribution D", "contribution", [("means D", "stake D", 5_000)])
        last = await self.do("SELECT max(id) FROM ledger_postings")
        for name, through, posting in (
            ("first closing", "2026-12-31", last - 1),
            ("closing", "2027-01-31", last),
        ):
            self.ids[name] = await self.do(
                "INSERT INTO ledger_publications (agreement_id, through, published_by, published_by_person,"
                " last_posting_id, figures) VALUES (:pool, CAST(CAST(:through AS text) AS date), :a, :person, :last, '[]')"
                " RETURNING id",
                "A",
                pool=self.ids["pool"],
                through=through,
                a=self.ids["A"],
                person=self.ids["person A"],
                last=posting,
            )

    async def post(
        self, name: str, kind: str, moves: Sequence[tuple[str, str, int]], *, reverses: str | None = None
    ) -> None:
        self.ids[name] = await self.do(
            "SELECT transaction_id FROM post_transaction(:pool, :day, :kind, 'Écriture', NULL, :decision, :reverses,"
            " CAST(:sources AS uuid[]), CAST(:destinations AS uuid[]), CAST(:amounts AS bigint[]))",
            "A",
            pool=self.ids["pool"],
            day=JANUARY.date(),
            kind=kind,
            decision=self.ids["named"] if kind == "commitment" else None,
            reverses=self.ids[reverses] if reverses else None,
            sources=[self.ids[source] for source, _, _ in moves],
            destinations=[self.ids[destination] for _, destination, _ in moves],
            amounts=[amount for _, _, amount in moves],
        )

    async def _fund(self) -> None:
        await self.add(
            "fund", "funds", "A", agreement_id="=pool", name="Fonds", purpose="Agir", created_by="=A"
        )
        for name, amount in (("project", 2_000), ("closed project", 500)):
            await self.add(
                name,
                "fund_projects",
                "B",
                agreement_id="=pool",
                fund_id="=fund",
                organisation_id="=B",
                title="Projet",
                description="Un projet",
                amount_cents=amount,
                state="submitted",
                submitted_at=JANUARY,
            )
            await self.add(
                f"account of {name}",
                "ledger_accounts",
                agreement_id="=pool",
                purpose="project",
                subject_id=f"={name}",
                unit="EUR/2",
                minimum_balance=0,
            )
            await self.post(f"commitment of {name}", "commitment", [("common", f"account of {name}", amount)])
            await self.do(
                "UPDATE fund_projects SET state = 'committed', account_id = :account, committed_at = now() WHERE id = :id",
                "A",
                account=self.ids[f"account of {name}"],
                id=self.ids[name],
            )
        await self.post("release", "release", [("account of closed project", "common", 500)])
        await self.do(
            "UPDATE fund_projects SET state = 'closed', closed_at = now() WHERE id = :id",
            "A",
            id=self.ids["closed project"],
        )
        await self.add(
            "payment",
            "fund_payments",
            "B",
            agreement_id="=pool",
            fund_id="=fund",
            project_id="=project",
            payee="Fournisseur",
            beneficiary_id="=D",
            amount_cents=700,
            description="Facture",
            approvals_needed=2,
            requested_by="=B",
            requested_by_person="=person B",
        )
        for name in "BC":
            await self.add(
                None,
                "fund_approvals",
                name,
                payment_id="=payment",
                organisation_id=f"={name}",
                agreement_id="=pool",
                person_id=f"=person {name}",
            )
        await self.post("payment posted", "payment", [("account of project", "means D", 700)])
        await self.do(
            "UPDATE fund_payments SET state = 'paid', decided_at = now(), transaction_id = :posted WHERE id = :id",
            "C",
            posted=self.ids["payment posted"],
            id=self.ids["payment"],
        )

    async def _exit(self) -> None:
        left_on = datetime(2026, 12, 31, tzinfo=UTC).date()
        await self.do(
            "UPDATE parties SET state = 'left', notice_given_on = :notice, left_on = :day WHERE id = :id",
            "D",
            notice=datetime(2026, 6, 15, tzinfo=UTC).date(),
            day=left_on,
            id=self.ids["party D"],
        )
        await self.post("settlement posted", "settlement", [("stake D", "payable D", 5_000)])
        await self.add(
            "settlement",
            "exit_settlements",
            "A",
            agreement_id="=pool",
            party_id="=party D",
            organisation_id="=D",
            left_on=left_on,
            repaid_cents=5_000,
            owed_cents=0,
            transaction_id="=settlement posted",
            settled_by="=A",
            settled_by_person="=person A",
        )
        await self.post("instalment posted", "payment", [("payable D", "means D", 2_500)])
        for number, posted in ((1, self.ids["instalment posted"]), (2, None)):
            await self.add(
                f"instalment {number}",
                "exit_instalments",
                "A",
                agreement_id="=pool",
                settlement_id="=settlement",
                number=number,
                due_on=left_on,
                amount_cents=2_500,
                paid_on=left_on if posted else None,
                transaction_id=posted,
            )

    async def _requests(self) -> None:
        await self.do(
            "INSERT INTO idempotency_records (person_id, organisation_id, key, route, fingerprint, status, body)"
            " VALUES (:person, :a, 'one', 'POST /v1/decisions/' || :decision || '/ballots', 'x', 201, '{\"choice\": null}')",
            person=self.ids["person A"],
            a=self.ids["A"],
            decision=str(self.ids["secret"]),
        )
        self.ids["import"] = await self.do(
            "INSERT INTO imports (format, file_name, size, dry_run, state)"
            " VALUES ('rna', 'rna.csv', 1, true, 'done') RETURNING id"
        )
