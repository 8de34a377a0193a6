"""The builders of a round make what they say."""

import pytest
from buying import STAGES, TOTAL_VOLUME, buying

from make import Make


@pytest.mark.parametrize("stage", STAGES)
async def test_a_round_is_built_at_any_stage(make: Make, stage: str) -> None:
    world = await buying(make, stage=stage)
    assert (await world.again()).state == stage
    if stage == "orders":
        (position,) = await make.rows("SELECT * FROM purchase_positions")
        assert position.committed_volume == TOTAL_VOLUME
        await world.order(world.parties[0], 10)
