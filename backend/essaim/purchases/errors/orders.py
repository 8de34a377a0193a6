"""Refusals about orders and their deliveries."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class NotCommitted(Refusal):
    title = Text("Aucun engagement sur ce lot", "No commitment to this lot")
    detail = Text(
        "Cette organisation n’a rien engagé sur ce lot\u00a0: le prix obtenu est celui des organisations engagées. Attendez le prochain achat groupé.",
        "This organisation committed to nothing of this lot: the price won is for those committed. Wait for the next group purchase.",
    )


class OrderedAhead(Refusal):
    status = 422
    title = Text("Date à venir", "Date to come")
    detail = Text(
        "Déclarez une commande une fois passée\u00a0: sa date ne peut pas être à venir.",
        "Declare an order once it is placed: its date cannot be to come.",
    )


class OrderOutsideContract(Refusal):
    status = 422
    title = Text("Hors de la durée du marché", "Outside the contract")
    detail = Text(
        "Les commandes de cet achat groupé vont du {starts_on} au {ends_on}. Corrigez la date.",
        "Orders of this group purchase run from {starts_on} to {ends_on}. Correct the date.",
    )


class OrderReferenceTaken(Refusal):
    title = Text("Commande déjà déclarée", "Order already declared")
    detail = Text(
        "Une commande de cet article porte déjà cette référence. Vérifiez qu’elle n’est pas déclarée deux fois.",
        "An order of this item already has this reference. Check that it is not declared twice.",
    )


class OrderCancelled(Refusal):
    title = Text("Commande annulée", "Order cancelled")
    detail = Text(
        "Cette commande est annulée\u00a0: déclarez-en une nouvelle.",
        "This order is cancelled: declare a new one.",
    )


class OrderDelivered(Refusal):
    title = Text("Commande livrée", "Order delivered")
    detail = Text(
        "Cette commande est livrée, au moins en partie\u00a0: ramenez d’abord la quantité livrée à zéro.",
        "This order is delivered, at least in part: bring the volume delivered back to zero first.",
    )


class DeliveredTooMuch(Refusal):
    status = 422
    title = Text("Plus livré que commandé", "More delivered than ordered")
    detail = Text(
        "La quantité livrée dépasse la quantité commandée. Déclarez une commande de plus pour ce qui a été gardé en plus.",
        "More was delivered than ordered. Declare another order for what was kept besides.",
    )


class DeliveryDate(Refusal):
    status = 422
    title = Text("Date de livraison impossible", "Impossible delivery date")
    detail = Text(
        "Une livraison a lieu entre le jour de la commande et aujourd’hui. Corrigez la date.",
        "A delivery is between the day of the order and today. Correct the date.",
    )
