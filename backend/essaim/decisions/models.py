"""Tables of decisions. Ballots and secret tallies are written by the SQL function `cast_ballot` only."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from essaim.agreements.models import Agreement
from essaim.kit.db import Model
from essaim.organisations.models import Organisation

BallotKind = Literal["named", "secret"]
DecisionState = Literal["draft", "convened", "open", "closed", "withdrawn"]
Outcome = Literal["adopted", "rejected", "no_quorum"]
EffectState = Literal["none", "pending", "applied", "conditional", "refused"]
Choice = Literal["yes", "no", "abstain"]

AGREEMENT = Agreement.__table__.c.id
ORGANISATION = Organisation.__table__.c.id
UUID7 = text("uuid7()")
NOW = text("now()")
FALSE = text("false")


class Decision(Model):
    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("agreement_id", "number", name="decisions_number_key"),
        UniqueConstraint("first_call_id", name="decisions_first_call_key"),
        Index("decisions_agreement_id_idx", "agreement_id", "id"),
        Index(
            "decisions_due_idx",
            "opens_at",
            "closes_at",
            postgresql_where=text("state IN ('convened', 'open')"),
        ),
        Index(
            "decisions_asked_once_key",
            "agreement_id",
            "effect",
            "subject_id",
            unique=True,
            postgresql_where=text("state IN ('convened', 'open') AND subject_id IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    effect: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID | None]
    subject: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    ballot: Mapped[BallotKind] = mapped_column(Text)
    state: Mapped[DecisionState] = mapped_column(Text, server_default="draft")
    outcome: Mapped[Outcome | None] = mapped_column(Text)
    urgent: Mapped[bool] = mapped_column(server_default=FALSE)
    call: Mapped[int] = mapped_column(server_default="1")
    first_call_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    place: Mapped[str | None] = mapped_column(Text)
    opens_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closes_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    proxy_limit: Mapped[int] = mapped_column(server_default="0")
    rules_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreement_rules.id"))
    rule: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    without_vote: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    proposed_by_person: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    convened_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    convened_by: Mapped[UUID | None] = mapped_column(ForeignKey(ORGANISATION))
    convened_by_person: Mapped[UUID | None] = mapped_column(ForeignKey("persons.id"))
    opened_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    effect_state: Mapped[EffectState] = mapped_column(Text, server_default="none")
    effect_refusal: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    minutes_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreement_documents.id"))
    fictional: Mapped[bool] = mapped_column(server_default=FALSE)
    version: Mapped[int] = mapped_column(server_default="1")


class Support(Model):
    """An organisation that asks for a decision to be convened."""

    __tablename__ = "decision_supports"

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    supported_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)


class Voter(Model):
    """A line of the electorate, frozen when the vote opens."""

    __tablename__ = "decision_voters"
    __table_args__ = (
        UniqueConstraint("decision_id", "legal_person", name="decision_voters_legal_person_key"),
    )

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION), primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    legal_person: Mapped[str] = mapped_column(Text)
    college: Mapped[str] = mapped_column(Text, server_default="")
    votes: Mapped[int] = mapped_column(BigInteger)
    contribution_cents: Mapped[int] = mapped_column(BigInteger, server_default="0")
    chair: Mapped[bool] = mapped_column(server_default=FALSE)


class Proxy(Model):
    __tablename__ = "proxies"
    __table_args__ = (
        Index(
            "proxies_giver_key",
            "decision_id",
            "giver_id",
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
        Index(
            "proxies_holder_id_idx",
            "decision_id",
            "holder_id",
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=UUID7)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    giver_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    holder_id: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    given_by: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandates.id"))
    given_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Ballot(Model):
    """One per organisation; `choice` is null when the vote is secret."""

    __tablename__ = "ballots"
    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "organisation_id"],
            ["decision_voters.decision_id", "decision_voters.organisation_id"],
            name="ballots_electorate_fkey",
        ),
    )

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    choice: Mapped[Choice | None] = mapped_column(Text)
    cast_by: Mapped[UUID] = mapped_column(ForeignKey(ORGANISATION))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("persons.id"))
    mandate_id: Mapped[UUID] = mapped_column(ForeignKey("mandates.id"))
    cast_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=NOW)


class Tally(Model):
    """Secret ballots counted; readable once the vote is closed."""

    __tablename__ = "decision_tallies"

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT))
    college: Mapped[str] = mapped_column(Text, primary_key=True)
    choice: Mapped[Choice] = mapped_column(Text, primary_key=True)
    ballots: Mapped[int]
    votes: Mapped[int] = mapped_column(BigInteger)
