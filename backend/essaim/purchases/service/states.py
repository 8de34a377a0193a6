"""Refuse what a round does not take at its stage."""

from essaim.purchases.errors.rounds import WrongRoundState
from essaim.purchases.models import Round, RoundState
from essaim.purchases.words import ROUND_STATES


def require_stage(round_: Round, *stages: RoundState) -> None:
    if round_.state not in stages:
        raise WrongRoundState(state=ROUND_STATES[round_.state], context={"state": round_.state})
