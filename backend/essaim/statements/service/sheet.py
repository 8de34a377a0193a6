"""What a printed statement says, in French, ready to be set: the template adds no word of its own about the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from essaim.kit.clock import PARIS
from essaim.kit.money import euros
from essaim.statements import words
from essaim.statements.schemas import SideOut, StatementLineOut, StatementOut


@dataclass(frozen=True, slots=True)
class Bank:
    """Where to pay; `iban` whole."""

    holder: str
    iban: str
    bic: str | None
    name: str | None


def sheet(told: StatementOut, called_cents: int | None, bank: Bank | None) -> dict[str, Any]:
    """`called_cents`: what was called of the organisation up to this call, this one included; null: no instalment."""
    owed = told.amount_cents > 0
    return {
        "heading": words.KINDS[told.kind],
        "reference": told.reference,
        "issued_on": words.in_full(told.issued_on),
        "title": told.title,
        "instalment": _instalment(told),
        "agreement": told.agreement_name,
        "starts_on": words.in_full(told.starts_on),
        "ends_on": words.in_full(told.ends_on),
        "issuer": _side(told.issuer),
        "payer": _side(told.payer),
        "addressed": "Adressé à" if owed else "En faveur de",
        "notices": _notices(told),
        "call": _call(told),
        "table": _charges(told.lines) if told.kind == "rebilling" else _shares(told.lines),
        "sums": _sums(told, called_cents),
        "payments": [
            [
                payment.paid_on.strftime("%d/%m/%Y"),
                words.METHODS[payment.method],
                payment.reference or "",
                _money(payment.cents),
            ]
            for payment in told.payments
            if payment.reversed_at is None
        ],
        "pay": _pay(told, bank),
        "mentions": _mentions(told),
    }


def _money(cents: int) -> str:
    return euros(cents).fr


def _instalment(told: StatementOut) -> str | None:
    if told.instalment is None or told.instalments in (None, 1):
        return None
    return f"Appel {told.instalment} sur {told.instalments}"


def _side(side: SideOut) -> dict[str, Any]:
    town = " ".join(part for part in (side.postal_code, side.city) if part)
    siren = [f"SIREN\u00a0{words.grouped(side.siren)}"] if side.siren and not side.siret else []
    siret = [f"SIRET\u00a0{words.grouped(side.siret)}"] if side.siret else []
    street = side.address.splitlines() if side.address else []
    return {"name": side.name, "lines": [*street, *([town] if town else [])], "numbers": [*siren, *siret]}


def _notices(told: StatementOut) -> list[str]:
    notices = [words.FICTIONAL] if told.fictional else []
    if told.cancelled_at is not None:
        day = words.in_full(told.cancelled_at.astimezone(PARIS).date())
        notices.insert(0, words.CANCELLED.format(day=day, reason=told.cancelled_because or ""))
    return notices


def _call(told: StatementOut) -> dict[str, str]:
    """What is to be done, in one line."""
    if told.state == "cancelled":
        return {"words": "Rien à régler", "amount": _money(0)}
    if told.state == "settled":
        return {"words": "Réglé en totalité", "amount": _money(abs(told.amount_cents))}
    due_on = words.in_full(told.due_on)
    if told.amount_cents < 0:
        return {"words": "En votre faveur", "amount": _money(told.remaining_cents)}
    part = "Reste à régler" if told.settled_cents else "À régler"
    return {"words": f"{part} au plus tard le {due_on}", "amount": _money(told.remaining_cents)}


def _column(title: str, *, wide: bool = False, right: bool = True) -> dict[str, Any]:
    return {"title": title, "wide": wide, "right": right}


def _shares(lines: Sequence[StatementLineOut]) -> dict[str, Any]:
    """Shared costs: the whole and the part where some line has them."""
    whole = any(line.total_cents is not None for line in lines)
    part = any(line.ratio for line in lines)
    columns = [
        _column("Désignation", wide=True, right=False),
        *([_column("Dépense partagée")] if whole else []),
        *([_column("Part")] if part else []),
        _column("Montant"),
    ]
    rows = [
        {
            "reason": line.driver,
            "cells": [
                line.label,
                *(["" if line.total_cents is None else _money(line.total_cents)] if whole else []),
                *([line.ratio or ""] if part else []),
                _money(line.cents),
            ],
        }
        for line in lines
    ]
    return {"columns": columns, "rows": rows}


def _charges(lines: Sequence[StatementLineOut]) -> dict[str, Any]:
    """Costs billed between parties: a quantity at a price."""
    columns = [
        _column("Désignation", wide=True, right=False),
        _column("Quantité"),
        _column("Prix unitaire"),
        _column("Montant"),
    ]
    rows = [
        {
            "reason": words.CHARGES.get(line.kind) if line.kind else None,
            "cells": [
                line.label,
                words.quantity(line.quantity, line.unit) if line.quantity is not None and line.unit else "",
                "" if line.unit_price_cents is None else _money(line.unit_price_cents),
                _money(line.cents),
            ],
        }
        for line in lines
    ]
    return {"columns": columns, "rows": rows}


def _sum(label: str, cents: int, *, strong: bool = False) -> dict[str, Any]:
    return {"label": label, "amount": _money(cents), "strong": strong}


def _sums(told: StatementOut, called_cents: int | None) -> list[dict[str, Any]]:
    lines = sum(line.cents for line in told.lines)
    sums = []
    if lines != told.amount_cents:
        sums.append(_sum("Total des lignes" if told.instalment is None else "Part pour la période", lines))
    sums.append(_sum(f"Montant de {words.THIS[told.kind]}", told.amount_cents, strong=True))
    if called_cents is not None and told.instalments not in (None, 1) and told.state != "cancelled":
        sums.append(_sum("Appelé à ce jour, cet appel compris", called_cents))
        if called_cents <= lines != told.amount_cents:
            sums.append(_sum("Restera à appeler", lines - called_cents))
    if told.state != "cancelled":
        sign = 1 if told.amount_cents > 0 else -1
        if told.settled_cents:
            sums.append(_sum("Déjà réglé", -sign * told.settled_cents))
        rest = "Reste à régler" if told.amount_cents > 0 else "Reste en votre faveur"
        sums.append(_sum(rest, told.remaining_cents, strong=True))
    return sums


def _pay(told: StatementOut, bank: Bank | None) -> dict[str, Any] | None:
    if told.remaining_cents == 0:
        return None
    if told.amount_cents < 0:
        credit = words.CREDIT.format(issuer=told.issuer.name, payer=told.payer.name)
        return {"title": "Comment vous en disposez", "words": credit, "rows": []}
    rows = [
        ["Échéance", words.in_full(told.due_on), True],
        ["Montant", _money(told.remaining_cents), True],
        ["Référence à rappeler", told.reference, True],
    ]
    if bank is None:
        ask = words.ASK_FOR_BANK.format(issuer=told.issuer.name)
        return {"title": "Comment régler", "words": ask, "rows": rows}
    rows += [
        ["Bénéficiaire", bank.holder, False],
        ["IBAN", words.account_number(bank.iban), True],
        *([["BIC", bank.bic, False]] if bank.bic else []),
        *([["Banque", bank.name, False]] if bank.name else []),
    ]
    return {"title": "Comment régler", "words": None, "rows": rows}


def _mentions(told: StatementOut) -> list[str]:
    nature = words.NOT_AN_INVOICE if told.to_pool else words.NOT_AN_INVOICE_BETWEEN
    return [words.VAT_MENTIONS[told.vat_category].fr, nature]
