"""Common funds: calls, projects, payments approved by two; exits: settlement and instalments."""

from essaim.kit.migration import protect, script

revision = "funds_and_exits"
down_revision = "rulebooks_and_decisions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script("""
    CREATE TABLE funds (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        name text NOT NULL,
        purpose text NOT NULL,
        created_by uuid NOT NULL REFERENCES organisations,
        created_at timestamptz NOT NULL DEFAULT now(),
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT funds_agreement_key UNIQUE (agreement_id)
    );
    CREATE TABLE fund_calls (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        fund_id uuid NOT NULL REFERENCES funds,
        title text NOT NULL,
        description text NOT NULL,
        budget_cents bigint CHECK (budget_cents > 0),
        opens_on date NOT NULL,
        closes_on date NOT NULL,
        created_by uuid NOT NULL REFERENCES organisations,
        created_at timestamptz NOT NULL DEFAULT now(),
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT fund_calls_dates_check CHECK (closes_on >= opens_on)
    );
    CREATE INDEX fund_calls_fund_id_idx ON fund_calls (fund_id, id);
    CREATE TABLE fund_projects (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        fund_id uuid NOT NULL REFERENCES funds,
        call_id uuid REFERENCES fund_calls,
        organisation_id uuid NOT NULL REFERENCES organisations,
        title text NOT NULL,
        description text NOT NULL,
        amount_cents bigint NOT NULL CHECK (amount_cents > 0),
        conditional boolean NOT NULL DEFAULT false,
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'submitted', 'conditional', 'committed',
            'rejected', 'withdrawn', 'closed')),
        decision_id uuid REFERENCES decisions,
        account_id uuid REFERENCES ledger_accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        submitted_at timestamptz,
        committed_at timestamptz,
        closed_at timestamptz,
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT fund_projects_committed_check CHECK (state NOT IN ('committed', 'closed') OR account_id IS NOT NULL)
    );
    CREATE INDEX fund_projects_fund_id_idx ON fund_projects (fund_id, id);
    COMMENT ON COLUMN fund_projects.closed_at IS 'When it ended: closed, rejected or withdrawn.';
    COMMENT ON COLUMN fund_projects.conditional IS
        'If adopted while the fund cannot pay for it, it waits for money instead of being refused.';
    CREATE TABLE fund_payments (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        fund_id uuid NOT NULL REFERENCES funds,
        project_id uuid NOT NULL REFERENCES fund_projects,
        payee text NOT NULL,
        beneficiary_id uuid REFERENCES organisations,
        amount_cents bigint NOT NULL CHECK (amount_cents > 0),
        description text NOT NULL,
        reference text,
        state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'paid', 'refused', 'withdrawn')),
        approvals_needed integer NOT NULL CHECK (approvals_needed BETWEEN 1 AND 5),
        cumulated_cents bigint NOT NULL DEFAULT 0,
        threshold_cents bigint NOT NULL DEFAULT 0,
        window_days integer NOT NULL DEFAULT 0,
        requested_by uuid NOT NULL REFERENCES organisations,
        requested_by_person uuid NOT NULL REFERENCES persons,
        requested_at timestamptz NOT NULL DEFAULT now(),
        decided_at timestamptz,
        decided_by uuid REFERENCES organisations,
        note text,
        transaction_id uuid REFERENCES ledger_transactions,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT fund_payments_decided_check CHECK ((state = 'pending') = (decided_at IS NULL)),
        CONSTRAINT fund_payments_paid_check CHECK ((state = 'paid') = (transaction_id IS NOT NULL))
    );
    CREATE INDEX fund_payments_fund_id_idx ON fund_payments (fund_id, id);
    CREATE INDEX fund_payments_recent_idx ON fund_payments (fund_id, decided_at) WHERE state IN ('pending', 'paid');
    CREATE INDEX fund_payments_project_id_idx ON fund_payments (project_id);
    COMMENT ON COLUMN fund_payments.cumulated_cents IS
        'Why so many approvals: what was pending or paid in the window when it was requested, itself included.';
    COMMENT ON COLUMN fund_payments.note IS 'Why it was refused.';
    CREATE TABLE fund_approvals (
        payment_id uuid NOT NULL REFERENCES fund_payments,
        organisation_id uuid NOT NULL REFERENCES organisations,
        agreement_id uuid NOT NULL REFERENCES agreements,
        person_id uuid NOT NULL REFERENCES persons,
        approved_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (payment_id, organisation_id),
        CONSTRAINT fund_approvals_person_key UNIQUE (payment_id, person_id)
    );
    -- Nobody approves a payment to their own organisation; a payment is paid with the approvals it needs.
    CREATE FUNCTION check_approval() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (SELECT FROM fund_payments WHERE id = NEW.payment_id AND beneficiary_id = NEW.organisation_id) THEN
            RAISE EXCEPTION 'own payment' USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_approvals_not_own';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER fund_approvals_not_own BEFORE INSERT OR UPDATE ON fund_approvals
        FOR EACH ROW EXECUTE FUNCTION check_approval();
    CREATE FUNCTION check_approvals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        IF NEW.state = 'paid' AND (SELECT count(*) FROM fund_approvals WHERE payment_id = NEW.id) < NEW.approvals_needed THEN
            RAISE EXCEPTION 'approvals missing'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'fund_payments_approved';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER fund_payments_approved AFTER INSERT OR UPDATE ON fund_payments
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_approvals();

    CREATE TABLE exit_settlements (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        party_id uuid NOT NULL REFERENCES parties,
        organisation_id uuid NOT NULL REFERENCES organisations,
        left_on date NOT NULL,
        repaid_cents bigint NOT NULL CHECK (repaid_cents >= 0),
        kept_cents bigint NOT NULL DEFAULT 0 CHECK (kept_cents >= 0),
        owed_cents bigint NOT NULL CHECK (owed_cents >= 0),
        waived_cents bigint NOT NULL DEFAULT 0 CHECK (waived_cents >= 0),
        transaction_id uuid REFERENCES ledger_transactions,
        settled_at timestamptz NOT NULL DEFAULT now(),
        settled_by uuid NOT NULL REFERENCES organisations,
        settled_by_person uuid NOT NULL REFERENCES persons,
        CONSTRAINT exit_settlements_once_key UNIQUE (party_id, left_on),
        CONSTRAINT exit_settlements_repaid_check
            CHECK ((repaid_cents + kept_cents + waived_cents > 0) = (transaction_id IS NOT NULL))
    );
    CREATE INDEX exit_settlements_agreement_id_idx ON exit_settlements (agreement_id, id);
    COMMENT ON COLUMN exit_settlements.kept_cents IS 'Repayable contributions that the rules leave to the common pot.';
    COMMENT ON COLUMN exit_settlements.waived_cents IS 'Charges already called for years after the exit, cancelled.';
    CREATE TABLE exit_instalments (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        settlement_id uuid NOT NULL REFERENCES exit_settlements,
        number integer NOT NULL CHECK (number > 0),
        due_on date NOT NULL,
        amount_cents bigint NOT NULL CHECK (amount_cents > 0),
        paid_on date,
        transaction_id uuid REFERENCES ledger_transactions,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT exit_instalments_number_key UNIQUE (settlement_id, number),
        CONSTRAINT exit_instalments_paid_check CHECK ((paid_on IS NULL) = (transaction_id IS NULL))
    );
    CREATE TRIGGER exit_settlements_append_only BEFORE UPDATE OR DELETE ON exit_settlements
        FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

    -- What a party could do through an agreement ends, all at once, when its last day is over; true if it is over.
    -- Asked by the lead when it settles the exit, or by the calendar, as often as one likes: done once, nothing is left to do.
    CREATE FUNCTION complete_exit(in_party uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    DECLARE gone parties;
    BEGIN
        SELECT * INTO gone FROM parties WHERE id = in_party;
        IF NOT FOUND OR (NOT pg_has_role(session_user, current_user, 'MEMBER')
                         AND NOT gone.agreement_id IN (SELECT my_led_agreements())) THEN
            RAISE EXCEPTION 'not the lead' USING ERRCODE = 'insufficient_privilege';
        END IF;
        -- Decisions, then the fund, then the party: the order of whoever closes a vote.
        PERFORM FROM decisions d WHERE d.agreement_id = gone.agreement_id AND d.state IN ('convened', 'open')
            AND EXISTS (SELECT FROM proxies p WHERE p.decision_id = d.id AND p.revoked_at IS NULL
                        AND gone.organisation_id IN (p.giver_id, p.holder_id))
            ORDER BY d.id FOR SHARE;
        PERFORM pg_advisory_xact_lock(hashtextextended('fund ' || gone.agreement_id, 0));
        SELECT * INTO gone FROM parties WHERE id = in_party FOR UPDATE;
        -- Who left and asks to come back has left all the same.
        IF gone.left_on IS NULL OR gone.left_on >= today() OR gone.state NOT IN ('accepted', 'left', 'requested') THEN
            RETURN false;
        END IF;
        UPDATE parties SET state = 'left', version = version + 1 WHERE id = in_party AND state = 'accepted';
        UPDATE fund_projects SET state = 'withdrawn', closed_at = now(), version = version + 1
         WHERE agreement_id = gone.agreement_id AND organisation_id = gone.organisation_id
           AND state IN ('draft', 'submitted', 'conditional');
        UPDATE fund_payments
           SET state = 'withdrawn', decided_at = now(), decided_by = gone.organisation_id, version = version + 1
         WHERE agreement_id = gone.agreement_id AND requested_by = gone.organisation_id AND state = 'pending';
        UPDATE decisions SET state = 'withdrawn', version = version + 1
         WHERE agreement_id = gone.agreement_id AND proposed_by = gone.organisation_id AND state = 'draft';
        DELETE FROM decision_supports s USING decisions d
         WHERE d.id = s.decision_id AND d.state = 'draft' AND s.agreement_id = gone.agreement_id
           AND s.organisation_id = gone.organisation_id;
        UPDATE agreement_rules r SET state = 'withdrawn', version = version + 1
         WHERE r.agreement_id = gone.agreement_id AND r.proposed_by = gone.organisation_id AND r.state = 'draft'
           AND NOT EXISTS (SELECT FROM decisions d WHERE d.subject_id = r.id AND d.state IN ('convened', 'open'));
        -- A proxy whose vote is cast has done its work: it stays.
        UPDATE proxies p SET revoked_at = now() FROM decisions d
         WHERE d.id = p.decision_id AND d.state IN ('convened', 'open') AND p.agreement_id = gone.agreement_id
           AND gone.organisation_id IN (p.giver_id, p.holder_id) AND p.revoked_at IS NULL
           AND NOT EXISTS (SELECT FROM ballots b WHERE b.decision_id = p.decision_id AND b.organisation_id = p.giver_id);
        -- Bookings not begun of what it could use through this agreement alone; their slots are freed with them.
        UPDATE bookings b SET state = 'cancelled', version = version + 1, updated_at = now()
         WHERE b.organisation_id = gone.organisation_id AND b.state IN ('requested', 'confirmed') AND lower(b.during) > now()
           AND EXISTS (SELECT FROM resource_shares s WHERE s.resource_id = b.resource_id AND s.agreement_id = gone.agreement_id)
           AND NOT EXISTS (SELECT FROM resources r WHERE r.id = b.resource_id AND r.organisation_id = gone.organisation_id)
           AND NOT EXISTS (
               SELECT FROM resource_shares s
                WHERE s.resource_id = b.resource_id AND mandate_is_active(s.starts_on, s.ends_on)
                  AND (s.network_id = gone.organisation_id
                       OR s.agreement_id IN (
                           SELECT p.agreement_id FROM parties p JOIN agreements a ON a.id = p.agreement_id
                            WHERE p.organisation_id = gone.organisation_id AND p.state = 'accepted' AND a.state = 'active'
                              AND (p.left_on IS NULL OR p.left_on >= today()))
                       OR s.network_id IN (
                           SELECT m.network_id FROM memberships m
                            WHERE m.organisation_id = gone.organisation_id AND m.state = 'active'
                              AND mandate_is_active(m.starts_on, m.ends_on))));
        DELETE FROM resource_shares s USING resources r
         WHERE r.id = s.resource_id AND r.organisation_id = gone.organisation_id AND s.agreement_id = gone.agreement_id;
        RETURN true;
    END $$;
    REVOKE ALL ON FUNCTION complete_exit(uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION complete_exit(uuid) TO essaim_app;
    """)
    for table, key in (
        ("funds", "id"),
        ("fund_calls", "id"),
        ("fund_projects", "id"),
        ("fund_payments", "id"),
        ("fund_approvals", "organisation_id"),
        ("exit_settlements", "id"),
        ("exit_instalments", "id"),
    ):
        script(f"""
        CREATE CONSTRAINT TRIGGER {table}_audit AFTER INSERT OR UPDATE OR DELETE ON {table}
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row('{key}');
        """)
    mine = "organisation_id = current_organisation()"
    led = "agreement_id IN (SELECT my_led_agreements())"
    of_mine = "agreement_id IN (SELECT my_agreements())"
    active = "agreement_id IN (SELECT my_active_agreements())"
    # Who is invited learns that there is a fund, and nothing of what happens in it.
    joined = "agreement_id IN (SELECT my_joined_agreements())"
    protect("funds", select=of_mine, insert=led, update=led)
    protect("fund_calls", select=joined, insert=led, update=led)
    # A draft is read by nobody but who writes it.
    shown = f"{joined} AND (submitted_at IS NOT NULL OR {mine})"
    protect("fund_projects", select=shown, insert=f"{active} AND {mine}", update=active)
    protect("fund_payments", select=joined, insert=active, update=active)
    protect("fund_approvals", select=joined, insert=f"{active} AND {mine}")
    of_my_books = "agreement_id IN (SELECT my_joined_agreements())"
    protect("exit_settlements", select=of_my_books, insert=led)
    protect("exit_instalments", select=of_my_books, insert=led, update=led)


def downgrade() -> None:
    script("""
    DROP TABLE exit_instalments, exit_settlements, fund_approvals, fund_payments, fund_projects, fund_calls, funds CASCADE;
    DROP FUNCTION complete_exit(uuid), check_approvals(), check_approval();
    """)
