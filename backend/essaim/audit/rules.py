"""What a chain of records promises, recomputed without the database; and which contents a party reads."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

SEPARATOR = "\x1f"
NEIGHBOURS = 100
"""How far from its number a record is looked for before it is called altered rather than reordered."""

Fault = Literal["altered", "reordered", "removed", "unlinked", "head"]
Withheld = Literal["figures", "confidential", "draft", "membership"]


@dataclass(frozen=True, slots=True)
class Link:
    """A record as it is stored; `content` is the text the database hashed."""

    seq: int
    recorded_at: datetime
    organisation_id: UUID | None
    person_id: UUID | None
    action: str
    subject_id: str
    content: str
    salt: UUID
    previous: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold. `until` is the last number removed, when several are."""

    seq: int
    fault: Fault
    until: int | None = None


def beginning(agreement_id: UUID) -> bytes:
    """What the first record of an agreement follows."""
    return hashlib.sha256(str(agreement_id).encode()).digest()


def hash_of(agreement_id: UUID, link: Link, *, seq: int | None = None) -> bytes:
    """The hash this record must have, or would have under another number."""
    fields = (
        str(agreement_id),
        str(seq or link.seq),
        link.recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        str(link.organisation_id or ""),
        str(link.person_id or ""),
        link.action,
        link.subject_id,
        str(link.salt),
        link.content,
    )
    return hashlib.sha256(link.previous + SEPARATOR.join(fields).encode()).digest()


class Chain:
    """Follows the records of one agreement in their order and tells each break once."""

    def __init__(self, agreement_id: UUID, *, after: int = 0, hash_: bytes | None = None) -> None:
        self._agreement_id = agreement_id
        self.seq = after
        self.hash = hash_ if hash_ is not None else beginning(agreement_id)

    def follow(self, link: Link) -> list[Break]:
        """The breaks this record shows; what follows is then judged from it."""
        found: list[Break] = []
        if link.seq != self.seq + 1:
            found.append(Break(self.seq + 1, "removed", link.seq - 1))
        if link.hash != hash_of(self._agreement_id, link):
            found.append(Break(link.seq, "reordered" if self._stood_nearby(link) else "altered"))
        elif link.seq == self.seq + 1 and link.previous != self.hash:
            found.append(Break(link.seq, "unlinked"))
        self.seq, self.hash = link.seq, link.hash
        return found

    def end(self, seq: int, hash_: bytes) -> list[Break]:
        """The breaks between the last record and the head of the chain; 0 and `beginning` if it has no head."""
        if seq > self.seq:
            return [Break(self.seq + 1, "removed", seq)]
        return [] if (seq, hash_) == (self.seq, self.hash) else [Break(self.seq, "head")]

    def _stood_nearby(self, link: Link) -> bool:
        around = range(max(1, link.seq - NEIGHBOURS), link.seq + NEIGHBOURS + 1)
        return any(hash_of(self._agreement_id, link, seq=seq) == link.hash for seq in around)


# Who reads what

FIGURES = frozenset(
    {
        "allocations",
        "bank_imports",
        "debit_mandates",
        "decision_voters",
        "exit_instalments",
        "exit_settlements",
        "fund_approvals",
        "fund_payments",
        "fund_projects",
        "ledger_accounts",
        "ledger_publications",
        "ledger_readings",
        "ledger_transactions",
        "payment_files",
        "purchase_lots",
        "settlement_answers",
        "settlement_transfers",
        "settlements",
        "statement_payments",
        "statement_reminders",
        "statements",
        "vat_opinions",
    }
)
"""Tables whose rows hold amounts of other parties, balances they would follow from, or a hash of them to guess against."""
PEOPLE = frozenset(
    {
        "added_by_person",
        "asked_by_person",
        "computed_by_person",
        "created_by_person",
        "decided_by_person",
        "deposited_by_person",
        "given_by",
        "imported_by_person",
        "issued_by_person",
        "made_by_person",
        "mandate_id",
        "marked_by_person",
        "person_id",
        "posted_by_person",
        "proposed_by_person",
        "published_by_person",
        "recorded_by_person",
        "requested_by_person",
        "reviewed_by_person",
        "sent_by_person",
        "settled_by_person",
        "signed_by_person",
        "stated_by_person",
    }
)
"""Who acted is told to their own organisation only."""


def without_people(content: Mapping[str, Any], *, own_act: bool) -> dict[str, Any]:
    """The content as another organisation reads it."""
    return {key: value for key, value in content.items() if own_act or key not in PEOPLE}


def is_untold(action: str, content: Mapping[str, Any]) -> bool:
    """A request to join, and a refusal to, are between that organisation and the lead."""
    return action.startswith("parties.") and content.get("state") in ("requested", "declined")


def is_about(content: Mapping[str, Any], organisation: str) -> bool:
    """Whether a row is about this organisation: its own, or told of it."""
    return content.get("organisation_id") == organisation or organisation in (content.get("about") or ())


def why_withheld(
    action: str,
    content: Mapping[str, Any],
    *,
    confidentiality: str,
    leads: bool,
    own_act: bool,
    about_me: bool,
) -> Withheld | None:
    """Why a party may not read the content of a record; None if it may.

    Under `coopetition` nobody reads figures here, not even the lead: on the accounts each of its readings is recorded.
    """
    table = action.partition(".")[0]
    figures = table in FIGURES or _weighs_money(content)
    if is_untold(action, content) and not (leads or own_act or about_me):
        return "membership"
    if is_unfinished(table, content) and not own_act:
        return "draft"
    if confidentiality == "open" or (figures and about_me and "postings" not in content):
        return None
    if figures:
        return None if leads and confidentiality != "coopetition" else "figures"
    return None if leads or own_act or about_me else "confidential"


def is_unfinished(table: str, content: Mapping[str, Any]) -> bool:
    """A draft is read by nobody but who writes it, even once it is withdrawn."""
    never_submitted = table == "fund_projects" and content.get("submitted_at") is None
    # Lots are written while their round is prepared; decided, they are what was chosen.
    in_preparation = table == "purchase_lots" and content.get("state") == "open"
    return never_submitted or in_preparation or (content.get("state") == "draft" and table != "agreements")


def _weighs_money(content: Mapping[str, Any]) -> bool:
    """A decision whose count of votes would tell what each party brought."""
    result = content.get("result")
    return isinstance(result, dict) and bool(result.get("weighs_money"))
