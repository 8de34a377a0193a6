"""Words learnt as organisations arrive, one after the other."""

import httpx

from make import Make


async def test_words_of_later_names_are_learnt_too(make: Make, stranger: httpx.AsyncClient) -> None:
    await make.organisation("Les Gentianes")
    await make.organisation("Maison des Tilleuls")
    for typed, meant in (("gantianes", "gentianes"), ("tileuls", "tilleuls")):
        page = (await stranger.get("/v1/organisations", params={"q": typed})).json()
        assert page["corrected_query"] == meant
