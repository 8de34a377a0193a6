"""Linear programs, solved by HiGHS through scipy (Huangfu and Hall, Math. Programming Computation 10, 2018)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog  # type: ignore[import-untyped]

from essaim.fairness.errors import Unshareable

Floats = npt.NDArray[np.float64]
Bound = tuple[float | None, float | None]
TIGHT = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
ATTEMPTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("highs-ds", TIGHT),
    ("highs-ds", {**TIGHT, "presolve": False}),
    ("highs", {}),
)
"""The simplex method at its tightest; rarely it stops without an answer, and is asked again otherwise."""


class NoSolution(Unshareable):
    """No point satisfies the constraints."""


@dataclass(frozen=True, slots=True)
class Optimum:
    """The point, the value, and the price of each constraint `rows @ x ≤ limits` and of each lower bound (≥ 0)."""

    point: Floats
    value: float
    row_prices: Floats
    bound_prices: Floats


def minimise(
    cost: Sequence[float] | Floats,
    rows: Any,
    limits: Any,
    equal_rows: Any = None,
    equal_to: Any = None,
    bounds: Sequence[Bound] | None = None,
) -> Optimum:
    """Minimise `cost @ x` with `rows @ x ≤ limits`, `equal_rows @ x = equal_to`; variables are free unless bounded."""
    for method, options in ATTEMPTS:
        found = linprog(
            cost,
            A_ub=rows,
            b_ub=limits,
            A_eq=equal_rows,
            b_eq=equal_to,
            bounds=bounds if bounds is not None else [(None, None)] * len(cost),
            method=method,
            options=options,
        )
        if found.status in (0, 2):
            break
    if found.status == 2:
        raise NoSolution("No share satisfies these constraints.")
    if found.status != 0:
        raise Unshareable(f"The linear program was not solved: {found.message}")
    return Optimum(found.x, float(found.fun), -found.ineqlin.marginals, found.lower.marginals)
