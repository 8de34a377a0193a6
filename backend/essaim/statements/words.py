"""Statements said in words. What is printed or filed is in French: it is what a French treasurer keeps."""

from essaim.kit.text import Text
from essaim.statements.models import PaymentMethod, StatementKind, StatementState, VatCategory

KINDS: dict[StatementKind, str] = {
    "call": "Appel de fonds",
    "tariff": "Contribution d’entrée",
    "adjustment": "Régularisation",
    "credit": "Avoir",
    "rebilling": "Refacturation à prix coûtant",
}
STATES: dict[StatementState, str] = {"issued": "À régler", "settled": "Réglé", "cancelled": "Annulé"}
METHODS: dict[PaymentMethod, str] = {
    "transfer": "Virement",
    "direct_debit": "Prélèvement",
    "cheque": "Chèque",
    "other": "Autre moyen",
    "offset": "Imputation d’un avoir",
    "netting": "Compensation",
    "carried": "Repris d’un appel remplacé",
}
VAT: dict[VatCategory, str] = {
    "exempt_261b": "Exonéré, art. 261 B",
    "out_of_scope": "Hors champ",
    "franchise_293b": "Franchise, art. 293 B",
    "taxed": "Taxable",
}
VAT_MENTIONS: dict[VatCategory, Text] = {
    "exempt_261b": Text(
        "Exonération de TVA, article 261\u00a0B du code général des impôts\u00a0: services rendus à ses membres par un groupement, à hauteur exacte de la part de chacun dans les dépenses communes.",
        "Exempt from VAT, article 261 B of the French tax code: services of a group to its members, for the exact share of each in the common expenses.",
    ),
    "out_of_scope": Text(
        "Opération hors du champ d’application de la TVA.",
        "Outside the scope of VAT.",
    ),
    "franchise_293b": Text(
        "TVA non applicable, article 293\u00a0B du code général des impôts.",
        "VAT not applicable, article 293 B of the French tax code.",
    ),
    "taxed": Text(
        "Opération soumise à la TVA\u00a0: la facture qui la fait apparaître est établie à part par l’émetteur.",
        "Subject to VAT: the issuer draws up apart the invoice that shows it.",
    ),
}
NOT_AN_INVOICE = "Ce document est un relevé de charges partagées. Il ne vaut pas facture."
NOT_AN_INVOICE_BETWEEN = "Ce document est un relevé de refacturation à prix coûtant. Il ne vaut pas facture."
