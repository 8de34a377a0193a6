"""La Salette-Bully: 15 structures of two departments share management functions and means; a gerontology network;
two federations. Figures of beds, full-time jobs and budgets are invented (docs: domain scenario 8.5)."""

from datetime import date

from essaim.demo.organisations import PLACES, benefit, figure, member, organisation, organisation_id
from essaim.demo.resources import agreement, opening_hours, party, resource, share
from essaim.demo.writing import Writer, demo_id

# beds; hundredths of full-time jobs; yearly budget in euros
STRUCTURES: tuple[tuple[str, str, int, int, int], ...] = (
    ("EHPAD Le Hameau des Aînés – La Salette", "69032", 84, 6200, 4_850_000),
    ("EHPAD Les Tilleuls", "69010", 72, 5150, 4_010_000),
    ("EHPAD La Roseraie", "69243", 60, 4200, 3_320_000),
    ("EHPAD Le Clos des Vignes", "69264", 96, 7050, 5_480_000),
    ("Résidence autonomie Les Glycines", "69243", 45, 3300, 2_560_000),
    ("EHPAD Sainte-Claire", "69266", 80, 5800, 4_490_000),
    ("EHPAD Les Marronniers", "69264", 64, 4750, 3_640_000),
    ("EHPAD Le Val d’Azergues", "69010", 52, 3800, 2_930_000),
    ("EHPAD Bellevue", "42187", 110, 8100, 6_270_000),
    ("Résidence autonomie Le Parc", "69032", 30, 2250, 1_740_000),
    ("EHPAD Les Érables", "42187", 78, 5700, 4_390_000),
    ("EHPAD La Source", "42218", 66, 4800, 3_700_000),
    ("Accueil de jour L’Éclaircie", "69123", 40, 2950, 2_280_000),
    ("EHPAD Saint-Joseph", "42218", 90, 6600, 5_120_000),
    ("EHPAD Les Hirondelles", "42187", 58, 4350, 3_340_000),
)


def structure_key(number: int) -> str:
    return f"s{number:02d}"


async def write(writer: Writer) -> None:
    await _structures(writer)
    await _federations(writer)
    await _gerontology_network(writer)
    await _shared_management(writer)
    await _shared_means(writer)
    await _rival(writer)


async def _structures(writer: Writer) -> None:
    for number, (name, commune, beds, fte, budget) in enumerate(STRUCTURES, start=1):
        key = structure_key(number)
        first = number == 1
        await organisation(
            writer,
            key,
            name,
            commune,
            sector="elderly_care",
            short_name="La Salette-Bully" if first else None,
            real=first,
            description="EHPAD de Bully : réseau gérontologique, fonctions de gestion partagées, deux fédérations."
            if first
            else None,
        )
        await figure(writer, key, "beds", beds, "public")
        await figure(writer, key, "fte", fte)
        await figure(writer, key, "budget", budget * 100)
        await writer.put(
            "sites",
            key,
            organisation_id=organisation_id(key),
            name=name,
            category="EHPAD" if name.startswith("EHPAD") else "Autre établissement pour personnes âgées",
            category_code="500" if name.startswith("EHPAD") else None,
            is_head_office=True,
            city=PLACES[commune][0],
            postal_code=PLACES[commune][1],
            commune_code=commune,
            department_code=PLACES[commune][2],
            source="demo",
        )


async def _federations(writer: Writer) -> None:
    for key, name in (("fnaqpa", "FNAQPA"), ("fehap", "FEHAP")):
        await organisation(
            writer,
            key,
            name,
            "75056",
            sector="representation",
            real=True,
            is_network=True,
            description="Fédération : plaidoyer, veille juridique, ressources humaines, formation, audits.",
        )
        await benefit(writer, key, "legal_watch", "Veille juridique", passes_on=False)
        await benefit(writer, key, "advocacy", "Plaidoyer", passes_on=True)
        await benefit(writer, key, "audits", "Audits entre pairs", passes_on=False)
        await member(writer, key, "s01")
    for number in (2, 4, 9, 14):
        await member(writer, "fehap", structure_key(number))
    for number in (3, 6, 11):
        await member(writer, "fnaqpa", structure_key(number))


async def _gerontology_network(writer: Writer) -> None:
    await organisation(
        writer,
        "gerontology",
        "Réseau gérontologique de l’Ouest lyonnais",
        "69032",
        sector="elderly_care",
        is_network=True,
        description="Met en commun des personnes et des moyens ; échanges par métier.",
    )
    await benefit(writer, "gerontology", "exchange_by_profession", "Échanges par métier", passes_on=False)
    await benefit(writer, "gerontology", "shared_staff", "Professionnels partagés", passes_on=False)
    for number in (1, 2, 3, 5, 8, 10, 13):
        await member(writer, "gerontology", structure_key(number))


