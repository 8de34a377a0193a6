"""Bank statements as banks write them: CSV layouts and CAMT.053, built here from plain movements."""

from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape

CREDIT_AGRICOLE = """Téléchargement du 31/03/2026;

Compte courant n° 12345678901;
Solde au 31/03/2026 1 234,56 €

Liste des opérations du compte entre le 01/03/2026 et le 31/03/2026;

Date;Libellé;Débit euros;Crédit euros;
05/03/2026;"VIREMENT EN VOTRE FAVEUR
MAISON A
2026-0001";;4 580,83;
06/03/2026;"FRAIS DE TENUE DE COMPTE";12,50;;
"""
CREDIT_MUTUEL = """Date;Date de valeur;Débit;Crédit;Libellé;Solde
05/03/2026;06/03/2026;;4580,83;VIR MAISON A 2026-0001;9000,00
06/03/2026;06/03/2026;-12,50;;FRAIS DE TENUE DE COMPTE;8987,50
"""
BANQUE_POSTALE = """Numéro Compte   ;1234567A020
Type         ;CCP
Compte tenu en  ;euros
Date            ;31/03/2026
Solde (EUROS)   ;1234,56

Date;Libellé;Montant(EUROS)
05/03/2026;VIREMENT DE MAISON A 2026-0001;4580,83
06/03/2026;FRAIS DE TENUE DE COMPTE;-12,50
"""
CAISSE_EPARGNE = """Date de comptabilisation;Libelle simplifie;Libelle operation;Reference;Informations complementaires;Type operation;Debit;Credit;Date operation;Date de valeur;Pointage operation
05/03/2026;MAISON A;VIR SEPA MAISON A;AB12;Appel 2026-0001;Virement recu;;+4580,83;05/03/2026;05/03/2026;0
06/03/2026;FRAIS;FRAIS DE TENUE DE COMPTE;;;Frais bancaires;-12,50;;06/03/2026;06/03/2026;0
"""
BOURSORAMA = """dateOp;dateVal;label;category;amount;accountbalance
2026-03-05;2026-03-05;"VIR MAISON A | 2026-0001";Virements;"4 580,83";9000.00
2026-03-06;2026-03-06;"FRAIS DE TENUE DE COMPTE";Frais;-12,50;8987.50
"""
ENGLISH = """Booking date,Description,Amount,Currency,Counterparty name
2026-03-05,Transfer 2026-0001,"4,580.83",EUR,Maison A
2026-03-06,FRAIS DE TENUE DE COMPTE,-12.50,EUR,
"""
TABULATED = "Date\tLibellé\tMontant\n05.03.26\tVIR MAISON A 2026-0001\t4.580,83 €\n06.03.26\tFRAIS DE TENUE DE COMPTE\t(12,50)\n"
LAYOUTS = {
    "crédit agricole": CREDIT_AGRICOLE,
    "crédit mutuel": CREDIT_MUTUEL,
    "banque postale": BANQUE_POSTALE,
    "caisse d’épargne": CAISSE_EPARGNE,
    "boursorama": BOURSORAMA,
    "english": ENGLISH,
    "tabulated": TABULATED,
}


def csv_of(*movements: tuple[str, str, int]) -> bytes:
    """Day (ISO), label, signed cents."""
    lines = ["Date;Libellé;Montant"]
    for day, label, cents in movements:
        told = date.fromisoformat(day).strftime("%d/%m/%Y")
        amount = f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02}"
        quoted = label.replace('"', '""')
        lines.append(f'{told};"{quoted}";{amount}')
    return "\n".join(lines).encode()


@dataclass
class Detail:
    """One transaction of an entry; without an amount it does not say its own."""

    cents: int | None = None
    remittance: str = ""
    structured: str = ""
    debtor: str = ""
    creditor: str = ""
    end_to_end: str = "NOTPROVIDED"
    credit: bool | None = None


@dataclass
class Entry:
    cents: int
    credit: bool = True
    day: str = "2026-03-05"
    currency: str = "EUR"
    status: str = "BOOK"
    details: list[Detail] = field(default_factory=list)
    information: str = ""
    reference: str = ""
    reversal: bool = False
    with_time: bool = False


def amount(cents: int, currency: str = "EUR") -> str:
    return f'<Amt Ccy="{currency}">{cents // 100}.{cents % 100:02}</Amt>'


def camt_of(*entries: Entry, version: str = "02", iban: str = "FR7630006000011234567890189") -> bytes:
    """A statement in one of the two versions."""
    written = "".join(_entry(entry, version) for entry in entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>'
        "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-31T08:00:00</CreDtTm></GrpHdr>"
        f"<Stmt><Id>S1</Id><Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>{written}</Stmt>"
        "</BkToCstmrStmt></Document>"
    ).encode()


def _entry(entry: Entry, version: str) -> str:
    status = f"<Cd>{entry.status}</Cd>" if version == "08" else entry.status
    day = f"<DtTm>{entry.day}T10:00:00+01:00</DtTm>" if entry.with_time else f"<Dt>{entry.day}</Dt>"
    return (
        "<Ntry>"
        + amount(entry.cents, entry.currency)
        + f"<CdtDbtInd>{'CRDT' if entry.credit else 'DBIT'}</CdtDbtInd>"
        + ("<RvslInd>true</RvslInd>" if entry.reversal else "")
        + f"<Sts>{status}</Sts><BookgDt>{day}</BookgDt>"
        + (f"<AcctSvcrRef>{entry.reference}</AcctSvcrRef>" if entry.reference else "")
        + (
            "<NtryDtls>" + "".join(_detail(d, version) for d in entry.details) + "</NtryDtls>"
            if entry.details
            else ""
        )
        + (f"<AddtlNtryInf>{escape(entry.information)}</AddtlNtryInf>" if entry.information else "")
        + "</Ntry>"
    )


def _detail(detail: Detail, version: str) -> str:
    told = ""
    if detail.cents is not None and version == "08":
        side = {None: "", True: "<CdtDbtInd>CRDT</CdtDbtInd>", False: "<CdtDbtInd>DBIT</CdtDbtInd>"}[
            detail.credit
        ]
        told = amount(detail.cents) + side
    elif detail.cents is not None:
        told = f"<AmtDtls><TxAmt>{amount(detail.cents)}</TxAmt></AmtDtls>"
    parties = ""
    for tag, name in (("Dbtr", detail.debtor), ("Cdtr", detail.creditor)):
        if name:
            inside = f"<Nm>{escape(name)}</Nm>"
            parties += f"<{tag}>" + (f"<Pty>{inside}</Pty>" if version == "08" else inside) + f"</{tag}>"
    remittance = f"<Ustrd>{escape(detail.remittance)}</Ustrd>" if detail.remittance else ""
    if detail.structured:
        remittance += f"<Strd><CdtrRefInf><Ref>{escape(detail.structured)}</Ref></CdtrRefInf></Strd>"
    return (
        f"<TxDtls><Refs><EndToEndId>{detail.end_to_end}</EndToEndId></Refs>{told}"
        f"<RltdPties>{parties}</RltdPties><RmtInf>{remittance}</RmtInf></TxDtls>"
    )
