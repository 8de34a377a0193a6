"""What a decision may change. Each feature gives the effects it owns; `essaim.effects` gathers them for decisions."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from essaim.agreements.rulebook import Matter
from essaim.kit.text import Text


@dataclass(frozen=True, slots=True)
class Question:
    """What is put to the vote: the agreement, and the subject of the effect."""

    agreement_id: UUID
    subject_id: UUID | None
    subject: dict[str, Any]
    decision_id: UUID | None = None
    decided_at: datetime | None = None
    """When the vote closed: what it decides is dated from there, however late it is counted."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changes if the decision is adopted, one sentence each; `concerned`: the organisation it is about, if any."""

    sentences: tuple[Text, ...]
    concerned: UUID | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """How the effect ended: applied now, or waiting for a condition said in words."""

    conditional: Text | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """One kind of decision.

    `preview` says what would change and raises the typed refusal when it cannot be asked (unknown subject, nothing to
    change, a member not heard). `apply` makes the change, in the transaction that closes the vote; a refusal it raises is
    kept with the decision as the reason why the effect was not applied. `reject` is told that the vote failed.
    """

    matter: Matter
    name: Text
    needs_subject: bool
    preview: Callable[[AsyncSession, Question], Awaitable[Change]]
    apply: Callable[[AsyncSession, Question], Awaitable[Applied]]
    reject: Callable[[AsyncSession, Question], Awaitable[None]] | None = None
