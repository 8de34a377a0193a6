"""Réseau APOGÉES: pooled needs give better prices to all. And the person in whose name the cases were entered."""

from essaim.demo.organisations import benefit, organisation
from essaim.demo.writing import Writer


async def write(writer: Writer) -> None:
    # Asks for nothing and can never sign in: no password.
    await writer.put("persons", "demo", name="Démonstration", email="demonstration@exemple.test")
    await organisation(
        writer,
        "apogees",
        "Réseau APOGÉES",
        "75056",
        sector="purchasing",
        real=True,
        is_network=True,
        description="Réseau d’achats groupés : les besoins réunis donnent de meilleurs prix à tous, et un espace où les pairs "
        "partagent leur expérience.",
    )
    await benefit(
        writer,
        "apogees",
        "group_purchasing",
        "Achats groupés",
        passes_on=True,
        description="Accès aux prix négociés. Profite aussi aux adhérents des réseaux adhérents.",
        individual_fee_cents=35_000,
    )
    await benefit(
        writer,
        "apogees",
        "peer_exchange",
        "Espace d’échange entre pairs",
        passes_on=False,
        description="Réservé aux adhérents directs du réseau.",
    )
