"""Rules the members vote: versions of rules, decisions, frozen electorate, proxies, one ballot per organisation."""

from essaim.kit.migration import protect, script

revision = "rulebooks_and_decisions"
down_revision = "audit_and_ledger"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script("""
    ALTER TABLE agreements ADD COLUMN open_to_requests boolean NOT NULL DEFAULT false;
    COMMENT ON COLUMN agreements.open_to_requests IS
        'Any signed-in organisation reads its name, purpose and lead, and may ask to join.';
    CREATE INDEX agreements_open_to_requests_idx ON agreements (sort_key, id)
        WHERE open_to_requests AND state = 'active';
    ALTER TABLE parties DROP CONSTRAINT parties_state_check;
    ALTER TABLE parties ADD CONSTRAINT parties_state_check
        CHECK (state IN ('requested', 'invited', 'accepted', 'declined', 'left'));
    ALTER TABLE parties ADD COLUMN request_note text;
    ALTER TABLE parties ADD COLUMN excluded boolean NOT NULL DEFAULT false;

    COMMENT ON COLUMN parties.request_note IS 'Why the organisation asked to join; null when it was invited.';
    -- A party that left and asks to come back keeps reading the years it took part in while it waits.
    CREATE OR REPLACE FUNCTION my_agreements() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT agreement_id FROM parties
        WHERE organisation_id = current_organisation() AND (state IN ('invited', 'accepted', 'left')
            OR (state = 'requested' AND left_on IS NOT NULL)) $$;

    CREATE TABLE agreement_rules (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        number integer NOT NULL CHECK (number > 0),
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'adopted', 'withdrawn')),
        content jsonb NOT NULL,
        note text NOT NULL,
        proposed_by uuid NOT NULL REFERENCES organisations,
        proposed_by_person uuid NOT NULL REFERENCES persons,
        created_at timestamptz NOT NULL DEFAULT now(),
        basis text CHECK (basis IN ('founding', 'decision')),
        decision_id uuid,
        adopted_at timestamptz,
        in_force_from date,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT agreement_rules_number_key UNIQUE (agreement_id, number),
        CONSTRAINT agreement_rules_adopted_check CHECK ((state = 'adopted') = (in_force_from IS NOT NULL)
            AND (state = 'adopted') = (basis IS NOT NULL) AND (state = 'adopted') = (adopted_at IS NOT NULL)
            AND (decision_id IS NOT NULL) = (basis IS NOT DISTINCT FROM 'decision'))
    );
    COMMENT ON COLUMN agreement_rules.note IS 'Why this version is proposed.';
    COMMENT ON COLUMN agreement_rules.basis IS
        'founding: accepted by every party when the agreement was put in force; decision: adopted by a vote.';
    CREATE FUNCTION refuse_rules_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'adopted rules never change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_rules_immutable';
    END $$;
    CREATE TRIGGER agreement_rules_immutable BEFORE UPDATE OR DELETE ON agreement_rules
        FOR EACH ROW WHEN (OLD.state = 'adopted') EXECUTE FUNCTION refuse_rules_change();
    -- Nobody changes a version under those who are asked to vote on it.
    CREATE FUNCTION refuse_rules_under_vote() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        IF EXISTS (SELECT FROM decisions WHERE subject_id = OLD.id AND effect = 'adopt_rules'
                   AND state IN ('convened', 'open')) THEN
            RAISE EXCEPTION 'under vote' USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_rules_under_vote';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER agreement_rules_under_vote BEFORE UPDATE OF content, state ON agreement_rules
        FOR EACH ROW EXECUTE FUNCTION refuse_rules_under_vote();

    CREATE TABLE decisions (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        number integer NOT NULL CHECK (number > 0),
        title text NOT NULL,
        reason text NOT NULL,
        effect text NOT NULL,
        subject_id uuid,
        subject jsonb NOT NULL DEFAULT '{}',
        ballot text NOT NULL CHECK (ballot IN ('named', 'secret')),
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'convened', 'open', 'closed', 'withdrawn')),
        outcome text CHECK (outcome IN ('adopted', 'rejected', 'no_quorum')),
        urgent boolean NOT NULL DEFAULT false,
        call integer NOT NULL DEFAULT 1 CHECK (call IN (1, 2)),
        first_call_id uuid REFERENCES decisions,
        place text,
        opens_at timestamptz,
        closes_at timestamptz,
        proxy_limit integer NOT NULL DEFAULT 0 CHECK (proxy_limit >= 0),
        rules_id uuid REFERENCES agreement_rules,
        rule jsonb,
        without_vote jsonb NOT NULL DEFAULT '[]',
        proposed_by uuid NOT NULL REFERENCES organisations,
        proposed_by_person uuid NOT NULL REFERENCES persons,
        created_at timestamptz NOT NULL DEFAULT now(),
        convened_at timestamptz,
        convened_by uuid REFERENCES organisations,
        convened_by_person uuid REFERENCES persons,
        opened_at timestamptz,
        closed_at timestamptz,
        result jsonb,
        effect_state text NOT NULL DEFAULT 'none'
            CHECK (effect_state IN ('none', 'pending', 'applied', 'conditional', 'refused')),
        effect_refusal jsonb,
        minutes_id uuid REFERENCES agreement_documents,
        fictional boolean NOT NULL DEFAULT false,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT decisions_number_key UNIQUE (agreement_id, number),
        CONSTRAINT decisions_first_call_key UNIQUE (first_call_id),
        CONSTRAINT decisions_second_call_check CHECK ((call = 2) = (first_call_id IS NOT NULL)),
        CONSTRAINT decisions_times_check CHECK (closes_at > opens_at),
        CONSTRAINT decisions_convened_check CHECK (state IN ('draft', 'withdrawn')
            OR (opens_at IS NOT NULL AND closes_at IS NOT NULL AND convened_at IS NOT NULL)),
        CONSTRAINT decisions_closed_check CHECK ((state = 'closed') = (outcome IS NOT NULL AND result IS NOT NULL))
    );
    CREATE INDEX decisions_agreement_id_idx ON decisions (agreement_id, id);
    CREATE INDEX decisions_due_idx ON decisions (opens_at, closes_at) WHERE state IN ('convened', 'open');
    -- One question about one thing at a time.
    CREATE UNIQUE INDEX decisions_asked_once_key ON decisions (agreement_id, effect, subject_id)
        WHERE state IN ('convened', 'open') AND subject_id IS NOT NULL;
    COMMENT ON COLUMN decisions.rule IS 'The voting rule applied, frozen when the vote opened.';
    COMMENT ON COLUMN decisions.without_vote IS 'Parties that have no vote in this decision, and why.';
    ALTER TABLE agreement_rules ADD FOREIGN KEY (decision_id) REFERENCES decisions;
    ALTER TABLE ledger_transactions ADD FOREIGN KEY (decision_id) REFERENCES decisions;

    CREATE TABLE decision_supports (
        decision_id uuid NOT NULL REFERENCES decisions,
        organisation_id uuid NOT NULL REFERENCES organisations,
        agreement_id uuid NOT NULL REFERENCES agreements,
        person_id uuid NOT NULL REFERENCES persons,
        supported_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (decision_id, organisation_id)
    );
    -- decision_supports: a third of the members may have a decision convened without the lead.

    CREATE TABLE decision_voters (
        decision_id uuid NOT NULL REFERENCES decisions,
        organisation_id uuid NOT NULL REFERENCES organisations,
        agreement_id uuid NOT NULL REFERENCES agreements,
        legal_person text NOT NULL,
        college text NOT NULL DEFAULT '',
        votes bigint NOT NULL CHECK (votes > 0),
        contribution_cents bigint NOT NULL DEFAULT 0 CHECK (contribution_cents >= 0),
        chair boolean NOT NULL DEFAULT false,
        PRIMARY KEY (decision_id, organisation_id),
        CONSTRAINT decision_voters_legal_person_key UNIQUE (decision_id, legal_person)
    );
    -- decision_voters: the electorate, frozen when the vote opens.
    COMMENT ON COLUMN decision_voters.legal_person IS 'SIREN, else RNA number, else the record itself: one vote each.';

    CREATE TABLE proxies (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        decision_id uuid NOT NULL REFERENCES decisions,
        agreement_id uuid NOT NULL REFERENCES agreements,
        giver_id uuid NOT NULL REFERENCES organisations,
        holder_id uuid NOT NULL REFERENCES organisations,
        given_by uuid NOT NULL REFERENCES persons,
        mandate_id uuid NOT NULL REFERENCES mandates,
        given_at timestamptz NOT NULL DEFAULT now(),
        revoked_at timestamptz,
        CONSTRAINT proxies_another_check CHECK (giver_id <> holder_id)
    );
    CREATE UNIQUE INDEX proxies_giver_key ON proxies (decision_id, giver_id) WHERE revoked_at IS NULL;
    CREATE INDEX proxies_holder_id_idx ON proxies (decision_id, holder_id) WHERE revoked_at IS NULL;

    CREATE TABLE ballots (
        decision_id uuid NOT NULL REFERENCES decisions,
        organisation_id uuid NOT NULL,
        agreement_id uuid NOT NULL REFERENCES agreements,
        choice text CHECK (choice IN ('yes', 'no', 'abstain')),
        cast_by uuid NOT NULL REFERENCES organisations,
        person_id uuid NOT NULL REFERENCES persons,
        mandate_id uuid NOT NULL REFERENCES mandates,
        cast_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (decision_id, organisation_id),
        CONSTRAINT ballots_electorate_fkey FOREIGN KEY (decision_id, organisation_id) REFERENCES decision_voters
    );
    COMMENT ON COLUMN ballots.choice IS 'Null in a secret ballot: only the tally is kept.';
    COMMENT ON COLUMN ballots.cast_by IS 'The organisation itself, or the holder of its proxy.';
    CREATE TABLE decision_tallies (
        decision_id uuid NOT NULL REFERENCES decisions,
        agreement_id uuid NOT NULL REFERENCES agreements,
        college text NOT NULL,
        choice text NOT NULL CHECK (choice IN ('yes', 'no', 'abstain')),
        ballots integer NOT NULL CHECK (ballots >= 0),
        votes bigint NOT NULL CHECK (votes >= 0),
        PRIMARY KEY (decision_id, college, choice)
    );
    -- decision_tallies: secret ballots, counted as they are cast and readable once the vote is closed. The three
    -- lines of a college are written anew by each of its ballots: no transaction number shared with one tells its choice.

    -- A proxy is given before its vote is cast, by who holds none, within the limit frozen with the convocation.
    CREATE FUNCTION check_proxy() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    DECLARE asked decisions;
    BEGIN
        -- Whoever gives or holds in this decision waits here: two proxies for one holder come one after the other.
        PERFORM pg_advisory_xact_lock(hashtextextended('proxies ' || NEW.decision_id, 0));
        SELECT * INTO asked FROM decisions WHERE id = NEW.decision_id FOR SHARE;
        IF asked.state NOT IN ('convened', 'open') THEN
            RAISE EXCEPTION 'not open' USING ERRCODE = 'check_violation', CONSTRAINT = 'proxies_decision_open';
        END IF;
        IF EXISTS (SELECT FROM ballots WHERE decision_id = NEW.decision_id AND organisation_id = NEW.giver_id) THEN
            RAISE EXCEPTION 'vote cast' USING ERRCODE = 'check_violation', CONSTRAINT = 'proxies_before_the_vote';
        END IF;
        IF NEW.revoked_at IS NOT NULL THEN
            RETURN NEW;
        END IF;
        IF EXISTS (SELECT FROM proxies WHERE decision_id = NEW.decision_id AND revoked_at IS NULL AND id <> NEW.id
                   AND (giver_id = NEW.holder_id OR holder_id = NEW.giver_id)) THEN
            RAISE EXCEPTION 'chain' USING ERRCODE = 'check_violation', CONSTRAINT = 'proxies_no_chain';
        END IF;
        IF (SELECT count(*) FROM proxies WHERE decision_id = NEW.decision_id AND holder_id = NEW.holder_id
            AND revoked_at IS NULL AND id <> NEW.id) >= asked.proxy_limit THEN
            RAISE EXCEPTION 'limit' USING ERRCODE = 'check_violation', CONSTRAINT = 'proxies_limit';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER proxies_check BEFORE INSERT OR UPDATE ON proxies FOR EACH ROW EXECUTE FUNCTION check_proxy();

    -- The one way to vote. A secret choice goes to the tally and nowhere else.
    CREATE FUNCTION cast_ballot(in_decision uuid, in_organisation uuid, in_choice text, in_mandate uuid) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE asked decisions; voter decision_voters; me uuid := current_organisation();
    BEGIN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended('proxies ' || in_decision, 0));
        SELECT * INTO asked FROM decisions WHERE id = in_decision FOR SHARE;
        IF asked.state IS DISTINCT FROM 'open' THEN
            RAISE EXCEPTION 'not open' USING ERRCODE = 'check_violation', CONSTRAINT = 'ballots_decision_open';
        END IF;
        -- A proxy holds between two organisations that vote: whoever lost its own vote brings no other.
        IF in_organisation IS DISTINCT FROM me AND NOT EXISTS (
            SELECT FROM proxies p JOIN decision_voters v ON v.decision_id = p.decision_id AND v.organisation_id = p.holder_id
            WHERE p.decision_id = in_decision AND p.giver_id = in_organisation AND p.holder_id = me
                AND p.revoked_at IS NULL) THEN
            RAISE EXCEPTION 'no proxy' USING ERRCODE = 'check_violation', CONSTRAINT = 'ballots_own_or_proxy';
        END IF;
        IF in_organisation = me AND EXISTS (
            SELECT FROM proxies p JOIN decision_voters v ON v.decision_id = p.decision_id AND v.organisation_id = p.holder_id
            WHERE p.decision_id = in_decision AND p.giver_id = me AND p.revoked_at IS NULL) THEN
            RAISE EXCEPTION 'proxy given' USING ERRCODE = 'check_violation', CONSTRAINT = 'ballots_proxy_given';
        END IF;
        IF NOT EXISTS (SELECT FROM mandates WHERE id = in_mandate AND organisation_id = me
                       AND person_id = current_person() AND 'vote' = ANY (powers)
                       AND (ends_on IS NULL OR ends_on >= today())) THEN
            RAISE EXCEPTION 'no mandate' USING ERRCODE = 'check_violation', CONSTRAINT = 'ballots_mandate';
        END IF;
        SELECT * INTO voter FROM decision_voters WHERE decision_id = in_decision AND organisation_id = in_organisation;
        INSERT INTO ballots (decision_id, organisation_id, agreement_id, choice, cast_by, person_id, mandate_id)
            VALUES (in_decision, in_organisation, asked.agreement_id,
                CASE asked.ballot WHEN 'named' THEN in_choice END, me, current_person(), in_mandate);
        IF asked.ballot = 'secret' THEN
            INSERT INTO decision_tallies
                SELECT in_decision, asked.agreement_id, voter.college, choice, 0, 0
                  FROM unnest(ARRAY['abstain', 'no', 'yes']) AS choice ORDER BY choice
                ON CONFLICT DO NOTHING;
            PERFORM FROM decision_tallies t WHERE t.decision_id = in_decision AND t.college = voter.college
                ORDER BY t.choice FOR UPDATE;
            UPDATE decision_tallies t
               SET ballots = t.ballots + (t.choice = in_choice)::int,
                   votes = t.votes + CASE WHEN t.choice = in_choice THEN voter.votes ELSE 0 END
             WHERE t.decision_id = in_decision AND t.college = voter.college;
        END IF;
    END $$;
    REVOKE ALL ON FUNCTION cast_ballot(uuid, uuid, text, uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION cast_ballot(uuid, uuid, text, uuid) TO essaim_app;

    CREATE TRIGGER ballots_append_only BEFORE UPDATE OR DELETE ON ballots
        FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
    CREATE TRIGGER ballots_never_emptied BEFORE TRUNCATE ON ballots
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
    CREATE TRIGGER decision_voters_append_only BEFORE UPDATE OR DELETE ON decision_voters
        FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
    CREATE FUNCTION refuse_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' OR (OLD.state = 'closed' AND (to_jsonb(OLD) - '{effect_state,effect_refusal,minutes_id,version}'::text[])
            IS DISTINCT FROM (to_jsonb(NEW) - '{effect_state,effect_refusal,minutes_id,version}'::text[])) THEN
            RAISE EXCEPTION 'what was decided stays'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'decisions_immutable';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER decisions_immutable BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW
        WHEN (OLD.state = 'closed') EXECUTE FUNCTION refuse_reopening();
    -- The minutes of a decision stay with it, as a signed document would.
    CREATE FUNCTION refuse_kept_removal() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the minutes of a decision stay'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_documents_immutable';
    END $$;
    ALTER TABLE agreement_documents ADD COLUMN kept boolean NOT NULL DEFAULT false;
    COMMENT ON COLUMN agreement_documents.kept IS 'Written by the software as the proof of a decision: never removed.';
    CREATE TRIGGER agreement_documents_kept BEFORE DELETE ON agreement_documents FOR EACH ROW
        WHEN (OLD.kept) EXECUTE FUNCTION refuse_kept_removal();

    CREATE CONSTRAINT TRIGGER agreement_rules_audit AFTER INSERT OR UPDATE OR DELETE ON agreement_rules
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row('id');
    CREATE CONSTRAINT TRIGGER decisions_audit AFTER INSERT OR UPDATE OR DELETE ON decisions
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row('id');
    CREATE CONSTRAINT TRIGGER decision_voters_audit AFTER INSERT ON decision_voters
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row('organisation_id');
    CREATE CONSTRAINT TRIGGER proxies_audit AFTER INSERT OR UPDATE ON proxies
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row('id');
    -- A secret ballot has no choice to record; tallies are recorded in the result, at closing.
    CREATE CONSTRAINT TRIGGER ballots_audit AFTER INSERT ON ballots
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row('organisation_id');

    -- The agreement whose adopted decision this transaction is applying: for the effects the lead's rights do not cover.
    CREATE FUNCTION my_governed_agreements() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT agreement_id FROM decisions
        WHERE id = nullif(current_setting('essaim.decision', true), '')::uuid AND state = 'closed'
          AND outcome = 'adopted' AND effect_state = 'pending'
          AND agreement_id IN (SELECT my_active_agreements()) $$;
    -- A vote against admitting an organisation answers its request.
    CREATE FUNCTION decline_rejected_request(in_decision uuid) RETURNS void LANGUAGE sql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        UPDATE parties p SET state = CASE WHEN p.left_on IS NULL THEN 'declined' ELSE 'left' END,
            answered_at = now(), version = p.version + 1
        FROM decisions d
        WHERE d.id = in_decision AND d.effect = 'admit_party' AND d.state = 'closed' AND d.outcome = 'rejected'
          AND d.agreement_id IN (SELECT my_active_agreements())
          AND p.id = d.subject_id AND p.agreement_id = d.agreement_id AND p.state = 'requested' $$;
    -- Those that asked to join never admit themselves, and ask only where requests are taken.
    CREATE FUNCTION refuse_self_admission() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')
            AND NOT EXISTS (SELECT FROM my_led_agreements() led(id) WHERE led.id = NEW.agreement_id)
            AND NOT EXISTS (SELECT FROM my_governed_agreements() governed(id) WHERE governed.id = NEW.agreement_id)
            AND (CASE WHEN OLD.state = 'requested' THEN NEW.state NOT IN ('requested', 'declined', 'left')
                ELSE NEW.state = 'requested' AND NOT EXISTS (
                    SELECT FROM open_agreements() opened(id) WHERE opened.id = NEW.agreement_id) END) THEN
            RAISE EXCEPTION 'admitted by others'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'parties_admitted_by_others';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER parties_admitted_by_others BEFORE UPDATE OF state ON parties
        FOR EACH ROW EXECUTE FUNCTION refuse_self_admission();
    -- Agreements one asked to join, while the request waits or once it was refused: their name is not unknown to it.
    CREATE FUNCTION my_requested_agreements() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT agreement_id FROM parties WHERE organisation_id = current_organisation()
            AND state IN ('requested', 'declined') AND request_note IS NOT NULL $$;
    -- Agreements that anybody signed in may ask to join.
    CREATE FUNCTION open_agreements() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT id FROM agreements WHERE open_to_requests AND state = 'active' AND current_organisation() IS NOT NULL $$;
    REVOKE ALL ON FUNCTION my_governed_agreements(), open_agreements(), my_requested_agreements(),
        decline_rejected_request(uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION my_governed_agreements(), open_agreements(), my_requested_agreements(),
        decline_rejected_request(uuid) TO essaim_app;
    """)
    mine = "organisation_id = current_organisation()"
    led = "agreement_id IN (SELECT my_led_agreements())"
    governed = "agreement_id IN (SELECT my_governed_agreements())"
    of_mine = "agreement_id IN (SELECT my_agreements())"
    active = "agreement_id IN (SELECT my_active_agreements())"
    joined = "agreement_id IN (SELECT my_joined_agreements())"
    asks = f"{mine} AND state = 'requested' AND agreement_id IN (SELECT open_agreements())"
    script(f"""
    ALTER POLICY agreements_select ON agreements USING (id IN (SELECT my_agreements())
        OR created_by = current_organisation() OR id IN (SELECT open_agreements())
        OR id IN (SELECT my_requested_agreements()));
    ALTER POLICY agreements_update ON agreements
        USING (id IN (SELECT my_led_agreements()) OR id IN (SELECT my_governed_agreements()))
        WITH CHECK (id IN (SELECT my_led_agreements()) OR id IN (SELECT my_governed_agreements()));
    ALTER POLICY parties_select ON parties USING ({of_mine} OR {mine}
        OR (role = 'lead' AND (agreement_id IN (SELECT open_agreements())
            OR agreement_id IN (SELECT my_requested_agreements()))));
    ALTER POLICY parties_insert ON parties WITH CHECK ({led} OR {governed} OR ({asks}));
    ALTER POLICY parties_update ON parties USING ({led} OR {governed} OR {mine})
        WITH CHECK ({led} OR {governed} OR {mine});
    """)
    proposer = f"proposed_by = current_organisation() AND {active}"
    protect(
        "agreement_rules",
        select=of_mine,
        insert=f"{proposer} AND state = 'draft'",
        update=f"{led} OR {governed} OR ({proposer})",
    )
    # Only a vote adopts rules, or the lead with a draft that every party has accepted.
    draft = "agreement_id IN (SELECT id FROM agreements WHERE state = 'draft')"
    founding = " AND ".join((led, "basis = 'founding'", draft))
    proposed = f"state <> 'adopted' AND ({led} OR ({proposer}))"
    script(f"""
    ALTER POLICY agreement_rules_update ON agreement_rules WITH CHECK ({governed} OR ({founding}) OR ({proposed}));
    """)
    protect("decisions", select=joined, insert=active, update=active)
    protect("decision_supports", select=joined, insert=f"{active} AND {mine}", delete=f"{active} AND {mine}")
    protect("decision_voters", select=joined, insert=active)
    protect(
        "proxies",
        select=joined,
        insert=f"{active} AND giver_id = current_organisation()",
        update=f"{active} AND giver_id = current_organisation()",
    )
    protect("ballots", select=joined)
    # Set first by whoever closes a vote, in the transaction that counts it.
    closed = "decision_id IN (SELECT id FROM decisions WHERE closed_at IS NOT NULL)"
    protect("decision_tallies", select=f"{joined} AND {closed}")


