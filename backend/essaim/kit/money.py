"""Money in words."""

from essaim.kit.text import Text


def euros(cents: int) -> Text:
    """`1 234,50 €` and `€1,234.50`."""
    sign, amount = ("−" if cents < 0 else ""), abs(cents)
    english = f"{amount // 100:,}.{amount % 100:02d}"
    french = english.replace(",", "\u202f").replace(".", ",")
    return Text(f"{sign}{french}\u00a0€", f"{sign}€{english}")
