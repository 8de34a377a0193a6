"""Who is to be paid, or debited, for what is owed between an organisation, the pool and the others."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from essaim.treasury.rules.sepa import Kind


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose bank receives the file; `leads`: it keeps the money of the pool too. `lead`: who keeps it."""

    organisation_id: UUID
    lead_id: UUID | None

    @property
    def leads(self) -> bool:
        return self.organisation_id == self.lead_id


class Ends(NamedTuple):
    """Who pays whom; the pool is its lead."""

    payer: UUID | None
    payee: UUID | None


def ends_of_statement(organisation_id: UUID, issuer_id: UUID, amount_cents: int) -> Ends:
    """A credit (< 0) is paid by the issuer, anything else to it."""
    return Ends(organisation_id, issuer_id) if amount_cents > 0 else Ends(issuer_id, organisation_id)


def other_side(kind: Kind, holder: Holder, ends: Ends) -> UUID | None:
    """The organisation to pay, or to debit as the lead; none when it is not for the holder to do.

    Between the pool and its own lead no money goes through a bank.
    """
    if ends.payer is None or ends.payee is None or ends.payer == ends.payee:
        return None
    if kind == "transfers":
        return ends.payee if ends.payer == holder.organisation_id else None
    return ends.payer if ends.payee == holder.organisation_id and holder.leads else None
