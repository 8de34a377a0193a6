"""Refusals about documents of a round and suppliers."""

from essaim.kit.errors import Refusal
from essaim.kit.text import Text


class EvidenceInUse(Refusal):
    title = Text("Justificatif cité", "Evidence that is cited")
    detail = Text(
        "Un prix de référence cite ce justificatif. Changez d’abord vos besoins.",
        "A reference price cites this evidence. Change your needs first.",
    )


class EvidenceForWhom(Refusal):
    status = 422
    title = Text("Justificatif de qui\u00a0?", "Whose evidence?")
    detail = Text(
        "Un justificatif est celui d’une organisation consultée, et lui seul en nomme une. "
        "Seul le coordinateur en dépose pour une autre que la sienne.",
        "Evidence is that of an organisation asked, and nothing else names one. "
        "Only the coordinator adds it for another than its own.",
    )


class TooManyRoundDocuments(Refusal):
    title = Text("Trop de documents", "Too many documents")
    detail = Text(
        "Un achat groupé garde au plus {maximum} documents par organisation. Retirez-en.",
        "A group purchase keeps at most {maximum} documents of each organisation. Remove some.",
    )


class SupplierNamed(Refusal):
    title = Text("Fournisseur déjà connu", "Supplier already known")
    detail = Text(
        "Un fournisseur de cet accord porte déjà ce nom. Choisissez-le dans la liste.",
        "A supplier of this agreement has this name already. Choose it in the list.",
    )
