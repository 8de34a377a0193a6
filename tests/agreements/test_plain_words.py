"""Rules in plain words: each value said, each change shown, French as it is typeset."""

import re
from collections.abc import Iterator
from typing import Any, get_args
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from essaim.agreements import plain
from essaim.agreements.governing import default_rulebook
from essaim.agreements.limits import forbidden, require_allowed, warnings
from essaim.agreements.models import Agreement
from essaim.agreements.plain.numbers import counted, fraction, percent
from essaim.agreements.profiles import PROFILES
from essaim.agreements.rulebook import KeyRule, Rulebook
from essaim.kit.errors import Refusal
from essaim.kit.text import Text

SOMEBODY = "019aa000-0000-7000-8000-000000000001"
SOMEBODY_ELSE = "019aa000-0000-7000-8000-000000000002"
NAMES = {SOMEBODY: "Le Hameau des Aînés", SOMEBODY_ELSE: "Résidence du Parc"}
COLLEGES = [{"name": "Établissements", "weight_bp": 6000}, {"name": "Financeurs", "weight_bp": 4000}]
UNANIMITY = {"level": "unanimity", "base": "all"}


def part(**parts: Any) -> dict[str, Any]:
    return {"basis": "equal", "weight_bp": 10_000, **parts}


def key(**parts: Any) -> dict[str, Any]:
    return {"allocation_keys": [{"name": "Informatique", "parts": [part()], **parts}]}


def tariff(**parts: Any) -> dict[str, Any]:
    return {"joining_tariffs": [{"name": "Accueil", **parts}]}


# One change for every value of a rulebook.
CHANGES: list[dict[str, Any]] = [
    {"voting": {"weighting": "contributions"}},
    {"voting": {"weighting": "stated", "stated_votes": [{"organisation_id": SOMEBODY, "votes": 3}]}},
    {"voting": {"cap_bp": 2500}},
    {"voting": {"colleges": COLLEGES}},
    {"voting": {"quorum": {"numerator": 2, "denominator": 3, "basis": "members"}}},
    {"voting": {"quorum": {"numerator": 1, "denominator": 2, "basis": "votes"}}},
    {"voting": {"quorum": {"numerator": 1, "denominator": 1, "basis": "members"}}},
    {"voting": {"quorum": {"numerator": 0, "denominator": 1, "basis": "members"}}},
    {"voting": {"majority": {"level": "two_thirds", "base": "cast"}}},
    {"voting": {"majority": {"level": "three_quarters", "base": "cast"}}},
    {"voting": {"majority": {"level": "simple", "base": "present"}}},
    {"voting": {"majority": UNANIMITY}},
    {"voting": {"abstentions_count": True}},
    {"voting": {"tie": "chair"}},
    {"voting": {"second_call": {"allowed": False}}},
    {"voting": {"second_call": {"notice_days": 8}}},
    {"voting": {"second_call": {"quorum": {"numerator": 1, "denominator": 3, "basis": "members"}}}},
    {"voting": {"proxy_limit": 0}},
    {"voting": {"proxy_limit": 2}},
    {"voting": {"double_majority": True}},
    {"voting": {"ballot": "secret"}},
    {"voting": {"federation_vote": "itself"}},
    {"voting": {"concerned_party_votes": True}},
    {"voting": {"notice_days": 21}},
    {"voting": {"urgent_notice_hours": 24}},
    {"voting": {"matters": [{"matter": "exclude_party", "majority": UNANIMITY}]}},
    {"voting": {"matters": [{"matter": "dissolve", "quorum": {"numerator": 3, "denominator": 5}}]}},
    {"entry": {"admission": "vote"}},
    {"entry": {"liable_for_earlier_debts": True}},
    {"exit": {"timing": "any_time"}},
    {"exit": {"timing": "financial_year_end"}},
    {"exit": {"notice_months": 6}},
    {"exit": {"owes_current_year": False}},
    {"exit": {"repays_stake": False}},
    {"exit": {"instalments": 2}},
    {"exit": {"instalments": 2, "months_between": 6}},
    {"exit": {"late_release_to_leavers": True}},
    {"confidentiality": "open"},
    {"confidentiality": "coopetition"},
    {"approvals": {"threshold_cents": 50_000}},
    {"approvals": {"window_days": 60}},
    {"fund": {"consumption": "pro_rata"}},
    {"allocation_keys": [{"name": "Paie", "parts": [{"basis": "figure", "code": "fte", "weight_bp": 10_000}]}]},
    {"allocation_keys": [{"name": "Véhicule", "parts": [{"basis": "usage", "code": "km", "weight_bp": 10_000}]}]},
    *(key(rule=rule, parts=[]) for rule in get_args(KeyRule) if rule != "parts"),
    key(parts=[part(only={"code": "beds", "at_least": 30})]),
    key(parts=[part(only={"code": "beds", "at_most": 30})]),
    key(parts=[part(only={"code": "fte", "at_least": 1_250, "at_most": 6_000})]),
    key(parts=[part(only={"code": "budget", "at_least": 100_000_00})]),
    key(parts=[part(only={"code": "taxable_share", "at_most": 2_000})]),
    key(parts=[part(only={"code": "rooms", "at_least": 2, "at_most": 2})]),
    key(excluded=[SOMEBODY]),
    key(excluded=[SOMEBODY, SOMEBODY_ELSE]),
    key(limits=[{"kind": "floor", "cents": 0}]),
    key(limits=[{"kind": "cap", "cents": 50_000}]),
    key(limits=[{"kind": "cap", "share_bp": 2_500}]),
    key(limits=[{"kind": "cap", "share_bp": 2_500, "organisation_ids": [SOMEBODY]}]),
    key(limits=[{"kind": "floor", "share_bp": 500, "organisation_ids": [SOMEBODY, SOMEBODY_ELSE]}]),
    tariff(fixed_cents=60_000),
    tariff(fixed_cents=60_000, per_unit_cents=944, code="beds"),
    tariff(per_unit_cents=944, code="beds"),
    tariff(per_unit_cents=944, code="rooms"),
    {"quotas": [{"resource_kind": "vehicle", "maximum_hours": 20, "period": "week"}]},
    {"staff_lending": {"billable": ["wages"]}},
    {"staff_lending": {"billable": []}},
    {"other_clauses": "Chacun prévient {les autres}."},
]  # fmt: skip
BOOKS = [Rulebook.model_validate(change) for change in CHANGES]


