"""The directory by commune: without an index, this filter read every organisation."""

from essaim.kit.migration import script

revision = "organisations_by_commune"
down_revision = "resources_bookings_imports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script("CREATE INDEX organisations_commune_code_idx ON organisations (commune_code, sort_key, id);")


def downgrade() -> None:
    script("DROP INDEX organisations_commune_code_idx;")
