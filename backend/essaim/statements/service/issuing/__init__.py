"""Issue statements, and replace those of a run. What is issued is cancelled, never changed.

For allocations, and for a party that bills another.
"""

from essaim.statements.service.issuing.issue import (
    Bill,
    Given,
    issue,
    issue_between,
    mark_cancelled,
    reverse,
    settle,
)
from essaim.statements.service.issuing.replace import billed, cancel_of, carry

__all__ = [
    "Bill",
    "Given",
    "billed",
    "cancel_of",
    "carry",
    "issue",
    "issue_between",
    "mark_cancelled",
    "reverse",
    "settle",
]