def downgrade() -> None:
    script("""
    ALTER TABLE ledger_transactions DROP CONSTRAINT ledger_transactions_decision_id_fkey;
    DROP TRIGGER agreement_documents_kept ON agreement_documents;
    ALTER TABLE agreement_documents DROP COLUMN kept;
    DROP TABLE decision_tallies, ballots, proxies, decision_voters, decision_supports CASCADE;
    DROP TABLE agreement_rules, decisions CASCADE;
    ALTER POLICY agreements_select ON agreements
        USING (id IN (SELECT my_agreements()) OR created_by = current_organisation());
    ALTER POLICY agreements_update ON agreements USING (id IN (SELECT my_led_agreements()))
        WITH CHECK (id IN (SELECT my_led_agreements()));
    ALTER POLICY parties_select ON parties
        USING (agreement_id IN (SELECT my_agreements()) OR organisation_id = current_organisation());
    ALTER POLICY parties_insert ON parties WITH CHECK (agreement_id IN (SELECT my_led_agreements()));
    ALTER POLICY parties_update ON parties
        USING (agreement_id IN (SELECT my_led_agreements()) OR organisation_id = current_organisation())
        WITH CHECK (agreement_id IN (SELECT my_led_agreements()) OR organisation_id = current_organisation());
    DROP TRIGGER parties_admitted_by_others ON parties;
    CREATE OR REPLACE FUNCTION my_agreements() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT agreement_id FROM parties
        WHERE organisation_id = current_organisation() AND state IN ('invited', 'accepted', 'left') $$;
    DROP FUNCTION my_governed_agreements(), open_agreements(), refuse_kept_removal(), my_requested_agreements(), refuse_self_admission(),
        decline_rejected_request(uuid), refuse_rules_under_vote(), cast_ballot(uuid, uuid, text, uuid), check_proxy(),
        refuse_reopening(), refuse_rules_change();
    UPDATE parties SET state = 'left' WHERE state = 'requested' AND left_on IS NOT NULL;
    DELETE FROM parties WHERE state = 'requested';
    SET CONSTRAINTS ALL IMMEDIATE;
    ALTER TABLE parties DROP COLUMN request_note, DROP COLUMN excluded, DROP CONSTRAINT parties_state_check;
    ALTER TABLE parties ADD CONSTRAINT parties_state_check CHECK (state IN ('invited', 'accepted', 'declined', 'left'));
    ALTER TABLE agreements DROP COLUMN open_to_requests;
    """)
