"""Fair sharing: allocations, statements, settlements, bank accounts, payment files, bank lines, accounting codes."""

from essaim.kit.migration import protect, script

revision = "fair_sharing"
down_revision = "funds_and_exits"
branch_labels = None
depends_on = None

WHOLE_LINES = (
    "allocation_lines",
    "allocation_members",
    "allocation_bases",
    "allocation_needs",
    "allocation_shares",
)


def upgrade() -> None:
    script("""
    ALTER TABLE figures DROP CONSTRAINT figures_kind_check;
    ALTER TABLE figures ADD CONSTRAINT figures_kind_check CHECK (kind IN ('beds', 'places', 'fte', 'budget', 'members',
        'trainees', 'volunteers', 'taxable_share'));
    COMMENT ON COLUMN figures.value IS
        'Integer of the smallest unit: beds, places, members whole; fte and percentages in hundredths; budget in cents.';

    -- Agreements of which the organisation acted for reads every line: where lines are open to all, or as the lead.
    CREATE FUNCTION my_whole_books() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT p.agreement_id FROM parties p JOIN agreements a ON a.id = p.agreement_id
        WHERE p.organisation_id = current_organisation()
            AND ((p.state IN ('accepted', 'left') OR (p.state = 'requested' AND p.left_on IS NOT NULL))
                 AND a.confidentiality = 'open'
                 OR p.state = 'accepted' AND p.role = 'lead') $$;

    -- The figures that the adopted keys name, of the parties, for whoever leads: the vote opened them to that use only.
    CREATE FUNCTION key_figures(in_agreement uuid, in_kinds text[], in_day date)
        RETURNS TABLE (organisation_id uuid, kind text, value bigint, valid_on date, source text, figure_id uuid)
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        IF NOT pg_has_role(session_user, current_user, 'MEMBER')
           AND NOT in_agreement IN (SELECT my_led_agreements()) THEN
            RAISE EXCEPTION 'not the lead' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN QUERY
        SELECT DISTINCT ON (f.organisation_id, f.kind) f.organisation_id, f.kind, f.value, f.valid_on, f.source, f.id
        FROM figures f JOIN parties p ON p.organisation_id = f.organisation_id AND p.agreement_id = in_agreement
        WHERE p.state IN ('accepted', 'left') AND p.role <> 'observer' AND f.kind = ANY (in_kinds) AND f.valid_on <= in_day
            AND (f.kind = 'taxable_share' OR f.kind IN (
                SELECT code #>> '{}' FROM agreement_rules r, jsonb_path_query(r.content, '$.**.code') code
                WHERE r.agreement_id = in_agreement AND r.state = 'adopted'))
        ORDER BY f.organisation_id, f.kind, f.valid_on DESC;
    END $$;
    REVOKE ALL ON FUNCTION my_whole_books(), key_figures(uuid, text[], date) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION my_whole_books(), key_figures(uuid, text[], date) TO essaim_app;

    CREATE TABLE allocations (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        number integer NOT NULL CHECK (number > 0),
        title text NOT NULL,
        stage text NOT NULL CHECK (stage IN ('budget', 'actual')),
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        figures_on date NOT NULL,
        budget_id uuid REFERENCES allocations,
        replaces_id uuid REFERENCES allocations,
        call_count integer NOT NULL DEFAULT 1 CHECK (call_count BETWEEN 1 AND 12),
        first_due_on date NOT NULL,
        months_between integer NOT NULL DEFAULT 3 CHECK (months_between BETWEEN 1 AND 12),
        note text,
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'reviewed', 'posted', 'replaced', 'abandoned')),
        rules_id uuid REFERENCES agreement_rules,
        rules_number integer,
        members_count integer,
        total_cents bigint,
        hash text CHECK (hash ~ '^[0-9a-f]{64}$'),
        certificate jsonb,
        computed_at timestamptz,
        computed_by_person uuid REFERENCES persons,
        reviewed_at timestamptz,
        reviewed_by uuid REFERENCES organisations,
        reviewed_by_person uuid REFERENCES persons,
        posted_at timestamptz,
        posted_by uuid REFERENCES organisations,
        posted_by_person uuid REFERENCES persons,
        created_by uuid NOT NULL REFERENCES organisations,
        created_by_person uuid NOT NULL REFERENCES persons,
        created_at timestamptz NOT NULL DEFAULT now(),
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT allocations_number_key UNIQUE (agreement_id, number),
        CONSTRAINT allocations_period_check CHECK (ends_on >= starts_on),
        CONSTRAINT allocations_computed_check CHECK (state IN ('draft', 'abandoned') OR hash IS NOT NULL),
        CONSTRAINT allocations_four_eyes_check CHECK (reviewed_by_person IS NULL OR reviewed_by_person <> computed_by_person),
        CONSTRAINT allocations_reviewed_check CHECK (state NOT IN ('reviewed', 'posted', 'replaced') OR reviewed_at IS NOT NULL),
        CONSTRAINT allocations_posted_check CHECK ((state IN ('posted', 'replaced')) = (posted_at IS NOT NULL))
    );
    CREATE UNIQUE INDEX allocations_replaced_once_key ON allocations (replaces_id) WHERE state IN ('posted', 'replaced');
    CREATE UNIQUE INDEX allocations_one_actual_key ON allocations (budget_id) WHERE state = 'posted' AND stage = 'actual';
    CREATE INDEX allocations_agreement_id_idx ON allocations (agreement_id, id);
    COMMENT ON COLUMN allocations.figures_on IS 'Figures are those known on this day, the latest dated before it.';
    COMMENT ON COLUMN allocations.hash IS 'SHA-256 of the record: inputs, rule and shares in one canonical text.';

    CREATE TABLE allocation_lines (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        allocation_id uuid NOT NULL REFERENCES allocations,
        position integer NOT NULL CHECK (position > 0),
        name text NOT NULL,
        key_name text NOT NULL,
        key jsonb,
        amount_cents bigint NOT NULL,
        basis text NOT NULL DEFAULT 'none' CHECK (basis IN ('none', 'alone', 'levels', 'tiers', 'groups')),
        pricing jsonb,
        evidence text,
        certificate jsonb,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT allocation_lines_position_key UNIQUE (allocation_id, position) DEFERRABLE,
        CONSTRAINT allocation_lines_name_key UNIQUE (allocation_id, name)
    );
    COMMENT ON COLUMN allocation_lines.basis IS
        'What is known of the price alone: nothing, one price each, nested levels, a price list by quantity, a price per group.';
    CREATE TABLE allocation_members (
        allocation_id uuid NOT NULL REFERENCES allocations,
        organisation_id uuid NOT NULL REFERENCES organisations,
        agreement_id uuid NOT NULL REFERENCES agreements,
        position integer NOT NULL CHECK (position > 0),
        days_present integer NOT NULL CHECK (days_present > 0),
        days integer NOT NULL,
        cents bigint NOT NULL,
        called_cents bigint NOT NULL DEFAULT 0,
        alone_cents bigint,
        PRIMARY KEY (allocation_id, organisation_id),
        CONSTRAINT allocation_members_position_key UNIQUE (allocation_id, position),
        CONSTRAINT allocation_members_days_check CHECK (days_present <= days)
    );
    CREATE TABLE allocation_bases (
        allocation_id uuid NOT NULL REFERENCES allocations,
        organisation_id uuid NOT NULL REFERENCES organisations,
        kind text NOT NULL CHECK (kind IN ('figure', 'usage')),
        code text NOT NULL,
        agreement_id uuid NOT NULL REFERENCES agreements,
        value bigint NOT NULL CHECK (value >= 0),
        unit text NOT NULL,
        valid_on date NOT NULL,
        source text NOT NULL,
        figure_id uuid,
        stated_by uuid REFERENCES organisations,
        PRIMARY KEY (allocation_id, organisation_id, kind, code)
    );
    COMMENT ON COLUMN allocation_bases.stated_by IS 'Who stated it by hand, when no dated figure was there.';
    CREATE TABLE allocation_needs (
        line_id uuid NOT NULL REFERENCES allocation_lines ON DELETE CASCADE,
        organisation_id uuid NOT NULL REFERENCES organisations,
        allocation_id uuid NOT NULL REFERENCES allocations,
        agreement_id uuid NOT NULL REFERENCES agreements,
        alone_cents bigint CHECK (alone_cents >= 0),
        quantity bigint CHECK (quantity >= 0),
        source text NOT NULL,
        dated_on date NOT NULL,
        stated_by uuid NOT NULL REFERENCES organisations,
        stated_by_person uuid NOT NULL REFERENCES persons,
        stated_at timestamptz NOT NULL DEFAULT now(),
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (line_id, organisation_id),
        CONSTRAINT allocation_needs_some_check CHECK ((alone_cents IS NULL) <> (quantity IS NULL))
    );
    COMMENT ON COLUMN allocation_needs.alone_cents IS 'What it would pay alone, for the whole period, with its source.';
    CREATE TABLE allocation_shares (
        line_id uuid NOT NULL REFERENCES allocation_lines ON DELETE CASCADE,
        organisation_id uuid NOT NULL REFERENCES organisations,
        allocation_id uuid NOT NULL REFERENCES allocations,
        agreement_id uuid NOT NULL REFERENCES agreements,
        cents bigint NOT NULL,
        parts jsonb NOT NULL,
        alone_cents bigint,
        least_cents bigint,
        most_cents bigint,
        PRIMARY KEY (line_id, organisation_id)
    );
    CREATE INDEX allocation_shares_allocation_id_idx ON allocation_shares (allocation_id, organisation_id);

    -- What was reviewed is what is posted: nothing of a run changes once it is no longer a draft.
    CREATE FUNCTION keep_allocation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    DECLARE parent uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.allocation_id ELSE NEW.allocation_id END; current text;
    BEGIN
        SELECT state INTO current FROM allocations WHERE id = parent FOR KEY SHARE;
        IF current <> 'draft' THEN
            RAISE EXCEPTION 'allocation is %', current
                USING ERRCODE = 'check_violation', CONSTRAINT = 'allocations_frozen';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$;
    CREATE FUNCTION keep_posted_allocation() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' OR (OLD.state IN ('posted', 'replaced', 'abandoned') AND
            (to_jsonb(NEW) - 'state' - 'version' IS DISTINCT FROM to_jsonb(OLD) - 'state' - 'version'
             OR NOT (NEW.state = OLD.state OR (OLD.state = 'posted' AND NEW.state = 'replaced')))) THEN
            RAISE EXCEPTION 'allocation is %', OLD.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'allocations_frozen';
        END IF;
        IF OLD.state = 'reviewed' AND NEW.hash IS DISTINCT FROM OLD.hash THEN
            RAISE EXCEPTION 'reviewed figures changed'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'allocations_frozen';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER allocations_frozen BEFORE UPDATE OR DELETE ON allocations
        FOR EACH ROW EXECUTE FUNCTION keep_posted_allocation();
    -- Shares sum to the line, and members to their shares, whoever wrote them.
    CREATE FUNCTION check_shares() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        IF NEW.state IN ('reviewed', 'posted') AND (
            EXISTS (SELECT FROM allocation_lines l WHERE l.allocation_id = NEW.id AND l.amount_cents IS DISTINCT FROM
                (SELECT sum(s.cents) FROM allocation_shares s WHERE s.line_id = l.id))
            OR EXISTS (SELECT FROM allocation_members m WHERE m.allocation_id = NEW.id AND m.cents IS DISTINCT FROM
                (SELECT sum(s.cents) FROM allocation_shares s WHERE s.allocation_id = NEW.id
                 AND s.organisation_id = m.organisation_id))) THEN
            RAISE EXCEPTION 'shares do not sum to the bill'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'allocations_exact';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER allocations_exact AFTER INSERT OR UPDATE ON allocations
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_shares();

    CREATE TABLE vat_opinions (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        given_on date NOT NULL,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        conclusion text NOT NULL CHECK (conclusion IN ('favourable', 'reserved', 'unfavourable', 'incomplete')),
        questions jsonb NOT NULL,
        findings jsonb NOT NULL,
        parameters jsonb NOT NULL,
        asked_by uuid NOT NULL REFERENCES organisations,
        asked_by_person uuid NOT NULL REFERENCES persons,
        asked_at timestamptz NOT NULL DEFAULT now(),
        fictional boolean NOT NULL DEFAULT false
    );
    CREATE INDEX vat_opinions_agreement_id_idx ON vat_opinions (agreement_id, id);
    CREATE TABLE vat_opinion_members (
        opinion_id uuid NOT NULL REFERENCES vat_opinions,
        organisation_id uuid NOT NULL REFERENCES organisations,
        agreement_id uuid NOT NULL REFERENCES agreements,
        position integer NOT NULL,
        taxable_share_bp integer CHECK (taxable_share_bp BETWEEN 0 AND 10000),
        valid_on date,
        source text,
        finding text NOT NULL CHECK (finding IN ('within', 'above', 'unknown')),
        PRIMARY KEY (opinion_id, organisation_id)
    );

    CREATE TABLE statements (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        number integer NOT NULL CHECK (number > 0),
        reference text NOT NULL,
        organisation_id uuid NOT NULL REFERENCES organisations,
        issuer_id uuid NOT NULL REFERENCES organisations,
        to_pool boolean NOT NULL DEFAULT true,
        kind text NOT NULL CHECK (kind IN ('call', 'tariff', 'adjustment', 'credit', 'rebilling')),
        title text NOT NULL,
        allocation_id uuid REFERENCES allocations,
        instalment integer,
        instalments integer,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        issued_on date NOT NULL,
        due_on date NOT NULL,
        amount_cents bigint NOT NULL,
        settled_cents bigint NOT NULL DEFAULT 0,
        state text NOT NULL DEFAULT 'issued' CHECK (state IN ('issued', 'settled', 'cancelled')),
        vat_category text NOT NULL CHECK (vat_category IN ('exempt_261b', 'out_of_scope', 'franchise_293b', 'taxed')),
        issuer jsonb NOT NULL,
        payer jsonb NOT NULL,
        lines jsonb NOT NULL,
        bank_account_id uuid,
        transaction_id uuid NOT NULL REFERENCES ledger_transactions,
        issued_by_person uuid NOT NULL REFERENCES persons,
        cancelled_at timestamptz,
        cancelled_because text,
        cancelling_transaction_id uuid REFERENCES ledger_transactions,
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT statements_number_key UNIQUE (agreement_id, number),
        CONSTRAINT statements_reference_key UNIQUE (agreement_id, reference),
        CONSTRAINT statements_sign_check CHECK (CASE kind WHEN 'credit' THEN amount_cents < 0 ELSE amount_cents > 0 END),
        CONSTRAINT statements_settled_check CHECK (settled_cents >= 0 AND settled_cents <= abs(amount_cents)),
        CONSTRAINT statements_settled_state_check CHECK ((state = 'settled') = (settled_cents = abs(amount_cents) AND cancelled_at IS NULL)),
        CONSTRAINT statements_cancelled_check CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL)),
        CONSTRAINT statements_issuer_check CHECK (to_pool OR (issuer_id <> organisation_id AND kind = 'rebilling')),
        CONSTRAINT statements_instalment_check CHECK ((instalment IS NULL) = (instalments IS NULL))
    );
    CREATE INDEX statements_agreement_id_idx ON statements (agreement_id, id);
    CREATE INDEX statements_organisation_id_idx ON statements (organisation_id, due_on, id);
    CREATE INDEX statements_issuer_id_idx ON statements (issuer_id, id);
    CREATE INDEX statements_open_idx ON statements (agreement_id, due_on) WHERE state = 'issued';
    CREATE INDEX statements_allocation_id_idx ON statements (allocation_id);
    COMMENT ON COLUMN statements.amount_cents IS 'Positive: the organisation owes it. Negative: it is owed to it.';
    COMMENT ON COLUMN statements.settled_cents IS 'What was paid, offset or netted of it, never signed.';
    COMMENT ON COLUMN statements.to_pool IS 'Owed to the pool, whose money the issuer keeps as lead; false: to the issuer itself.';
    CREATE FUNCTION keep_statement() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE moving text[] := ARRAY['settled_cents', 'state', 'version', 'cancelled_at', 'cancelled_because',
        'cancelling_transaction_id'];
    BEGIN
        IF TG_OP = 'DELETE' OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving
           OR (OLD.state = 'cancelled' AND NEW IS DISTINCT FROM OLD) THEN
            RAISE EXCEPTION 'an issued statement does not change'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'statements_immutable';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER statements_immutable BEFORE UPDATE OR DELETE ON statements
        FOR EACH ROW EXECUTE FUNCTION keep_statement();

    CREATE TABLE settlements (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        number integer NOT NULL CHECK (number > 0),
        through date NOT NULL,
        state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'accepted', 'carried_out', 'refused', 'withdrawn')),
        gross_cents bigint NOT NULL CHECK (gross_cents > 0),
        net_cents bigint NOT NULL CHECK (net_cents >= 0),
        proposed_by uuid NOT NULL REFERENCES organisations,
        proposed_by_person uuid NOT NULL REFERENCES persons,
        proposed_at timestamptz NOT NULL DEFAULT now(),
        decided_at timestamptz,
        transaction_id uuid REFERENCES ledger_transactions,
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT settlements_number_key UNIQUE (agreement_id, number),
        CONSTRAINT settlements_decided_check CHECK ((state IN ('proposed', 'accepted')) = (decided_at IS NULL))
    );
    CREATE INDEX settlements_agreement_id_idx ON settlements (agreement_id, id);
    CREATE TABLE settlement_items (
        settlement_id uuid NOT NULL REFERENCES settlements,
        statement_id uuid NOT NULL REFERENCES statements,
        agreement_id uuid NOT NULL REFERENCES agreements,
        debtor_id uuid REFERENCES organisations,
        creditor_id uuid REFERENCES organisations,
        cents bigint NOT NULL CHECK (cents > 0),
        live boolean NOT NULL DEFAULT true,
        PRIMARY KEY (settlement_id, statement_id),
        CONSTRAINT settlement_items_ends_check CHECK (debtor_id IS DISTINCT FROM creditor_id)
    );
    CREATE UNIQUE INDEX settlement_items_once_key ON settlement_items (statement_id) WHERE live;
    COMMENT ON COLUMN settlement_items.debtor_id IS 'Null: the pool, whose money the lead keeps. Same for creditor and transfers.';
    CREATE TABLE settlement_answers (
        settlement_id uuid NOT NULL REFERENCES settlements,
        organisation_id uuid NOT NULL REFERENCES organisations,
        agreement_id uuid NOT NULL REFERENCES agreements,
        position integer NOT NULL,
        owes_cents bigint NOT NULL CHECK (owes_cents >= 0),
        owed_cents bigint NOT NULL CHECK (owed_cents >= 0),
        must_accept boolean NOT NULL,
        answer text CHECK (answer IN ('accepted', 'refused')),
        answered_at timestamptz,
        person_id uuid REFERENCES persons,
        note text,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (settlement_id, organisation_id),
        CONSTRAINT settlement_answers_answered_check CHECK ((answer IS NULL) = (answered_at IS NULL))
    );
    CREATE TABLE settlement_transfers (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        settlement_id uuid NOT NULL REFERENCES settlements,
        agreement_id uuid NOT NULL REFERENCES agreements,
        payer_id uuid REFERENCES organisations,
        payee_id uuid REFERENCES organisations,
        cents bigint NOT NULL CHECK (cents > 0),
        paid_on date,
        transaction_id uuid REFERENCES ledger_transactions,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT settlement_transfers_ends_check CHECK (payer_id IS DISTINCT FROM payee_id),
        CONSTRAINT settlement_transfers_paid_check CHECK ((paid_on IS NULL) = (transaction_id IS NULL))
    );
    CREATE INDEX settlement_transfers_settlement_id_idx ON settlement_transfers (settlement_id, id);
    -- Nothing is netted without whoever owes: a settlement is accepted when everybody it needs has accepted.
    CREATE FUNCTION check_acceptances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        IF NEW.state IN ('accepted', 'carried_out') AND EXISTS (SELECT FROM settlement_answers a
            WHERE a.settlement_id = NEW.id AND a.must_accept AND a.answer IS DISTINCT FROM 'accepted') THEN
            RAISE EXCEPTION 'acceptances missing'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'settlements_accepted';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER settlements_accepted AFTER INSERT OR UPDATE ON settlements
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_acceptances();
    -- Each answers for itself, once, and does not see the others' answers: the last acceptance or one refusal decides here.
    CREATE FUNCTION decide_settlement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    DECLARE moving text[] := ARRAY['answer', 'answered_at', 'person_id', 'note', 'version']; current text;
    BEGIN
        -- Locked first: of two last acceptances, the second counts the first.
        SELECT state INTO current FROM settlements WHERE id = NEW.settlement_id FOR NO KEY UPDATE;
        IF current <> 'proposed' THEN
            RAISE EXCEPTION 'settlement is %', current
                USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_answers_open';
        END IF;
        IF OLD.answer IS NOT NULL OR NOT OLD.must_accept OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
            RAISE EXCEPTION 'answered once'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_answers_once';
        END IF;
        IF NEW.answer = 'refused' THEN
            UPDATE settlements SET state = 'refused', decided_at = now(), version = version + 1 WHERE id = NEW.settlement_id;
        ELSIF NOT EXISTS (SELECT FROM settlement_answers a WHERE a.settlement_id = NEW.settlement_id AND a.must_accept
                          AND a.answer IS DISTINCT FROM 'accepted') THEN
            UPDATE settlements SET state = 'accepted', version = version + 1 WHERE id = NEW.settlement_id;
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER settlement_answers_decide AFTER UPDATE ON settlement_answers
        FOR EACH ROW EXECUTE FUNCTION decide_settlement();
    -- What was decided stays, and a settlement that is over holds no statement any more.
    CREATE FUNCTION keep_settlement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    DECLARE moving text[] := ARRAY['state', 'decided_at', 'transaction_id', 'version'];
    BEGIN
        IF TG_OP = 'DELETE' OR OLD.decided_at IS NOT NULL OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
            RAISE EXCEPTION 'a settlement does not change'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'settlements_immutable';
        END IF;
        IF NEW.decided_at IS NOT NULL THEN
            UPDATE settlement_items SET live = false WHERE settlement_id = NEW.id;
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER settlements_immutable BEFORE UPDATE OR DELETE ON settlements
        FOR EACH ROW EXECUTE FUNCTION keep_settlement();
    CREATE FUNCTION keep_transfer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    DECLARE moving text[] := ARRAY['paid_on', 'transaction_id', 'version'];
    BEGIN
        IF TG_OP = 'DELETE' OR to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving
           OR NOT EXISTS (SELECT FROM settlements s WHERE s.id = NEW.settlement_id AND s.state = 'carried_out') THEN
            RAISE EXCEPTION 'a transfer does not change'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'settlement_transfers_immutable';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER settlement_transfers_immutable BEFORE UPDATE OR DELETE ON settlement_transfers
        FOR EACH ROW EXECUTE FUNCTION keep_transfer();

    CREATE TABLE statement_payments (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        statement_id uuid NOT NULL REFERENCES statements,
        organisation_id uuid NOT NULL REFERENCES organisations,
        issuer_id uuid NOT NULL REFERENCES organisations,
        cents bigint NOT NULL CHECK (cents > 0),
        paid_on date NOT NULL,
        method text NOT NULL CHECK (method IN ('transfer', 'direct_debit', 'cheque', 'other', 'offset', 'netting', 'carried')),
        reference text,
        transaction_id uuid REFERENCES ledger_transactions,
        settlement_id uuid REFERENCES settlements,
        reversed_at timestamptz,
        reversed_because text,
        reversal_id uuid REFERENCES ledger_transactions,
        recorded_by uuid NOT NULL REFERENCES organisations,
        recorded_by_person uuid NOT NULL REFERENCES persons,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT statement_payments_reversed_check CHECK ((reversed_at IS NULL) = (reversed_because IS NULL)),
        CONSTRAINT statement_payments_posted_check CHECK (method IN ('netting', 'carried') OR transaction_id IS NOT NULL)
    );
    CREATE INDEX statement_payments_statement_id_idx ON statement_payments (statement_id, id);
    CREATE INDEX statement_payments_agreement_id_idx ON statement_payments (agreement_id, id);
    COMMENT ON COLUMN statement_payments.method IS
        'offset: against a credit of the same organisation; netting: by a settlement; carried: paid on a statement that this one replaces.';
    CREATE TABLE statement_reminders (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        statement_id uuid NOT NULL REFERENCES statements,
        organisation_id uuid NOT NULL REFERENCES organisations,
        level integer NOT NULL CHECK (level BETWEEN 1 AND 9),
        remaining_cents bigint NOT NULL,
        message text,
        mailed integer NOT NULL DEFAULT 0,
        sent_at timestamptz NOT NULL DEFAULT now(),
        sent_by uuid NOT NULL REFERENCES organisations,
        sent_by_person uuid NOT NULL REFERENCES persons,
        CONSTRAINT statement_reminders_level_key UNIQUE (statement_id, level)
    );
    -- A reminder is kept before its mails leave; how many did is written once, afterwards.
    CREATE FUNCTION keep_reminder() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' OR OLD.mailed <> 0 OR to_jsonb(NEW) - 'mailed' IS DISTINCT FROM to_jsonb(OLD) - 'mailed' THEN
            RAISE EXCEPTION 'a reminder does not change'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_reminders_immutable';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER statement_reminders_immutable BEFORE UPDATE OR DELETE ON statement_reminders
        FOR EACH ROW EXECUTE FUNCTION keep_reminder();
    -- Numbers follow each other over the whole agreement, also for a party that does not read the others' statements.
    CREATE FUNCTION next_statement_number(in_agreement uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        PERFORM hold_book(in_agreement);
        RETURN (SELECT coalesce(max(number), 0) + 1 FROM statements WHERE agreement_id = in_agreement);
    END $$;
    -- Where to remind an organisation of what it owes: the addresses of its directors, for whom it owes it to.
    CREATE FUNCTION reminded_addresses(in_statement uuid) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT DISTINCT p.email FROM statements s JOIN mandates m ON m.organisation_id = s.organisation_id
            JOIN persons p ON p.id = m.person_id
        WHERE s.id = in_statement AND s.issuer_id = current_organisation()
            AND s.agreement_id IN (SELECT my_active_agreements())
            AND m.role = 'director' AND mandate_is_active(m.starts_on, m.ends_on) $$;
    REVOKE ALL ON FUNCTION next_statement_number(uuid), reminded_addresses(uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION next_statement_number(uuid), reminded_addresses(uuid) TO essaim_app;

    CREATE TABLE bank_accounts (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        organisation_id uuid NOT NULL REFERENCES organisations,
        label text NOT NULL,
        holder text NOT NULL,
        iban_sealed bytea NOT NULL,
        iban_digest bytea NOT NULL,
        iban_masked text NOT NULL,
        bic text,
        bank_name text,
        creditor_identifier text,
        closed_at timestamptz,
        added_by_person uuid NOT NULL REFERENCES persons,
        added_at timestamptz NOT NULL DEFAULT now(),
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1
    );
    CREATE UNIQUE INDEX bank_accounts_open_key ON bank_accounts (organisation_id, iban_digest) WHERE closed_at IS NULL;
    COMMENT ON COLUMN bank_accounts.iban_sealed IS 'Encrypted with the key of the installation; iban_digest finds it again.';
    CREATE FUNCTION keep_bank_account() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' OR NEW.organisation_id <> OLD.organisation_id OR NEW.iban_digest <> OLD.iban_digest
           OR NEW.iban_sealed <> OLD.iban_sealed OR NEW.holder <> OLD.holder OR OLD.closed_at IS NOT NULL THEN
            RAISE EXCEPTION 'a bank account does not change'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_accounts_immutable';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER bank_accounts_immutable BEFORE UPDATE OR DELETE ON bank_accounts
        FOR EACH ROW EXECUTE FUNCTION keep_bank_account();
    ALTER TABLE statements ADD CONSTRAINT statements_bank_account_id_fkey
        FOREIGN KEY (bank_account_id) REFERENCES bank_accounts;
    CREATE TABLE debit_mandates (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        debtor_id uuid NOT NULL REFERENCES organisations,
        creditor_id uuid NOT NULL REFERENCES organisations,
        bank_account_id uuid NOT NULL REFERENCES bank_accounts,
        reference text NOT NULL,
        signed_on date NOT NULL,
        signed_by_person uuid NOT NULL REFERENCES persons,
        revoked_at timestamptz,
        last_used_on date,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT debit_mandates_reference_key UNIQUE (creditor_id, reference)
    );
    CREATE UNIQUE INDEX debit_mandates_live_key ON debit_mandates (agreement_id, debtor_id) WHERE revoked_at IS NULL;

    CREATE TABLE payment_files (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        organisation_id uuid NOT NULL REFERENCES organisations,
        kind text NOT NULL CHECK (kind IN ('transfers', 'debits')),
        message_id text NOT NULL UNIQUE,
        bank_account_id uuid NOT NULL REFERENCES bank_accounts,
        execution_on date NOT NULL,
        item_count integer NOT NULL CHECK (item_count > 0),
        total_cents bigint NOT NULL CHECK (total_cents > 0),
        sha256 text NOT NULL,
        content_sealed bytea NOT NULL,
        state text NOT NULL DEFAULT 'made' CHECK (state IN ('made', 'sent', 'cancelled')),
        made_by_person uuid NOT NULL REFERENCES persons,
        made_at timestamptz NOT NULL DEFAULT now(),
        version integer NOT NULL DEFAULT 1
    );
    CREATE INDEX payment_files_agreement_id_idx ON payment_files (agreement_id, id);
    CREATE TABLE payment_file_items (
        file_id uuid NOT NULL REFERENCES payment_files,
        position integer NOT NULL CHECK (position > 0),
        agreement_id uuid NOT NULL REFERENCES agreements,
        organisation_id uuid NOT NULL REFERENCES organisations,
        statement_id uuid REFERENCES statements,
        transfer_id uuid REFERENCES settlement_transfers,
        mandate_id uuid REFERENCES debit_mandates,
        cents bigint NOT NULL CHECK (cents > 0),
        end_to_end_id text NOT NULL,
        iban_masked text NOT NULL,
        live boolean NOT NULL DEFAULT true,
        PRIMARY KEY (file_id, position),
        CONSTRAINT payment_file_items_what_check CHECK ((statement_id IS NULL) <> (transfer_id IS NULL))
    );
    CREATE UNIQUE INDEX payment_file_items_statement_key ON payment_file_items (statement_id) WHERE live;
    CREATE UNIQUE INDEX payment_file_items_transfer_key ON payment_file_items (transfer_id) WHERE live;
    COMMENT ON COLUMN payment_files.organisation_id IS 'Whose bank receives the file.';
    COMMENT ON COLUMN payment_file_items.live IS 'False once the file is cancelled or its payment recorded: it may be asked for again.';
    -- Whoever records the payment may not see the file: its payer made it, the lead records.
    CREATE FUNCTION free_filed_items() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        IF TG_TABLE_NAME = 'settlement_transfers' THEN
            UPDATE payment_file_items SET live = false WHERE transfer_id = NEW.id AND live;
        ELSE
            UPDATE payment_file_items SET live = false
            WHERE statement_id = NEW.statement_id AND live AND cents <= NEW.cents;
        END IF;
        RETURN NULL;
    END $$;
    -- Statements that a bank is asked to pay, of whoever's file: the lead does not net what is on its way.
    CREATE FUNCTION filed_statements(in_agreement uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT statement_id FROM payment_file_items
        WHERE agreement_id = in_agreement AND live AND statement_id IS NOT NULL
            AND in_agreement IN (SELECT my_led_agreements()) $$;
    REVOKE ALL ON FUNCTION filed_statements(uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION filed_statements(uuid) TO essaim_app;
    CREATE TRIGGER settlement_transfers_free_filed AFTER UPDATE OF paid_on ON settlement_transfers FOR EACH ROW
        WHEN (NEW.paid_on IS NOT NULL) EXECUTE FUNCTION free_filed_items();
    CREATE TRIGGER statement_payments_free_filed AFTER INSERT ON statement_payments FOR EACH ROW
        WHEN (NEW.method IN ('transfer', 'direct_debit')) EXECUTE FUNCTION free_filed_items();

    CREATE TABLE bank_imports (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        organisation_id uuid NOT NULL REFERENCES organisations,
        format text NOT NULL CHECK (format IN ('csv', 'camt053')),
        file_name text NOT NULL,
        sha256 text NOT NULL,
        line_count integer NOT NULL,
        known_count integer NOT NULL DEFAULT 0,
        starts_on date,
        ends_on date,
        imported_by_person uuid NOT NULL REFERENCES persons,
        imported_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT bank_imports_file_key UNIQUE (agreement_id, sha256)
    );
    COMMENT ON COLUMN bank_imports.known_count IS 'Lines of the file already there, left alone.';
    CREATE TABLE bank_lines (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        import_id uuid NOT NULL REFERENCES bank_imports,
        booked_on date NOT NULL,
        cents bigint NOT NULL CHECK (cents <> 0),
        label text NOT NULL,
        counterparty text,
        bank_reference text,
        key text NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'matched', 'set_aside')),
        payment_id uuid REFERENCES statement_payments,
        note text,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT bank_lines_key_key UNIQUE (agreement_id, key),
        CONSTRAINT bank_lines_matched_check CHECK ((state = 'matched') = (payment_id IS NOT NULL))
    );
    CREATE UNIQUE INDEX bank_lines_payment_key ON bank_lines (payment_id);
    CREATE INDEX bank_lines_agreement_id_idx ON bank_lines (agreement_id, booked_on, id);
    COMMENT ON COLUMN bank_lines.key IS 'Digest of what identifies the line at the bank: the same line in two files is one line.';

    CREATE TABLE accounting_codes (
        agreement_id uuid NOT NULL REFERENCES agreements,
        purpose text NOT NULL CHECK (purpose IN ('world', 'party', 'stake', 'common', 'project', 'due', 'payable', 'income',
            'expense', 'reserve', 'other')),
        number text NOT NULL CHECK (number ~ '^[1-7][0-9]{2,9}$'),
        name text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (agreement_id, purpose)
    );
    """)
    for table in WHOLE_LINES:
        script(f"""
        CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION keep_allocation();
        """)
    for table in ("vat_opinions", "vat_opinion_members", "bank_imports"):
        script(f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
        """)
    # The journal of an agreement keeps what was decided and by whom; heavy or secret columns stay in their table,
    # and so do the shares: the hash of the run, which is journalled, covers them.
    for table, arguments in (
        ("allocations", "'id'"),
        ("vat_opinions", "'id', 'questions', 'findings', 'parameters'"),
        ("statements", "'id', 'issuer', 'payer', 'lines'"),
        ("statement_payments", "'id'"),
        ("statement_reminders", "'id', 'message'"),
        ("settlements", "'id'"),
        ("settlement_answers", "'organisation_id', 'note'"),
        ("settlement_transfers", "'id'"),
        ("debit_mandates", "'id'"),
        ("payment_files", "'id', 'content_sealed'"),
        ("bank_imports", "'id'"),
        ("accounting_codes", "'purpose'"),
    ):
        script(f"""
        CREATE CONSTRAINT TRIGGER {table}_audit AFTER INSERT OR UPDATE OR DELETE ON {table}
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row({arguments});
        """)
    me = "current_organisation()"
    mine = f"organisation_id = {me}"
    led = "agreement_id IN (SELECT my_led_agreements())"
    joined = "agreement_id IN (SELECT my_joined_agreements())"
    active = "agreement_id IN (SELECT my_active_agreements())"
    whole = "agreement_id IN (SELECT my_whole_books())"
    own = f"({joined} AND {mine}) OR {whole}"
    protect("allocations", select=joined, insert=led, update=led)
    protect("allocation_lines", select=joined, insert=led, update=led, delete=led)
    for table in ("allocation_members", "allocation_bases", "allocation_shares"):
        protect(table, select=own, insert=led, update=led, delete=led)
    # Each states its own price alone; the lead may, with its source.
    stated = f"({active} AND {mine}) OR {led}"
    protect("allocation_needs", select=own, insert=stated, update=stated, delete=stated)
    protect("vat_opinions", select=joined, insert=led)
    protect("vat_opinion_members", select=own, insert=led)
    ends = f"({joined} AND ({mine} OR issuer_id = {me})) OR {whole}"
    issued = f"({active} AND issuer_id = {me} AND (NOT to_pool OR {led})) OR {led}"
    protect("statements", select=ends, insert=issued, update=issued)
    received = f"({active} AND issuer_id = {me}) OR {led}"
    protect("statement_payments", select=ends, insert=received, update=received)
    sent = f"{joined} AND ({mine} OR sent_by = {me}) OR {whole}"
    reminding = f"{active} AND sent_by = {me}"
    protect("statement_reminders", select=sent, insert=reminding, update=reminding)
    protect("settlements", select=joined, insert=led, update=led)
    between = "({joined} AND ({one} = {me} OR {other} = {me})) OR {whole}"
    protect(
        "settlement_items",
        select=between.format(joined=joined, one="debtor_id", other="creditor_id", me=me, whole=whole),
        insert=led,
    )
    protect("settlement_answers", select=own, insert=led, update=f"{active} AND {mine}")
    payment = between.format(joined=joined, one="payer_id", other="payee_id", me=me, whole=whole)
    protect(
        "settlement_transfers", select=payment, insert=led, update=f"({active} AND payee_id = {me}) OR {led}"
    )
    protect(
        "bank_accounts",
        # Of who left, for the lead that still owes it something. Every piece is written here: nobody types SQL.
        select=f"{mine} OR organisation_id IN (SELECT my_partners()) OR organisation_id IN "  # noqa: S608
        "(SELECT p.organisation_id FROM parties p WHERE p.state = 'left' AND p.agreement_id IN (SELECT my_led_agreements()))"
        # And for who left and still owes, the account to pay to, as its statement told.
        f" OR id IN (SELECT s.bank_account_id FROM statements s WHERE s.{mine})",
        insert=mine,
        update=mine,
    )
    mandated = f"{joined} AND (debtor_id = {me} OR creditor_id = {me})"
    protect(
        "debit_mandates",
        select=mandated,
        insert=f"{active} AND debtor_id = {me}",
        # Who left may still withdraw its consent.
        update=f"({joined} AND debtor_id = {me}) OR ({active} AND creditor_id = {me})",
    )
    protect(
        "payment_files",
        select=f"{joined} AND {mine}",
        insert=f"{active} AND {mine}",
        update=f"{active} AND {mine}",
    )
    filed = f"{joined} AND file_id IN (SELECT id FROM payment_files)"  # noqa: S608 - pieces written here
    protect("payment_file_items", select=filed, insert=filed, update=filed)
    protect("bank_imports", select=led, insert=led)
    protect("bank_lines", select=led, insert=led, update=led)
    protect("accounting_codes", select=led, insert=led, update=led, delete=led)


def downgrade() -> None:
    script("""
    DROP TABLE accounting_codes, bank_lines, bank_imports, payment_file_items, payment_files, debit_mandates,
        statement_reminders, statement_payments, settlement_transfers, settlement_answers, settlement_items, settlements,
        statements, bank_accounts, vat_opinion_members, vat_opinions, allocation_shares, allocation_needs, allocation_bases,
        allocation_members, allocation_lines, allocations CASCADE;
    DROP FUNCTION filed_statements(uuid), keep_transfer(), keep_settlement(), decide_settlement(), free_filed_items(),
        keep_bank_account(), check_acceptances(), keep_statement(), check_shares(), keep_posted_allocation(),
        keep_allocation(), key_figures(uuid, text[], date), my_whole_books();
    DELETE FROM figures WHERE kind = 'taxable_share';
    ALTER TABLE figures DROP CONSTRAINT figures_kind_check;
    ALTER TABLE figures ADD CONSTRAINT figures_kind_check CHECK (kind IN ('beds', 'places', 'fte', 'budget', 'members',
        'trainees', 'volunteers'));
    """)
