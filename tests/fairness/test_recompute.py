"""Anyone recomputes the cents of a record, and an altered record is refused."""

import copy
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from essaim.fairness.bills import LineInput, MemberInput, RunInputs
from essaim.fairness.recompute import Altered, digest, inputs_of, main, record_of, verify
from essaim.fairness.runs import share_run

BACKEND = Path(__file__).parents[2] / "backend"
BEDS: dict[str, Any] = {
    "name": "Lits",
    "rule": "parts",
    "parts": [{"basis": "figure", "code": "beds", "weight_bp": 10_000, "only": None}],
    "excluded": [],
    "limits": [{"kind": "cap", "cents": None, "share_bp": 5_000, "organisation_ids": []}],
}
ARRIVAL: dict[str, Any] = {"name": "Arrivée", "rule": "arrival", "parts": [], "excluded": ["C"], "limits": []}
TIERS = {
    "mode": "incremental",
    "tiers": [{"from_quantity": 0, "unit_price_cents": 900}, {"from_quantity": 10, "unit_price_cents": 700}],
    "fixed_cents": 50,
    "groups": [],
}


@pytest.fixture
def document() -> dict[str, Any]:
    """Two lines, by beds with a cap and by order of arrival, over three members."""
    inputs = RunInputs(
        members=tuple(
            MemberInput(name, days, 365, {"figure:beds": beds})
            for name, days, beds in (("A", 365, 84), ("B", 184, 72), ("C", 365, 11))
        ),
        lines=(
            LineInput("1", "Qualité", 44_000_01, BEDS),
            LineInput("2", "Gants", 15_350, ARRIVAL, "tiers", TIERS, {"A": 11, "B": 8}),
        ),
        units={"figure:beds": "BED/0"},
    )
    record = record_of({"title": "Été"}, inputs, share_run(inputs))
    return {"hash": digest(record), "record": record, "names": {"A": "Acacias"}}


def test_a_record_gives_back_its_inputs_and_the_same_cents(document: dict[str, Any]) -> None:
    written = json.loads(json.dumps(document))
    assert inputs_of(written["record"]) == inputs_of(document["record"])
    shares = verify(written)
    assert sum(shares.cents) == 44_000_01 + 15_350
    assert shares.lines[1].cents[2] == 0


@pytest.mark.parametrize("place", ["figure", "cents", "key", "need", "about"])
def test_an_altered_record_is_refused_even_with_another_hash(document: dict[str, Any], place: str) -> None:
    altered = copy.deepcopy(document)
    record = altered["record"]
    if place == "figure":
        record["members"][1]["figures"]["figure:beds"] = 71
    elif place == "cents":
        record["shares"][0]["cents"][0] += 1
        record["shares"][0]["cents"][1] -= 1
    elif place == "key":
        record["lines"][0]["key"]["limits"] = []
    elif place == "need":
        record["lines"][1]["needs"]["B"] = 7
    else:
        record["about"]["title"] = "Hiver"
    with pytest.raises(Altered, match="hash"):
        verify(altered)
    altered["hash"] = digest(record)
    if place != "about":
        with pytest.raises(Altered):
            verify(altered)


def test_the_command_says_the_cents_and_refuses_what_was_altered(
    document: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "record.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "essaim.fairness.recompute", str(file)],
        env={**os.environ, "PYTHONPATH": str(BACKEND), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith("Acacias: ")
    assert "the same cents, the same hash" in done.stdout

    document["record"]["members"][0]["days_present"] = 364
    file.write_text(json.dumps(document), encoding="utf-8")
    assert main([str(file)]) == 1
    assert "altered" in capsys.readouterr().err
    file.write_text(json.dumps({**document, "complete": False}), encoding="utf-8")
    assert main([str(file)]) == 1
    file.write_text("[]", encoding="utf-8")
    assert main([str(file)]) == 2
    assert main([]) == 2
