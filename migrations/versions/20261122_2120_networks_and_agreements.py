"""Networks: memberships and benefits. Agreements: parties, terms, documents, commitments."""

from essaim.kit.migration import protect, script

revision = "networks_and_agreements"
down_revision = "organisations_and_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script("""
    CREATE TABLE memberships (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        network_id uuid NOT NULL REFERENCES organisations,
        organisation_id uuid NOT NULL REFERENCES organisations,
        category text NOT NULL CHECK (category IN ('member', 'associate')),
        state text NOT NULL CHECK (state IN ('requested', 'offered', 'active', 'declined', 'withdrawn')),
        payer_id uuid NOT NULL REFERENCES organisations,
        yearly_fee_cents bigint CHECK (yearly_fee_cents >= 0),
        asked_by uuid NOT NULL REFERENCES persons,
        asked_at timestamptz NOT NULL DEFAULT now(),
        answered_by uuid REFERENCES persons,
        answered_at timestamptz,
        starts_on date NOT NULL,
        ends_on date,
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT memberships_not_itself_check CHECK (network_id <> organisation_id),
        CONSTRAINT memberships_dates_check CHECK (ends_on IS NULL OR ends_on >= starts_on),
        CONSTRAINT memberships_no_overlap EXCLUDE USING gist (network_id WITH =, organisation_id WITH =,
            daterange(starts_on, ends_on, '[]') WITH &&) WHERE (state IN ('requested', 'offered', 'active'))
    );
    COMMENT ON COLUMN memberships.ends_on IS 'Last day of the membership.';
    CREATE INDEX memberships_organisation_id_idx ON memberships (organisation_id, network_id);
    CREATE INDEX memberships_network_id_idx ON memberships (network_id, state, id);

    -- A network may not be, even through others, a member of its own members.
    CREATE FUNCTION refuse_membership_cycle() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        -- Two memberships asked at once could each look harmless: one at a time.
        PERFORM pg_advisory_xact_lock(hashtext('memberships'));
        IF EXISTS (
            WITH RECURSIVE above (id) AS (
                SELECT NEW.network_id
                UNION
                SELECT m.network_id FROM memberships m JOIN above ON m.organisation_id = above.id
                WHERE m.state IN ('requested', 'offered', 'active') AND (m.ends_on IS NULL OR m.ends_on >= today())
                  AND m.id <> NEW.id
            ) SELECT FROM above WHERE id = NEW.organisation_id
        ) THEN
            RAISE EXCEPTION 'membership cycle'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'memberships_no_cycle';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER memberships_no_cycle BEFORE INSERT OR UPDATE OF network_id, organisation_id, state, ends_on
        ON memberships FOR EACH ROW WHEN (NEW.state IN ('requested', 'offered', 'active'))
        EXECUTE FUNCTION refuse_membership_cycle();

    CREATE TABLE benefits (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        network_id uuid NOT NULL REFERENCES organisations,
        code text NOT NULL CHECK (code ~ '^[a-z0-9_]{2,60}$'),
        name text NOT NULL,
        description text,
        passes_on boolean NOT NULL,
        for_associates boolean NOT NULL DEFAULT false,
        individual_fee_cents bigint CHECK (individual_fee_cents >= 0),
        starts_on date NOT NULL,
        ends_on date,
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT benefits_code_key UNIQUE (network_id, code),
        CONSTRAINT benefits_dates_check CHECK (ends_on IS NULL OR ends_on >= starts_on)
    );
    COMMENT ON COLUMN benefits.passes_on IS 'Also for the full members of this network''s member networks.';
    COMMENT ON COLUMN benefits.individual_fee_cents IS 'What one organisation would pay a year for it alone.';

    CREATE TABLE agreements (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        kind text NOT NULL CHECK (kind IN ('pool', 'partnership')),
        name text NOT NULL,
        purpose text NOT NULL,
        legal_form text NOT NULL CHECK (legal_form IN ('agreement', 'shared_means', 'gcsms', 'gcs', 'employer_group',
            'gie', 'association', 'cuma', 'scic', 'purchasing_group', 'common_fund', 'endowment_fund', 'collective')),
        confidentiality text NOT NULL DEFAULT 'aggregates'
            CHECK (confidentiality IN ('open', 'aggregates', 'coopetition')),
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'active', 'ended')),
        starts_on date NOT NULL,
        term_ends_on date,
        renewal_months integer NOT NULL DEFAULT 0 CHECK (renewal_months BETWEEN 0 AND 600),
        maximum_renewals integer CHECK (maximum_renewals >= 0),
        notice_months integer NOT NULL DEFAULT 0 CHECK (notice_months BETWEEN 0 AND 120),
        imbalance_tolerance_bp integer NOT NULL DEFAULT 1500 CHECK (imbalance_tolerance_bp BETWEEN 0 AND 10000),
        created_by uuid NOT NULL REFERENCES organisations,
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        sort_key text GENERATED ALWAYS AS (french_key(name)) STORED,
        CONSTRAINT agreements_term_check CHECK (term_ends_on IS NULL OR term_ends_on >= starts_on)
    );
    CREATE INDEX agreements_sort_key_idx ON agreements (kind, sort_key, id);
    COMMENT ON COLUMN agreements.term_ends_on IS 'Last day of the initial term; silent renewals follow from it.';

    CREATE TABLE parties (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        organisation_id uuid NOT NULL REFERENCES organisations,
        role text NOT NULL CHECK (role IN ('lead', 'party', 'observer')),
        side text CHECK (side IN ('a', 'b')),
        college text,
        state text NOT NULL CHECK (state IN ('invited', 'accepted', 'declined', 'left')),
        invited_by uuid NOT NULL REFERENCES organisations,
        invited_at timestamptz NOT NULL DEFAULT now(),
        answered_at timestamptz,
        joined_on date,
        notice_given_on date,
        left_on date,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT parties_organisation_key UNIQUE (agreement_id, organisation_id)
    );
    CREATE INDEX parties_organisation_id_idx ON parties (organisation_id, state);
    CREATE UNIQUE INDEX parties_one_lead_key ON parties (agreement_id) WHERE role = 'lead' AND state <> 'left';

    CREATE TABLE agreement_documents (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        kind text NOT NULL CHECK (kind IN ('convention', 'amendment', 'statutes', 'house_rules', 'charter', 'minutes',
            'budget', 'quote', 'price_list', 'confidentiality', 'other')),
        title text NOT NULL,
        file_name text NOT NULL,
        media_type text NOT NULL,
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        size integer NOT NULL CHECK (size BETWEEN 1 AND 10485760),
        content bytea NOT NULL,
        signed_on date,
        added_by uuid NOT NULL REFERENCES organisations,
        added_by_person uuid NOT NULL REFERENCES persons,
        added_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT agreement_documents_sha256_key UNIQUE (agreement_id, sha256),
        CONSTRAINT agreement_documents_content_check CHECK (sha256 = encode(sha256(content), 'hex')
            AND size = octet_length(content))
    );
    -- What was signed stays as it was: documents are never changed, and a signed one never removed.
    CREATE FUNCTION refuse_document_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' OR OLD.signed_on IS NOT NULL THEN
            RAISE EXCEPTION 'a signed document never changes'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_documents_immutable';
        END IF;
        RETURN OLD;
    END $$;
    CREATE TRIGGER agreement_documents_immutable BEFORE UPDATE OR DELETE ON agreement_documents
        FOR EACH ROW EXECUTE FUNCTION refuse_document_change();

    CREATE TABLE commitments (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        promiser_id uuid NOT NULL REFERENCES organisations,
        side text NOT NULL CHECK (side IN ('a', 'b')),
        title text NOT NULL,
        unit text NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        measure numeric(12, 4) NOT NULL DEFAULT 1 CHECK (measure > 0),
        measure_unit text,
        measure_note text,
        unit_value_cents bigint NOT NULL CHECK (unit_value_cents >= 0),
        valuation_source text NOT NULL,
        accounting_treatment text NOT NULL DEFAULT 'memo'
            CHECK (accounting_treatment IN ('memo', 'exchange', 'in_kind_contribution')),
        due_on date,
        version integer NOT NULL DEFAULT 1,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE INDEX commitments_agreement_id_idx ON commitments (agreement_id, side, id);
    COMMENT ON COLUMN commitments.measure IS 'How much one unit is worth of what is valued: 18 tutor-hours in a placement.';

    -- Agreements of which the organisation acted for is, was or is invited to be a party.
    CREATE FUNCTION my_agreements() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT agreement_id FROM parties
        WHERE organisation_id = current_organisation() AND state IN ('invited', 'accepted', 'left') $$;
    CREATE FUNCTION my_active_agreements() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT agreement_id FROM parties
        WHERE organisation_id = current_organisation() AND state = 'accepted' $$;
    CREATE FUNCTION my_led_agreements() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT agreement_id FROM parties
        WHERE organisation_id = current_organisation() AND state = 'accepted' AND role = 'lead'
        UNION SELECT a.id FROM agreements a WHERE a.created_by = current_organisation()
            AND NOT EXISTS (SELECT FROM parties p WHERE p.agreement_id = a.id) $$;
    CREATE FUNCTION my_partners() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT DISTINCT organisation_id FROM parties
        WHERE state = 'accepted' AND agreement_id IN (SELECT my_active_agreements()) $$;
    REVOKE ALL ON FUNCTION my_agreements(), my_active_agreements(), my_led_agreements(), my_partners() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION my_agreements(), my_active_agreements(), my_led_agreements(), my_partners()
        TO essaim_app;
    """)
    mine = "organisation_id = current_organisation()"
    either_side = f"network_id = current_organisation() OR {mine}"
    protect(
        "memberships",
        # Who belongs to which network is public knowledge once both sides confirmed it.
        select=f"state = 'active' OR {either_side}",
        insert=either_side,
        update=either_side,
    )
    network_own = "network_id = current_organisation()"
    protect("benefits", select="true", insert=network_own, update=network_own, delete=network_own)
    protect(
        "figures",
        select=f"{mine} OR visibility = 'public' OR (visibility = 'partners' AND organisation_id IN (SELECT my_partners()))"
        " OR organisation_id IN (SELECT my_unclaimed_organisations())",
        insert=f"{mine} OR organisation_id IN (SELECT my_unclaimed_organisations())",
        update=f"{mine} OR organisation_id IN (SELECT my_unclaimed_organisations())",
        delete=f"{mine} OR organisation_id IN (SELECT my_unclaimed_organisations())",
    )
    protect(
        "agreements",
        select="id IN (SELECT my_agreements()) OR created_by = current_organisation()",
        insert="created_by = current_organisation()",
        update="id IN (SELECT my_led_agreements())",
    )
    of_mine = "agreement_id IN (SELECT my_agreements())"
    led = "agreement_id IN (SELECT my_led_agreements())"
    active = "agreement_id IN (SELECT my_active_agreements())"
    protect("parties", select=f"{of_mine} OR {mine}", insert=led, update=f"{led} OR {mine}")
    protect("agreement_documents", select=of_mine, insert=active, delete=active)
    protect("commitments", select=of_mine, insert=active, update=active, delete=active)


def downgrade() -> None:
    script("""
    DROP TABLE commitments, agreement_documents, parties, agreements, benefits, memberships CASCADE;
    DROP FUNCTION my_partners(), my_led_agreements(), my_active_agreements(), refuse_document_change(),
        refuse_membership_cycle() CASCADE;
    DROP FUNCTION my_agreements() CASCADE;
    """)
