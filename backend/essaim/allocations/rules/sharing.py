"""Share a run, and find what is missing to do so. The mathematics is in `essaim.fairness.runs`; here it is named for the feature.

`share_run(RunInputs) -> RunShares` is pure: a what-if changes the inputs (`dataclasses.replace`) and calls it again.
"""

from essaim.fairness.bills import (
    PRICED,
    LineInput,
    LineShares,
    MemberInput,
    PartShare,
    RunInputs,
    RunShares,
)
from essaim.fairness.pricing import MissingNeeds, NotThePrice
from essaim.fairness.runs import (
    CreditByPartsOnly,
    LineNotShared,
    MissingInput,
    RuleNeedsPrices,
    missing_inputs,
    share_line,
    share_run,
)
from essaim.organisations.rules import UNITS


def unit_of(kind: str, code: str, decimals: int | None = None) -> str:
    """The unit of a figure (`BED/0`, `FTE/2`, `EUR/2`) or of a use, as the ledger writes units (`KM/0`)."""
    if kind == "figure" and code in UNITS:
        return UNITS[code]
    return f"{code.upper()}/{decimals or 0}"


def decimals_of(unit: str) -> int:
    """`HOUR/2` has two decimals."""
    return int(unit.rpartition("/")[2])


__all__ = [
    "PRICED",
    "CreditByPartsOnly",
    "LineInput",
    "LineNotShared",
    "LineShares",
    "MemberInput",
    "MissingInput",
    "MissingNeeds",
    "NotThePrice",
    "PartShare",
    "RuleNeedsPrices",
    "RunInputs",
    "RunShares",
    "decimals_of",
    "missing_inputs",
    "share_line",
    "share_run",
    "unit_of",
]
