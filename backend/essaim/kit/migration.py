"""What migrations are written with: scripts of several statements, and the second wall round a private table."""

from alembic import op


def script(sql: str) -> None:
    """Run several statements at once, in the migration's transaction (a prepared statement holds only one)."""
    op.execute("SET LOCAL lock_timeout = '5s'")
    connection = op.get_bind().connection.dbapi_connection
    if connection is None:
        raise RuntimeError("Migrations need a live connection; offline SQL is not supported.")
    connection.run_async(lambda driver: driver.execute(sql))


def protect(
    table: str,
    *,
    select: str,
    insert: str | None = None,
    update: str | None = None,
    delete: str | None = None,
) -> None:
    """Force row-level security on a table and grant the application role just these rows.

    Each argument is the condition on a row; a verb left out is not granted at all. The owner role, which only
    migrations, the command line and reviewed SECURITY DEFINER functions use, sees every row.
    """
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_owner ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)",
        f"GRANT SELECT ON {table} TO essaim_app",
        f"CREATE POLICY {table}_select ON {table} FOR SELECT TO essaim_app USING ({select})",
    ]
    if insert:
        statements += [
            f"GRANT INSERT ON {table} TO essaim_app",
            f"CREATE POLICY {table}_insert ON {table} FOR INSERT TO essaim_app WITH CHECK ({insert})",
        ]
    if update:
        statements += [
            f"GRANT UPDATE ON {table} TO essaim_app",
            f"CREATE POLICY {table}_update ON {table} FOR UPDATE TO essaim_app USING ({update}) WITH CHECK ({update})",
        ]
    if delete:
        statements += [
            f"GRANT DELETE ON {table} TO essaim_app",
            f"CREATE POLICY {table}_delete ON {table} FOR DELETE TO essaim_app USING ({delete})",
        ]
    script(";\n".join(statements))
