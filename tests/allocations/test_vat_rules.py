"""The rules of the VAT opinion, against a small model of them."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.allocations.rules.vat import (
    PARAMETERS,
    QUESTIONS,
    Answer,
    Claimed,
    Conclusion,
    Facts,
    Reading,
    conclude,
    findings,
    parameters_on,
    read_share,
)
from essaim.allocations.words import vat as vat_words

answers: st.SearchStrategy[Answer] = st.sampled_from(("yes", "no", "unknown"))
readings: st.SearchStrategy[Reading] = st.sampled_from(("within", "above", "unknown"))
claims = st.none() | st.builds(
    Claimed,
    number=st.integers(1, 99),
    starts_on=st.just(date(2026, 1, 1)),
    ends_on=st.just(date(2026, 12, 31)),
    members=st.integers(1, 20),
    differing=st.integers(0, 2),
)
facts = st.builds(
    Facts,
    independent_group=answers,
    services_only=answers,
    general_interest=answers,
    no_distortion=answers,
    outside_share_bp=st.none() | st.integers(0, 10_000),
    members=st.lists(readings, min_size=1, max_size=6),
    claimed=claims,
)


def model(known: Facts) -> Conclusion:
    """No as soon as one condition fails; else incomplete; else reserved when something is taxed."""
    above, unknown = "above" in known.members, "unknown" in known.members
    share, sums = known.outside_share_bp, known.claimed
    asked = (known.independent_group, known.services_only, known.no_distortion)
    fails = (
        "no" in asked
        or (above and known.general_interest == "no")
        or (sums is not None and sums.differing > 0)
        or (share is not None and share > 5_000)
    )
    missing = "unknown" in asked or unknown or sums is None or share is None
    missing = missing or (above and known.general_interest == "unknown")
    if fails:
        return "unfavourable"
    if missing:
        return "incomplete"
    return "reserved" if above or share else "favourable"


@settings(max_examples=200)
@given(facts)
def test_the_opinion_concludes_as_the_conditions_say(known: Facts) -> None:
    found = findings(known, parameters_on(date(2026, 11, 23)))
    assert [one.question for one in found] == list(QUESTIONS)
    assert conclude(found) == model(known)


@settings(max_examples=200)
@given(facts)
def test_every_finding_has_its_words_in_both_languages(known: Facts) -> None:
    for one in findings(known, parameters_on(date(2026, 11, 23))):
        said = vat_words.consequence(one.question, one.case, one.figures)
        answered = vat_words.answer(one.question, one.case, one.figures)
        assert all(text and "{" not in text for text in (*said, *answered))
        assert one.question in vat_words.QUESTIONS
        assert one.question in vat_words.SOURCES


def test_twenty_percent_does_not_exceed_twenty_percent() -> None:
    assert [read_share(share, 2_000) for share in (None, 0, 2_000, 2_001, 10_000, 10_001)] == [
        "unknown",
        "within",
        "within",
        "above",
        "above",
        "unknown",
    ]


def test_before_the_ruling_of_2021_one_above_undid_the_exemption() -> None:
    known = Facts("yes", "yes", "yes", "yes", 0, ["above"], None)
    assert findings(known, parameters_on(date(2020, 1, 1)))[2].level == "not_met"
    assert findings(known, parameters_on(date(2021, 2, 10)))[2].level == "in_part"
    assert parameters_on(date(1990, 1, 1)) == PARAMETERS[0]
