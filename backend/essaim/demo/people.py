"""Accounts to try, and what these people have booked this week."""

from dataclasses import dataclass

from essaim.demo.organisations import organisation_id
from essaim.demo.resources import booking
from essaim.demo.writing import Writer
from essaim.identity.passwords import hash_password
from essaim.identity.roles import POWERS, Role

PASSWORD = "essaim-en-partage-2026"  # noqa: S105 - printed at start, for demonstration data only


@dataclass(frozen=True)
class Account:
    """One account of the demonstration."""

    key: str
    name: str
    email: str
    organisation: str
    role: Role
    powers: tuple[str, ...]
    profession: str
    shows: str
    also: tuple[str, ...] = ()


ACCOUNTS: tuple[Account, ...] = (
    Account(
        "directrice",
        "Hélène Garnier",
        "directrice@exemple.test",
        "s01",
        "director",
        POWERS,
        "Directrice",
        "Directrice de La Salette-Bully : ce qu’elle partage, avec qui, ce qui l’attend",
        also=("gerontology",),
    ),
    Account(
        "coordinateur",
        "Karim Benali",
        "coordinateur@exemple.test",
        "iddj",
        "coordinator",
        ("vote", "book", "sign"),
        "Coordinateur",
        "Coordinateur d’IDDJ : 62 centres, adhésion APOGÉES partagée",
    ),
    Account(
        "soignante",
        "Maëlle Le Goff",
        "soignante@exemple.test",
        "s02",
        "staff",
        ("book",),
        "Animatrice",
        "Salariée d’un EHPAD du réseau : réserver le minibus",
    ),
    Account(
        "directeur",
        "Paul Mercier",
        "directeur@exemple.test",
        "s02",
        "director",
        POWERS,
        "Directeur",
        "Directeur de cet EHPAD : une demande de réservation à accorder",
    ),
    Account(
        "acheteuse",
        "Sonia Leclerc",
        "acheteuse@exemple.test",
        "apogees",
        "director",
        POWERS,
        "Responsable des achats",
        "Coordinatrice neutre d’APOGÉES : des achats groupés où chacun ne lit que ses besoins",
    ),
    Account(
        "concurrent",
        "Victor Delmas",
        "concurrent@exemple.test",
        "rival",
        "director",
        POWERS,
        "Directeur",
        "Concurrent hors de tout accord : ne voit que l’annuaire public",
    ),
    Account(
        "formatrice",
        "Inès Fabre",
        "formatrice@exemple.test",
        "arfrips",
        "director",
        POWERS,
        "Directrice",
        "Directrice d’ARFRIPS : partenariat avec la Métropole de Lyon et son équilibre",
    ),
)


async def write(writer: Writer) -> None:
    """People, their mandates, their bookings of the week."""
    hashed = await hash_password(PASSWORD)
    for account in ACCOUNTS:
        person = await writer.put(
            "persons", account.key, name=account.name, email=account.email, password_hash=hashed
        )
        for organisation in (account.organisation, *account.also):
            await writer.put(
                "mandates",
                f"{account.key}/{organisation}",
                person_id=person,
                organisation_id=organisation_id(organisation),
                role=account.role,
                powers=list(account.powers),
                profession=account.profession,
            )
    await _bookings(writer)


async def _bookings(writer: Writer) -> None:
    staff, director = "soignante", "directrice"
    await booking(
        writer, "sortie", resource_key="minibus", organisation="s02", person=staff, day=1, begins="13:30",
        ends="17:30", purpose="Sortie au marché", cost_cents=4_800,
    )  # fmt: skip
    await booking(
        writer, "visite", resource_key="minibus", organisation="s01", person=director, day=3, begins="09:00",
        ends="12:00", purpose="Visite d’une structure partenaire", cost_cents=3_600,
    )  # fmt: skip
    await booking(
        writer, "lac", resource_key="minibus", organisation="s02", person=staff, day=8, begins="10:00",
        ends="16:00", purpose="Journée au lac", cost_cents=7_200,
    )  # fmt: skip
    await booking(
        writer, "reunion", resource_key="salle", organisation="s01", person=director, day=2, begins="14:00",
        ends="17:00", purpose="Comité de pilotage", cost_cents=4_500,
    )  # fmt: skip
    await booking(
        writer, "analyse", resource_key="salle", organisation="s02", person=staff, day=4, begins="09:00",
        ends="12:00", purpose="Analyse des pratiques", cost_cents=4_500,
    )  # fmt: skip
    await booking(
        writer, "lit", resource_key="lits", organisation="s02", person=staff, day=1, nights=7, begins="08:00",
        ends="08:00", unit=2, purpose="Prêt d’un lit le temps d’une réparation", cost_cents=4_200,
    )  # fmt: skip
    await booking(
        writer, "qualite", resource_key="qualiticienne", organisation="s02", person=staff, day=9, begins="09:00",
        ends="12:00", state="requested", purpose="Préparer l’évaluation externe", cost_cents=12_600,
    )  # fmt: skip
    await booking(
        writer, "ergo", resource_key="ergotherapeute", organisation="s01", person=director, day=10, begins="09:00",
        ends="12:00", state="requested", purpose="Aménagement des chambres", cost_cents=11_400,
    )  # fmt: skip
