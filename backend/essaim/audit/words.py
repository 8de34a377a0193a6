"""What the journal records, in words."""

from essaim.kit.text import Language, Text

_VERBS = {
    "insert": Text("Ajout {what}", "{what} added"),
    "update": Text("Modification {what}", "{what} changed"),
    "delete": Text("Retrait {what}", "{what} removed"),
    "carried_over": Text("Reprise {what} à l’ouverture du journal", "{what} carried over into the journal"),
}
SUBJECTS = {
    "accounting_codes": Text("d’un compte du plan comptable", "Accounting code"),
    "agreement_documents": Text("d’un document", "Document"),
    "agreement_rules": Text("d’une version des règles", "Version of the rules"),
    "agreements": Text("de l’accord", "Agreement"),
    "allocations": Text("d’une répartition", "Allocation"),
    "ballots": Text("d’un vote", "Ballot"),
    "bank_imports": Text("d’un relevé bancaire", "Bank statement"),
    "commitments": Text("d’un engagement", "Commitment"),
    "debit_mandates": Text("d’un mandat de prélèvement", "Direct-debit mandate"),
    "decision_voters": Text("d’un électeur", "Voter"),
    "decisions": Text("d’une décision", "Decision"),
    "exit_instalments": Text("d’une échéance de remboursement", "Instalment of a repayment"),
    "exit_settlements": Text("d’un solde de sortie", "Settlement of an exit"),
    "fund_approvals": Text("d’une approbation de paiement", "Approval of a payment"),
    "fund_calls": Text("d’un appel à projets", "Call for projects"),
    "fund_payments": Text("d’un paiement", "Payment"),
    "fund_projects": Text("d’un projet", "Project"),
    "funds": Text("d’un fonds", "Fund"),
    "ledger_accounts": Text("d’un compte", "Account"),
    "ledger_publications": Text("d’une publication des comptes", "Publication of the accounts"),
    "ledger_readings": Text(
        "d’une lecture des lignes d’une autre partie", "Reading of another party’s lines"
    ),
    "ledger_transactions": Text("d’une écriture", "Transaction"),
    "parties": Text("d’une partie", "Party"),
    "payment_files": Text("d’un fichier de paiement", "Payment file"),
    "proxies": Text("d’un pouvoir", "Proxy"),
    "purchase_lots": Text("d’un lot d’achat groupé", "Lot of a group purchase"),
    "purchase_quotes": Text("d’un devis", "Quote"),
    "purchase_rounds": Text("d’un achat groupé", "Group purchase"),
    "settlement_answers": Text("d’une réponse à une compensation", "Answer to a settlement"),
    "settlement_transfers": Text("d’un virement d’une compensation", "Transfer of a settlement"),
    "settlements": Text("d’une compensation", "Settlement"),
    "statement_payments": Text("d’un paiement d’un relevé", "Payment of a statement"),
    "statement_reminders": Text("d’un rappel", "Reminder"),
    "statements": Text("d’un relevé", "Statement"),
    "vat_opinions": Text("d’un avis sur la TVA", "VAT opinion"),
}
_OWN_WORDS = {
    "agreements.insert": Text("Création de l’accord", "Agreement created"),
    "allocations.insert": Text("Répartition préparée", "Allocation prepared"),
    "bank_imports.insert": Text("Relevé bancaire lu", "Bank statement read"),
    "ballots.insert": Text("Vote émis", "Vote cast"),
    "decision_voters.insert": Text("Inscription au corps électoral", "Entered on the electorate"),
    "decisions.insert": Text("Question préparée", "Question prepared"),
    "fund_approvals.insert": Text("Paiement approuvé", "Payment approved"),
    "ledger_accounts.insert": Text("Ouverture d’un compte", "Account opened"),
    "ledger_publications.insert": Text("Publication des comptes", "Accounts published"),
    "ledger_readings.insert": Text("Lecture des lignes d’une autre partie", "Another party’s lines read"),
    "ledger_transactions.insert": Text("Écriture passée", "Transaction posted"),
    "payment_files.insert": Text("Fichier de paiement établi", "Payment file made"),
    "purchase_quotes.insert": Text("Devis déposé", "Quote deposited"),
    "purchase_rounds.insert": Text("Achat groupé préparé", "Group purchase prepared"),
    "settlements.insert": Text("Règlement proposé", "Settlement proposed"),
    "statement_payments.insert": Text("Paiement enregistré", "Payment recorded"),
    "statement_reminders.insert": Text("Rappel envoyé", "Reminder sent"),
    "statements.insert": Text("Relevé émis", "Statement issued"),
    "vat_opinions.insert": Text("Avis sur la TVA rendu", "VAT opinion given"),
    "proxies.insert": Text("Pouvoir donné", "Proxy given"),
}


def in_words(action: str, language: Language) -> str:
    """`parties.update` as a person says it; the code itself for a table this version does not know."""
    own = _OWN_WORDS.get(action)
    if own is not None:
        return own.in_(language)
    table, _, verb = action.partition(".")
    if table not in SUBJECTS or verb not in _VERBS:
        return action
    return _VERBS[verb].in_(language).format(what=SUBJECTS[table].in_(language))


INTACT = Text(
    "Les {checked} derniers enregistrements se suivent sans rupture.",
    "The last {checked} records follow each other without a break.",
)
EMPTY = Text("Le journal de cet accord est vide.", "The journal of this agreement is empty.")
BROKEN = {
    "altered": Text("L’enregistrement {seq} a été modifié.", "Record {seq} was altered."),
    "reordered": Text("L’enregistrement {seq} n’est pas à sa place.", "Record {seq} is out of its place."),
    "removed": Text(
        "Il manque les enregistrements {seq} à {until}.", "Records {seq} to {until} are missing."
    ),
    "unlinked": Text(
        "L’enregistrement {seq} ne suit pas celui qui le précède.",
        "Record {seq} does not follow the one before it.",
    ),
    "head": Text(
        "La tête de la chaîne ne correspond pas au dernier enregistrement, {seq}.",
        "The head of the chain does not match the last record, {seq}.",
    ),
}
