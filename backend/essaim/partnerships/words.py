"""Values and balances said in words, in the two languages."""

from decimal import Decimal

from essaim.agreements.models import Commitment
from essaim.kit.money import euros
from essaim.kit.text import Language, Text

THOUSANDS = "\u202f"  # narrow no-break space, as French typography wants it
ACCOUNTING_NOTE = Text(
    "Cet état valorise des promesses ; il n’est ni une facture ni une écriture. Un échange réciproque n’est pas une contribution volontaire en nature : rien n’est porté aux comptes 86 et 87 sans choix des parties. Entre assujettis à la TVA, ce sont deux factures qui se compensent. Chaque partie décide avec son comptable.",
    "This statement values promises; it is neither an invoice nor an entry. A reciprocal exchange is not a voluntary contribution in kind: nothing goes to accounts 86 and 87 unless the parties choose so. Between parties liable to VAT, it is two invoices that offset each other. Each party decides with its accountant.",
)
_ADVICE = Text(
    "Pour revenir dans la tolérance de {tolerance}, {side} peut {ways}.",
    "To come back within the tolerance of {tolerance}, {side} can {ways}.",
)
_ADD_UNITS = Text(
    "ajouter {units} {unit} à « {title} » (soit {exact}, arrondi au-dessus)",
    "add {units} {unit} to “{title}” ({exact}, rounded up)",
)
_ADD_VALUE = Text("ajouter au moins {value} d’engagements", "add promises worth at least {value}")
_OR = Text(" ou ", " or ")
_SIDE = Text("le côté {side}", "side {side}")


def number(value: Decimal | int, language: Language) -> str:
    """1234.5 as `1 234,5` or `1,234.5`, without useless zeros."""
    written = f"{Decimal(value).normalize():,f}"
    return written.replace(",", THOUSANDS).replace(".", ",") if language == "fr" else written


def percent(basis_points: int, language: Language) -> str:
    written = number(Decimal(basis_points) / 100, language)
    return f"{written}%" if language == "en" else f"{written}\u00a0%"


def explain(commitment: Commitment, value_cents: int, language: Language) -> str:
    """`96 placements × 18 heures de tutorat (12 semaines × 1,5 h) × 32,00 € = 55 296,00 €`."""
    factors = [f"{number(commitment.quantity, language)} {commitment.unit}"]
    if commitment.measure_unit or commitment.measure != 1:
        measure = f"{number(commitment.measure, language)} {commitment.measure_unit or ''}".strip()
        factors.append(f"{measure} ({commitment.measure_note})" if commitment.measure_note else measure)
    factors.append(euros(commitment.unit_value_cents).in_(language))
    return f"{' × '.join(factors)} = {euros(value_cents).in_(language)}"


def side_name(side: str, organisations: list[str], language: Language) -> str:
    """Names of the organisations of a side; the side's letter while nobody is there."""
    return ", ".join(organisations) or _SIDE.in_(language).format(side=side.upper())


def add_units(units: int, exact: Decimal, unit: str, title: str, language: Language) -> str:
    return _ADD_UNITS.in_(language).format(
        units=number(units, language), unit=unit, title=title, exact=number(exact, language)
    )


def advice(tolerance_bp: int, side: str, ways: list[str], missing_cents: int, language: Language) -> str:
    """What would bring the balance back within the tolerance agreed."""
    value = _ADD_VALUE.in_(language).format(value=euros(missing_cents).in_(language))
    return _ADVICE.in_(language).format(
        tolerance=percent(tolerance_bp, language), side=side, ways=_OR.in_(language).join([*ways, value])
    )
