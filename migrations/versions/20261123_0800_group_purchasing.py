"""Group purchasing: suppliers, rounds, lots, sealed needs and quotes, awards, orders, rebates, results."""

from essaim.kit.migration import protect, script

revision = "group_purchasing"
down_revision = "fair_sharing"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "purchase_publications",
    "purchase_commitments",
    "purchase_results",
    "purchase_rebates",
    "purchase_rebate_shares",
)


def upgrade() -> None:
    script("""
    -- What was asked of fair sharing since: whose share, whose answer, whose mandate.
    CREATE INDEX allocation_shares_organisation_id_idx ON allocation_shares (organisation_id, allocation_id);
    CREATE INDEX settlement_answers_to_give_idx ON settlement_answers (organisation_id) WHERE answer IS NULL;
    CREATE INDEX debit_mandates_debtor_id_idx ON debit_mandates (debtor_id, id);

    CREATE TABLE purchase_suppliers (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        name text NOT NULL,
        siren text CHECK (siren ~ '^[0-9]{9}$'),
        email text,
        siae boolean NOT NULL DEFAULT false,
        note text,
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT purchase_suppliers_name_key UNIQUE (agreement_id, name)
    );
    COMMENT ON COLUMN purchase_suppliers.siae IS 'Inclusive enterprise or ESAT, as its coordinator verified.';

    CREATE TABLE purchase_rounds (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        number integer NOT NULL CHECK (number > 0),
        title text NOT NULL,
        description text,
        state text NOT NULL DEFAULT 'draft'
            CHECK (state IN ('draft', 'needs', 'quotes', 'choice', 'orders', 'closed', 'cancelled')),
        confidentiality text NOT NULL CHECK (confidentiality IN ('open', 'aggregates', 'coopetition')),
        needs_until date NOT NULL,
        quotes_until date NOT NULL,
        award_on date NOT NULL,
        starts_on date NOT NULL,
        ends_on date NOT NULL,
        criteria jsonb NOT NULL,
        price_formula text NOT NULL DEFAULT 'lowest_over_price' CHECK (price_formula IN ('lowest_over_price', 'linear')),
        sharing text NOT NULL DEFAULT 'same_price' CHECK (sharing IN ('same_price', 'arrival', 'same_percentage')),
        shortfall text NOT NULL DEFAULT 'by_orders' CHECK (shortfall IN ('by_orders', 'by_shortfall')),
        rebate_kept_bp integer NOT NULL DEFAULT 0 CHECK (rebate_kept_bp BETWEEN 0 AND 10000),
        undertaking text,
        copied_from_id uuid REFERENCES purchase_rounds,
        opened_at timestamptz,
        needs_closed_at timestamptz,
        quotes_opened_at timestamptz,
        closed_at timestamptz,
        cancelled_at timestamptz,
        cancelled_because text,
        created_by uuid NOT NULL REFERENCES organisations,
        created_by_person uuid NOT NULL REFERENCES persons,
        created_at timestamptz NOT NULL DEFAULT now(),
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT purchase_rounds_number_key UNIQUE (agreement_id, number),
        CONSTRAINT purchase_rounds_calendar_check CHECK (needs_until <= quotes_until AND quotes_until <= award_on),
        CONSTRAINT purchase_rounds_contract_check CHECK (award_on <= ends_on AND starts_on <= ends_on),
        CONSTRAINT purchase_rounds_opened_check CHECK (state IN ('draft', 'cancelled') OR opened_at IS NOT NULL),
        CONSTRAINT purchase_rounds_unsealed_check
            CHECK (state NOT IN ('choice', 'orders', 'closed') OR quotes_opened_at IS NOT NULL),
        CONSTRAINT purchase_rounds_closed_check CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
        CONSTRAINT purchase_rounds_cancelled_check CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL))
    );
    CREATE INDEX purchase_rounds_agreement_id_idx ON purchase_rounds (agreement_id, id);
    COMMENT ON COLUMN purchase_rounds.confidentiality IS
        'That of the agreement when the survey of needs opened; what is read afterwards is the stricter of the two.';
    COMMENT ON COLUMN purchase_rounds.criteria IS '[{code, kind, name, weight, note}], weights summing to 100.';
    COMMENT ON COLUMN purchase_rounds.sharing IS
        'How a price is shared: the same price for all, by order of arrival, the same percentage saved.';
    COMMENT ON COLUMN purchase_rounds.rebate_kept_bp IS 'Share of the year-end rebate that the network keeps, basis points.';

    CREATE TABLE purchase_members (
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        organisation_id uuid NOT NULL REFERENCES organisations,
        agreement_id uuid NOT NULL REFERENCES agreements,
        position integer NOT NULL CHECK (position > 0),
        undertaken_at timestamptz,
        undertaken_by_person uuid REFERENCES persons,
        answered_at timestamptz,
        answered_by_person uuid REFERENCES persons,
        reminders integer NOT NULL DEFAULT 0,
        reminded_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        PRIMARY KEY (round_id, organisation_id),
        CONSTRAINT purchase_members_position_key UNIQUE (round_id, position) DEFERRABLE,
        CONSTRAINT purchase_members_undertaken_check CHECK ((undertaken_at IS NULL) = (undertaken_by_person IS NULL)),
        CONSTRAINT purchase_members_answered_check CHECK ((answered_at IS NULL) = (answered_by_person IS NULL))
    );
    CREATE INDEX purchase_members_organisation_id_idx ON purchase_members (organisation_id, round_id);

    CREATE TABLE purchase_lots (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        position integer NOT NULL CHECK (position > 0),
        name text NOT NULL,
        description text,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'awarded', 'unsuccessful', 'closed')),
        quote_id uuid,
        decision_id uuid REFERENCES decisions,
        decided_at timestamptz,
        decided_by uuid REFERENCES organisations,
        decided_by_person uuid REFERENCES persons,
        reason text,
        certificate jsonb,
        hash text CHECK (hash ~ '^[0-9a-f]{64}$'),
        closed_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT purchase_lots_position_key UNIQUE (round_id, position) DEFERRABLE,
        CONSTRAINT purchase_lots_name_key UNIQUE (round_id, name),
        CONSTRAINT purchase_lots_awarded_check
            CHECK ((state IN ('awarded', 'closed')) = (quote_id IS NOT NULL AND hash IS NOT NULL)),
        CONSTRAINT purchase_lots_decided_check CHECK ((state = 'open') = (decided_at IS NULL)),
        CONSTRAINT purchase_lots_closed_check CHECK ((state = 'closed') = (closed_at IS NOT NULL))
    );
    COMMENT ON COLUMN purchase_lots.hash IS 'SHA-256 of what was awarded: needs, quote and rule in one canonical text.';
    CREATE TABLE purchase_items (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        lot_id uuid NOT NULL REFERENCES purchase_lots ON DELETE CASCADE,
        position integer NOT NULL CHECK (position > 0),
        name text NOT NULL,
        reference text,
        unit text NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT purchase_items_position_key UNIQUE (lot_id, position) DEFERRABLE,
        CONSTRAINT purchase_items_name_key UNIQUE (lot_id, name)
    );
    CREATE INDEX purchase_items_round_id_idx ON purchase_items (round_id, id);
    COMMENT ON COLUMN purchase_items.unit IS 'What one of it is, in words: a box of 100, a litre.';

    CREATE TABLE purchase_documents (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        organisation_id uuid REFERENCES organisations,
        kind text NOT NULL CHECK (kind IN ('specification', 'undertaking', 'quote', 'minutes', 'evidence', 'other')),
        title text NOT NULL,
        file_name text NOT NULL,
        media_type text NOT NULL,
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        size integer NOT NULL CHECK (size BETWEEN 1 AND 10485760),
        content bytea NOT NULL,
        added_by uuid NOT NULL REFERENCES organisations,
        added_by_person uuid NOT NULL REFERENCES persons,
        added_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT purchase_documents_content_check CHECK (sha256 = encode(sha256(content), 'hex')
            AND size = octet_length(content)),
        CONSTRAINT purchase_documents_evidence_check CHECK ((kind = 'evidence') = (organisation_id IS NOT NULL))
    );
    CREATE INDEX purchase_documents_round_id_idx ON purchase_documents (round_id, id);
    COMMENT ON COLUMN purchase_documents.organisation_id IS 'Whose evidence of a reference price it is, read by it and the coordinator.';

    CREATE TABLE purchase_needs (
        item_id uuid NOT NULL REFERENCES purchase_items ON DELETE CASCADE,
        organisation_id uuid NOT NULL REFERENCES organisations,
        lot_id uuid NOT NULL REFERENCES purchase_lots ON DELETE CASCADE,
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        agreement_id uuid NOT NULL REFERENCES agreements,
        volume bigint NOT NULL CHECK (volume BETWEEN 1 AND 1000000000),
        reference_price bigint CHECK (reference_price BETWEEN 1 AND 1000000000000),
        reference_source text,
        reference_on date,
        evidence_id uuid REFERENCES purchase_documents,
        stated_by uuid NOT NULL REFERENCES organisations,
        stated_by_person uuid NOT NULL REFERENCES persons,
        stated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (item_id, organisation_id),
        CONSTRAINT purchase_needs_member_fkey FOREIGN KEY (round_id, organisation_id) REFERENCES purchase_members,
        CONSTRAINT purchase_needs_reference_check CHECK ((reference_price IS NULL) = (reference_source IS NULL)
            AND (reference_price IS NULL) = (reference_on IS NULL))
    );
    CREATE INDEX purchase_needs_round_id_idx ON purchase_needs (round_id, organisation_id);
    COMMENT ON COLUMN purchase_needs.reference_price IS 'What it pays today for one, ten-thousandths of a euro excluding VAT (EUR/4).';

    CREATE TABLE purchase_opt_outs (
        lot_id uuid NOT NULL REFERENCES purchase_lots,
        organisation_id uuid NOT NULL REFERENCES organisations,
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        agreement_id uuid NOT NULL REFERENCES agreements,
        reason text,
        person_id uuid NOT NULL REFERENCES persons,
        opted_out_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (lot_id, organisation_id),
        CONSTRAINT purchase_opt_outs_member_fkey FOREIGN KEY (round_id, organisation_id) REFERENCES purchase_members
    );
    CREATE INDEX purchase_opt_outs_round_id_idx ON purchase_opt_outs (round_id, organisation_id);

    CREATE TABLE purchase_quotes (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        lot_id uuid NOT NULL REFERENCES purchase_lots,
        supplier_id uuid NOT NULL REFERENCES purchase_suppliers,
        sealed bytea NOT NULL,
        sealed_sha256 text NOT NULL CHECK (sealed_sha256 ~ '^[0-9a-f]{64}$'),
        content jsonb,
        opened_at timestamptz,
        marks jsonb NOT NULL DEFAULT '{}',
        marked_at timestamptz,
        marked_by_person uuid REFERENCES persons,
        deposited_by uuid NOT NULL REFERENCES organisations,
        deposited_by_person uuid NOT NULL REFERENCES persons,
        deposited_at timestamptz NOT NULL DEFAULT now(),
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT purchase_quotes_supplier_key UNIQUE (lot_id, supplier_id),
        CONSTRAINT purchase_quotes_opened_check CHECK ((content IS NULL) = (opened_at IS NULL)),
        CONSTRAINT purchase_quotes_marked_check CHECK (marks = '{}' OR opened_at IS NOT NULL)
    );
    CREATE INDEX purchase_quotes_round_id_idx ON purchase_quotes (round_id, lot_id);
    COMMENT ON COLUMN purchase_quotes.sealed IS 'What was deposited, sealed with the key of the installation until the opening.';
    COMMENT ON COLUMN purchase_quotes.sealed_sha256 IS 'Of the canonical text sealed: at the opening, nothing else is read.';
    COMMENT ON COLUMN purchase_quotes.content IS
        '{mode, fixed_cents, minimum_cents, valid_until, rebate, prices: [{item_id, minimum, tiers: [{from_volume, unit_price}]}], note}.';
    ALTER TABLE purchase_lots ADD CONSTRAINT purchase_lots_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES purchase_quotes;

    CREATE TABLE purchase_publications (
        item_id uuid NOT NULL REFERENCES purchase_items,
        moment text NOT NULL CHECK (moment IN ('needs', 'award', 'closing')),
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        agreement_id uuid NOT NULL REFERENCES agreements,
        volume bigint,
        reference_cents bigint,
        contributors integer,
        published_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (item_id, moment),
        CONSTRAINT purchase_publications_withheld_check
            CHECK (volume IS NOT NULL OR (contributors IS NULL AND reference_cents IS NULL))
    );
    COMMENT ON COLUMN purchase_publications.volume IS
        'The total of an item, told once at each moment; null where too few make it, or the difference from the former one.';

    CREATE TABLE purchase_commitments (
        item_id uuid NOT NULL REFERENCES purchase_items,
        organisation_id uuid NOT NULL REFERENCES organisations,
        lot_id uuid NOT NULL REFERENCES purchase_lots,
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        agreement_id uuid NOT NULL REFERENCES agreements,
        volume bigint NOT NULL CHECK (volume > 0),
        reference_price bigint,
        reference_source text,
        reference_on date,
        cents bigint NOT NULL CHECK (cents >= 0),
        PRIMARY KEY (item_id, organisation_id)
    );
    CREATE INDEX purchase_commitments_lot_id_idx ON purchase_commitments (lot_id, organisation_id);
    COMMENT ON COLUMN purchase_commitments.cents IS 'Its share of the item at the price awarded for all the volumes committed.';

    CREATE TABLE purchase_positions (
        item_id uuid PRIMARY KEY REFERENCES purchase_items,
        lot_id uuid NOT NULL REFERENCES purchase_lots,
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        agreement_id uuid NOT NULL REFERENCES agreements,
        committed_volume bigint NOT NULL CHECK (committed_volume > 0),
        ordered_volume bigint NOT NULL DEFAULT 0 CHECK (ordered_volume >= 0)
    );
    COMMENT ON COLUMN purchase_positions.ordered_volume IS 'Kept by the orders themselves: what is ordered and not cancelled.';

    CREATE TABLE purchase_orders (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        lot_id uuid NOT NULL REFERENCES purchase_lots,
        item_id uuid NOT NULL REFERENCES purchase_positions,
        organisation_id uuid NOT NULL REFERENCES organisations,
        volume bigint NOT NULL CHECK (volume BETWEEN 1 AND 1000000000),
        ordered_on date NOT NULL,
        reference text,
        delivered_volume bigint CHECK (delivered_volume >= 0),
        delivered_on date,
        state text NOT NULL DEFAULT 'placed' CHECK (state IN ('placed', 'delivered', 'cancelled')),
        cancelled_because text,
        declared_by uuid NOT NULL REFERENCES organisations,
        declared_by_person uuid NOT NULL REFERENCES persons,
        declared_at timestamptz NOT NULL DEFAULT now(),
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT purchase_orders_delivered_check CHECK ((delivered_volume IS NULL) = (delivered_on IS NULL)),
        CONSTRAINT purchase_orders_received_check CHECK (state <> 'delivered' OR delivered_on IS NOT NULL),
        CONSTRAINT purchase_orders_cancelled_check CHECK ((state = 'cancelled') = (cancelled_because IS NOT NULL))
    );
    CREATE UNIQUE INDEX purchase_orders_reference_key ON purchase_orders (item_id, organisation_id, reference)
        WHERE reference IS NOT NULL AND state <> 'cancelled';
    CREATE INDEX purchase_orders_round_id_idx ON purchase_orders (round_id, id);
    CREATE INDEX purchase_orders_organisation_id_idx ON purchase_orders (organisation_id, id);

    CREATE TABLE purchase_results (
        item_id uuid NOT NULL REFERENCES purchase_items,
        organisation_id uuid NOT NULL REFERENCES organisations,
        lot_id uuid NOT NULL REFERENCES purchase_lots,
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        agreement_id uuid NOT NULL REFERENCES agreements,
        committed_volume bigint NOT NULL CHECK (committed_volume >= 0),
        ordered_volume bigint NOT NULL CHECK (ordered_volume >= 0),
        delivered_volume bigint NOT NULL CHECK (delivered_volume >= 0),
        reference_price bigint,
        reference_source text,
        reference_on date,
        committed_cents bigint NOT NULL,
        invoiced_cents bigint NOT NULL,
        actual_cents bigint NOT NULL,
        adjustment_cents bigint NOT NULL,
        PRIMARY KEY (item_id, organisation_id)
    );
    CREATE INDEX purchase_results_lot_id_idx ON purchase_results (lot_id, organisation_id);
    COMMENT ON COLUMN purchase_results.committed_cents IS 'The share committed at the award.';
    COMMENT ON COLUMN purchase_results.invoiced_cents IS 'What it ordered, at the price awarded.';
    COMMENT ON COLUMN purchase_results.adjustment_cents IS
        'Its share of what the tier really reached changes, by the rule chosen beforehand: positive, it owes it.';
    COMMENT ON COLUMN purchase_results.actual_cents IS 'What it bought really costs it: invoiced and adjusted.';

    CREATE TABLE purchase_rebates (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        lot_id uuid NOT NULL REFERENCES purchase_lots,
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        agreement_id uuid NOT NULL REFERENCES agreements,
        turnover_cents bigint NOT NULL CHECK (turnover_cents >= 0),
        expected_cents bigint NOT NULL CHECK (expected_cents >= 0),
        received_cents bigint NOT NULL CHECK (received_cents > 0),
        received_on date NOT NULL,
        kept_cents bigint NOT NULL CHECK (kept_cents >= 0),
        recorded_by uuid NOT NULL REFERENCES organisations,
        recorded_by_person uuid NOT NULL REFERENCES persons,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT purchase_rebates_kept_check CHECK (kept_cents <= received_cents)
    );
    CREATE INDEX purchase_rebates_lot_id_idx ON purchase_rebates (lot_id, id);
    CREATE TABLE purchase_rebate_shares (
        rebate_id uuid NOT NULL REFERENCES purchase_rebates,
        organisation_id uuid NOT NULL REFERENCES organisations,
        lot_id uuid NOT NULL REFERENCES purchase_lots,
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        agreement_id uuid NOT NULL REFERENCES agreements,
        spend_cents bigint NOT NULL CHECK (spend_cents >= 0),
        cents bigint NOT NULL CHECK (cents >= 0),
        PRIMARY KEY (rebate_id, organisation_id)
    );

    CREATE TABLE purchase_readings (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        round_id uuid NOT NULL REFERENCES purchase_rounds,
        organisation_id uuid NOT NULL REFERENCES organisations,
        person_id uuid NOT NULL REFERENCES persons,
        operation text NOT NULL CHECK (operation ~ '^[a-z]+[.][a-z_]+$'),
        granted boolean NOT NULL,
        about uuid[] NOT NULL CHECK (cardinality(about) > 0),
        read_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX purchase_readings_round_id_idx ON purchase_readings (round_id, id);
    COMMENT ON COLUMN purchase_readings.granted IS 'False: somebody asked for what is not theirs, and was told it does not exist.';

    ALTER TABLE statements ADD COLUMN purchase_round_id uuid REFERENCES purchase_rounds;
    CREATE INDEX statements_purchase_round_id_idx ON statements (purchase_round_id);

    -- Rounds where lines are open to all, then and now, and those one coordinates.
    CREATE FUNCTION my_whole_rounds() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT r.id FROM purchase_rounds r JOIN agreements a ON a.id = r.agreement_id
        WHERE (r.confidentiality = 'open' AND a.confidentiality = 'open' AND a.id IN (SELECT my_joined_agreements()))
            OR a.id IN (SELECT my_led_agreements()) $$;
    -- How many organisations a survey asks and how many answered: two counts, for every party.
    CREATE FUNCTION purchase_progress(in_round uuid) RETURNS TABLE (members integer, answered integer)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT count(*)::integer, count(m.answered_at)::integer
        FROM purchase_members m WHERE m.round_id = in_round AND (pg_has_role(session_user, current_user, 'MEMBER')
            OR m.agreement_id IN (SELECT my_joined_agreements())) $$;
    -- Where the directors of those who did not answer are written to, for who coordinates the round.
    CREATE FUNCTION purchase_addresses(in_round uuid, in_organisations uuid[]) RETURNS SETOF text
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT DISTINCT p.email FROM purchase_members b JOIN mandates m ON m.organisation_id = b.organisation_id
            JOIN persons p ON p.id = m.person_id
        WHERE b.round_id = in_round AND b.organisation_id = ANY (in_organisations) AND b.answered_at IS NULL
            AND b.agreement_id IN (SELECT my_led_agreements())
            AND m.role = 'director' AND mandate_is_active(m.starts_on, m.ends_on) $$;
    REVOKE ALL ON FUNCTION my_whole_rounds(), purchase_progress(uuid), purchase_addresses(uuid, uuid[]) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION my_whole_rounds(), purchase_progress(uuid), purchase_addresses(uuid, uuid[])
        TO essaim_app;

    -- What was asked, and of whom, does not change once the survey is over; nor do needs.
    CREATE FUNCTION keep_needs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    DECLARE parent uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.round_id ELSE NEW.round_id END; current text;
    BEGIN
        SELECT state INTO current FROM purchase_rounds WHERE id = parent FOR SHARE;
        IF current NOT IN ('draft', 'needs') THEN
            RAISE EXCEPTION 'needs are closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'purchase_needs_frozen';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$;
    CREATE TRIGGER purchase_needs_frozen BEFORE INSERT OR UPDATE OR DELETE ON purchase_needs
        FOR EACH ROW EXECUTE FUNCTION keep_needs();
    CREATE TRIGGER purchase_items_frozen BEFORE INSERT OR UPDATE OR DELETE ON purchase_items
        FOR EACH ROW EXECUTE FUNCTION keep_needs();

    -- Until the award, whoever committed nothing may leave; afterwards nobody. The lot is locked by both.
    CREATE FUNCTION keep_opt_out() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    DECLARE parent uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.lot_id ELSE NEW.lot_id END; current text;
    BEGIN
        SELECT state INTO current FROM purchase_lots WHERE id = parent FOR NO KEY UPDATE;
        IF current <> 'open' THEN
            RAISE EXCEPTION 'lot is %', current USING ERRCODE = 'check_violation', CONSTRAINT = 'purchase_opt_outs_frozen';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$;
    CREATE TRIGGER purchase_opt_outs_frozen BEFORE INSERT OR UPDATE OR DELETE ON purchase_opt_outs
        FOR EACH ROW EXECUTE FUNCTION keep_opt_out();

    -- Until the opening a quote is replaced or withdrawn; opened, it is what was sealed, for good.
    CREATE FUNCTION keep_quote() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    DECLARE marked text[] := ARRAY['marks', 'marked_at', 'marked_by_person', 'version']; current text;
    BEGIN
        SELECT state INTO current FROM purchase_rounds
            WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.round_id ELSE NEW.round_id END FOR SHARE;
        IF (TG_OP = 'INSERT' AND (current <> 'quotes' OR NEW.opened_at IS NOT NULL))
           OR (TG_OP = 'DELETE' AND (current <> 'quotes' OR OLD.opened_at IS NOT NULL))
           OR (TG_OP = 'UPDATE' AND OLD.opened_at IS NOT NULL
               AND to_jsonb(NEW) - marked IS DISTINCT FROM to_jsonb(OLD) - marked)
           OR (TG_OP = 'UPDATE' AND OLD.opened_at IS NULL AND current <> 'quotes' AND NEW.sealed <> OLD.sealed) THEN
            RAISE EXCEPTION 'quotes are closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'purchase_quotes_frozen';
        END IF;
        IF TG_OP = 'UPDATE' AND NEW.marks IS DISTINCT FROM OLD.marks AND EXISTS
           (SELECT FROM purchase_lots WHERE id = NEW.lot_id AND state <> 'open') THEN
            RAISE EXCEPTION 'the lot is decided' USING ERRCODE = 'check_violation', CONSTRAINT = 'purchase_quotes_frozen';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$;
    CREATE TRIGGER purchase_quotes_frozen BEFORE INSERT OR UPDATE OR DELETE ON purchase_quotes
        FOR EACH ROW EXECUTE FUNCTION keep_quote();

    -- A lot is decided once; its award never changes.
    CREATE FUNCTION keep_lot() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE closing text[] := ARRAY['state', 'closed_at', 'version'];
    BEGIN
        IF OLD.state <> 'open' AND (TG_OP = 'DELETE' OR to_jsonb(NEW) - closing IS DISTINCT FROM to_jsonb(OLD) - closing
            OR NOT (NEW.state = OLD.state OR (OLD.state = 'awarded' AND NEW.state = 'closed'))) THEN
            RAISE EXCEPTION 'lot is %', OLD.state USING ERRCODE = 'check_violation', CONSTRAINT = 'purchase_lots_immutable';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$;
    CREATE TRIGGER purchase_lots_immutable BEFORE UPDATE OR DELETE ON purchase_lots
        FOR EACH ROW EXECUTE FUNCTION keep_lot();

    -- Orders while the lot is awarded and not closed; the total of each item is theirs, whoever writes them.
    CREATE FUNCTION count_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    DECLARE
        before bigint := CASE WHEN TG_OP <> 'INSERT' AND OLD.state <> 'cancelled' THEN OLD.volume ELSE 0 END;
        after bigint := CASE WHEN TG_OP <> 'DELETE' AND NEW.state <> 'cancelled' THEN NEW.volume ELSE 0 END;
        stable text[] := ARRAY['state', 'delivered_volume', 'delivered_on', 'cancelled_because', 'version'];
        current text;
    BEGIN
        SELECT state INTO current FROM purchase_lots
            WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.lot_id ELSE NEW.lot_id END FOR SHARE;
        IF TG_OP = 'DELETE' OR current <> 'awarded' OR (TG_OP = 'UPDATE' AND (OLD.state = 'cancelled'
            OR to_jsonb(NEW) - stable IS DISTINCT FROM to_jsonb(OLD) - stable)) THEN
            RAISE EXCEPTION 'orders are closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'purchase_orders_frozen';
        END IF;
        IF before <> after THEN
            UPDATE purchase_positions SET ordered_volume = ordered_volume + after - before WHERE item_id = NEW.item_id;
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER purchase_orders_counted BEFORE INSERT OR UPDATE OR DELETE ON purchase_orders
        FOR EACH ROW EXECUTE FUNCTION count_order();

    -- The commitments of an awarded lot are all its buyers', and positions their sum: neither of who left the lot, nor of who
    -- had left the agreement on that day.
    CREATE FUNCTION check_award() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    DECLARE decided date := (NEW.decided_at AT TIME ZONE 'Europe/Paris')::date;
    BEGIN
        IF NEW.state = 'awarded' AND (EXISTS (
            SELECT FROM purchase_needs n FULL JOIN purchase_commitments c USING (item_id, organisation_id)
            WHERE coalesce(n.lot_id, c.lot_id) = NEW.id AND n.volume IS DISTINCT FROM c.volume
                AND NOT (c.volume IS NULL AND (
                    EXISTS (SELECT FROM purchase_opt_outs o
                        WHERE o.lot_id = NEW.id AND o.organisation_id = n.organisation_id)
                    OR NOT EXISTS (SELECT FROM parties p WHERE p.agreement_id = NEW.agreement_id
                        AND p.organisation_id = n.organisation_id AND p.joined_on <= decided
                        AND (p.left_on IS NULL OR p.left_on >= decided)))))
            OR EXISTS (SELECT FROM purchase_commitments c JOIN purchase_opt_outs o USING (lot_id, organisation_id)
                WHERE c.lot_id = NEW.id)
            OR EXISTS (SELECT FROM purchase_commitments c WHERE c.lot_id = NEW.id GROUP BY c.item_id
                HAVING sum(c.volume) IS DISTINCT FROM
                    (SELECT p.committed_volume FROM purchase_positions p WHERE p.item_id = c.item_id))) THEN
            RAISE EXCEPTION 'commitments are not what members stated'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'purchase_lots_committed';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER purchase_lots_committed AFTER UPDATE OF state ON purchase_lots
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_award();
    """)
    for table in (*APPEND_ONLY, "purchase_readings"):
        script(f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
        """)
    # The journal tells what was decided, never who needs what: needs, opt-outs, commitments and orders stay out of it;
    # the hash of the award, which is in it, covers them.
    for table, arguments in (
        ("purchase_rounds", "'id', 'description', 'undertaking'"),
        ("purchase_lots", "'id', 'description', 'certificate'"),
        ("purchase_quotes", "'id', 'sealed', 'content'"),
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
    whole = "round_id IN (SELECT my_whole_rounds())"
    # While an adopted vote is applied, whoever closes it awards what was voted.
    voted = f"{led} OR agreement_id IN (SELECT my_governed_agreements())"
    own = f"({joined} AND {mine}) OR {whole} OR agreement_id IN (SELECT my_governed_agreements())"
    protect("purchase_suppliers", select=joined, insert=led, update=led, delete=led)
    protect("purchase_rounds", select=joined, insert=led, update=voted)
    answering = f"({active} AND {mine}) OR {led}"
    protect("purchase_members", select=own, insert=led, update=answering, delete=led)
    protect("purchase_lots", select=joined, insert=led, update=voted, delete=led)
    protect("purchase_items", select=joined, insert=led, update=led, delete=led)
    shown = f"{joined} AND (organisation_id IS NULL OR {mine}) OR {led}"
    protect(
        "purchase_documents",
        select=shown,
        insert=f"({active} AND {mine}) OR {led}",
        delete=f"({active} AND {mine}) OR {led}",
    )
    protect("purchase_needs", select=own, insert=answering, update=answering, delete=answering)
    leaving = f"{active} AND {mine}"
    protect("purchase_opt_outs", select=own, insert=leaving, delete=leaving)
    protect("purchase_quotes", select=joined, insert=led, update=led, delete=led)
    protect("purchase_publications", select=joined, insert=voted)
    protect("purchase_commitments", select=own, insert=voted)
    protect(
        "purchase_positions",
        select=f"{whole} OR agreement_id IN (SELECT my_governed_agreements())",
        insert=voted,
    )
    protect("purchase_orders", select=own, insert=answering, update=answering)
    protect("purchase_results", select=own, insert=led)
    protect("purchase_rebates", select=whole, insert=led)
    protect("purchase_rebate_shares", select=own, insert=led)
    # The coordinator's own readings are read by every party, as those of the book; attempts by the coordinator.
    protect(
        "purchase_readings",
        select=f"{joined} AND (granted OR {mine}) OR {led}",
        insert=f"{joined} AND {mine}",
    )


def downgrade() -> None:
    script("""
    ALTER TABLE statements DROP COLUMN purchase_round_id;
    DROP TABLE purchase_readings, purchase_rebate_shares, purchase_rebates, purchase_results, purchase_orders,
        purchase_positions, purchase_commitments, purchase_publications, purchase_quotes, purchase_opt_outs, purchase_needs,
        purchase_documents, purchase_items, purchase_lots, purchase_members, purchase_rounds, purchase_suppliers CASCADE;
    DROP FUNCTION check_award(), count_order(), keep_lot(), keep_quote(), keep_opt_out(), keep_needs(),
        purchase_addresses(uuid, uuid[]), purchase_progress(uuid), my_whole_rounds();
    DROP INDEX debit_mandates_debtor_id_idx, settlement_answers_to_give_idx, allocation_shares_organisation_id_idx;
    """)
