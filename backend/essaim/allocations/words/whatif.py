"""Scenarios said in words: what is tried, why it cannot be computed, what is not told."""

from essaim.agreements.plain.numbers import say
from essaim.kit.text import Text

RULES: dict[str, Text] = {
    "arrival": Text("Ce que coûte chaque arrivée", "What each arrival costs"),
    "same_percentage": Text("La même économie en pourcentage", "The same saving in percentage"),
    "same_saving": Text("La même économie en euros", "The same saving in euros"),
    "same_percentage_stable": Text(
        "Des économies proches, sans raison de partir", "Close savings, and no reason to leave"
    ),
    "separable_equal": Text(
        "Ce que chacun ajoute, le reste à parts égales", "What each adds, the rest in equal parts"
    ),
    "separable_benefit": Text(
        "Ce que chacun ajoute, le reste selon le gain", "What each adds, the rest by what it gains"
    ),
    "least_unhappy": Text("Le mieux pour qui gagne le moins", "The best for who gains least"),
}
"""As the screen names them where keys are written."""
FIGURES = Text("Avec ces autres chiffres", "With these other figures")
AMOUNTS = Text("Avec ces autres montants", "With these other amounts")
_LEAVES = Text("Sans {name}", "Without {name}")
_JOINS = Text("Avec {name}", "With {name}")
WITHHELD = Text(
    "Dans cet accord, chaque organisation ne lit que sa propre part : celles des autres, et ce qui permettrait de les calculer, ne sont pas montrées.",
    "In this agreement each organisation reads its own share only: those of the others, and what would tell them, are not shown.",
)
NOT_TOLD = Text(
    "Votre part par cette clé dirait un chiffre d’autres organisations que cette répartition ne vous dit pas. Demandez-la au chef de file.",
    "Your share by this key would tell a figure of other organisations that this allocation does not tell you. Ask the lead.",
)
NOT_A_MEMBER = Text(
    "Votre organisation n’a pas de part dans cette répartition.",
    "Your organisation has no share in this allocation.",
)


def named(name: str) -> Text:
    return Text(name, name)


def leaves(name: str) -> Text:
    return say(_LEAVES, name=name)


def joins(name: str) -> Text:
    return say(_JOINS, name=name)
