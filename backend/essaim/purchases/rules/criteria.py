"""What a quote may be judged by: the words of a criterion that are about a place are refused.

The EGAlim law counts labels of quality and sustainability; where food comes from is none of them (domain.md §5).
"""

import re
import unicodedata

_PLACE = re.compile(
    r"\b(local(e|es|ement|ite)?|(produits?|producteurs?|fournisseurs?|achats?|circuits?) locaux"
    r"|proximite geographique|kilometre zero|km ?0)\b"
)


def speaks_of_place(words: str) -> bool:
    """Whether the words of a criterion are about where things come from, accents and case aside.

    Premises (« les locaux ») are no place of origin.
    """
    letters = unicodedata.normalize("NFD", words.casefold())
    return _PLACE.search("".join(one for one in letters if not unicodedata.combining(one))) is not None