def sentences(book: Rulebook) -> Iterator[Text]:
    yield from (clause.text for clause in plain.clauses_of(book, NAMES))


class TestClauses:
    def test_the_rules_of_a_group_are_read_as_sentences(self) -> None:
        book = Rulebook.model_validate(
            {
                "voting": {"quorum": {"numerator": 2, "denominator": 3}, "matters": []},
                "exit": {"timing": "financial_year_end", "notice_months": 6, "instalments": 2},
            }
        )
        said = [text.fr for text in sentences(book)]
        assert "Chaque organisation a une voix." in said
        assert (
            "Un vote n’est valable que si au moins les deux tiers des organisations y participent ou s’y font représenter."
            in said
        )
        assert (
            "Une organisation peut partir au 31\u00a0décembre de chaque année, avec un préavis d’au moins 6\u00a0mois."
            in said
        )

    def test_stated_votes_name_their_organisations(self) -> None:
        (first, *_) = sentences(BOOKS[1])
        assert first.fr == (
            "Les voix sont fixées\u00a0: Le Hameau des Aînés, 3\u00a0voix\u00a0; toute autre organisation, 1\u00a0voix."
        )

    @pytest.mark.parametrize(
        ("parts", "expected"),
        [
            (
                key(parts=[part(weight_bp=4_000), part(weight_bp=6_000, basis="figure", code="beds")]),
                ["Clé Informatique\u00a0: 40\u00a0% à parts égales et 60\u00a0% selon les lits."],
            ),
            (
                key(
                    parts=[
                        part(weight_bp=4_000, only={"code": "beds", "at_least": 30}),
                        part(weight_bp=6_000, basis="usage", code="km"),
                    ]
                ),
                [
                    "Clé Informatique\u00a0: 40\u00a0% à parts égales entre les organisations ayant au moins 30\u00a0lits\u00a0;"
                    " 60\u00a0% selon l’usage (les kilomètres)."
                ],
            ),
            (
                key(parts=[part(only={"code": "fte", "at_least": 100, "at_most": 1_250})]),
                [
                    "Clé Informatique\u00a0: 100\u00a0% à parts égales entre les organisations ayant de 1 à"
                    " 12,5\u00a0équivalents temps plein."
                ],
            ),
            (
                key(rule="arrival", parts=[], limits=[{"kind": "cap", "cents": 50_000}]),
                [
                    "Clé Informatique\u00a0: chacun paie ce que son arrivée coûte en moyenne, dans tous les ordres"
                    " d’arrivée possibles.",
                    "Clé Informatique, plafond\u00a0: chaque organisation paie au plus 500,00\u00a0€.",
                ],
            ),
            (
                key(
                    excluded=[SOMEBODY],
                    limits=[
                        {"kind": "floor", "share_bp": 500, "organisation_ids": [SOMEBODY, SOMEBODY_ELSE]},
                        {"kind": "cap", "share_bp": 2_550, "organisation_ids": [SOMEBODY_ELSE]},
                    ],
                ),
                [
                    "Clé Informatique\u00a0: 100\u00a0% à parts égales.",
                    "Clé Informatique\u00a0: Le Hameau des Aînés ne paie jamais.",
                    "Clé Informatique, plancher\u00a0: Le Hameau des Aînés et Résidence du Parc paient chacune au moins"
                    " 5\u00a0% du montant partagé.",
                    "Clé Informatique, plafond\u00a0: Résidence du Parc paie au plus 25,5\u00a0% du montant partagé.",
                ],
            ),
            (
                tariff(fixed_cents=60_000, per_unit_cents=944, code="beds"),
                [
                    "Qui entre en cours d’année paie, au tarif «\u00a0Accueil\u00a0», 600,00\u00a0€ et 9,44\u00a0€ par lit,"
                    " à proportion des jours où il est là.",
                ],
            ),
        ],
    )
    def test_how_costs_are_shared_is_said_in_plain_words(
        self, parts: dict[str, Any], expected: list[str]
    ) -> None:
        book = Rulebook.model_validate(parts)
        said = [
            clause.text.fr
            for clause in plain.clauses_of(book, NAMES)
            if clause.key.startswith("tariff." if book.joining_tariffs else "key.")
        ]
        assert said == expected

    @pytest.mark.parametrize("book", BOOKS)
    def test_no_word_of_the_trade_is_said(self, book: Rulebook) -> None:
        for text in sentences(book):
            assert not re.search(
                r"coalition|shapley|nucléole|nucleolus|\bjeu\b", f"{text.fr} {text.en}", re.IGNORECASE
            )

    def test_every_organisation_named_is_cited(self) -> None:
        for book in BOOKS:
            named = {name for text in sentences(book) for name in NAMES.values() if name in text.fr}
            assert {NAMES[organisation] for organisation in plain.cited(book)} == named

    @pytest.mark.parametrize("book", [Rulebook(), *BOOKS])
    def test_french_is_typeset_and_english_differs(self, book: Rulebook) -> None:
        for text in sentences(book):
            assert not re.search(r" [:;!?%»€]|« |'", text.fr), text.fr
            assert "{" not in text.fr.replace("{les autres}", "")
            assert text.fr != text.en
            assert text.fr[0].isupper()
            assert text.fr.rstrip("»\u00a0").endswith((".", "}."))

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            (fraction(2, 4), Text("la moitié", "half")),
            (fraction(3, 5), Text("les 3/5", "3/5")),
            (percent(1_250), Text("12,5\u00a0%", "12.5%")),
            (percent(6_000), Text("60\u00a0%", "60%")),
            (counted(0, Text("an", "year"), Text("ans", "years")), Text("0\u00a0an", "0 years")),
            (
                counted(1200, Text("an", "year"), Text("ans", "years")),
                Text("1\u202f200\u00a0ans", "1,200 years"),
            ),
        ],
    )
    def test_numbers_are_written_as_people_do(self, said: Text, expected: Text) -> None:
        assert said == expected


