"""Bank accounts: recorded once, sealed, masked wherever they show."""

import asyncio
import logging
from uuid import uuid4

import pytest

from banking.bank_world import add, creditor_identifier, everything_kept, iban, masked, member, refusal, told
from make import Make, Member

ACCOUNTS = "/v1/banking/accounts"


@pytest.fixture
async def owner(make: Make) -> Member:
    return await member(make, "Maison A")


class TestRecording:
    async def test_an_account_is_recorded_with_its_bank_and_shown_masked(self, owner: Member) -> None:
        account = await add(owner, "FR7630006000011234567890189")
        del account["iban"]
        assert account["iban_masked"] == "FR76 **** 0189"
        assert (account["bic"], account["bank_name"]) == ("AGRIFRPPXXX", "CREDIT AGRICOLE SA")
        read = await owner.get(f"{ACCOUNTS}/{account['id']}")
        assert (told(read), read.headers["etag"]) == (account, '"1"')
        assert told(await owner.get(ACCOUNTS))["items"] == [account]

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"iban": "FR7630006000011234567890188"}, "invalid_iban"),
            ({"iban": "SA0380000000608010167519"}, "outside_sepa"),
            ({"bic": "BNPAZZPP"}, "invalid_bic"),
            ({"creditor_identifier": "FR99ZZZ123456"}, "invalid_creditor_identifier"),
            ({"holder": "💥"}, "invalid_request"),
        ],
    )
    async def test_what_is_wrong_is_refused_without_repeating_it(
        self, owner: Member, change: dict[str, str], code: str
    ) -> None:
        number = iban()
        body = {"label": "Compte", "holder": "Maison A", "iban": number, **change}
        answer = await owner.post(ACCOUNTS, json=body)
        assert refusal(answer) == (422, code)
        assert number not in answer.text
        assert change.get("iban", number)[4:] not in answer.text

    async def test_the_refusal_says_what_is_wrong_in_the_language_asked(self, owner: Member) -> None:
        body = {"label": "Compte", "holder": "Maison A", "iban": "FR76 3000"}
        french = (await owner.post(ACCOUNTS, json=body)).json()
        english = (await owner.post(ACCOUNTS, json=body, headers={"Accept-Language": "en"})).json()
        assert french["context"] == english["context"] == {"fault": "length"}
        assert "longueur" in french["detail"]
        assert "length" in english["detail"]

    async def test_the_same_number_is_recorded_once_while_it_is_open(self, owner: Member) -> None:
        account = await add(owner)
        body = {"label": "Le même", "holder": "Maison A", "iban": account["iban"]}
        assert refusal(await owner.post(ACCOUNTS, json=body)) == (409, "account_known")
        told(await owner.post(f"{ACCOUNTS}/{account['id']}/close"))
        told(await owner.post(ACCOUNTS, json=body), 201)

    async def test_of_many_copies_at_once_one_is_recorded(self, make: Make, owner: Member) -> None:
        body = {"label": "Compte", "holder": "Maison A", "iban": iban()}
        answers = await asyncio.gather(*(owner.post(ACCOUNTS, json=body) for _ in range(5)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
        assert await make.count("bank_accounts") == 1

    async def test_a_retry_has_one_effect_and_another_number_is_another_request(
        self, make: Make, owner: Member
    ) -> None:
        key = {"Idempotency-Key": "une-fois"}
        body = {"label": "Compte", "holder": "Maison A", "iban": iban()}
        first = told(await owner.post(ACCOUNTS, json=body, headers=key), 201)
        again = await owner.post(ACCOUNTS, json=body, headers=key)
        assert (told(again, 201), again.headers["idempotency-hit"]) == (first, "true")
        other = await owner.post(ACCOUNTS, json={**body, "iban": iban()}, headers=key)
        assert refusal(other) == (422, "idempotency_mismatch")
        assert await make.count("bank_accounts") == 1


class TestChanging:
    async def test_the_label_and_the_identifiers_change_the_number_never(self, owner: Member) -> None:
        account = await add(owner)
        path = f"{ACCOUNTS}/{account['id']}"
        ics = creditor_identifier()
        change = {"label": "Fonds commun", "creditor_identifier": ics, "bic": None}
        changed = told(await owner.patch(path, json=change, headers={"If-Match": '"1"'}))
        assert (changed["label"], changed["creditor_identifier"], changed["bic"]) == (
            "Fonds commun",
            ics,
            None,
        )
        assert refusal(await owner.patch(path, json=change, headers={"If-Match": '"1"'})) == (
            412,
            "stale_version",
        )
        number = await owner.patch(path, json={"iban": iban()}, headers={"If-Match": '"2"'})
        assert refusal(number) == (422, "invalid_request")

    async def test_a_closed_account_no_longer_changes(self, owner: Member) -> None:
        account = await add(owner)
        path = f"{ACCOUNTS}/{account['id']}"
        assert told(await owner.post(f"{path}/close"))["closed_at"] is not None
        assert refusal(await owner.post(f"{path}/close")) == (409, "account_shut")
        change = await owner.patch(path, json={"label": "X"}, headers={"If-Match": '"2"'})
        assert refusal(change) == (409, "account_shut")
        assert told(await owner.get(ACCOUNTS, params={"open": "true"}))["items"] == []
        assert len(told(await owner.get(ACCOUNTS, params={"open": "false"}))["items"]) == 1


class TestSecrecy:
    async def test_nothing_kept_holds_the_number(self, make: Make, owner: Member) -> None:
        number = "FR7630006000011234567890189"
        key = {"Idempotency-Key": "secret"}
        body = {"label": "Compte", "holder": "Maison A", "iban": number}
        told(await owner.post(ACCOUNTS, json=body, headers=key), 201)
        kept = await everything_kept(make)
        assert "FR76 **** 0189" in kept
        assert number not in kept
        assert "30006000011234567890" not in kept
        assert "12345678901" not in kept

    async def test_the_same_number_of_two_organisations_looks_different(
        self, make: Make, owner: Member
    ) -> None:
        number = iban()
        await add(owner, number)
        await add(await member(make, "Maison B"), number)
        rows = await make.rows("SELECT iban_digest, iban_sealed FROM bank_accounts")
        assert len({row.iban_digest for row in rows}) == len({row.iban_sealed for row in rows}) == 2

    async def test_logs_and_answers_hold_no_number(
        self, owner: Member, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
    ) -> None:
        number = iban()
        with caplog.at_level(logging.DEBUG):
            account = await add(owner, number)
            await owner.post(ACCOUNTS, json={"label": "x", "holder": "y", "iban": number})
            await owner.post(ACCOUNTS, json={"label": "x", "holder": "y", "iban": number, "autre": 1})
            answer = await owner.get(f"{ACCOUNTS}/{account['id']}")
        out, err = capfd.readouterr()
        for text in (out, err, caplog.text, answer.text, str(answer.headers)):
            assert number not in text
            assert number[10:] not in text

    async def test_neighbours_partners_and_the_lead_see_no_account(self, make: Make, owner: Member) -> None:
        account = await add(owner)
        lead, rival = await member(make, "Chef de file"), await member(make, "Rivale")
        await make.pool(lead.organisation, owner.organisation, rival.organisation)
        for other in (lead, rival, await member(make, "Voisine")):
            assert told(await other.get(ACCOUNTS))["items"] == []
            path = f"{ACCOUNTS}/{account['id']}"
            assert refusal(await other.get(path)) == (404, "not_found")
            assert refusal(await other.post(f"{path}/close")) == (404, "not_found")
            change = await other.patch(path, json={"label": "x"}, headers={"If-Match": '"1"'})
            assert refusal(change) == (404, "not_found")

    async def test_roles_without_the_right_or_the_power_are_refused(self, make: Make, owner: Member) -> None:
        reader = await make.signed_in(owner.organisation, role="reader")
        assert refusal(await reader.get(ACCOUNTS)) == (403, "not_allowed")
        body = {"label": "x", "holder": "y", "iban": iban()}
        idle = await make.signed_in(owner.organisation, powers=["vote"])
        assert refusal(await idle.post(ACCOUNTS, json=body)) == (403, "missing_power")
        assert refusal(await owner.get(f"{ACCOUNTS}/{uuid4()}")) == (404, "not_found")

    async def test_masking_shows_country_key_and_last_four(self, owner: Member) -> None:
        account = await add(owner)
        assert account["iban_masked"] == masked(account["iban"])
