"""Settlements said in words, in the two languages."""

from typing import Literal

from essaim.kit.text import Text
from essaim.settlements.models import SettlementState

LeftOutReason = Literal["party_left", "in_settlement", "at_the_bank"]

STATES: dict[SettlementState, Text] = {
    "proposed": Text("proposée", "proposed"),
    "accepted": Text("acceptée", "accepted"),
    "carried_out": Text("réalisée", "carried out"),
    "refused": Text("refusée", "refused"),
    "withdrawn": Text("retirée", "withdrawn"),
}
POOL = Text("Caisse commune", "Common cash")
REASONS: dict[LeftOutReason, Text] = {
    "party_left": Text(
        "Une des deux organisations ne prend plus part à l’accord\u00a0: elle ne peut plus accepter.",
        "One of the two organisations no longer takes part in the agreement: it can no longer accept.",
    ),
    "in_settlement": Text(
        "Ce relevé est déjà dans une compensation en cours.",
        "This statement is in a settlement under way already.",
    ),
    "at_the_bank": Text(
        "Ce relevé est dans un fichier de paiement\u00a0: la banque le paie déjà.",
        "This statement is in a payment file: the bank is already paying it.",
    ),
}
WITHHELD = Text(
    "Dans cet accord, chaque partie ne lit que ce qui la concerne\u00a0: sa réponse, ses relevés et ses virements.",
    "In this agreement each party reads only what concerns it: its answer, its statements and its transfers.",
)
TIME_OVER = Text(
    "Depuis son départ, votre organisation ne lit que ce qui la concerne dans cette compensation.",
    "Since it left, your organisation reads only what concerns it in this settlement.",
)
