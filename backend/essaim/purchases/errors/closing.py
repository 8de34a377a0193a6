"""Refusals about the closing of lots and the sharing of rebates."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class ClosingWouldTell(Refusal):
    title = Text("Clôturer ainsi dévoilerait des volumes", "Closing so would tell volumes")
    detail = Text(
        "Trop peu d’organisations font l’écart entre l’engagé et le commandé\u00a0: avec ce prix, l’ajustement de chacune dirait les volumes d’une autre. Confirmez que l’écart, {difference}, reste au réseau, ou complétez les commandes déclarées.",
        "Too few organisations make the gap between committed and ordered: with this price, the adjustment of each would tell another’s volumes. Confirm that the difference, {difference}, stays with the network, or complete the orders declared.",
    )


class LotNotClosed(Refusal):
    title = Text("Lot non clôturé", "Lot not closed")
    detail = Text(
        "Une remise se partage selon ce que chacun a réellement dépensé\u00a0: clôturez d’abord le lot.",
        "A rebate is shared by what each really spent: close the lot first.",
    )


class RebateAhead(Refusal):
    status = 422
    title = Text("Date à venir", "Date to come")
    detail = Text(
        "Enregistrez une remise une fois reçue\u00a0: sa date ne peut pas être à venir.",
        "Record a rebate once it is received: its date cannot be to come.",
    )