async def _shared_management(writer: Writer) -> None:
    await agreement(
        writer,
        "gestion",
        "pool",
        "Fonctions de gestion mutualisées – La Salette et 14 structures",
        "Partager les fonctions finance, ressources humaines et paie, qualité et informatique de quinze structures du Rhône "
        "et de la Loire.",
        lead="s01",
        legal_form="gcsms",
        confidentiality="aggregates",
        term_ends_on=date(2027, 12, 31),
        renewal_months=12,
        notice_months=6,
    )
    for number in range(2, 16):
        await party(writer, "gestion", structure_key(number), "s01")


async def _shared_means(writer: Writer) -> None:
    pool = await agreement(
        writer,
        "moyens",
        "pool",
        "Moyens partagés du réseau gérontologique",
        "Mettre en commun un minibus adapté, des salles, du matériel et des heures de professionnels.",
        lead="s01",
        legal_form="shared_means",
        confidentiality="open",
        term_ends_on=date(2027, 8, 31),
        renewal_months=12,
        notice_months=3,
    )
    for number in (2, 3, 5, 8, 10, 13):
        await party(writer, "moyens", structure_key(number), "s01")
    owner = organisation_id("s01")
    minibus = await resource(
        writer,
        "minibus",
        owner,
        "Minibus adapté 9 places",
        kind="vehicle",
        quantity=1,
        capacity=9,
        tariff_cents=1_200,
        tariff_unit="hour",
        minimum_minutes=60,
        maximum_minutes=3 * 24 * 60,
        commune_code="69032",
        department_code="69",
        place="Cour de La Salette",
        description="Rampe et deux places pour fauteuils. Permis B. Ne notez aucun nom de résident.",
    )
    await opening_hours(writer, minibus, "07:00", "20:00", days=range(1, 7))
    room = await resource(
        writer,
        "salle",
        owner,
        "Salle des Monts d’Or",
        kind="room",
        quantity=1,
        capacity=30,
        tariff_cents=1_500,
        tariff_unit="hour",
        commune_code="69032",
        department_code="69",
        place="La Salette, rez-de-jardin",
        description="Écran, visioconférence, accès de plain-pied.",
    )
    await opening_hours(writer, room, "08:00", "19:00")
    beds = await resource(
        writer,
        "lits",
        owner,
        "Lit médicalisé de prêt",
        kind="equipment",
        quantity=3,
        tariff_cents=600,
        tariff_unit="day",
        maximum_minutes=60 * 24 * 60,
        commune_code="69032",
        department_code="69",
        place="Réserve de La Salette",
    )
    therapist = await resource(
        writer,
        "ergotherapeute",
        organisation_id("s02"),
        "Ergothérapeute (heures partagées)",
        kind="staff_hours",
        quantity=1,
        tariff_cents=3_800,
        tariff_unit="hour",
        minimum_minutes=60,
        maximum_minutes=8 * 60,
        notice_minutes=48 * 60,
        needs_approval=True,
        commune_code="69010",
        department_code="69",
        place="Dans les structures du réseau",
        description="Salaires, charges et frais remboursés seulement (Code du travail, L.8241-1).",
    )
    await opening_hours(writer, therapist, "09:00", "17:00", days=(2, 4))
    for key, identifier in (
        ("minibus", minibus),
        ("salle", room),
        ("lits", beds),
        ("ergotherapeute", therapist),
    ):
        await share(writer, key, identifier, agreement=pool)
    await share(writer, "salle", room, network=organisation_id("gerontology"))
    quality = await resource(
        writer,
        "qualiticienne",
        organisation_id("s04"),
        "Responsable qualité (compétence partagée)",
        kind="skill",
        quantity=1,
        tariff_cents=4_200,
        tariff_unit="hour",
        minimum_minutes=60,
        maximum_minutes=8 * 60,
        needs_approval=True,
        commune_code="69264",
        department_code="69",
    )
    await share(writer, "qualiticienne", quality, agreement=demo_id("agreements/gestion"))


async def _rival(writer: Writer) -> None:
    """A competitor with a valid account, outside every agreement: sees the public directory and nothing else."""
    await organisation(
        writer,
        "rival",
        "Résidences Horizon Sénior",
        "69123",
        sector="elderly_care",
        legal_form="company",
        description="Gestionnaire commercial de résidences, concurrent des structures du réseau.",
    )
    await figure(writer, "rival", "beds", 420, "public")
    await figure(writer, "rival", "budget", 3_150_000_000, "private")
