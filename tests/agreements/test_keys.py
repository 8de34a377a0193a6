"""Keys that could never be applied are refused when they are proposed, and only those."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from governance import propose
from hypothesis import given, settings
from hypothesis import strategies as st

from essaim.agreements.keys import Sharers, faults, require_workable
from essaim.agreements.rulebook import AllocationKey, Rulebook
from essaim.fairness.clauses import Clause, share_within
from essaim.fairness.errors import ClausesConflict, NobodyToShareWith
from essaim.kit.errors import Refusal
from make import Make

ANNE, BEA, CLEO = (f"019aa000-0000-7000-8000-00000000000{place}" for place in (1, 2, 3))
THREE = Sharers(citable=frozenset({ANNE, BEA, CLEO}), paying=frozenset({ANNE, BEA, CLEO}))


def book(*limits: Mapping[str, Any], **parts: Any) -> Rulebook:
    equal = [{"basis": "equal", "weight_bp": 10_000}]
    return Rulebook.model_validate(
        {"allocation_keys": [{"name": "Paie", "parts": equal, "limits": limits, **parts}]}
    )


def floor(*organisations: str, **bound: int) -> dict[str, Any]:
    return {"kind": "floor", "organisation_ids": list(organisations), **bound}


def cap(*organisations: str, **bound: int) -> dict[str, Any]:
    return {"kind": "cap", "organisation_ids": list(organisations), **bound}


class TestLimits:
    @pytest.mark.parametrize(
        ("limits", "place"),
        [
            ([floor(cents=200), cap(cents=100)], "limits/0/cents"),
            ([cap(ANNE, share_bp=1_000), floor(share_bp=1_001)], "limits/1/share_bp"),
            ([cap(ANNE, BEA, cents=100), floor(BEA, CLEO, cents=101)], "limits/1/cents"),
            ([floor(ANNE, share_bp=6_000), floor(BEA, share_bp=4_001)], "limits/1/share_bp"),
            ([cap(cents=0)], "limits/0/cents"),
            ([cap(share_bp=0)], "limits/0/share_bp"),
        ],
    )
    def test_what_can_never_hold_is_named(self, limits: list[dict[str, Any]], place: str) -> None:
        (fault,) = faults(book(*limits), THREE)
        assert (fault.refusal.code, fault.pointer) == (
            "key_cannot_hold",
            f"/content/allocation_keys/0/{place}",
        )

    @pytest.mark.parametrize(
        "limits",
        [
            [floor(cents=100), cap(cents=100)],
            [floor(cents=200), cap(share_bp=1)],
            [floor(ANNE, cents=200), cap(BEA, cents=100)],
            [floor(ANNE, share_bp=6_000), floor(ANNE, BEA, share_bp=4_000)],
            [cap(ANNE, cents=0)],
            [floor(share_bp=9_000)],
        ],
    )
    def test_what_may_hold_for_some_cost_or_some_number_is_let_through(
        self, limits: list[dict[str, Any]]
    ) -> None:
        assert faults(book(*limits), THREE) == ()

    def test_a_cap_of_who_never_pays_changes_nothing(self) -> None:
        assert faults(book(floor(cents=200), cap(ANNE, cents=100), excluded=[ANNE]), THREE) == ()

    limits = st.lists(
        st.builds(
            lambda kind, unit, bound, who: {"kind": kind, unit: bound, "organisation_ids": sorted(who)},
            st.sampled_from(["floor", "cap"]),
            st.sampled_from(["cents", "share_bp"]),
            st.sampled_from([0, 1, 2_500, 5_000, 10_000]),
            st.sets(st.sampled_from([ANNE, BEA, CLEO]), max_size=3),
        ),
        max_size=4,
    )

    @given(limits, st.sets(st.sampled_from([ANNE, BEA, CLEO]), max_size=2), st.integers(1, 40_000))
    @settings(max_examples=200, deadline=None)
    def test_what_is_refused_could_share_no_cost(
        self, limits: list[dict[str, Any]], excluded: set[str], amount: int
    ) -> None:
        rules = book(*limits, excluded=sorted(excluded))
        if not faults(rules, THREE):
            return
        members = [ANNE, BEA, CLEO]
        present = [member not in excluded for member in members]
        floors_of_excluded = any(
            limit["kind"] == "floor" and excluded.intersection(limit["organisation_ids"]) for limit in limits
        )
        if floors_of_excluded:
            return
        with pytest.raises((ClausesConflict, NobodyToShareWith)):
            share_within(amount, [1, 1, 1], clauses_of(rules.allocation_keys[0], members), present)


def clauses_of(key: AllocationKey, members: list[str]) -> list[Clause]:
    return [
        Clause(
            limit.kind,
            limit.cents,
            None if limit.share_bp is None else Fraction(limit.share_bp, 10_000),
            frozenset(members.index(each) for each in limit.organisation_ids or members),
        )
        for limit in key.limits
    ]


class TestOrganisations:
    def test_only_who_shares_is_cited(self) -> None:
        here = Sharers(citable=frozenset({ANNE, BEA}), paying=frozenset({ANNE}))
        assert faults(book(cap(BEA, cents=100), excluded=[BEA]), here) == ()
        found = faults(book(cap(CLEO, cents=100), excluded=[CLEO]), here)
        assert [(fault.refusal.code, fault.place) for fault in found] == [
            ("not_sharing", "/allocation_keys/0/excluded"),
            ("not_sharing", "/allocation_keys/0/limits/0/organisation_ids"),
        ]

    def test_somebody_pays(self) -> None:
        (fault,) = faults(book(excluded=[ANNE, BEA, CLEO]), THREE)
        assert (fault.refusal.code, fault.place) == ("key_cannot_hold", "/allocation_keys/0/excluded")

    def test_a_floor_is_not_for_who_never_pays(self) -> None:
        (fault,) = faults(book(floor(ANNE, BEA, cents=1), excluded=[ANNE]), THREE)
        assert fault.place == "/allocation_keys/0/limits/0/organisation_ids"


class TestNames:
    def test_a_key_and_a_tariff_have_a_name_of_their_own(self) -> None:
        once = {"name": "Paie", "rule": "arrival"}
        twice = Rulebook.model_validate(
            {
                "allocation_keys": [once, {**once, "name": "PAIE"}],
                "joining_tariffs": [{"name": "Paie"}, {"name": "paie"}],
            }
        )
        with pytest.raises(Refusal) as refused:
            require_workable(twice, THREE)
        assert refused.value.code == "name_twice"
        assert [fault.pointer for fault in refused.value.errors] == [
            "/content/allocation_keys/1/name",
            "/content/joining_tariffs/1/name",
        ]


class TestProposing:
    async def test_organisations_that_share_nothing_are_refused_where_they_are_cited(
        self, make: Make
    ) -> None:
        lead, party = await make.signed_in(), await make.signed_in()
        watching, leaving, asking, outside = [await make.organisation() for _ in range(4)]
        pool = await make.pool(lead.organisation, party.organisation, open_to_requests=True)
        await make.party(pool, watching, role="observer")
        await make.party(pool, leaving, left_on=pool.starts_on)
        await make.party(pool, asking, state="requested", request_note="Bonjour")
        for other in (watching, asking, outside):
            key = book(excluded=[str(other.id)]).model_dump(mode="json")
            refused = await propose(party, pool, **key)
            assert (refused.status_code, refused.json()["code"]) == (422, "not_sharing")
            assert refused.json()["errors"][0]["pointer"] == "/content/allocation_keys/0/excluded"
            checked = await party.post(f"/v1/agreements/{pool.id}/rules/check", json={"content": key})
            (fault,) = checked.json()["forbidden"]
            assert (fault["code"], fault["source"], checked.json()["allowed"]) == ("not_sharing", None, False)
        cited = [str(party.organisation.id), str(leaving.id)]
        version = await propose(lead, pool, **book(cap(*cited, share_bp=5_000)).model_dump(mode="json"))
        assert version.status_code == 201, version.text
        said = next(group["sentences"] for group in version.json()["clauses"] if group["subject"] == "keys")
        assert said[1].startswith(
            f"Clé Paie, plafond\u00a0: {party.organisation.name} et {leaving.name} paient chacune"
        )

    async def test_a_proposal_does_not_become_one_that_cannot_hold(self, make: Make) -> None:
        lead = await make.signed_in()
        pool = await make.pool(lead.organisation, await make.organisation())
        version = (await propose(lead, pool, **book().model_dump(mode="json"))).json()
        impossible = book(floor(cents=200), cap(cents=100)).model_dump(mode="json")
        changed = await lead.patch(
            f"/v1/agreements/{pool.id}/rules/versions/{version['id']}",
            json={"content": impossible},
            headers={"If-Match": '"1"'},
        )
        assert (changed.status_code, changed.json()["code"]) == (422, "key_cannot_hold")
