"""The statement as a treasurer files it: its words, its figures, hostile names, the same bytes twice."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from make import Make, Member
from statements.billing_world import FUTURE, Billing, billing, call, told

IBAN = "FR7630006000011234567890189"
HOSTILE = (
    '#import "@preview/cetz:0.3.0"',
    "$x^2$ *gras* _it_ `code` <label> @ref #sys.inputs.data",
    "\\ #{panic()} // */ [x] = Titre",
    "جمعية النور",
    "🌻 Tournesol 互助会 👩‍👩‍👧",
    "retourné \u202e € 00,1",
    "é\u0301\u0302 combiné",
)


async def print_of(reader: Member, key: str) -> bytes:
    answer = await reader.get(f"/v1/statements/{key}/pdf")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return bytes(answer.content)


def words_of(content: bytes) -> str:
    """Its text, every space one plain space."""
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(text.split())


async def bank(member: Member) -> dict[str, Any]:
    body = {"label": "Compte courant", "holder": member.organisation.name, "iban": IBAN}
    return told(await member.post("/v1/banking/accounts", json=body), 201)


@pytest.fixture
async def world(make: Make) -> Billing:
    return await billing(make)


class TestCall:
    async def test_it_says_who_owes_whom_why_by_when_and_where_to_pay(
        self, world: Billing, make: Make
    ) -> None:
        await bank(world.lead)
        run = await world.run()
        lines = [
            {
                "label": "Direction et paie",
                "cents": 641_156,
                "total_cents": 7_800_000,
                "driver": "70,5 ETP sur 858,2",
                "ratio": "8,22\u00a0%",
            },
            {
                "label": "Qualité",
                "cents": 586_560,
                "total_cents": 7_150_000,
                "driver": "84 lits sur 1\u202f025",
                "ratio": "8,20\u00a0%",
            },
        ]
        first, second = await world.issue(
            *(
                call(world.other, 306_929, FUTURE, lines=lines, instalment=each, instalments=4)
                for each in (1, 2)
            ),
            run=run,
        )
        await world.paid(world.lead, second, 100_000)
        content = await print_of(world.other, second)
        text = words_of(content)
        payer, issuer = world.other.organisation, world.lead.organisation
        statement = await world.read(second)
        for expected in (
            "Appel de fonds",
            f"n° {statement['reference']}",
            issuer.name,
            payer.name,
            "12 rue de l’Église",
            "69210 L’Arbresle",
            f"{payer.siren[:3]} {payer.siren[3:6]} {payer.siren[6:]}",
            "Appel 2 sur 4",
            "du 1er janvier 2026 au 31 décembre 2026",
            "Reste à régler au plus tard le 31 décembre 2199",
            "84 lits sur 1 025",
            "71 500,00 € 8,20 % 5 865,60 €",
            "Part pour la période 12 277,16 €",
            "Montant de cet appel 3 069,29 €",
            "Appelé à ce jour, cet appel compris 6 138,58 €",
            "Restera à appeler 6 138,58 €",
            "Déjà réglé −1 000,00 €",
            "Reste à régler 2 069,29 €",
            "01/04/2026 Virement",
            "FR76 3000 6000 0112 3456 7890 189",
            "Exonération de TVA, article 261 B du code général des impôts",
            "Il ne vaut pas facture.",
            "Page 1 / 1",
        ):
            assert expected in text, expected
        assert "12\u202f277,16\u00a0€" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
        assert "Appelé à ce jour, cet appel compris 3 069,29 €" in words_of(await print_of(world.lead, first))

    async def test_it_is_saved_under_its_reference_and_never_shown_in_the_page(self, world: Billing) -> None:
        key = await world.called(world.other, 100_00)
        reference = (await world.read(key))["reference"]
        answer = await world.other.get(f"/v1/statements/{key}/pdf")
        assert answer.headers["content-disposition"] == (
            f"attachment; filename=\"releve-{reference}.pdf\"; filename*=UTF-8''relev%C3%A9-{reference}.pdf"
        )
        assert answer.headers["x-content-type-options"] == "nosniff"

    async def test_the_same_statement_gives_the_same_bytes(self, world: Billing) -> None:
        key = await world.called(world.other, 100_00)
        first = await print_of(world.other, key)
        assert await print_of(world.lead, key) == first
        await world.paid(world.lead, key, 1_00)
        assert await print_of(world.other, key) != first

    async def test_without_an_account_it_says_whom_to_ask(self, world: Billing) -> None:
        text = words_of(await print_of(world.other, await world.called(world.other, 100_00)))
        assert "Par virement à La Salette, qui vous donnera ses coordonnées bancaires." in text
        assert "IBAN" not in text

    async def test_a_closed_account_is_no_longer_one_to_pay_to(self, world: Billing) -> None:
        account = await bank(world.lead)
        key = await world.called(world.other, 100_00)
        assert "IBAN" in words_of(await print_of(world.other, key))
        headers = {"If-Match": f'"{account["version"]}"'}
        closed = await world.lead.post(f"/v1/banking/accounts/{account['id']}/close", headers=headers)
        assert closed.status_code == 200, closed.text
        assert "IBAN" not in words_of(await print_of(world.other, key))

    async def test_who_left_still_reads_where_to_pay(self, world: Billing) -> None:
        await bank(world.lead)
        key = await world.called(world.other, 100_00)
        await world.leave(world.other, world.agreement.starts_on)
        assert "FR76 3000" in words_of(await print_of(world.other, key))


class TestOthers:
    async def test_a_credit_is_in_favour_of_its_organisation(self, world: Billing) -> None:
        await bank(world.lead)
        key = await world.called(world.other, -310_52)
        text = words_of(await print_of(world.other, key))
        assert "En votre faveur 310,52 €" in text
        assert "La Salette doit cette somme à Les Tilleuls." in text
        assert "IBAN" not in text

    async def test_a_bill_between_parties_tells_quantities_and_prices(self, world: Billing) -> None:
        billed = await world.billed(world.third, world.other, vat_category="franchise_293b")
        text = words_of(await print_of(world.other, billed["id"]))
        assert "10,00 heures 15,30 € 153,00 €" in text
        assert "TVA non applicable, article 293 B du code général des impôts." in text
        assert "relevé de refacturation à prix coûtant" in text

    async def test_a_cancelled_one_says_so_first(self, world: Billing) -> None:
        billed = await world.billed(world.third, world.other)
        told(await world.cancel(world.third, billed["id"]))
        text = words_of(await print_of(world.other, billed["id"]))
        assert "Relevé annulé le" in text
        assert "Erreur de quantité" in text
        assert "Rien à régler 0,00 €" in text

    async def test_a_long_one_repeats_its_header_on_each_page(self, world: Billing) -> None:
        lines = [
            {"label": f"Ligne {n}", "quantity": n, "unit": "UNIT/0", "unit_price_cents": 100}
            for n in range(1, 101)
        ]
        billed = await world.billed(world.third, world.other, lines=lines)
        pages = PdfReader(io.BytesIO(await print_of(world.other, billed["id"]))).pages
        assert len(pages) > 2
        assert all("Prix unitaire" in page.extract_text() for page in list(pages)[:-1])
        assert f"Page\u00a0{len(pages)} / {len(pages)}" in pages[-1].extract_text()


class TestHostileNames:
    @pytest.mark.parametrize("name", HOSTILE)
    async def test_what_people_type_stays_text(self, make: Make, name: str) -> None:
        world = await billing(make, members=2)
        await make.rows(
            "UPDATE organisations SET name = :name, address = :name, city = :name WHERE id = :id",
            name=name,
            id=world.other.organisation.id,
        )
        lines = [{"label": name, "cents": 1, "total_cents": None, "driver": name, "ratio": name}]
        key = await world.called(world.other, 1_234_56, title=name, lines=lines)
        text = words_of(await print_of(world.other, key))
        assert "1 234,56 €" in text
        if name.isascii():
            assert " ".join(name.split()) in text

    async def test_a_very_long_name_breaks_over_lines(self, world: Billing) -> None:
        billed = await world.billed(world.third, world.other, title="M" * 200)
        content = await print_of(world.other, billed["id"])
        # Cut where a line ends, and nowhere near the figures.
        assert words_of(content).replace("\u200b", "").replace(" ", "").count("M" * 200) == 1
