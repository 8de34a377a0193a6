"""What an operator can choose: environment variables that begin with ESSAIM_, read once at start."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from essaim.kit.sealing import Seal, kept_key, read_key

PREFIX = "ESSAIM_"
SECRETS = ("database_url", "database_app_url", "smtp_url", "sealing_key")
MEGABYTE = 1_000_000


class BadSettings(Exception):
    """One or several variables cannot be used; the message names each and says why."""


def database_address(text: str) -> URL:
    """The SQLAlchemy URL of an address written for libpq (`postgres://…?sslmode=require`) or for SQLAlchemy.

    Raises ValueError when it is not an address of PostgreSQL. The message never repeats the address: it may hold a password.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ValueError("is not an address such as postgresql://user:password@host:5432/essaim") from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise ValueError("must begin with postgresql:// (Essaim knows no other database)")
    if not url.database:
        raise ValueError("names no database, as in postgresql://user:password@host:5432/essaim")
    mode = url.query.get("sslmode")
    url = url.difference_update_query(["sslmode"])
    if isinstance(mode, str):
        url = url.update_query_dict({"ssl": mode})  # asyncpg's name for it
    return url.set(drivername="postgresql+asyncpg")


def _is_database_address(secret: SecretStr) -> SecretStr:
    database_address(secret.get_secret_value())
    return secret


def _is_mail_address(secret: SecretStr) -> SecretStr:
    if not secret.get_secret_value().startswith(("smtp://", "smtps://", "smtp+starttls://")):
        raise ValueError("must begin with smtp://, smtps:// or smtp+starttls://")
    return secret


def _is_sealing_key(secret: SecretStr) -> SecretStr:
    read_key(secret.get_secret_value())
    return secret


SealingKey = Annotated[SecretStr, AfterValidator(_is_sealing_key)]
DatabaseAddress = Annotated[SecretStr, AfterValidator(_is_database_address)]
MailAddress = Annotated[SecretStr, AfterValidator(_is_mail_address)]


class Settings(BaseSettings):
    """Every setting with its default. A secret can come from a file: ESSAIM_DATABASE_URL_FILE=/run/secrets/database."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    environment: Literal["production", "development"] = "production"
    host: str = "127.0.0.1"
    port: int = Field(default=8400, ge=0, le=65535, description="0 takes a free port.")
    public_url: str | None = Field(
        default=None, description="Address people type; used in the links of mails."
    )
    data_dir: Path = Path(".data")
    log_format: Literal["json", "console"] = "json"

    database_url: DatabaseAddress | None = Field(
        default=None,
        description="Server of one's own, as the role that owns the tables; none runs the embedded one.",
    )
    database_app_url: DatabaseAddress | None = Field(
        default=None, description="The same database as the role of the API, which owns nothing."
    )
    pool_size: int = Field(default=10, ge=1, le=1000)
    pool_timeout_seconds: float = Field(default=2.0, gt=0, le=60)
    statement_timeout_seconds: float = Field(default=5.0, gt=0, le=600)
    answer_within_seconds: float = Field(
        default=2.8, gt=0, le=600, description="A slow or lost database becomes a 503 within three seconds."
    )

    body_limit_bytes: int = Field(default=MEGABYTE, ge=1024)
    import_limit_bytes: int = Field(default=50 * MEGABYTE, ge=1024)
    concurrency_limit: int = Field(default=1000, ge=1, description="Requests at once before a 503.")

    sealing_key: SealingKey | None = Field(
        default=None,
        description="32 bytes in base64 that encrypt bank accounts; none keeps one in the data directory.",
    )

    smtp_url: MailAddress | None = None
    mail_from: str | None = None

    database_url_file: Path | None = None
    database_app_url_file: Path | None = None
    smtp_url_file: Path | None = None
    sealing_key_file: Path | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_secret_files(cls, given: dict[str, Any]) -> dict[str, Any]:
        read = dict(given)
        for name in SECRETS:
            path = read.get(f"{name}_file")
            if not path:
                continue
            if read.get(name):
                raise ValueError(f"{_variable(name)} and {_variable(name)}_FILE are both set: keep one")
            try:
                read[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise ValueError(f"{_variable(name)}_FILE cannot be read: {error.strerror}") from None
        return read

    @field_validator("public_url")
    @classmethod
    def _public_url_is_an_origin(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with https:// (or http://)")
        return value.rstrip("/")

    @field_validator("mail_from")
    @classmethod
    def _mail_has_an_author(cls, value: str | None) -> str | None:
        if value is not None and "@" not in value:
            raise ValueError("must be a mail address, such as essaim@example.org")
        return value

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        if self.database_app_url is not None and self.database_url is None:
            raise ValueError(f"{_variable('database_app_url')} is set without {_variable('database_url')}")
        if self.smtp_url is not None and self.mail_from is None:
            raise ValueError(
                f"{_variable('smtp_url')} is set without {_variable('mail_from')} (the author of the mails)"
            )
        return self

    @property
    def seal(self) -> Seal:
        """What encrypts bank accounts. Every process of an installation must have the same."""
        if self.sealing_key is None:
            return Seal(kept_key(self.data_dir))
        return Seal(read_key(self.sealing_key.get_secret_value()))

    @property
    def address(self) -> str:
        """Where people reach Essaim: the public address, else the one it listens on."""
        if self.public_url:
            return self.public_url
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - read, not bound
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def read_settings(**overrides: Any) -> Settings:
    """The settings of this process. Raises BadSettings with one sentence per variable that cannot be used."""
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        raise BadSettings("\n".join(_sentence(dict(fault)) for fault in error.errors())) from None


def unknown_variables() -> list[str]:
    """ESSAIM_ variables that are set and mean nothing: most often a slip of the keyboard."""
    known = {_variable(name) for name in Settings.model_fields} | {"ESSAIM_PG_BIN"}
    return sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)


def _variable(field: str) -> str:
    return PREFIX + field.upper()


def _sentence(fault: dict[str, Any]) -> str:
    reason = str(fault["msg"]).removeprefix("Value error, ")
    place = [str(step) for step in fault["loc"]]
    return f"{_variable(place[0])}: {reason}." if place else f"{reason}."
