"""The number of a bank account: sealed for its organisation, opened only to pay, to collect or to be paid."""

from uuid import UUID

from essaim.banking.errors import AccountUnreadable
from essaim.banking.models import BankAccount
from essaim.kit.sealing import CannotOpen, Seal


def purpose(organisation_id: UUID) -> str:
    """Bound to the organisation: a number copied onto another's row does not open there."""
    return f"iban:{organisation_id}"


def iban_of(seal: Seal, account: BankAccount) -> str:
    """The whole number, without spaces. Refused `account_unreadable` where the key is not the one it was sealed with."""
    try:
        return seal.open(account.iban_sealed, purpose(account.organisation_id)).decode()
    except CannotOpen:
        raise AccountUnreadable from None
