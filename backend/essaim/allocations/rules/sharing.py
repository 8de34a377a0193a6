"""Share a run, and find what is missing to do so. The mathematics is in `essaim.fairness.runs`; here it is named for the feature.

`share_run(RunInputs) -> RunShares` is pure: a what-if changes the inputs (`dataclasses.replace`) and calls it again.
"""

from essaim.fairness.runs import (
    PRICED,
    CreditByPartsOnly,
    LineInput,
    LineNotShared,
    LineShares,
    MemberInput,
    MissingInput,
    MissingNeeds,
    NotThePrice,
    PartShare,
    RuleNeedsPrices,
    RunInputs,
    RunShares,
    missing_inputs,
    share_line,
    share_run,
)

DECIMALS = {"fte": 2, "budget": 2, "taxable_share": 2}


def unit_of(code: str, decimals: int | None = None) -> str:
    """The unit of a figure, written as the ledger writes units: `BEDS/0`, `FTE/2`, `BUDGET/2` (cents)."""
    return f"{code.upper()}/{DECIMALS.get(code, 0) if decimals is None else decimals}"


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