class TestDifferences:
    @pytest.mark.parametrize("book", BOOKS)
    def test_every_value_that_changes_shows(self, book: Rulebook) -> None:
        there = plain.differences(Rulebook(), book, NAMES)
        back = plain.differences(book, Rulebook(), NAMES)
        assert there
        assert {(change.before, change.after) for change in there} == {
            (change.after, change.before) for change in back
        }

    @given(st.sampled_from(BOOKS), st.sampled_from(BOOKS))
    @settings(max_examples=200, deadline=None)
    def test_two_books_that_say_the_same_are_the_same(self, one: Rulebook, other: Rulebook) -> None:
        assert (plain.differences(one, other, NAMES) == ()) == (one == other)

    def test_a_change_is_one_sentence_with_before_and_after(self) -> None:
        (change,) = plain.differences(
            Rulebook(), Rulebook.model_validate({"entry": {"admission": "vote"}}), {}
        )
        assert change.sentence().fr == (
            "Entrer\u00a0: «\u00a0Chaque admission est votée par les membres.\u00a0» au lieu de"
            " «\u00a0L’organisation chef de file admet les nouvelles organisations.\u00a0»"
        )


class TestLimits:
    @pytest.mark.parametrize(
        ("form", "parts", "code", "source"),
        [
            ("association", {"exit": {"timing": "financial_year_end"}}, "exit_cannot_be_blocked", "1901, art. 4"),
            ("association", {"exit": {"timing": "agreement_terms"}}, "exit_cannot_be_blocked", "1901, art. 4"),
            ("association", {"exit": {"timing": "any_time", "notice_months": 1}}, "exit_cannot_be_blocked", "1901"),
            ("endowment_fund", {"exit": {"repays_stake": True}}, "contributions_irrevocable", "2008-776"),
            ("endowment_fund", {"exit": {"repays_stake": False, "instalments": 2}}, "contributions_irrevocable", "140"),
            ("gcsms", {"exit": {"timing": "any_time", "notice_months": 6}}, "withdrawal_at_year_end_only", "R. 312-194-10"),
            ("gcsms", {"exit": {"timing": "financial_year_end", "notice_months": 5}}, "notice_too_brief", "R. 312-194-10"),
            (
                "gcsms",
                {"exit": {"timing": "financial_year_end", "notice_months": 6}, "voting": {"proxy_limit": 2}},
                "too_many_proxies",
                "R. 312-194-10",
            ),
            ("gcs", {"exit": {"timing": "financial_year_end", "notice_months": 3}}, "notice_too_brief", "L. 6133-1"),
            ("cuma", {"exit": {"notice_months": 2}}, "notice_too_brief", "Code rural"),
            ("cuma", {"exit": {"notice_months": 3}, "voting": {"colleges": COLLEGES}}, "votes_must_be_equal", "Code rural"),
            ("scic", {"voting": {"weighting": "stated"}}, "votes_must_be_equal", "19 quinquies"),
            ("scic", {"voting": {"double_majority": True}}, "votes_must_be_equal", "19 quinquies"),
        ],
    )  # fmt: skip
    def test_the_law_refuses_with_its_source(
        self, form: Any, parts: dict[str, Any], code: str, source: str
    ) -> None:
        with pytest.raises(Refusal) as refused:
            require_allowed(form, Rulebook.model_validate(parts))
        assert refused.value.code == code
        assert source in str(refused.value.context["source"])
        assert source in refused.value.sentence("fr")
        assert refused.value.sentence("en").startswith(refused.value.facts["why"].en)  # type: ignore[attr-defined]

    @pytest.mark.parametrize("form", PROFILES)
    @pytest.mark.parametrize("line", ["management_fee", "flat_fee"])
    def test_lent_staff_is_billed_at_cost_whatever_the_form(self, form: Any, line: str) -> None:
        book = default_rulebook(Agreement(legal_form=form, notice_months=0, confidentiality="open"))
        book.staff_lending.billable = ["wages", line]  # type: ignore[list-item]
        (limit,) = forbidden(form, book)
        assert limit.refusal is not None
        assert limit.refusal.code == "lent_staff_at_cost_only"
        assert "L. 8241-1" in limit.source

    @pytest.mark.parametrize("form", PROFILES)
    @pytest.mark.parametrize("notice_months", [0, 9])
    def test_what_applies_by_default_is_always_allowed(self, form: Any, notice_months: int) -> None:
        agreement = Agreement(legal_form=form, notice_months=notice_months, confidentiality="aggregates")
        require_allowed(form, default_rulebook(agreement))

    def test_colleges_are_allowed_in_a_scic_and_their_weights_looked_at(self) -> None:
        book = Rulebook.model_validate({"voting": {"colleges": COLLEGES}})
        assert forbidden("scic", book) == ()
        assert [(warned.code, "à vérifier" in warned.why.fr) for warned in warnings("scic", book)] == [
            ("to_be_checked", True)
        ]

    def test_several_faults_are_all_named(self) -> None:
        book = Rulebook.model_validate({"exit": {"timing": "financial_year_end", "notice_months": 3}})
        with pytest.raises(Refusal) as refused:
            require_allowed("association", book)
        assert [fault.pointer for fault in refused.value.errors] == [
            "/content/exit/timing",
            "/content/exit/notice_months",
        ]


