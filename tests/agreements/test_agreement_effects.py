"""What adopted decisions change in an agreement, through the second wall."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from governance import BY_MATTER, acting, adopted, carry_out, my_party, preview, propose
from sqlalchemy import text

from essaim.agreements.effects import Question
from essaim.agreements.errors import (
    AgreementEnded,
    AlreadyLead,
    AlreadyParty,
    ContributionsIrrevocable,
    LeadNotExcluded,
    MemberNotHeard,
    NothingToChange,
    NotTakingPart,
    RequestAnswered,
    RulesNotProposed,
    UnreadableSubject,
)
from essaim.kit import clock
from essaim.kit.errors import NotFound
from make import Make, Row

HEARD = {"heard_on": "2026-05-01", "hearing": "Nous contestons."}


async def party_row(make: Make, party_id: str) -> Row:
    return (await make.rows("SELECT * FROM parties WHERE id = :id", id=party_id))[0]


class TestAdoptRules:
    async def test_the_version_applies_at_once_and_the_agreement_follows_it(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation)
        proposed = await propose(
            party, pool, exit={"timing": "financial_year_end", "notice_months": 6}, confidentiality="open"
        )
        version = proposed.json()["id"]
        change = await preview(make, party, pool, "adopt_rules", version)
        said = " ".join(sentence.fr for sentence in change.sentences)
        assert "avec un préavis d’au moins 6\u00a0mois" in said
        assert "dès leur adoption" in said
        await carry_out(make, party, pool, "adopt_rules", version)
        read = (await party.get(f"/v1/agreements/{pool.id}/rules")).json()
        assert (read["number"], read["basis"], read["in_force_from"]) == (
            1,
            "decision",
            clock.today().isoformat(),
        )
        assert read["decision_id"] is not None
        seen = (await lead.get(f"/v1/pools/{pool.id}")).json()
        assert (seen["confidentiality"], seen["notice_months"], seen["version"]) == ("open", 6, 2)
        assert seen["earliest_exit_on"].endswith("-12-31")

    async def test_for_a_later_day_nothing_changes_before(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        version = (await propose(lead, pool, confidentiality="open")).json()["id"]
        day = clock.today() + timedelta(days=40)
        change = await preview(make, lead, pool, "adopt_rules", version, in_force_from=day.isoformat())
        assert change.sentences[-2].fr == f"Ces règles s’appliquent à partir du {day:%d/%m/%Y}."
        await carry_out(make, lead, pool, "adopt_rules", version, in_force_from=day.isoformat())
        read = (await lead.get(f"/v1/agreements/{pool.id}/rules")).json()
        assert (read["number"], read["next"]["in_force_from"]) == (None, day.isoformat())
        assert (await lead.get(f"/v1/pools/{pool.id}")).json()["confidentiality"] == "aggregates"

    async def test_a_day_gone_by_at_the_closing_means_at_once(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        version = (await propose(lead, pool, confidentiality="open")).json()["id"]
        await carry_out(make, lead, pool, "adopt_rules", version, in_force_from="2026-01-01")
        read = (await lead.get(f"/v1/agreements/{pool.id}/rules")).json()
        assert read["in_force_from"] == clock.today().isoformat()

    async def test_rules_voted_the_day_of_a_notice_wait_for_the_next_day(self, make: Make) -> None:
        lead, leaver = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, leaver.organisation, legal_form="gcsms")
        version = (
            await propose(
                lead,
                pool,
                exit={"timing": "financial_year_end", "notice_months": 12, "repays_stake": False},
            )
        ).json()["id"]
        left = await leaver.post(
            f"/v1/agreements/{pool.id}/parties/{await my_party(leaver, pool)}/leave", json={}
        )
        assert left.status_code == 200
        await carry_out(make, lead, pool, "adopt_rules", version)
        read = (await lead.get(f"/v1/agreements/{pool.id}/rules")).json()
        assert read["number"] is None, "what the leaver is owed stays under the rules of its notice"
        assert read["next"]["in_force_from"] == (clock.today() + timedelta(days=1)).isoformat()

    async def test_what_cannot_be_asked_is_refused(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        other = await make.pool(lead.organisation)
        same = (await propose(lead, pool)).json()["id"]
        with pytest.raises(NothingToChange):
            await preview(make, lead, pool, "adopt_rules", same)
        with pytest.raises(NotFound):
            await preview(make, lead, other, "adopt_rules", same)
        with pytest.raises(UnreadableSubject):
            await preview(make, lead, pool, "adopt_rules")
        with pytest.raises(UnreadableSubject, match="unreadable_subject"):
            await preview(make, lead, pool, "adopt_rules", same, in_force_from="demain")
        withdrawn = (await propose(lead, pool, confidentiality="open")).json()["id"]
        await lead.post(f"/v1/agreements/{pool.id}/rules/versions/{withdrawn}/withdraw")
        with pytest.raises(RulesNotProposed):
            await preview(make, lead, pool, "adopt_rules", withdrawn)
        forbidden = (await propose(lead, pool, exit={"instalments": 3})).json()["id"]
        await make.rows("UPDATE agreements SET legal_form = 'endowment_fund'")
        with pytest.raises(ContributionsIrrevocable):
            await preview(make, lead, pool, "adopt_rules", forbidden)
        with pytest.raises(ContributionsIrrevocable):
            await carry_out(make, lead, pool, "adopt_rules", forbidden)

    async def test_adopted_rules_never_change(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        version = (await propose(lead, pool, confidentiality="open")).json()["id"]
        await carry_out(make, lead, pool, "adopt_rules", version)
        address = f"/v1/agreements/{pool.id}/rules/versions/{version}"
        for refused in (
            await lead.patch(address, json={"note": "x"}, headers={"If-Match": '"2"'}),
            await lead.post(f"{address}/withdraw"),
        ):
            assert (refused.status_code, refused.json()["code"]) == (409, "rules_not_proposed")
        with pytest.raises(RulesNotProposed):
            await carry_out(make, lead, pool, "adopt_rules", version)


class TestAdmitParty:
    async def test_a_request_adopted_opens_the_door_and_the_organisation_signs(self, make: Make) -> None:
        lead, party, candidate = [await make.signed_in() for _ in range(3)]
        pool = await make.pool(lead.organisation, party.organisation, open_to_requests=True)
        await adopted(make, pool, lead, entry={"admission": "vote", "liable_for_earlier_debts": True})
        asked = (await candidate.post(f"/v1/agreements/{pool.id}/requests", json={"note": "Bonjour"})).json()[
            "id"
        ]
        change = await preview(make, party, pool, "admit_party", asked)
        assert change.concerned == candidate.organisation.id
        assert change.sentences[0].fr.startswith(f"{candidate.organisation.name} est admise")
        assert "dettes antérieures" in change.sentences[1].fr
        await carry_out(make, party, pool, "admit_party", asked)
        assert (await party_row(make, asked)).state == "invited"
        accepted = await candidate.post(f"/v1/agreements/{pool.id}/parties/{asked}/accept")
        assert accepted.json()["state"] == "accepted"
        with pytest.raises(RequestAnswered):
            await preview(make, party, pool, "admit_party", asked)

    async def test_an_organisation_that_did_not_ask_is_invited(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        guest = await make.signed_in()
        partnership = await make.partnership(lead.organisation, party.organisation)
        named = {"organisation_id": str(guest.organisation.id), "college": "Usagers"}
        await carry_out(make, party, partnership, "admit_party", None, **named)
        seen = (await guest.get(f"/v1/partnerships/{partnership.id}")).json()
        assert (seen["my_state"], seen["my_side"]) == ("invited", "b")
        with pytest.raises(AlreadyParty):
            await preview(make, party, partnership, "admit_party", None, **named)
        with pytest.raises(UnreadableSubject):
            await preview(make, party, partnership, "admit_party")

    async def test_a_vote_against_answers_the_request(self, make: Make) -> None:
        lead, party, candidate, former = [await make.signed_in() for _ in range(4)]
        pool = await make.pool(lead.organisation, party.organisation, open_to_requests=True)
        await make.party(pool, former.organisation, left_on=date(2026, 1, 31))
        for member, state in ((candidate, "declined"), (former, "left")):
            asked = (
                await member.post(f"/v1/agreements/{pool.id}/requests", json={"note": "Bonjour"})
            ).json()["id"]
            await carry_out(make, party, pool, "admit_party", asked, outcome="rejected")
            assert (await party_row(make, asked)).state == state


class TestExcludeParty:
    async def test_a_member_heard_is_excluded_at_the_end_of_the_day(
        self, make: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lead, party, excluded = [await make.signed_in() for _ in range(3)]
        pool = await make.pool(lead.organisation, party.organisation, excluded.organisation)
        subject = await my_party(excluded, pool)
        change = await preview(make, party, pool, "exclude_party", subject, **HEARD)
        assert change.concerned == excluded.organisation.id
        assert change.sentences[1].fr == (
            "Elle a été entendue le 01/05/2026. Sa réponse\u00a0: «\u00a0Nous contestons.\u00a0»"
        )
        await carry_out(make, party, pool, "exclude_party", subject, **HEARD)
        row = await party_row(make, subject)
        assert (row.left_on, row.excluded, row.notice_given_on) == (clock.today(), True, None)
        tomorrow = clock.today() + timedelta(days=1)
        monkeypatch.setattr(clock, "today", lambda: tomorrow)
        seen = (await excluded.get(f"/v1/pools/{pool.id}")).json()
        assert seen["my_state"] == "left"
        with pytest.raises(NotTakingPart):
            await preview(make, party, pool, "exclude_party", subject, **HEARD)

    @pytest.mark.parametrize(
        "subject",
        [{}, {"heard_on": "2026-05-01"}, {"heard_on": "2026-05-01", "hearing": " "}, {**HEARD, "heard_on": "2099-01-01"}],
    )  # fmt: skip
    async def test_nobody_is_excluded_unheard(self, make: Make, subject: dict[str, str]) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation)
        with pytest.raises(MemberNotHeard):
            await preview(make, lead, pool, "exclude_party", await my_party(party, pool), **subject)
        with pytest.raises(MemberNotHeard):
            await carry_out(make, lead, pool, "exclude_party", await my_party(party, pool), **subject)

    async def test_the_lead_is_replaced_before_it_can_be_excluded(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation)
        with pytest.raises(LeadNotExcluded):
            await preview(make, party, pool, "exclude_party", await my_party(lead, pool), **HEARD)


class TestAppointCoordinator:
    async def test_the_lead_passes_without_its_own_hand(self, make: Make) -> None:
        lead, party, other = [await make.signed_in() for _ in range(3)]
        pool = await make.pool(lead.organisation, party.organisation, other.organisation)
        subject = await my_party(party, pool)
        change = await preview(make, other, pool, "appoint_coordinator", subject)
        assert change.sentences[0].fr == (
            f"{party.organisation.name} devient chef de file à la place de {lead.organisation.name}, qui reste partie."
        )
        await carry_out(make, other, pool, "appoint_coordinator", subject)
        assert (await party.get(f"/v1/pools/{pool.id}")).json()["my_role"] == "lead"
        assert (await lead.get(f"/v1/pools/{pool.id}")).json()["my_role"] == "party"
        with pytest.raises(AlreadyLead):
            await preview(make, other, pool, "appoint_coordinator", subject)

    async def test_an_observer_or_a_leaver_does_not_lead(self, make: Make) -> None:
        lead, observer, leaver = [await make.signed_in() for _ in range(3)]
        pool = await make.pool(lead.organisation)
        rows = [
            await make.party(pool, observer.organisation, role="observer"),
            await make.party(pool, leaver.organisation, left_on=date(2099, 1, 1)),
        ]
        for row in rows:
            with pytest.raises(NotTakingPart):
                await preview(make, lead, pool, "appoint_coordinator", row.id)


class TestDissolve:
    async def test_the_agreement_ends_and_no_longer_changes(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation, name="Minibus")
        (sentence,) = (await preview(make, party, pool, "dissolve")).sentences
        assert sentence.fr.startswith("«\u00a0Minibus\u00a0» prend fin")
        await carry_out(make, party, pool, "dissolve")
        assert (await lead.get(f"/v1/pools/{pool.id}")).json()["state"] == "ended"
        with pytest.raises(AgreementEnded):
            await preview(make, party, pool, "dissolve")


class TestOpinion:
    async def test_changes_nothing(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation)
        assert "Rien ne change" in (await preview(make, lead, pool, "opinion")).sentences[0].fr
        await carry_out(make, lead, pool, "opinion")
        assert (await lead.get(f"/v1/pools/{pool.id}")).json()["version"] == 1


class TestSecondWall:
    async def test_without_an_adopted_decision_nothing_of_it_passes(self, make: Make) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        pool = await make.pool(lead.organisation, party.organisation)
        subject = await my_party(party, pool)
        with pytest.raises(NotFound):
            async with acting(make, party) as session:
                await BY_MATTER["appoint_coordinator"].apply(session, Question(pool.id, UUID(subject), {}))
        async with acting(make, party) as session:
            await session.execute(text("UPDATE agreements SET state = 'ended'"))
        assert (await lead.get(f"/v1/pools/{pool.id}")).json()["state"] == "active"
