"""Refusals of partnerships."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class NotYourPromise(Refusal):
    status = 403
    title = Text("Engagement d’une autre partie", "Another party’s promise")
    detail = Text(
        "Vous pouvez écrire les engagements de votre organisation. Le chef de file écrit aussi ceux des autres.",
        "You can write the promises of your own organisation. The lead also writes those of the others.",
    )


class PromiserNotParty(Refusal):
    title = Text("Cette organisation ne s’engage pas ici", "This organisation makes no promise here")
    detail = Text(
        "Seule une partie invitée ou présente, qui n’est pas observatrice, peut s’engager. Invitez-la d’abord.",
        "Only a party, invited or present and not an observer, can promise. Invite it first.",
    )


class WrongSide(Refusal):
    title = Text("L’autre côté", "The other side")
    detail = Text(
        "Cette organisation est du côté « {side} » du partenariat : elle ne peut pas s’engager pour l’autre.",
        "This organisation is on side “{side}” of the partnership: it cannot promise for the other.",
    )


class CommitmentTooLarge(Refusal):
    status = 422
    title = Text("Montant hors d’échelle", "Amount out of scale")
    detail = Text(
        "Quantité × mesure × valeur dépasse cent milliards d’euros. Vérifiez les trois nombres.",
        "Quantity × measure × value is over a hundred thousand million euros. Check the three numbers.",
    )


class TooManyCommitments(Refusal):
    title = Text("Trop d’engagements", "Too many promises")
    detail = Text(
        "Un partenariat garde au plus {maximum} engagements. Regroupez ceux qui se ressemblent.",
        "A partnership keeps at most {maximum} promises. Group those that are alike.",
    )
