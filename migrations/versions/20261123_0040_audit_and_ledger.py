"""Audit: one hash chain per agreement. Ledger: accounts, transactions, postings, and the one way to write them."""

from essaim.kit.migration import protect, script

revision = "audit_and_ledger"
down_revision = "learn_every_word"
branch_labels = None
depends_on = None

# A posting is never changed: every table below with this trigger only grows, even for the owner.
APPEND_ONLY = (
    "audit_records",
    "ledger_transactions",
    "ledger_postings",
    "ledger_publications",
    "ledger_readings",
)


def upgrade() -> None:
    script("""
    CREATE TABLE audit_heads (
        agreement_id uuid PRIMARY KEY REFERENCES agreements,
        seq bigint NOT NULL,
        hash bytea NOT NULL
    );
    CREATE TABLE audit_records (
        agreement_id uuid NOT NULL REFERENCES agreements,
        seq bigint NOT NULL CHECK (seq > 0),
        recorded_at timestamptz NOT NULL,
        organisation_id uuid,
        person_id uuid,
        action text NOT NULL CHECK (action ~ '^[a-z_]+[.][a-z_]+$'),
        subject_id text NOT NULL,
        content jsonb NOT NULL,
        salt uuid NOT NULL,
        previous bytea NOT NULL,
        hash bytea NOT NULL,
        PRIMARY KEY (agreement_id, seq)
    );
    COMMENT ON COLUMN audit_records.action IS 'Table and verb: parties.update.';
    COMMENT ON COLUMN audit_records.salt IS
        'Random: without it a party could try amounts until one gives the hash of a content withheld from it.';
    CREATE INDEX audit_records_subject_idx ON audit_records (agreement_id, subject_id, seq);
    CREATE INDEX audit_records_action_idx ON audit_records (agreement_id, action, seq);

    -- What a record's hash covers, in one text: fields joined by U+001F, instants in UTC to the microsecond.
    CREATE FUNCTION audit_hash(previous bytea, agreement uuid, seq bigint, at timestamptz, organisation uuid,
        person uuid, action text, subject text, salt uuid, content jsonb) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT sha256(previous || convert_to(concat_ws(chr(31), agreement::text, seq::text,
            to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), coalesce(organisation::text, ''),
            coalesce(person::text, ''), action, subject, salt::text, content::text), 'UTF8')) $$;

    CREATE FUNCTION audit_append(agreement uuid, action text, subject text, content jsonb) RETURNS void
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE head audit_heads; at timestamptz; salt uuid := gen_random_uuid(); made bytea;
    BEGIN
        INSERT INTO audit_heads VALUES (agreement, 0, sha256(convert_to(agreement::text, 'UTF8')))
            ON CONFLICT DO NOTHING;
        SELECT * INTO head FROM audit_heads WHERE agreement_id = agreement FOR UPDATE;
        at := clock_timestamp(); -- once the turn has come: instants follow the numbers
        made := audit_hash(head.hash, agreement, head.seq + 1, at, current_organisation(), current_person(),
            action, subject, salt, content);
        INSERT INTO audit_records VALUES (agreement, head.seq + 1, at, current_organisation(), current_person(),
            action, subject, content, salt, head.hash, made);
        UPDATE audit_heads SET seq = head.seq + 1, hash = made WHERE agreement_id = agreement;
    END $$;
    REVOKE ALL ON FUNCTION audit_append(uuid, text, text, jsonb) FROM PUBLIC;

    -- Runs at commit: the head is the last lock a transaction takes, so that no two wait for each other.
    -- Arguments of the trigger: the key column, then columns too heavy or too secret to record.
    -- In UTC whatever the session says: a row reads the same when it is compared with its record.
    CREATE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
    DECLARE
        stored jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
        own text := stored ->> TG_ARGV[0];
    BEGIN
        PERFORM audit_append((stored ->> CASE TG_TABLE_NAME WHEN 'agreements' THEN 'id' ELSE 'agreement_id' END)::uuid,
            TG_TABLE_NAME || '.' || lower(TG_OP), own, stored - TG_ARGV[1:]);
        RETURN NULL;
    END $$;

    CREATE TABLE ledger_books (
        agreement_id uuid PRIMARY KEY REFERENCES agreements,
        last_number bigint NOT NULL DEFAULT 0
    );
    -- ledger_books: transactions of an agreement are numbered without a gap.
    CREATE TABLE ledger_accounts (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        organisation_id uuid REFERENCES organisations,
        purpose text NOT NULL CHECK (purpose IN ('world', 'party', 'stake', 'common', 'project', 'due', 'payable',
            'income', 'expense', 'reserve', 'other')),
        subject_id uuid,
        label text,
        unit text NOT NULL CHECK (unit ~ '^[A-Z]{2,12}/[0-6]$'),
        minimum_balance bigint DEFAULT 0,
        balance bigint NOT NULL DEFAULT 0,
        opened_at timestamptz NOT NULL DEFAULT now(),
        closed_on date,
        CONSTRAINT ledger_accounts_key UNIQUE NULLS NOT DISTINCT
            (agreement_id, organisation_id, purpose, subject_id, label, unit),
        CONSTRAINT ledger_accounts_overdraft_check CHECK (minimum_balance IS NULL OR balance >= minimum_balance),
        CONSTRAINT ledger_accounts_party_check CHECK (purpose NOT IN ('party', 'stake', 'due', 'payable')
            OR organisation_id IS NOT NULL),
        CONSTRAINT ledger_accounts_closed_check CHECK (closed_on IS NULL OR balance = 0)
    );
    CREATE INDEX ledger_accounts_organisation_id_idx ON ledger_accounts (organisation_id, agreement_id);
    COMMENT ON COLUMN ledger_accounts.unit IS 'Code and decimals: EUR/2 counts cents.';
    COMMENT ON COLUMN ledger_accounts.minimum_balance IS 'Null: no limit. 0: no overdraft.';
    COMMENT ON COLUMN ledger_accounts.subject_id IS 'What it is kept for, a project for instance.';

    CREATE TABLE ledger_transactions (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        number bigint NOT NULL CHECK (number > 0),
        occurred_on date NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        kind text NOT NULL CHECK (kind IN ('contribution', 'charge', 'payment', 'commitment', 'release', 'settlement',
            'transfer', 'exchange', 'reversal')),
        description text NOT NULL,
        reference text,
        decision_id uuid,
        reverses_id uuid REFERENCES ledger_transactions,
        organisation_id uuid NOT NULL REFERENCES organisations,
        person_id uuid NOT NULL REFERENCES persons,
        CONSTRAINT ledger_transactions_number_key UNIQUE (agreement_id, number),
        CONSTRAINT ledger_transactions_reversed_once_key UNIQUE (reverses_id),
        CONSTRAINT ledger_transactions_reversal_check CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL))
    );
    CREATE TABLE ledger_postings (
        id bigint GENERATED ALWAYS AS IDENTITY,
        agreement_id uuid NOT NULL REFERENCES agreements,
        transaction_id uuid NOT NULL REFERENCES ledger_transactions,
        source_id uuid NOT NULL REFERENCES ledger_accounts,
        destination_id uuid NOT NULL REFERENCES ledger_accounts,
        amount bigint NOT NULL CHECK (amount > 0),
        source_balance bigint NOT NULL,
        destination_balance bigint NOT NULL,
        -- No index begins with the id: a statement is then always read from the index of its account, never from all postings.
        PRIMARY KEY (agreement_id, id),
        CONSTRAINT ledger_postings_two_accounts_check CHECK (source_id <> destination_id)
    );
    CREATE INDEX ledger_postings_transaction_id_idx ON ledger_postings (transaction_id);
    CREATE INDEX ledger_postings_source_id_idx ON ledger_postings (source_id, id);
    CREATE INDEX ledger_postings_destination_id_idx ON ledger_postings (destination_id, id);
    COMMENT ON COLUMN ledger_postings.source_balance IS 'Balance of the source once this posting is applied.';

    CREATE TABLE ledger_publications (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        through date NOT NULL,
        published_at timestamptz NOT NULL DEFAULT now(),
        published_by uuid NOT NULL REFERENCES organisations,
        published_by_person uuid NOT NULL REFERENCES persons,
        last_posting_id bigint NOT NULL,
        figures jsonb NOT NULL,
        CONSTRAINT ledger_publications_through_key UNIQUE (agreement_id, through)
    );
    -- ledger_publications: what parties read of common accounts where lines are not open: once per closing, by enough contributors.
    COMMENT ON COLUMN ledger_publications.figures IS
        'Per common account: account_id, the figure told (balance, as_of, contributors, last_posting_id, count_from), withheld (why it is not new).';

    CREATE TABLE ledger_readings (
        id uuid PRIMARY KEY DEFAULT uuid7(),
        agreement_id uuid NOT NULL REFERENCES agreements,
        organisation_id uuid NOT NULL REFERENCES organisations,
        person_id uuid NOT NULL REFERENCES persons,
        read_at timestamptz NOT NULL DEFAULT now(),
        operation text NOT NULL CHECK (operation ~ '^[a-z]+[.][a-z_]+$'),
        subject_id uuid,
        about uuid[] NOT NULL CHECK (cardinality(about) > 0)
    );
    CREATE INDEX ledger_readings_agreement_id_idx ON ledger_readings (agreement_id, id);
    COMMENT ON COLUMN ledger_readings.about IS
        'Between competitors: the organisations whose lines the lead read.';

    CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% only grows', TG_TABLE_NAME
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
    END $$;

    -- Agreements that the organisation acted for has joined, today or in its time: an invitation shows neither book nor votes.
    CREATE FUNCTION my_joined_agreements() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        SELECT agreement_id FROM parties
        WHERE organisation_id = current_organisation()
            AND (state IN ('accepted', 'left') OR (state = 'requested' AND left_on IS NOT NULL)) $$;
    REVOKE ALL ON FUNCTION my_joined_agreements() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION my_joined_agreements() TO essaim_app;

    -- The first lock of whoever writes a book, held until commit: accounts are opened and moved one transaction after another.
    CREATE FUNCTION hold_book(in_agreement uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    BEGIN
        -- The owner (jobs, demonstration data) writes for any agreement; the application for those of its caller.
        IF NOT pg_has_role(session_user, current_user, 'MEMBER')
           AND NOT in_agreement IN (SELECT my_active_agreements()) THEN
            RAISE EXCEPTION 'not a party' USING ERRCODE = 'insufficient_privilege';
        END IF;
        -- What is posted names the agreement: whoever changes it is waited for now, before the book is held.
        PERFORM FROM agreements WHERE id = in_agreement FOR KEY SHARE;
        INSERT INTO ledger_books VALUES (in_agreement) ON CONFLICT DO NOTHING;
        PERFORM FROM ledger_books WHERE agreement_id = in_agreement FOR UPDATE;
    END $$;
    REVOKE ALL ON FUNCTION hold_book(uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION hold_book(uuid) TO essaim_app;

    -- The one way to write the ledger: locks, numbers, moves and checks in one round trip.
    CREATE FUNCTION post_transaction(
        in_agreement uuid, in_occurred_on date, in_kind text, in_description text, in_reference text,
        in_decision uuid, in_reverses uuid, in_sources uuid[], in_destinations uuid[], in_amounts bigint[],
        OUT transaction_id uuid, OUT number bigint, OUT recorded_at timestamptz)
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE locked int; named int; last_closed date;
    BEGIN
        PERFORM hold_book(in_agreement);
        UPDATE ledger_books SET last_number = last_number + 1 WHERE agreement_id = in_agreement
            RETURNING last_number INTO number;

        IF in_reverses IS NOT NULL THEN
            IF EXISTS (SELECT FROM ledger_transactions t WHERE t.id = in_reverses AND t.kind = 'reversal') THEN
                RAISE EXCEPTION 'a reversal is not reversed'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transactions_no_double_reversal';
            END IF;
            -- The reversed posting, last first: exactly what was moved goes back.
            SELECT array_agg(p.destination_id ORDER BY p.id DESC), array_agg(p.source_id ORDER BY p.id DESC),
                   array_agg(p.amount ORDER BY p.id DESC)
              INTO in_sources, in_destinations, in_amounts
              FROM ledger_postings p JOIN ledger_transactions t ON t.id = p.transaction_id
             WHERE p.transaction_id = in_reverses AND t.agreement_id = in_agreement;
        END IF;
        IF coalesce(cardinality(in_sources), 0) = 0 OR cardinality(in_sources) <> cardinality(in_destinations)
           OR cardinality(in_sources) <> cardinality(in_amounts) THEN
            RAISE EXCEPTION 'no posting' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_postings_some_check';
        END IF;

        -- Always in the same order, so that crossing transactions wait instead of deadlocking.
        PERFORM FROM ledger_accounts a WHERE a.id = ANY (in_sources || in_destinations)
            ORDER BY a.id FOR NO KEY UPDATE;
        SELECT count(DISTINCT each) INTO named FROM unnest(in_sources || in_destinations) each;
        SELECT count(*), max(a.closed_on) INTO locked, last_closed FROM ledger_accounts a
         WHERE a.id = ANY (in_sources || in_destinations) AND a.agreement_id = in_agreement;
        IF locked <> named THEN
            RAISE EXCEPTION 'accounts of another agreement'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_postings_one_agreement';
        END IF;
        IF last_closed IS NOT NULL THEN
            RAISE EXCEPTION 'closed account'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_postings_open_accounts';
        END IF;
        IF EXISTS (SELECT FROM unnest(in_sources, in_destinations) AS move (source, destination)
                   JOIN ledger_accounts s ON s.id = move.source JOIN ledger_accounts d ON d.id = move.destination
                   WHERE s.unit <> d.unit) THEN
            RAISE EXCEPTION 'two units in one posting'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_postings_one_unit';
        END IF;

        INSERT INTO ledger_transactions AS t (agreement_id, number, occurred_on, kind, description, reference,
                decision_id, reverses_id, organisation_id, person_id)
            VALUES (in_agreement, post_transaction.number, in_occurred_on, in_kind, in_description, in_reference,
                in_decision, in_reverses, current_organisation(), current_person())
            RETURNING t.id, t.recorded_at INTO transaction_id, recorded_at;
        INSERT INTO ledger_postings (agreement_id, transaction_id, source_id, destination_id, amount, source_balance,
            destination_balance)
        SELECT in_agreement, post_transaction.transaction_id, source, destination, amount, source_after, destination_after
          FROM (SELECT rank, source, destination, amount,
                       max(after) FILTER (WHERE account = source) AS source_after,
                       max(after) FILTER (WHERE account = destination) AS destination_after
                  FROM (SELECT move.*, leg.account,
                               a.balance + sum(leg.change) OVER (PARTITION BY leg.account ORDER BY move.rank) AS after
                          FROM unnest(in_sources, in_destinations, in_amounts) WITH ORDINALITY
                               AS move (source, destination, amount, rank)
                         CROSS JOIN LATERAL (VALUES (move.source, -move.amount), (move.destination, move.amount))
                               AS leg (account, change)
                          JOIN ledger_accounts a ON a.id = leg.account) running
                 GROUP BY rank, source, destination, amount) moves
         ORDER BY rank;
        -- Each account once, with its net movement: only the outcome may not be overdrawn.
        UPDATE ledger_accounts a SET balance = a.balance + net.change
          FROM (SELECT leg.account, sum(leg.change)::bigint AS change
                  FROM unnest(in_sources, in_destinations, in_amounts) AS move (source, destination, amount)
                 CROSS JOIN LATERAL (VALUES (move.source, -move.amount), (move.destination, move.amount))
                       AS leg (account, change)
                 GROUP BY leg.account) net
         WHERE a.id = net.account AND net.change <> 0;
    END $$;
    REVOKE ALL ON FUNCTION post_transaction(uuid, date, text, text, text, uuid, uuid, uuid[], uuid[], bigint[]) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION post_transaction(uuid, date, text, text, text, uuid, uuid, uuid[], uuid[], bigint[])
        TO essaim_app;

    -- A balance is what its last posting says, whoever writes it.
    CREATE FUNCTION check_balance_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
    DECLARE kept bigint; told bigint;
    BEGIN
        SELECT balance INTO kept FROM ledger_accounts WHERE id = NEW.id;
        SELECT after INTO told FROM (
            (SELECT id, source_balance AS after FROM ledger_postings WHERE source_id = NEW.id ORDER BY id DESC LIMIT 1)
            UNION ALL
            (SELECT id, destination_balance FROM ledger_postings WHERE destination_id = NEW.id ORDER BY id DESC LIMIT 1)
        ) last ORDER BY id DESC LIMIT 1;
        IF kept IS DISTINCT FROM coalesce(told, 0) THEN
            RAISE EXCEPTION 'account % says %, its postings %', NEW.id, kept, told
                USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_accounts_balance_follows';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER ledger_accounts_balance_follows AFTER INSERT OR UPDATE OF balance ON ledger_accounts
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_balance_follows();

    -- A transaction is recorded with its postings, as they stand at commit.
    CREATE FUNCTION audit_transaction() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
    BEGIN
        PERFORM audit_append(NEW.agreement_id, 'ledger_transactions.insert', NEW.id::text, to_jsonb(NEW)
            || jsonb_build_object('postings', (SELECT jsonb_agg(to_jsonb(p) - '{transaction_id,agreement_id}'::text[] ORDER BY p.id)
                                               FROM ledger_postings p WHERE p.transaction_id = NEW.id)));
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER ledger_transactions_audit AFTER INSERT ON ledger_transactions
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_transaction();
    CREATE CONSTRAINT TRIGGER agreements_audit AFTER INSERT OR UPDATE ON agreements
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row('id', 'sort_key', 'fictional');
    CREATE CONSTRAINT TRIGGER parties_audit AFTER INSERT OR UPDATE OR DELETE ON parties
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row('id');
    CREATE CONSTRAINT TRIGGER agreement_documents_audit AFTER INSERT OR DELETE ON agreement_documents
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row('id', 'content');
    CREATE CONSTRAINT TRIGGER commitments_audit AFTER INSERT OR UPDATE OR DELETE ON commitments
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row('id');
    CREATE CONSTRAINT TRIGGER ledger_accounts_audit AFTER INSERT OR UPDATE OF minimum_balance, closed_on, label
        ON ledger_accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row('id', 'balance');
    CREATE CONSTRAINT TRIGGER ledger_publications_audit AFTER INSERT ON ledger_publications
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row('id');
    CREATE CONSTRAINT TRIGGER ledger_readings_audit AFTER INSERT ON ledger_readings
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_row('id');
    """)
    for table in APPEND_ONLY:
        script(f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();
        CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
        """)
    # What was there before the journal opens it: from now on every row has a record.
    for table, own, left_out in (
        ("agreements", "id", "sort_key, fictional"),
        ("parties", "agreement_id", ""),
        ("agreement_documents", "agreement_id", "content"),
        ("commitments", "agreement_id", ""),
    ):
        # Tables and columns are those just named.
        script(f"""
        SET LOCAL timezone = 'UTC';
        SELECT audit_append(t.{own}, '{table}.carried_over', t.id::text, to_jsonb(t) - '{{{left_out}}}'::text[])
            FROM {table} t ORDER BY t.id;
        """)  # noqa: S608
    of_mine = "agreement_id IN (SELECT my_joined_agreements())"
    active = "agreement_id IN (SELECT my_active_agreements())"
    led = "agreement_id IN (SELECT my_led_agreements())"
    protect("audit_heads", select=of_mine)
    protect("audit_records", select=of_mine)
    protect("ledger_books", select=of_mine)
    protect("ledger_accounts", select=of_mine, insert=f"{active} AND balance = 0", update=active)
    protect("ledger_transactions", select=of_mine)
    protect("ledger_postings", select=of_mine)
    protect("ledger_publications", select=of_mine, insert=led)
    mine = "organisation_id = current_organisation()"
    protect(
        "ledger_readings",
        select=f"{of_mine} AND ({mine} OR current_organisation() = ANY (about))",
        insert=f"{led} AND {mine}",
    )
    # A balance moves by postings only: the application may change the rest of an account.
    script("""
    REVOKE UPDATE ON ledger_accounts FROM essaim_app;
    GRANT UPDATE (label, minimum_balance, closed_on) ON ledger_accounts TO essaim_app;
    """)


def downgrade() -> None:
    script("""
    DROP TRIGGER agreements_audit ON agreements;
    DROP TRIGGER parties_audit ON parties;
    DROP TRIGGER agreement_documents_audit ON agreement_documents;
    DROP TRIGGER commitments_audit ON commitments;
    DROP TABLE ledger_readings, ledger_publications, ledger_postings, ledger_transactions, ledger_accounts, ledger_books,
        audit_records, audit_heads CASCADE;
    DROP FUNCTION post_transaction(uuid, date, text, text, text, uuid, uuid, uuid[], uuid[], bigint[]),
        hold_book(uuid), my_joined_agreements(), check_balance_follows(), audit_transaction(), refuse_rewriting(), audit_row(),
        audit_append(uuid, text, text, jsonb),
        audit_hash(bytea, uuid, bigint, timestamptz, uuid, uuid, text, text, uuid, jsonb);
    """)