class TestWarnings:
    @pytest.mark.parametrize(
        ("voting", "warned"),
        [
            ({"weighting": "contributions"}, True),
            ({"weighting": "contributions", "cap_bp": 10_000}, True),
            ({"weighting": "contributions", "cap_bp": 3_000}, False),
            ({"weighting": "contributions", "double_majority": True}, False),
            ({"weighting": "contributions", "colleges": COLLEGES}, False),
            ({"weighting": "equal"}, False),
        ],
    )
    def test_votes_by_money_alone(self, voting: dict[str, Any], warned: bool) -> None:
        given = warnings("shared_means", Rulebook.model_validate({"voting": voting}))
        assert ("votes_by_money_only" in {each.code for each in given}) == warned
        assert not warned or "2014-856" in str(given[0].source)

    def test_one_organisation_that_may_block(self) -> None:
        book = Rulebook.model_validate(
            {
                "voting": {
                    "majority": {"level": "unanimity"},
                    "ballot": "secret",
                    "weighting": "stated",
                    "matters": [{"matter": "dissolve", "majority": UNANIMITY}],
                }
            }
        )
        assert [warned.code for warned in warnings("agreement", book)] == [
            "secret_needs_equal_votes",
            "one_may_block",
            "one_absence_may_block",
        ]

    @pytest.mark.parametrize(
        ("limit", "code", "count"),
        [
            ({"kind": "cap", "share_bp": 1_500}, "cap_needs_members", "au moins 7 organisations"),
            ({"kind": "cap", "share_bp": 10_000}, None, ""),
            ({"kind": "cap", "share_bp": 1_500, "organisation_ids": [SOMEBODY]}, None, ""),
            ({"kind": "cap", "cents": 1_500}, None, ""),
            ({"kind": "floor", "share_bp": 1_500}, "floor_limits_members", "6 organisations au plus"),
            ({"kind": "floor", "share_bp": 6_000}, "floor_limits_members", "une seule organisation"),
        ],
    )
    def test_shares_that_hold_for_so_many_only(
        self, limit: dict[str, Any], code: str | None, count: str
    ) -> None:
        given = warnings("agreement", Rulebook.model_validate(key(limits=[limit])))
        assert [warned.code for warned in given] == ([code] if code else [])
        assert all(count in warned.why.fr for warned in given)


