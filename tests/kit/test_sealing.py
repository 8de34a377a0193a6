"""The seal: what it closes opens with its key, for its purpose, unaltered; the key is made once and for its owner alone."""

import base64
import secrets
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as pace
from hypothesis import strategies as st

from essaim.kit.sealing import CannotOpen, Seal, kept_key, read_key
from essaim.settings import Settings

SEAL = Seal(secrets.token_bytes(32))
MADE_BY_A_START = "from pathlib import Path; import sys; from essaim.kit.sealing import kept_key; print(kept_key(Path(sys.argv[1])).hex())"


class TestSealing:
    @pace(max_examples=200, deadline=None)
    @given(st.binary(max_size=500), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
    def test_what_is_closed_opens_whole_and_does_not_show(self, content: bytes, purpose: str) -> None:
        sealed = SEAL.close(content, purpose)
        assert SEAL.open(sealed, purpose) == content
        assert len(content) < 4 or content not in sealed

    @pace(max_examples=200, deadline=None)
    @given(st.binary(max_size=60), st.data())
    def test_one_altered_bit_anywhere_does_not_open(self, content: bytes, data: st.DataObject) -> None:
        sealed = bytearray(SEAL.close(content, "iban"))
        place = data.draw(st.integers(0, 8 * len(sealed) - 1))
        sealed[place // 8] ^= 1 << place % 8
        with pytest.raises(CannotOpen):
            SEAL.open(bytes(sealed), "iban")

    @pytest.mark.parametrize("kept", range(0, 40, 3))
    def test_cut_short_it_does_not_open(self, kept: int) -> None:
        sealed = SEAL.close(b"FR7630006000011234567890189", "iban")
        with pytest.raises(CannotOpen):
            SEAL.open(sealed[:kept], "iban")

    def test_another_key_or_another_purpose_does_not_open(self) -> None:
        sealed = SEAL.close(b"FR76", "iban:a")
        with pytest.raises(CannotOpen):
            Seal(secrets.token_bytes(32)).open(sealed, "iban:a")
        with pytest.raises(CannotOpen):
            SEAL.open(sealed, "iban:b")

    def test_the_same_content_closed_twice_looks_different(self) -> None:
        assert SEAL.close(b"FR76", "iban") != SEAL.close(b"FR76", "iban")

    def test_a_digest_finds_the_same_content_of_the_same_purpose_with_the_same_key(self) -> None:
        digest = SEAL.digest(b"FR76", "iban:a")
        assert digest == SEAL.digest(b"FR76", "iban:a")
        others = {
            SEAL.digest(b"FR77", "iban:a"),
            SEAL.digest(b"FR76", "iban:b"),
            # Where the purpose ends is part of what is digested.
            SEAL.digest(b"aFR76", "iban:"),
            Seal(secrets.token_bytes(32)).digest(b"FR76", "iban:a"),
        }
        assert len(others) == 4
        assert digest not in others

    def test_a_refusal_to_open_tells_nothing(self) -> None:
        with pytest.raises(CannotOpen) as refused:
            SEAL.open(b"x" * 60, "iban")
        assert str(refused.value) == ""
        assert refused.value.__suppress_context__


class TestKey:
    def test_it_is_made_once_and_kept(self, tmp_path: Path) -> None:
        folder = tmp_path / "not" / "yet"
        key = kept_key(folder)
        assert len(key) == 32
        assert kept_key(folder) == key
        assert [file.name for file in folder.iterdir()] == ["sealing.key"]

    def test_its_owner_alone_reads_it(self, tmp_path: Path) -> None:
        kept_key(tmp_path)
        assert stat.S_IMODE((tmp_path / "sealing.key").stat().st_mode) == 0o600

    def test_of_many_threads_that_start_together_all_have_the_same(self, tmp_path: Path) -> None:
        for round_ in range(10):
            folder, start = tmp_path / str(round_), threading.Barrier(8)

            def begin(folder: Path = folder, start: threading.Barrier = start) -> bytes:
                start.wait()
                return kept_key(folder)

            with ThreadPoolExecutor(8) as pool:
                keys = {future.result() for future in [pool.submit(begin) for _ in range(8)]}
            assert len(keys) == 1

    def test_of_two_processes_that_start_together_both_have_the_same(self, tmp_path: Path) -> None:
        command = [sys.executable, "-c", MADE_BY_A_START, str(tmp_path)]
        started = [
            subprocess.Popen(  # noqa: S603
                command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": ":".join(sys.path)}
            )
            for _ in range(2)
        ]
        keys = {process.communicate()[0].strip() for process in started}
        assert keys == {kept_key(tmp_path).hex()}

    @pytest.mark.parametrize("text", ["", "trop court", "AAAA", base64.b64encode(b"x" * 33).decode(), "é"])
    def test_what_is_no_key_is_refused_in_words(self, text: str) -> None:
        with pytest.raises(ValueError, match="32 bytes in base64"):
            read_key(text)

    def test_a_key_of_the_settings_is_used_and_none_is_kept(self, tmp_path: Path) -> None:
        key = base64.b64encode(b"k" * 32).decode()
        given = Settings.model_validate({"sealing_key": key, "data_dir": tmp_path})
        assert given.seal.key == b"k" * 32
        assert list(tmp_path.iterdir()) == []
        assert key not in repr(given)
