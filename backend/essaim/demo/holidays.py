"""IDDJ: 62 holiday centres, 11 associates, and an APOGÉES membership offered to every member (invented figures)."""

from datetime import date

from essaim.demo.organisations import PLACES, benefit, figure, member, organisation, organisation_id
from essaim.demo.resources import opening_hours, resource, share
from essaim.demo.writing import Writer

_NAMES = (
    "Les Écureuils",
    "La Clairière",
    "Le Grand Tétras",
    "Les Gentianes",
    "L’Étang bleu",
    "La Marmotte",
    "Les Sapins",
    "Le Chalet du Lac",
    "Les Myrtilles",
    "La Combe",
    "Le Refuge des Crêtes",
    "Les Mélèzes",
    "L’Œil du Lynx",
    "La Cascade",
    "Les Airelles",
    "Le Vieux Moulin",
)
_COMMUNES = ("39478", "25056", "73065", "74010", "38185", "01053", "15014", "63113")
ACTIVITY_PROVIDERS = 8
TRIP_ORGANISERS = 3


def beds_of(number: int) -> int:
    """C01–C20 have 45 beds, C21–C50 95, C51–C62 180."""
    return 45 if number <= 20 else 95 if number <= 50 else 180


def centre_key(number: int) -> str:
    return f"c{number:02d}"


async def write(writer: Writer) -> None:
    await _network(writer)
    await _centres(writer)
    await _associates(writer)
    await _shared_things(writer)


async def _network(writer: Writer) -> None:
    await organisation(
        writer,
        "iddj",
        "IDDJ",
        "39478",
        sector="holiday_centres",
        real=True,
        is_network=True,
        description="Réseau de plus de soixante centres de vacances : services partagés, promotion du territoire, plaidoyer, "
        "et une adhésion APOGÉES offerte à chaque membre.",
    )
    await member(writer, "apogees", "iddj", yearly_fee_cents=600_000)
    await benefit(writer, "iddj", "legal_watch", "Veille juridique", passes_on=False)
    await benefit(
        writer, "iddj", "promotion", "Promotion du territoire", passes_on=False, for_associates=True
    )


async def _centres(writer: Writer) -> None:
    for number in range(1, 63):
        key = centre_key(number)
        name = f"Centre de vacances {_NAMES[(number - 1) % len(_NAMES)]}"
        series = (number - 1) // len(_NAMES)
        commune = _COMMUNES[number % len(_COMMUNES)]
        city = PLACES[commune][0]
        await organisation(
            writer,
            key,
            f"{name} – {city}" + (f" {series + 1}" if series else ""),
            commune,
            sector="holiday_centres",
            short_name=f"C{number:02d}",
        )
        await figure(writer, key, "beds", beds_of(number), "public")
        await member(writer, "iddj", key)
    # C07 will also join APOGÉES by itself: from then on it keeps the benefit even if it leaves IDDJ.
    await member(writer, "apogees", centre_key(7), yearly_fee_cents=35_000, starts_on=date(2027, 1, 1))


async def _associates(writer: Writer) -> None:
    for number in range(1, ACTIVITY_PROVIDERS + 1):
        key = f"activity{number}"
        await organisation(
            writer, key, f"Base d’activités {_NAMES[-number]}", "39478", sector="culture_and_sport"
        )
        await member(writer, "iddj", key, "associate")
    for number in range(1, TRIP_ORGANISERS + 1):
        key = f"trips{number}"
        await organisation(
            writer, key, f"Séjours et découvertes n° {number}", "25056", sector="holiday_centres"
        )
        await member(writer, "iddj", key, "associate")
    # Somebody waits for an answer: the coordinator has something to decide on the first day.
    await organisation(
        writer, "c63", "Centre de vacances La Source – Chambéry", "73065", sector="holiday_centres"
    )
    await member(
        writer,
        "iddj",
        "c63",
        state="requested",
        answered_by=None,
        starts_on=date(2027, 1, 1),
    )


async def _shared_things(writer: Writer) -> None:
    minibus = await resource(
        writer,
        "iddj/minibus",
        organisation_id("iddj"),
        "Minibus 9 places d’IDDJ",
        kind="vehicle",
        quantity=3,
        tariff_cents=9_000,
        tariff_unit="day",
        maximum_minutes=14 * 24 * 60,
        commune_code="39478",
        department_code="39",
        place="Parking du siège",
        description="Trois minibus identiques, permis B. Carburant à la charge de l’utilisateur.",
    )
    await share(writer, "iddj/minibus", minibus, network=organisation_id("iddj"))
    tents = await resource(
        writer,
        "iddj/tentes",
        organisation_id("iddj"),
        "Tentes 6 places",
        kind="equipment",
        quantity=20,
        tariff_cents=400,
        tariff_unit="night",
        maximum_minutes=21 * 24 * 60,
        commune_code="39478",
        department_code="39",
        place="Réserve du siège",
    )
    await share(writer, "iddj/tentes", tents, network=organisation_id("iddj"))
    lodging = await resource(
        writer,
        "c51/gite",
        organisation_id(centre_key(51)),
        "Gîte de groupe (24 couchages)",
        kind="lodging",
        quantity=1,
        capacity=24,
        tariff_cents=28_000,
        tariff_unit="night",
        minimum_minutes=12 * 60,
        maximum_minutes=14 * 24 * 60,
        needs_approval=True,
        commune_code="74010",
        department_code="74",
    )
    await share(writer, "c51/gite", lodging, network=organisation_id("iddj"))
    await opening_hours(writer, minibus, "07:00", "21:00", days=range(1, 8))
