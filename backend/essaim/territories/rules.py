"""How people type the name of a commune."""

import re
import unicodedata

# "St-Étienne" and "Ste Foy" are typed for Saint-Étienne and Sainte-Foy.
_SHORTENED = {"st": "(st|saint)", "ste": "(ste|sainte)"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


def name_pattern(typed: str) -> str | None:
    """A regular expression of the beginning of a name without accents; None when nothing can match.

    Hyphens, apostrophes and spaces are the same; the last word may be unfinished.
    """
    decomposed = unicodedata.normalize("NFKD", typed.lower().translate(_LIGATURES))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    *words, last = re.findall(r"[a-z0-9]+", plain) or [""]
    if not last:
        return None
    finished = [_SHORTENED.get(word, word) for word in words]
    if words or last not in _SHORTENED:
        return "^" + "[^a-z0-9]+".join([*finished, last])
    return "^" + _SHORTENED[last]
