"""Which statement a movement pays, and why, in words."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.treasury.rules.matching import PROPOSALS, Owed, propose

HAMEAU = ("EHPAD Le Hameau des Aînés", "Le Hameau")


def owed(
    reference: str = "2026-0001", remaining: int = 4_580_83, names: tuple[str, ...] = HAMEAU, **values: object
) -> Owed:
    given_: dict[str, object] = {"id": uuid4(), "organisation_id": UUID(int=1), "due_on": date(2026, 3, 31)}
    return Owed(reference=reference, remaining=remaining, names=names, **{**given_, **values})  # type: ignore[arg-type]


def confidence(cents: int, label: str, one: Owed) -> str | None:
    found = propose(cents, [label, None], [one])
    return found[0].confidence if found else None


class TestReasons:
    def test_the_reference_with_what_is_left_is_sure(self) -> None:
        (proposal,) = propose(4_580_83, ["VIR 2026-0001 ", None], [owed()])

        assert proposal.confidence == "sure"
        assert proposal.cents == 4_580_83
        assert proposal.why.fr == (
            "Le montant est exactement ce qui reste dû (4\u202f580,83\u00a0€) et le libellé cite la référence 2026-0001."
        )
        assert (
            proposal.why.en
            == "The amount is exactly what is left (€4,580.83) and the label quotes the reference 2026-0001."
        )

    @pytest.mark.parametrize(("cents", "settled"), [(1_000_00, 1_000_00), (5_000_00, 4_580_83)])
    def test_the_reference_with_another_amount_is_likely(self, cents: int, settled: int) -> None:
        (proposal,) = propose(cents, ["appel 2026 0001"], [owed()])

        assert (proposal.confidence, proposal.cents) == ("likely", settled)
        assert "quand il reste 4\u202f580,83\u00a0€" in proposal.why.fr

    def test_what_is_left_with_the_name_is_likely(self) -> None:
        (proposal,) = propose(4_580_83, ["VIR SEPA HAMEAU DES AINES"], [owed()])

        assert proposal.confidence == "likely"
        assert "EHPAD Le Hameau des Aînés" in proposal.why.fr

    def test_the_amount_alone_is_possible(self) -> None:
        (proposal,) = propose(4_580_83, ["VIR SEPA DUPONT"], [owed()])

        assert proposal.confidence == "possible"
        assert "Vérifiez" in proposal.why.fr

    def test_the_name_alone_proposes_nothing(self) -> None:
        assert propose(1_00, ["VIR LE HAMEAU"], [owed()]) == []


class TestWords:
    @pytest.mark.parametrize(
        "label", ["2026-0001", "REF:2026-0001.", "ref 2026 0001", "APPEL20260001", "2026/0001 T1"]
    )
    def test_a_reference_is_recognised_as_people_write_it(self, label: str) -> None:
        assert confidence(4_580_83, label, owed()) == "sure"

    @pytest.mark.parametrize("label", ["2026-00011", "12026-0001", "2026-0002", "20260", "2026", "0001", ""])
    def test_and_not_in_another_number(self, label: str) -> None:
        assert confidence(4_580_83, label, owed()) == "possible"

    @pytest.mark.parametrize(
        ("label", "found"),
        [
            ("VIR INST LE HAMEAU DES AINES", True),
            ("le hameau des aînés appel t1", True),
            ("VIR HAMEAU", True),
            ("VIR HAMEA", True),
            ("VIR HAM", False),
            ("VIR LES AINES", False),
            ("VIR EHPAD LE CHENE", False),
        ],
    )
    def test_a_name_is_recognised_without_accents_even_cut(self, label: str, found: bool) -> None:
        assert confidence(4_580_83, label, owed()) == ("likely" if found else "possible")

    def test_names_that_share_words_are_told_apart(self) -> None:
        one, two = (owed(f"2026-000{n}", 100, (f"Maison {letter}",)) for n, letter in ((1, "A"), (2, "B")))

        proposals = propose(100, ["VIR MAISON B"], [one, two])

        assert [(each.owed, each.confidence) for each in proposals] == [(two, "likely"), (one, "possible")]


class TestOrder:
    def test_the_surest_first_then_the_earliest_due(self) -> None:
        late = owed("2026-0009", 500, due_on=date(2026, 12, 31))
        early = owed("2026-0008", 500, due_on=date(2026, 3, 31))
        quoted = owed("2026-0001", 900)
        exact = owed("2026-0002", 500, due_on=date(2027, 1, 1))

        found = propose(500, ["2026-0001 2026-0002"], [late, quoted, early, exact])

        assert [each.owed for each in found] == [exact, quoted, early, late]

    @given(
        st.lists(st.tuples(st.integers(1, 30), st.integers(1, 5)), max_size=40),
        st.integers(1, 5),
        st.text(max_size=20),
    )
    def test_a_movement_never_settles_more_than_it_is_or_than_is_left(
        self, bills: list[tuple[int, int]], cents: int, label: str
    ) -> None:
        found = propose(cents, [label], [owed(f"2026-{number:04}", left) for number, left in bills])

        assert len(found) <= PROPOSALS
        for proposal in found:
            assert 0 < proposal.cents <= min(cents, proposal.owed.remaining)
        ranks = [("sure", "likely", "possible").index(proposal.confidence) for proposal in found]
        assert ranks == sorted(ranks)
