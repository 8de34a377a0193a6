"""A party that gave notice takes part until its last day: the second wall follows the calendar by itself."""

from essaim.kit.migration import script

revision = "parties_leave_on_a_day"
down_revision = "imports_in_batches"
branch_labels = None
depends_on = None

FUNCTIONS = """
    CREATE OR REPLACE FUNCTION my_active_agreements() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT agreement_id FROM parties
        WHERE organisation_id = current_organisation() AND state = 'accepted' {staying} $$;
    CREATE OR REPLACE FUNCTION my_led_agreements() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT agreement_id FROM parties
        WHERE organisation_id = current_organisation() AND state = 'accepted' AND role = 'lead' {staying}
        UNION SELECT a.id FROM agreements a WHERE a.created_by = current_organisation()
            AND NOT EXISTS (SELECT FROM parties p WHERE p.agreement_id = a.id) $$;
    CREATE OR REPLACE FUNCTION my_partners() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT DISTINCT organisation_id FROM parties
        WHERE state = 'accepted' {staying} AND agreement_id IN (SELECT my_active_agreements()) $$;
"""


def upgrade() -> None:
    script(FUNCTIONS.format(staying="AND (left_on IS NULL OR left_on >= today())"))


def downgrade() -> None:
    script(FUNCTIONS.format(staying=""))
