"""A chain of records: whatever is altered, taken away or moved is told, and where."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from essaim.audit.rules import Chain, Link, beginning, hash_of, is_about, why_withheld, without_people

AGREEMENT = UUID(int=7)
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
contents = st.lists(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20),
    min_size=1,
    max_size=12,
)


def chain_of(texts: list[str]) -> list[Link]:
    links: list[Link] = []
    previous = beginning(AGREEMENT)
    for seq, content in enumerate(texts, 1):
        link = Link(
            seq=seq,
            recorded_at=NOON + timedelta(microseconds=seq),
            organisation_id=UUID(int=seq) if seq % 2 else None,
            person_id=None,
            action="parties.update",
            subject_id=str(seq),
            content=content,
            salt=UUID(int=1000 + seq),
            previous=previous,
            hash=b"",
        )
        link = replace(link, hash=hash_of(AGREEMENT, link))
        links.append(link)
        previous = link.hash
    return links


def breaks(links: list[Link], head: Link | None) -> list[tuple[int, str]]:
    chain = Chain(AGREEMENT)
    found = [each for link in links for each in chain.follow(link)]
    found += chain.end(head.seq, head.hash) if head else chain.end(0, beginning(AGREEMENT))
    return [(each.seq, each.fault) for each in found]


def test_a_hash_covers_the_fields_as_the_documentation_says() -> None:
    (link,) = chain_of(["{}"])
    written = "\x1f".join(
        [
            str(AGREEMENT),
            "1",
            "2027-03-01T12:00:00.000001Z",
            str(UUID(int=1)),
            "",
            "parties.update",
            "1",
            str(UUID(int=1001)),
            "{}",
        ]
    )
    start = hashlib.sha256(str(AGREEMENT).encode()).digest()
    assert link.hash == hashlib.sha256(start + written.encode()).digest()


@given(contents)
def test_what_nobody_touched_is_intact(texts: list[str]) -> None:
    links = chain_of(texts)
    assert breaks(links, links[-1]) == []


@given(contents, st.data())
def test_an_altered_record_is_told_by_its_number(texts: list[str], data: st.DataObject) -> None:
    links = chain_of(texts)
    at = data.draw(st.integers(0, len(links) - 1))
    links[at] = replace(links[at], content=links[at].content + "!")
    assert breaks(links, links[-1]) == [(at + 1, "altered")]


@given(contents, st.data())
def test_a_record_rewritten_with_its_hash_no_longer_leads_to_the_next(
    texts: list[str], data: st.DataObject
) -> None:
    links = chain_of(texts)
    head = links[-1]
    at = data.draw(st.integers(0, len(links) - 1))
    changed = replace(links[at], content=links[at].content + "!")
    links[at] = replace(changed, hash=hash_of(AGREEMENT, changed))
    assert breaks(links, head) == ([(at + 2, "unlinked")] if at + 1 < len(links) else [(len(links), "head")])


@given(contents, st.data())
def test_records_taken_away_are_counted(texts: list[str], data: st.DataObject) -> None:
    links = chain_of(texts)
    head = links[-1]
    first = data.draw(st.integers(0, len(links) - 1))
    last = data.draw(st.integers(first, len(links) - 1))
    assert breaks(links[:first] + links[last + 1 :], head) == [(first + 1, "removed")]


@given(contents.filter(lambda texts: len(texts) > 1), st.data())
def test_two_records_exchanged_are_both_out_of_place(texts: list[str], data: st.DataObject) -> None:
    links = chain_of(texts)
    one, other = data.draw(st.lists(st.integers(0, len(links) - 1), min_size=2, max_size=2, unique=True))
    moved = list(links)
    moved[one], moved[other] = replace(links[other], seq=one + 1), replace(links[one], seq=other + 1)
    assert {(one + 1, "reordered"), (other + 1, "reordered")} <= set(breaks(moved, links[-1]))


def test_a_head_without_records_and_records_without_head_are_told() -> None:
    links = chain_of(["{}", "{}"])
    assert breaks([], links[-1]) == [(1, "removed")]
    assert breaks(links, None) == [(2, "head")]


ROW = {"organisation_id": "b", "amount_cents": 12}


class TestWhoReadsAContent:
    def why(self, action: str, content: dict | None = None, **given: object) -> str | None:
        standing = {"confidentiality": "aggregates", "leads": False, "own_act": False, "about_me": False}
        return why_withheld(action, content or ROW, **{**standing, **given})

    def test_everything_is_read_where_the_agreement_is_open(self) -> None:
        for action in ("parties.update", "ledger_transactions.insert", "decision_voters.insert"):
            assert self.why(action, confidentiality="open") is None

    def test_elsewhere_a_party_reads_its_own_acts_and_what_is_about_it(self) -> None:
        assert self.why("decisions.update") == "confidential"
        assert self.why("decisions.update", own_act=True) is None
        assert self.why("parties.update", about_me=True) is None
        assert self.why("decisions.update", leads=True) is None

    def test_figures_of_others_stay_hidden_even_from_who_wrote_them(self) -> None:
        for action in ("ledger_transactions.insert", "decision_voters.insert", "exit_settlements.insert"):
            assert self.why(action, own_act=True) == "figures"
            assert self.why(action, leads=True) is None
        assert self.why("decision_voters.insert", about_me=True) is None

    def test_a_transaction_one_posted_is_not_about_oneself(self) -> None:
        posted = {"organisation_id": "b", "postings": [{"amount": 12}]}
        assert self.why("ledger_transactions.insert", posted, own_act=True, about_me=True) == "figures"

    def test_a_vote_weighed_by_money_would_tell_what_each_brought(self) -> None:
        closed = {"state": "closed", "result": {"weighs_money": True}}
        assert self.why("decisions.update", closed, own_act=True) == "figures"

    def test_between_competitors_not_even_the_lead_reads_figures_here(self) -> None:
        assert self.why("ledger_transactions.insert", confidentiality="coopetition", leads=True) == "figures"
        assert self.why("decisions.update", confidentiality="coopetition", leads=True) is None

    def test_an_award_whose_hash_could_be_guessed_against_is_a_figure(self) -> None:
        awarded = {"state": "awarded", "hash": "0" * 64}
        assert self.why("purchase_lots.update", awarded) == "figures"
        assert (
            self.why("purchase_lots.update", awarded, confidentiality="coopetition", leads=True) == "figures"
        )
        assert self.why("purchase_lots.update", awarded, confidentiality="open") is None
        assert self.why("purchase_quotes.insert", leads=True) is None

    def test_who_is_told_of_a_reading_of_its_lines_reads_it(self) -> None:
        reading = {"organisation_id": "lead", "about": ["b", "c"]}
        assert is_about(reading, "b")
        assert not is_about(reading, "d")

    def test_a_draft_is_read_by_its_author_only(self) -> None:
        for action, draft in (
            ("decisions.insert", {"state": "draft"}),
            ("agreement_rules.insert", {"state": "draft"}),
            ("fund_projects.update", {"state": "withdrawn", "submitted_at": None}),
            ("purchase_rounds.insert", {"state": "draft"}),
            ("purchase_lots.insert", {"state": "open"}),
        ):
            assert self.why(action, draft, confidentiality="open", leads=True) == "draft"
            assert self.why(action, draft, confidentiality="open", own_act=True) is None

    def test_requests_to_join_stay_between_the_lead_and_who_asked(self) -> None:
        for state in ("requested", "declined"):
            asked = {"state": state, "organisation_id": "e"}
            assert self.why("parties.update", asked, confidentiality="open") == "membership"
            assert self.why("parties.update", asked, leads=True) is None

    def test_who_acted_is_left_out_for_other_organisations(self) -> None:
        row = {"organisation_id": "b", "person_id": "p", "mandate_id": "m", "title": "Question"}
        assert without_people(row, own_act=False) == {"organisation_id": "b", "title": "Question"}
        assert without_people(row, own_act=True) == row
