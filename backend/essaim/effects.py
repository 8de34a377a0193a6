"""Every effect a decision may have, gathered from the features that own them."""

from essaim.agreements.service import effects as agreements
from essaim.decisions.registry import register
from essaim.funds.service import effects as funds
from essaim.purchases.service import effects as purchases


def register_effects() -> None:
    """Tell decisions what they may change; once, when an application or a job starts."""
    register((*agreements.EFFECTS, *funds.EFFECTS, *purchases.EFFECTS))