class TestRulebook:
    @pytest.mark.parametrize(
        "parts",
        [
            {"voting": {"quorum": {"numerator": 3, "denominator": 2}}},
            {"voting": {"colleges": [{"name": "Seul", "weight_bp": 9_999}]}},
            {"voting": {"colleges": [{"name": "Même", "weight_bp": 5_000}] * 2}},
            {"voting": {"matters": [{"matter": "dissolve"}, {"matter": "dissolve"}]}},
            {"voting": {"stated_votes": [{"organisation_id": SOMEBODY, "votes": 1}] * 2}},
            {"voting": {"stated_votes": [{"organisation_id": "-" * 36, "votes": 1}]}},
            {"allocation_keys": [{"name": "Paie", "parts": [{"basis": "equal", "weight_bp": 1}]}]},
            {"allocation_keys": [{"name": "Paie", "parts": [{"basis": "figure", "weight_bp": 10_000}]}]},
            key(rule="arrival"),
            key(limits=[{"kind": "cap"}]),
            key(limits=[{"kind": "cap", "cents": 1, "share_bp": 1}]),
            key(parts=[part(only={"code": "beds"})]),
            key(parts=[part(only={"code": "beds", "at_least": 3, "at_most": 2})]),
            tariff(per_unit_cents=1),
            {"unknown": True},
        ],
    )
    def test_what_contradicts_itself_is_refused(self, parts: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            Rulebook.model_validate(parts)

    @given(st.sampled_from(BOOKS))
    @settings(deadline=None)
    def test_is_read_back_as_it_was_stored(self, book: Rulebook) -> None:
        assert Rulebook.model_validate(book.model_dump(mode="json")) == book
        for vote in book.voting.stated_votes:
            assert UUID(vote.organisation_id)
