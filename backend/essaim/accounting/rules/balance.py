"""Trial balance of a year, from its entries: what each account was, moved and is."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from essaim.accounting.rules.chart import is_result
from essaim.accounting.rules.entries import Entry, Third


@dataclass(slots=True)
class Balance:
    """An account over a year, in cents. Opening and closing are net, positive on the debit side."""

    number: str
    name: str
    third: Third | None
    opening: int = 0
    debit: int = 0
    credit: int = 0

    @property
    def closing(self) -> int:
        return self.opening + self.debit - self.credit


@dataclass(slots=True)
class TrialBalance:
    """By account, and by account and organisation where accounts are kept for organisations."""

    accounts: list[Balance] = field(default_factory=list)
    thirds: list[Balance] = field(default_factory=list)
    result: int = 0
    """Products less charges of the year, cents; earlier years apart."""


def trial_balance(entries: Iterable[Entry]) -> TrialBalance:
    accounts: dict[str, Balance] = {}
    thirds: dict[tuple[str, Third], Balance] = {}
    for entry in entries:
        for line in entry.lines:
            told = [accounts.setdefault(line.number, Balance(line.number, line.name, None))]
            if line.third is not None:
                key = (line.number, line.third)
                told.append(thirds.setdefault(key, Balance(line.number, line.name, line.third)))
            for balance in told:
                if entry.journal == "AN":
                    balance.opening += line.debit - line.credit
                else:
                    balance.debit += line.debit
                    balance.credit += line.credit
    return TrialBalance(
        accounts=[accounts[number] for number in sorted(accounts)],
        thirds=[thirds[key] for key in sorted(thirds, key=lambda key: (key[0], key[1].name, key[1].number))],
        result=sum(one.credit - one.debit for one in accounts.values() if is_result(one.number)),
    )
