"""Funds said in words, in the two languages."""

from essaim.funds.models import PaymentState, ProjectState
from essaim.kit.money import euros
from essaim.kit.text import Text

PROJECT_STATES: dict[ProjectState, Text] = {
    "draft": Text("en préparation", "a draft"),
    "submitted": Text("présenté aux membres", "submitted"),
    "conditional": Text("adopté et en attente d’argent", "adopted and waiting for money"),
    "committed": Text("engagé", "committed"),
    "rejected": Text("rejeté", "rejected"),
    "withdrawn": Text("retiré", "withdrawn"),
    "closed": Text("clos", "closed"),
}
PAYMENT_STATES: dict[PaymentState, Text] = {
    "pending": Text("en attente", "pending"),
    "paid": Text("fait", "made"),
    "refused": Text("refusé", "refused"),
    "withdrawn": Text("retiré", "withdrawn"),
}
WITHHELD = Text(
    "Dans cet accord, chaque partie ne lit que ses propres apports : ce que les autres ont apporté, et ce qui permettrait de le calculer, n’est pas montré.",
    "In this agreement each party reads its own contributions only: what the others brought, and what would tell it, is not shown.",
)
NO_RETURN = Text(
    "Un fonds de dotation ne rend jamais ce qu’il reçoit : enregistrez une contribution sans droit de reprise.",
    "An endowment fund never gives back what it receives: record a contribution without a right of return.",
)
IRREVOCABLE_BY = "Loi n° 2008-776 du 4 août 2008, art. 140"
NOT_ENOUGH = Text("il n’y a pas assez de disponible", "not enough is available")
_AVAILABLE = Text("{available} sont disponibles", "{available} is available")
_ONE = Text(
    "Une organisation suffit : les paiements en attente ou faits depuis {days} jours, celui-ci compris, font {cumulated}, dans la limite de {threshold}.",
    "One organisation is enough: payments pending or made in the last {days} days, this one included, come to {cumulated}, within {threshold}.",
)
_TWO = Text(
    "Deux organisations doivent approuver : les paiements en attente ou faits depuis {days} jours, celui-ci compris, font {cumulated}, au-delà de {threshold}.",
    "Two organisations must approve: payments pending or made in the last {days} days, this one included, come to {cumulated}, above {threshold}.",
)
_GRANT = Text(
    "« {title} », présenté par {organisation}, reçoit {amount} du fonds « {fund} ».",
    "“{title}”, presented by {organisation}, is given {amount} by the fund “{fund}”.",
)
_LEFT = Text(
    "Le fonds a {available} disponibles ; il lui en reste {left}.",
    "The fund has {available} available; {left} is left.",
)
_LACKS = Text("Le fonds n’a que {available} disponibles.", "The fund has only {available} available.")
_CANNOT_PAY = Text("Le fonds ne peut pas payer ce montant aujourd’hui.", "The fund cannot pay this today.")
WILL_WAIT = Text(
    "Adopté, le projet attendra que le fonds puisse payer.",
    "If adopted, the project waits until the fund can pay.",
)
WILL_BE_REFUSED = Text(
    "Adoptée, la décision ne s’appliquera que si l’argent est là à la clôture du vote.",
    "If adopted, the decision takes effect only if the money is there when the vote closes.",
)
WAITS = Text(
    "Le projet est adopté et attend que le fonds puisse payer {amount}.",
    "The project is adopted and waits until the fund can pay {amount}.",
)


def fill(sentence: Text, **facts: Text | str | int) -> Text:
    """A sentence with its facts, each in its language."""

    def written(language: int) -> str:
        return sentence[language].format(
            **{name: fact[language] if isinstance(fact, Text) else fact for name, fact in facts.items()}
        )

    return Text(written(0), written(1))


def why(needed: int, cumulated: int, threshold: int, days: int) -> Text:
    """Why so many approvals."""
    return fill(
        _ONE if needed == 1 else _TWO, days=days, cumulated=euros(cumulated), threshold=euros(threshold)
    )


def available(cents: int) -> Text:
    return fill(_AVAILABLE, available=euros(cents))


def grant(title: str, organisation: str, amount: int, fund: str) -> Text:
    return fill(_GRANT, title=title, organisation=organisation, amount=euros(amount), fund=fund)


def consequence(amount: int, available: int, *, told: bool, conditional: bool) -> tuple[Text, ...]:
    """What a project does to the fund; figures only where every party may read them (`told`)."""
    if amount <= available:
        return (fill(_LEFT, available=euros(available), left=euros(available - amount)),) if told else ()
    lacking = fill(_LACKS, available=euros(available)) if told else _CANNOT_PAY
    return lacking, WILL_WAIT if conditional else WILL_BE_REFUSED


def waits(amount: int) -> Text:
    return fill(WAITS, amount=euros(amount))
