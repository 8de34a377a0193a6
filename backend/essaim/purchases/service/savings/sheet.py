"""What the savings of a round say once printed or in a workbook, in French, ready to be set."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from essaim.kit.money import euros
from essaim.kit.spreadsheet import Cell, Column, Sheet
from essaim.purchases.schemas.savings import (
    MemberSavingsOut,
    SavingsLineOut,
    SavingsNetworkOut,
    SavingsOut,
    SavingsSumOut,
)
from essaim.purchases.words import ROUND_STATES

SOURCES_PRINTED = 60
"""More reference prices than that are in the workbook, not on the page."""
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
FICTIONAL = "Données fictives, pour démonstration."
LINES = (
    Column("Organisation", width=32),
    Column("Lot", width=24),
    Column("Article", width=32),
    Column("Unité", width=14),
    Column("Prix de référence", "euros", 12),
    Column("Source", width=30),
    Column("Du", "date", 12),
    Column("Volume engagé", "whole", 12),
    Column("Référence, prévu", "euros", 14),
    Column("Coût prévu", "euros", 14),
    Column("Gain prévu", "euros", 14),
    Column("Coût évité, prévu", "euros", 14),
    Column("Volume commandé", "whole", 12),
    Column("Volume livré", "whole", 12),
    Column("Référence, réel", "euros", 14),
    Column("Facturé", "euros", 14),
    Column("Régularisation", "euros", 14),
    Column("Coût réel", "euros", 14),
    Column("Gain réel (effet prix)", "euros", 14),
    Column("Effet volume", "euros", 14),
    Column("Effet sur le budget", "euros", 14),
    Column("Coût évité, réel", "euros", 14),
    Column("Écart à la prévision", "euros", 14),
)
MEMBERS = (
    Column("Organisation", width=32),
    Column("Coût prévu", "euros", 14),
    Column("Gain prévu", "euros", 14),
    Column("Gain prévu, %", "percent", 10),
    Column("Coût réel", "euros", 14),
    Column("Gain réel", "euros", 14),
    Column("Gain réel, %", "percent", 10),
    Column("Remises reçues", "euros", 14),
    Column("Gain net", "euros", 14),
    Column("Sur douze mois", "euros", 14),
    Column("Écart à la prévision", "euros", 14),
)


def day(on: date) -> str:
    """`1er mars 2027`."""
    return f"{'1er' if on.day == 1 else on.day} {MONTHS[on.month - 1]} {on.year}"


# The workbook


def sheets(told: SavingsOut) -> list[Sheet]:
    """Every figure: by organisation, by item, by calendar year, and how they are made."""
    years = sorted({share.year for member in told.members for share in _best_years(member)})
    return [
        Sheet("Organisations", MEMBERS, [_member_cells(member) for member in told.members]),
        Sheet(
            "Articles",
            LINES,
            [_line_cells(member, line) for member in told.members for line in member.lines],
        ),
        Sheet(
            "Années civiles",
            [
                Column("Organisation", width=32),
                Column("Gain net", width=10),
                *(Column(str(year), "euros", 14) for year in years),
            ],
            [row for member in told.members for row in _year_cells(member, years)],
        ),
        Sheet("Méthode", [Column("Comment ces chiffres sont faits", width=140)], _method_rows(told)),
    ]


def _member_cells(member: MemberSavingsOut) -> list[Cell]:
    forecast, actual = member.forecast, member.actual
    return [
        member.organisation_name,
        *((None, None, None) if forecast is None else (forecast.spend_cents, forecast.gain_cents, forecast.gain_bp)),
        *((None,) * 6 if actual is None else (
            actual.spend_cents, actual.gain_cents, actual.gain_bp, actual.rebate_cents, actual.net_gain_cents,
            actual.twelve_months_cents,
        )),
        member.difference_cents,
    ]  # fmt: skip


def _line_cells(member: MemberSavingsOut, line: SavingsLineOut) -> list[Cell]:
    forecast, actual = line.forecast, line.actual
    price = line.reference_price
    return [
        member.organisation_name,
        line.lot_name,
        line.item_name,
        line.unit,
        None if price is None else Decimal(price) / 100,
        line.reference_source,
        line.reference_on,
        *((None,) * 5 if forecast is None else (
            forecast.volume, forecast.reference_cents, forecast.cents, forecast.gain_cents, forecast.avoided_cents,
        )),
        *((None,) * 11 if actual is None else (
            actual.volume, actual.delivered_volume, actual.reference_cents, actual.invoiced_cents,
            actual.adjustment_cents, actual.cents, actual.gain_cents, actual.volume_effect_cents,
            actual.budget_effect_cents, actual.avoided_cents, actual.difference_cents,
        )),
    ]  # fmt: skip


def _best_years(member: MemberSavingsOut) -> Sequence[Any]:
    known = member.actual or member.forecast
    return known.years if known is not None else ()


def _year_cells(member: MemberSavingsOut, years: Sequence[int]) -> list[list[Cell]]:
    def row(name: str, known: SavingsSumOut) -> list[Cell]:
        by_year = {share.year: share.cents for share in known.years}
        return [member.organisation_name, name, *(by_year.get(year) for year in years)]

    return [
        row(name, known)
        for name, known in (("prévu", member.forecast), ("réel", member.actual))
        if known is not None
    ]


def _method_rows(told: SavingsOut) -> list[list[Cell]]:
    missing = [f"{lot.name}\u00a0: {lot.missing}" for lot in told.lots if lot.missing is not None]
    return [[line] for line in (*told.method, told.network.sentence, *missing)]


# The page


def page(told: SavingsOut, *, fictional: bool) -> dict[str, Any]:
    """`sentence`: the whole in one line, for the organisation alone or for all those that may be read."""
    known = [lot for lot in told.lots if lot.missing is not None]
    return {
        "heading": "Économies de l’achat groupé",
        "title": told.title,
        "agreement": told.agreement_name,
        "period": f"Contrat du {day(told.starts_on)} au {day(told.ends_on)}, {ROUND_STATES[told.state].fr}",
        "notices": ([FICTIONAL] if fictional else []) + [f"{lot.name}\u00a0: {lot.missing}" for lot in known],
        "sentence": _sentence(told),
        "tables": [_members_table(told), *_network_table(told.network), *_sources_table(told)],
        "method": told.method,
    }


def _sentence(told: SavingsOut) -> str:
    """The whole in one line: of the one organisation shown, else of all together."""
    if len(told.members) == 1:
        return _of_one(told.members[0])
    network = told.network.actual or told.network.forecast
    if network is None or network.gain_cents is None:
        return told.network.sentence
    cents = network.gain_cents if network.net_gain_cents is None else network.net_gain_cents
    known = told.network.actual is not None
    verb = _verb(cents, known=known, several=True)
    losing = sum(1 for member in told.members if _net(member) < 0)
    part = {0: "aucune n’y perd", 1: "une y perd"}.get(losing, f"{losing} y perdent")
    whole = "Les organisations" if told.network.basis == "published" else f"{len(told.members)} organisations"
    end = "" if told.network.basis == "published" else f"\u00a0; {part}"
    return f"{whole} {verb} ensemble {_size(cents)}{_percent(network.gain_bp)}{end}."


def _of_one(member: MemberSavingsOut) -> str:
    forecast, actual = member.forecast, member.actual
    known = actual or forecast
    if known is None:
        return f"{member.organisation_name} n’a rien engagé."
    cents = known.net_gain_cents
    verb = _verb(cents, known=actual is not None, several=False)
    expected = ""
    if actual is not None and forecast is not None:
        kind = "de perte prévue" if forecast.gain_cents < 0 else "de gain prévu"
        expected = f", pour {_size(forecast.gain_cents)} {kind}"
    return f"{member.organisation_name} {verb} {_size(cents)}{_percent(known.gain_bp)}{expected}."


def _net(member: MemberSavingsOut) -> int:
    known = member.actual or member.forecast
    return 0 if known is None else known.net_gain_cents


def _verb(cents: int, *, known: bool, several: bool) -> str:
    if not known:
        return f"{'devraient' if several else 'devrait'} {'perdre' if cents < 0 else 'économiser'}"
    if several:
        return "perdent" if cents < 0 else "économisent"
    return "perd" if cents < 0 else "économise"


def _size(cents: int) -> str:
    return euros(abs(cents)).fr


def _percent(bp: int | None) -> str:
    """The gain on prices over the reference; a loss has its sign."""
    if bp is None:
        return ""
    sign = "−" if bp < 0 else ""
    return f" (prix\u00a0: {sign}{abs(bp) // 100},{abs(bp) % 100:02d}\u00a0% de la référence)"


def _money(cents: int | None) -> str:
    return "" if cents is None else euros(cents).fr


def _column(title: str, *, wide: bool = False, right: bool = True) -> dict[str, Any]:
    return {"title": title, "wide": wide, "right": right}


def _members_table(told: SavingsOut) -> dict[str, Any]:
    rows = [_member_row(member) for member in told.members]
    whole = told.network.basis == "members" and len(rows) > 1
    return {
        "title": "Par organisation",
        "note": None if rows else "Aucun engagement de votre organisation.",
        "columns": [
            _column("Organisation", wide=True, right=False),
            _column("Coût prévu"),
            _column("Gain prévu"),
            _column("Coût réel"),
            _column("Gain réel"),
            _column("Remises"),
            _column("Gain net"),
            _column("Sur douze mois"),
        ],
        "rows": rows,
        "total": _network_cells("Ensemble", told.network) if whole else None,
    }


def _member_row(member: MemberSavingsOut) -> list[str]:
    forecast, actual = member.forecast, member.actual
    known = actual or forecast
    return [
        member.organisation_name,
        _money(None if forecast is None else forecast.spend_cents),
        _money(None if forecast is None else forecast.gain_cents),
        _money(None if actual is None else actual.spend_cents),
        _money(None if actual is None else actual.gain_cents),
        _money(None if actual is None else actual.rebate_cents),
        _money(None if known is None else known.net_gain_cents),
        _money(None if known is None else known.twelve_months_cents),
    ]


def _network_cells(name: str, network: SavingsNetworkOut) -> list[str]:
    forecast, actual = network.forecast, network.actual
    known = actual or forecast
    return [
        name,
        _money(None if forecast is None else forecast.spend_cents),
        _money(None if forecast is None else forecast.gain_cents),
        _money(None if actual is None else actual.spend_cents),
        _money(None if actual is None else actual.gain_cents),
        _money(None if actual is None else actual.rebate_cents),
        _money(None if known is None else known.net_gain_cents),
        _money(None if known is None else known.twelve_months_cents),
    ]


def _network_table(network: SavingsNetworkOut) -> list[dict[str, Any]]:
    """Where lines are sealed, what was published of the whole."""
    if network.basis == "members":
        return []
    columns = [
        _column("", wide=True, right=False),
        _column("Coût prévu"),
        _column("Gain prévu"),
        _column("Coût réel"),
        _column("Gain réel"),
    ]
    told = network.forecast is not None or network.actual is not None
    return [
        {
            "title": "Le réseau",
            "note": network.sentence,
            "columns": columns,
            "rows": [_network_cells("Totaux publiés", network)[:5]] if told else [],
            "total": None,
        }
    ]


def _sources_table(told: SavingsOut) -> list[dict[str, Any]]:
    lines = [
        (member, line)
        for member in told.members
        for line in member.lines
        if line.reference_price is not None and line.reference_on is not None
    ]
    table: dict[str, Any] = {
        "title": "Prix de référence",
        "note": "Hors taxes, tels que chaque organisation les a déclarés.",
        "columns": [
            _column("Organisation", right=False),
            _column("Article", wide=True, right=False),
            _column("Prix"),
            _column("Source", wide=True, right=False),
            _column("Du", right=False),
        ],
        "rows": [
            [
                member.organisation_name,
                line.item_name,
                unit_price(line.reference_price or 0),
                line.reference_source or "",
                "" if line.reference_on is None else line.reference_on.strftime("%d/%m/%Y"),
            ]
            for member, line in lines
        ],
        "total": None,
    }
    if not lines:
        return []
    if len(lines) > SOURCES_PRINTED:
        note = f"{len(lines)} prix de référence, avec leur source et leur date, sont dans le classeur (XLSX)."
        return [{**table, "note": note, "rows": []}]
    return [table]


def unit_price(price: int) -> str:
    """EUR/4 as `5,10 €`, with its further decimals when it has any."""
    whole, rest = divmod(price, 10_000)
    decimals = f"{rest:04d}"
    shown = decimals[:2] if decimals.endswith("00") else decimals.rstrip("0")
    return f"{whole:,}".replace(",", "\u202f") + f",{shown}\u00a0€"
