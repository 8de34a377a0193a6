"""Words of group purchases, for refusals and documents."""

from essaim.kit.text import Text
from essaim.purchases.models import LotState, RoundState

ROUND_STATES: dict[RoundState, Text] = {
    "draft": Text("préparation", "preparation"),
    "needs": Text("recensement des besoins", "survey of needs"),
    "quotes": Text("consultation des fournisseurs", "call for quotes"),
    "choice": Text("choix", "choice"),
    "orders": Text("commandes", "orders"),
    "closed": Text("terminé", "closed"),
    "cancelled": Text("annulé", "cancelled"),
}
LOT_STATES: dict[LotState, Text] = {
    "open": Text("à attribuer", "to be awarded"),
    "awarded": Text("attribué", "awarded"),
    "unsuccessful": Text("sans suite", "not awarded"),
    "closed": Text("clos", "closed"),
}
