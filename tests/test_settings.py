"""What an operator writes in the environment, and what Essaim answers to a slip."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from essaim.settings import BadSettings, Settings, database_address, read_settings, unknown_variables


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ESSAIM_{name.upper()}", raising=False)


class TestDefaults:
    def test_nothing_has_to_be_set(self) -> None:
        settings = read_settings()
        assert settings.database_url is None
        assert settings.data_dir == Path(".data")
        assert settings.address == "http://127.0.0.1:8400"
        assert (settings.body_limit_bytes, settings.import_limit_bytes) == (1_000_000, 50_000_000)
        assert (settings.pool_size, settings.pool_timeout_seconds, settings.statement_timeout_seconds) == (
            10,
            2,
            5,
        )

    def test_what_was_read_does_not_change(self) -> None:
        settings = read_settings()
        with pytest.raises(ValidationError):
            setattr(settings, "port", 1)  # noqa: B010 - the type checker already refuses it

    def test_the_command_line_wins(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ESSAIM_PORT", "9000")
        assert read_settings().port == 9000
        assert read_settings(port=9100, host=None).port == 9100

    def test_the_public_address_has_no_final_slash(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ESSAIM_PUBLIC_URL", "https://essaim.example/")
        assert read_settings().address == "https://essaim.example"


class TestSlips:
    @pytest.mark.parametrize(
        ("variable", "value", "said"),
        [
            ("ESSAIM_PORT", "eighty", "ESSAIM_PORT: "),
            ("ESSAIM_PORT", "70000", "ESSAIM_PORT: "),
            ("ESSAIM_LOG_FORMAT", "xml", "ESSAIM_LOG_FORMAT: .*json.*console"),
            ("ESSAIM_POOL_SIZE", "0", "ESSAIM_POOL_SIZE: "),
            (
                "ESSAIM_DATABASE_URL",
                "mysql://u:hunter2@h/db",
                "ESSAIM_DATABASE_URL: must begin with postgresql://",
            ),
            ("ESSAIM_DATABASE_URL", "postgresql://u:hunter2@h", "ESSAIM_DATABASE_URL: names no database"),
            ("ESSAIM_DATABASE_URL", "u:hunter2 h", "ESSAIM_DATABASE_URL: is not an address"),
            ("ESSAIM_DATABASE_APP_URL", "postgresql://u:hunter2@h/db", "without ESSAIM_DATABASE_URL"),
            ("ESSAIM_SMTP_URL", "mail.example", "ESSAIM_SMTP_URL: must begin with smtp://"),
            (
                "ESSAIM_SMTP_URL",
                "smtp://u:hunter2@mail.example",
                "ESSAIM_SMTP_URL is set without ESSAIM_MAIL_FROM",
            ),
            ("ESSAIM_PUBLIC_URL", "essaim.example", "ESSAIM_PUBLIC_URL: must begin with https://"),
            ("ESSAIM_DATABASE_URL_FILE", "/nowhere", "ESSAIM_DATABASE_URL_FILE cannot be read: No such file"),
        ],
    )
    def test_names_the_variable_and_never_the_secret(
        self, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
    ) -> None:
        monkeypatch.setenv(variable, value)
        with pytest.raises(BadSettings, match=said) as refused:
            read_settings()
        assert "hunter2" not in str(refused.value)

    def test_each_slip_is_told_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ESSAIM_PORT", "x")
        monkeypatch.setenv("ESSAIM_POOL_SIZE", "x")
        with pytest.raises(BadSettings) as refused:
            read_settings()
        assert len(str(refused.value).splitlines()) == 2

    def test_a_misspelt_variable_is_noticed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ESSAIM_DATABSE_URL", "x")
        assert unknown_variables() == ["ESSAIM_DATABSE_URL"]


class TestSecrets:
    def test_come_from_a_file(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        secret = tmp_path / "database"
        secret.write_text("postgresql://owner:hunter2@db.example/essaim\n")
        monkeypatch.setenv("ESSAIM_DATABASE_URL_FILE", str(secret))
        settings = read_settings()
        assert settings.database_url is not None
        assert settings.database_url.get_secret_value().endswith("@db.example/essaim")

    def test_are_not_given_twice(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "database").write_text("postgresql://owner:hunter2@db.example/essaim")
        monkeypatch.setenv("ESSAIM_DATABASE_URL_FILE", str(tmp_path / "database"))
        monkeypatch.setenv("ESSAIM_DATABASE_URL", "postgresql://owner:hunter2@db.example/essaim")
        with pytest.raises(BadSettings, match="both set"):
            read_settings()

    def test_are_not_printed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ESSAIM_DATABASE_URL", "postgresql://owner:hunter2@db.example/essaim")
        assert "hunter2" not in repr(read_settings())


class TestDatabaseAddress:
    @pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg"])
    def test_any_spelling_reaches_our_driver(self, scheme: str) -> None:
        url = database_address(f"{scheme}://owner:p%40ss@db.example:6432/essaim?sslmode=require")
        assert url.drivername == "postgresql+asyncpg"
        assert url.password == "p@ss"
        assert dict(url.query) == {"ssl": "require"}
