"""Who reads what of the journal, and what each party can verify of it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from essaim.kit import clock
from make import Make, Member, Row


class World:
    """A pool led by A, with B, with C that left yesterday and D only invited; a transaction that A posted."""

    def __init__(self, make: Make) -> None:
        self.make = make

    async def build(self, **values: Any) -> "World":
        make = self.make
        self.a, self.b, self.c, self.d = [await make.organisation(f"Organisation {name}") for name in "ABCD"]
        self.pool = await make.pool(self.a, self.b, **values)
        await make.party(
            self.pool,
            self.c,
            state="left",
            left_on=clock.today() - timedelta(days=1),
            notice_given_on=date(2026, 1, 1),
        )
        await make.party(self.pool, self.d, state="invited", joined_on=None)
        self.lead, self.party = await make.signed_in(self.a), await make.signed_in(self.b)
        world, common = [
            await make.row(
                "ledger_accounts",
                agreement_id=self.pool.id,
                purpose=purpose,
                unit="EUR/2",
                minimum_balance=None,
            )
            for purpose in ("world", "common")
        ]
        await self.act(
            self.lead,
            f"SELECT post_transaction('{self.pool.id}', '2027-01-01', 'contribution', 'Don', NULL, NULL, NULL,"
            f" ARRAY['{world.id}'::uuid], ARRAY['{common.id}'::uuid], ARRAY[500::bigint])",
        )
        await self.act(
            self.party, f"UPDATE parties SET college = 'usagers' WHERE organisation_id = '{self.b.id}'"
        )
        return self

    async def act(self, member: Member, sql: str) -> None:
        """Write as an organisation, as the application would."""
        async with self.make._engine.begin() as connection:
            await connection.exec_driver_sql(f"SET LOCAL essaim.organisation = '{member.organisation.id}'")
            await connection.exec_driver_sql(f"SET LOCAL essaim.person = '{member.person.id}'")
            await connection.exec_driver_sql(sql)

    async def journal(self, member: Member, **query: Any) -> list[dict[str, Any]]:
        params = {"agreement_id": str(self.pool.id), "limit": 100, **query}
        answer = await member.get("/v1/audit", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()["items"]


@pytest.fixture
async def world(make: Make) -> World:
    return await World(make).build()


class TestWhoReads:
    async def test_a_party_reads_newest_first_with_names_and_words(self, world: World) -> None:
        newest, *others = await world.journal(world.party)

        assert [each["seq"] for each in (newest, *others)] == list(range(newest["seq"], 0, -1))
        assert newest["organisation_name"] == "Organisation B"
        assert newest["person_name"] == "Camille Martin"
        assert (newest["action"], newest["action_words"]) == ("parties.update", "Modification d’une partie")
        assert newest["content"]["college"] == "usagers"
        assert others[-1]["action_words"] == "Création de l’accord"

    async def test_words_follow_the_language_asked(self, world: World) -> None:
        answer = await world.party.get(
            "/v1/audit", params={"agreement_id": str(world.pool.id)}, headers={"Accept-Language": "en"}
        )
        assert answer.json()["items"][0]["action_words"] == "Party changed"

    async def test_persons_are_named_to_their_own_organisation_only(self, world: World) -> None:
        (posted,) = await world.journal(world.lead, action="ledger_transactions.insert")
        assert posted["person_name"] == "Camille Martin"
        (told,) = await world.journal(world.party, action="ledger_transactions.insert")
        assert (told["organisation_name"], told["person_name"]) == ("Organisation A", None)
        (changed,) = await world.journal(world.lead, action="parties.update")
        assert (changed["organisation_name"], changed["person_name"]) == ("Organisation B", None)

    async def test_an_invited_organisation_answers_first(self, world: World, make: Make) -> None:
        invited = await make.signed_in(world.d)
        for path in ("/v1/audit", "/v1/audit/heads/{}", "/v1/audit/verification/{}"):
            params = {"agreement_id": str(world.pool.id)} if path == "/v1/audit" else {}
            answer = await invited.get(path.format(world.pool.id), params=params)
            assert (answer.status_code, answer.json()["code"]) == (403, "journal_for_parties")

    async def test_everybody_else_learns_nothing(self, world: World, make: Make) -> None:
        outside = await make.signed_in()
        for agreement in (world.pool.id, uuid4()):
            for path in ("/v1/audit", "/v1/audit/heads/{}", "/v1/audit/verification/{}"):
                params = {"agreement_id": str(agreement)} if path == "/v1/audit" else {}
                assert (await outside.get(path.format(agreement), params=params)).status_code == 404

    async def test_a_party_that_left_reads_its_time_and_nothing_later(self, make: Make, owner_engine) -> None:
        world = await World(make).build()
        gone = await make.signed_in(world.c)
        assert await world.journal(gone) == []
        assert (await gone.get(f"/v1/audit/heads/{world.pool.id}")).json()["seq"] == 0

        await make.rows("UPDATE parties SET left_on = today() WHERE organisation_id = :c", c=world.c.id)
        known = await world.journal(gone)

        assert known[0]["seq"] == len(known) > 5
        verified = (await gone.get(f"/v1/audit/verification/{world.pool.id}")).json()
        assert (verified["intact"], verified["checked"]) == (True, len(known))


class TestConfidentiality:
    async def test_a_party_reads_of_the_others_that_they_acted_and_not_what(self, world: World) -> None:
        (posted,) = await world.journal(world.party, action="ledger_transactions.insert")
        assert (posted["content"], posted["withheld"]) == (None, "figures")
        joined = await world.journal(world.party, subject_id=str(world.pool.id))
        assert [(each["content"], each["withheld"]) for each in joined] == [(None, "confidential")]

    async def test_the_lead_reads_the_lines_it_keeps(self, world: World) -> None:
        (posted,) = await world.journal(world.lead, action="ledger_transactions.insert")
        assert posted["withheld"] is None
        assert [each["amount"] for each in posted["content"]["postings"]] == [500]

    async def test_between_competitors_it_reads_them_where_its_reading_is_recorded(self, make: Make) -> None:
        world = await World(make).build(confidentiality="coopetition")
        (posted,) = await world.journal(world.lead, action="ledger_transactions.insert")
        assert (posted["content"], posted["withheld"]) == (None, "figures")

    async def test_in_the_open_all_is_read(self, make: Make) -> None:
        world = await World(make).build(confidentiality="open")
        (posted,) = await world.journal(world.party, action="ledger_transactions.insert")
        assert posted["content"]["postings"][0]["amount"] == 500
        assert "person_id" not in posted["content"]

    async def test_a_request_to_join_is_told_to_the_lead_only(self, world: World, make: Make) -> None:
        asking = await make.organisation("Organisation E")
        party = await make.party(world.pool, asking, state="requested", joined_on=None)

        (told, *_) = await world.journal(world.lead)
        assert (told["subject_id"], told["content"]["state"]) == (str(party.id), "requested")
        (hidden, *_) = await world.journal(world.party)
        assert [hidden[name] for name in ("organisation_id", "subject_id", "content", "withheld")] == [
            None,
            None,
            None,
            "membership",
        ]
        assert str(asking.id) not in str(hidden)

    async def test_the_same_content_never_has_the_same_hash(self, world: World, make: Make) -> None:
        """Otherwise a party would try amounts until one gives the hash of what is withheld."""
        salts = await make.rows(
            "SELECT count(*) AS records, count(DISTINCT salt) AS salts FROM audit_records"
        )
        assert salts[0].records == salts[0].salts


class TestPages:
    async def test_pages_follow_each_other_without_loss(self, world: World) -> None:
        whole = [each["seq"] for each in await world.journal(world.party)]
        seen, cursor = [], None
        while True:
            params = {"agreement_id": str(world.pool.id), "limit": 3} | ({"cursor": cursor} if cursor else {})
            page = (await world.party.get("/v1/audit", params=params)).json()
            seen += [each["seq"] for each in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert seen == whole

    async def test_a_subject_is_followed_through_its_history(self, world: World, make: Make) -> None:
        (party,) = await make.rows("SELECT id FROM parties WHERE organisation_id = :b", b=world.b.id)
        history = await world.journal(world.party, subject_id=str(party.id))
        assert [each["action"] for each in history] == ["parties.update", "parties.insert"]

    @pytest.mark.parametrize(
        "query",
        [{"action": "parties"}, {"action": "'; --"}, {"subject_id": ""}, {"agreement_id": "x"}, {"x": "1"}],
    )
    async def test_what_is_no_filter_is_refused(self, world: World, query: dict[str, str]) -> None:
        params = {"agreement_id": str(world.pool.id), **query}
        assert (await world.party.get("/v1/audit", params=params)).status_code == 422


class TestVerification:
    async def test_the_head_is_the_last_record(self, world: World) -> None:
        (newest, *_) = await world.journal(world.party)
        head = (await world.party.get(f"/v1/audit/heads/{world.pool.id}")).json()
        assert (head["seq"], head["hash"]) == (newest["seq"], newest["hash"])
        assert (head["agreement_name"], head["agreement_kind"]) == (world.pool.name, "pool")

    async def test_a_party_verifies_the_end_of_the_chain(self, world: World) -> None:
        whole = (await world.party.get(f"/v1/audit/verification/{world.pool.id}")).json()
        assert (whole["intact"], whole["from_seq"], whole["fault"]) == (True, 1, None)
        assert whole["sentence"] == f"Les {whole['to_seq']} derniers enregistrements se suivent sans rupture."
        some = (
            await world.party.get(f"/v1/audit/verification/{world.pool.id}", params={"records": 2})
        ).json()
        assert (some["intact"], some["checked"], some["to_seq"]) == (True, 2, whole["to_seq"])

    async def test_an_altered_record_is_told(self, world: World, server, database) -> None:
        await tamper(server, database, "UPDATE audit_records SET content = '{}' WHERE seq = 2")
        told = (await world.party.get(f"/v1/audit/verification/{world.pool.id}")).json()
        assert (told["intact"], told["broken_seq"], told["fault"]) == (False, 2, "altered")
        assert told["sentence"] == "L’enregistrement 2 a été modifié."

    async def test_a_head_taken_away_is_told(self, world: World, server, database) -> None:
        await tamper(server, database, "DELETE FROM audit_heads")
        told = (await world.party.get(f"/v1/audit/verification/{world.pool.id}")).json()
        assert (told["intact"], told["fault"]) == (False, "head")

    async def test_a_head_kept_outside_shows_a_chain_rewritten_as_a_whole(
        self, world: World, make: Make
    ) -> None:
        head = (await world.party.get(f"/v1/audit/heads/{world.pool.id}")).json()
        kept = {"seq": head["seq"], "hash": head["hash"]}
        path = f"/v1/audit/verification/{world.pool.id}"
        assert (await world.party.get(path, params=kept)).json()["kept"] == "same"
        assert (await world.party.get(path, params=kept | {"hash": "0" * 64})).json()["kept"] == "different"
        assert (await world.party.get(path, params=kept | {"seq": 999})).json()["kept"] == "unknown"
        assert (await world.party.get(path)).json()["kept"] is None


async def tamper(server: Any, database: Any, sql: str) -> None:
    """What a superuser types, the guards put to sleep."""
    superuser = await asyncpg.connect(server.dsn(database.name))
    try:
        await superuser.execute(f"SET session_replication_role = replica; {sql}")
    finally:
        await superuser.close()


async def test_an_agreement_made_through_the_application_begins_its_journal(make: Make) -> None:
    director = await make.signed_in()
    body = {"name": "Groupement", "purpose": "Partager", "starts_on": "2027-01-01"}
    pool = Row((await director.post("/v1/pools", json=body)).json())
    journal = (await director.get("/v1/audit", params={"agreement_id": pool.id})).json()["items"]

    assert [each["action"] for each in journal] == ["parties.insert", "agreements.insert"]
    assert {each["person_name"] for each in journal} == {"Camille Martin"}
