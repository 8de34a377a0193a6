"""Imports advance batch by batch: files kept in parts, a place to go on from, warnings told apart."""

from essaim.kit.migration import script

revision = "imports_in_batches"
down_revision = "slots_follow_bookings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script("""
    -- In parts, so that neither receiving nor reading holds a whole file in memory.
    ALTER TABLE import_files ADD COLUMN part integer NOT NULL DEFAULT 0;
    ALTER TABLE import_files ALTER COLUMN part DROP DEFAULT;
    ALTER TABLE import_files DROP CONSTRAINT import_files_pkey;
    ALTER TABLE import_files ADD PRIMARY KEY (import_id, part);

    -- Written with each batch: after a crash the next process goes on from there, and counts nothing twice.
    ALTER TABLE imports ADD COLUMN items_done integer NOT NULL DEFAULT 0;
    ALTER TABLE imports ADD COLUMN bytes_read bigint NOT NULL DEFAULT 0;
    ALTER TABLE imports ADD COLUMN warnings integer NOT NULL DEFAULT 0;
    ALTER TABLE import_lines DROP CONSTRAINT import_lines_outcome_check;
    ALTER TABLE import_lines ADD CONSTRAINT import_lines_outcome_check
        CHECK (outcome IN ('create', 'update', 'refused', 'skipped', 'warning'));
    """)


def downgrade() -> None:
    script("""
    DELETE FROM import_lines WHERE outcome = 'warning';
    ALTER TABLE import_lines DROP CONSTRAINT import_lines_outcome_check;
    ALTER TABLE import_lines ADD CONSTRAINT import_lines_outcome_check
        CHECK (outcome IN ('create', 'update', 'refused', 'skipped'));
    ALTER TABLE imports DROP COLUMN items_done, DROP COLUMN bytes_read, DROP COLUMN warnings;
    DELETE FROM import_files;
    ALTER TABLE import_files DROP CONSTRAINT import_files_pkey;
    ALTER TABLE import_files DROP COLUMN part;
    ALTER TABLE import_files ADD PRIMARY KEY (import_id);
    """)
