"""Tables of the audit journal. Only the database writes them (trigger `audit_row`)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from essaim.agreements.models import Agreement
from essaim.kit.db import Model

AGREEMENT = Agreement.__table__.c.id


class AuditHead(Model):
    """Where the chain of an agreement stands."""

    __tablename__ = "audit_heads"

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class AuditRecord(Model):
    __tablename__ = "audit_records"
    __table_args__ = (
        Index("audit_records_subject_idx", "agreement_id", "subject_id", "seq"),
        Index("audit_records_action_idx", "agreement_id", "action", "seq"),
    )

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    organisation_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    salt: Mapped[UUID]
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
