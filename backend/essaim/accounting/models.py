"""Table of accounting codes."""

from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from essaim.agreements.models import Agreement
from essaim.kit.db import Model
from essaim.ledger.models import Purpose

AGREEMENT = Agreement.__table__.c.id


class AccountingCode(Model):
    __tablename__ = "accounting_codes"

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(AGREEMENT), primary_key=True)
    purpose: Mapped[Purpose] = mapped_column(Text, primary_key=True)
    number: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default="1")
