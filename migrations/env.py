"""Alembic's entry: migrations run as the owner role, given a connection or ESSAIM_DATABASE_URL."""

import asyncio
import os

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

# Migrations are written in SQL: exclusion constraints, policies, functions and triggers are invisible to
# autogenerate. A test compares the migrated schema with the models; behaviour tests guard the rest.


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()


async def run_from_environment() -> None:
    engine = create_async_engine(
        context.get_x_argument(as_dictionary=True).get("url") or os.environ["ESSAIM_DATABASE_URL"]
    )
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    asyncio.run(run_from_environment())
