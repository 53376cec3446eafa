-- A call is one line: its usage record is inserted once, complete, when the call ends, and is the ledger's line for its charge. What
-- running calls hold stands in a table of its own. (docs/decisions/one-line-a-call.md)

-- Every transfer gets a number below. What is sorted for that should stay in memory.
SET LOCAL work_mem = '128MB';
SET LOCAL maintenance_work_mem = '256MB';

-- Holds ---------------------------------------------------------------------------------------------------------------

-- What is known of a call when its hold is placed; its record repeats it word for word.
CREATE TYPE "call_start" AS (
    "time" TIMESTAMPTZ, "id" TEXT, "user_id" INTEGER, "wallet_id" INTEGER, "key_id" TEXT, "limit_ids" TEXT, "key_name" TEXT,
    "group_name" TEXT, "endpoint" TEXT, "protocol" TEXT, "model" TEXT, "stream" BOOLEAN, "address" TEXT, "client_request_id" TEXT,
    "price_version_id" TEXT, "multiplier" INTEGER, "hold" BIGINT
);
-- What is known when it has ended. The last three say where its charge stands among those of its wallet in one turn: up to and with it,
-- the wallet's place in that turn, and its number among the charges (null where nothing was charged).
CREATE TYPE "call_end" AS (
    "charge" BIGINT, "model_used" TEXT, "upstream" TEXT, "upstream_model" TEXT, "attempts" JSONB, "status" INTEGER, "error_code" TEXT,
    "input_tokens" INTEGER, "cached_tokens" INTEGER, "cache_write_tokens" INTEGER, "output_tokens" INTEGER, "reasoning_tokens" INTEGER,
    "images" INTEGER, "audio_ms" INTEGER, "pages" INTEGER, "characters" INTEGER, "requests" INTEGER, "estimated" BOOLEAN,
    "ttft_ms" INTEGER, "duration_ms" INTEGER, "queue_ms" INTEGER, "finish_reason" TEXT, "own_price_version_id" TEXT,
    "own_multiplier" INTEGER, "charged_up_to" BIGINT, "wallet_place" INTEGER, "charge_number" INTEGER
);

-- One row for all calls that were admitted together. `calls` is the text of an array of call_start, which is read only when somebody asks
-- for running calls; `refused` lists the places of those that were not admitted.
CREATE TABLE "hold_groups" (
    "id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "calls" TEXT NOT NULL,
    "refused" INTEGER[],

    CONSTRAINT "hold_groups_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "hold_groups" ALTER COLUMN "calls" SET STORAGE EXTERNAL;
-- Rows live for seconds. The pages that they leave are cleaned at once.
ALTER TABLE "hold_groups" SET (toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- What the running streams of a process have delivered, written once a second: {call: [input tokens, output tokens, price version]}.
CREATE TABLE "stream_journals" (
    "process_id" TEXT NOT NULL,
    "calls" JSONB NOT NULL,

    CONSTRAINT "stream_journals_pkey" PRIMARY KEY ("process_id")
);

-- Calls that are held as records become groups of one. The first sweep settles them as usual.
INSERT INTO "hold_groups" ("id", "process_id", "placed_at", "calls")
SELECT 'hld_' || id, coalesce(process_id, ''), time,
  ARRAY[ROW(time, id, user_id, wallet_id, key_id, limit_id, key_name, group_name, endpoint, protocol, model, stream, address,
    client_request_id, price_version_id, multiplier, hold)::call_start]::text
FROM "usage_records" WHERE "state" = 'held';
INSERT INTO "stream_journals" ("process_id", "calls")
SELECT coalesce(process_id, ''), jsonb_object_agg(id, jsonb_build_array(journal_input, journal_output, price_version_id))
FROM "usage_records" WHERE "state" = 'held' AND "journal_output" > 0 GROUP BY 1;
DELETE FROM "usage_records" WHERE "state" = 'held';

-- Records -------------------------------------------------------------------------------------------------------------

DROP INDEX "usage_records_held";
ALTER TABLE "usage_records" DROP CONSTRAINT "usage_records_state",
DROP COLUMN "state",
DROP COLUMN "process_id",
DROP COLUMN "journal_input",
DROP COLUMN "journal_output",
ADD COLUMN "from_grant" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "cash_after" BIGINT,
ADD COLUMN "grant_after" BIGINT,
-- Null where no money moved, and in records of before, whose charge is a transfer.
ADD COLUMN "line" BIGINT,
ALTER COLUMN "charge" SET NOT NULL,
ALTER COLUMN "settled_xid" SET DEFAULT pg_current_xact_id()::text::bigint;
-- The ids of all limits that the call was held against, with spaces between. A text, so that rows of before need not be rewritten.
ALTER TABLE "usage_records" RENAME COLUMN "limit_id" TO "limit_ids";

-- Records without a line need no entry; a migrated database has many of them.
CREATE INDEX "usage_records_wallet_id_line_idx" ON "usage_records"("wallet_id", "line" DESC) WHERE "line" IS NOT NULL;

-- What lists are filtered by, so that pages without a rare value need not be read. This index costs a call nothing: autovacuum sums up what was
-- inserted. It is good for values that few pages have; common ones are found by going back in time.
-- CreateIndex
CREATE INDEX "usage_records_model_model_used_key_id_endpoint_status_idx" ON "usage_records" USING BRIN (
    "model" text_bloom_ops(n_distinct_per_range = 32, false_positive_rate = 0.001),
    "model_used" text_bloom_ops(n_distinct_per_range = 32, false_positive_rate = 0.001),
    "key_id" text_bloom_ops(n_distinct_per_range = 256, false_positive_rate = 0.001),
    "endpoint" text_bloom_ops(n_distinct_per_range = 16, false_positive_rate = 0.001),
    "status" int4_bloom_ops(n_distinct_per_range = 16, false_positive_rate = 0.001)
) WITH (pages_per_range = 128, autosummarize = on);
-- Only calls that bring an id of their own pay for it.
CREATE INDEX "usage_records_client_request_id" ON "usage_records" ("client_request_id", "time" DESC) WHERE "client_request_id" IS NOT NULL;

-- Wallets and the ledger's lines --------------------------------------------------------------------------------------

-- A wallet belongs to a user; other kinds of owners have a column of their own when they come.
ALTER TABLE "wallets" ADD COLUMN "owner_kind" TEXT NOT NULL DEFAULT 'user',
ADD COLUMN "lines" BIGINT NOT NULL DEFAULT 0,
ALTER COLUMN "user_id" DROP NOT NULL;
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_owner" CHECK (("owner_kind" = 'user') = ("user_id" IS NOT NULL));

-- Each line of a wallet has the next number, so that a missing one is seen. The rows go into a new table, because updating all of them
-- would take several times as long and leave the table twice as large.
ALTER TABLE "transfers" RENAME TO "transfers_before";
CREATE TABLE "transfers" (LIKE "transfers_before" INCLUDING DEFAULTS INCLUDING CONSTRAINTS, "line" BIGINT);
INSERT INTO "transfers"
SELECT *, CASE WHEN wallet_id IS NOT NULL THEN row_number() OVER (PARTITION BY wallet_id ORDER BY id) END FROM "transfers_before";
ALTER SEQUENCE "transfers_id_seq" OWNED BY "transfers"."id";
DROP TABLE "transfers_before";
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_pkey" PRIMARY KEY ("id");
CREATE TRIGGER transfers_append_only BEFORE UPDATE OR DELETE ON "transfers" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transfers_no_truncate BEFORE TRUNCATE ON "transfers" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
UPDATE "wallets" w SET "lines" = n.lines
FROM (SELECT wallet_id, max(line) AS lines FROM "transfers" GROUP BY wallet_id) n WHERE n.wallet_id = w.id;

-- CreateIndex
CREATE UNIQUE INDEX "transfers_idempotency_key_key" ON "transfers"("idempotency_key");
-- CreateIndex
CREATE UNIQUE INDEX "transfers_wallet_id_line_key" ON "transfers"("wallet_id", "line" DESC);

-- Closed months -------------------------------------------------------------------------------------------------------

-- Of a month whose records were dropped stays what the books need: for each run of consecutive lines of a wallet one row, which is its
-- charges added up, and what each limit had been charged. (docs/decisions/retention.md)
CREATE TABLE "closed_charges" (
    "wallet_id" INTEGER NOT NULL,
    "last_line" BIGINT NOT NULL,
    "first_line" BIGINT NOT NULL,
    "month" DATE NOT NULL,
    "time" TIMESTAMPTZ(3) NOT NULL,
    "from_cash" BIGINT NOT NULL,
    "from_grant" BIGINT NOT NULL,
    "cash_after" BIGINT NOT NULL,
    "grant_after" BIGINT NOT NULL,

    CONSTRAINT "closed_charges_pkey" PRIMARY KEY ("wallet_id","last_line")
);
ALTER TABLE "closed_charges" ADD CONSTRAINT "closed_charges_lines" CHECK ("first_line" <= "last_line");
CREATE TABLE "closed_spending" (
    "limit_id" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "month" DATE NOT NULL,
    "charge" BIGINT NOT NULL,

    CONSTRAINT "closed_spending_pkey" PRIMARY KEY ("limit_id","closed_at")
);
CREATE TRIGGER closed_charges_append_only BEFORE UPDATE OR DELETE ON "closed_charges" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER closed_charges_no_truncate BEFORE TRUNCATE ON "closed_charges" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER closed_spending_append_only BEFORE UPDATE OR DELETE ON "closed_spending" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER closed_spending_no_truncate BEFORE TRUNCATE ON "closed_spending" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What Prisma's schema cannot say -------------------------------------------------------------------------------------

-- A call is open while its group is there, it was not refused and it has no record.
CREATE VIEW "open_holds" AS
SELECT g.id AS group_id, g.process_id, g.placed_at, c.time, c.id, c.user_id, c.wallet_id, c.key_id, c.limit_ids, c.key_name, c.group_name,
  c.endpoint, c.protocol, c.model, c.stream, c.address, c.client_request_id, c.price_version_id, c.multiplier, c.hold
FROM hold_groups g CROSS JOIN LATERAL unnest(g.calls::call_start[]) WITH ORDINALITY AS c
WHERE c.ordinality <> ALL (coalesce(g.refused, '{}'))
  AND NOT EXISTS (SELECT FROM usage_records r WHERE r.time = c.time AND r.id = c.id);

-- Every movement of a wallet's money: transfers, charges of calls, and those of closed months, where one row stands for all lines from
-- `first_line` to `line`. Changes are signed as the wallet sees them; of the accounts that it did not touch a line says nothing. `other`
-- is the system's account on the other side. The condition that leaves out free calls stands outside: inside the second part it would keep
-- PostgreSQL from walking the indexes in the order of lines.
CREATE VIEW "ledger_lines" AS
SELECT * FROM (
  SELECT t.wallet_id, t.line, t.line AS first_line, t.time, t.kind, t.id AS transfer_id, t.reference, t.note, t.actor_id,
    CASE WHEN t.from_account > 0 THEN t.to_account ELSE t.from_account END AS other,
    CASE WHEN greatest(t.from_account, t.to_account) % 4 = 0 THEN CASE WHEN t.to_account > 0 THEN t.amount ELSE -t.amount END ELSE 0 END AS cash,
    CASE WHEN greatest(t.from_account, t.to_account) % 4 = 1 THEN CASE WHEN t.to_account > 0 THEN t.amount ELSE -t.amount END ELSE 0 END AS granted,
    CASE WHEN greatest(t.from_account, t.to_account) % 4 = 2 THEN CASE WHEN t.to_account > 0 THEN t.amount ELSE -t.amount END ELSE 0 END AS points,
    CASE WHEN greatest(t.from_account, t.to_account) % 4 = 0 THEN t.balance_after END AS cash_after,
    CASE WHEN greatest(t.from_account, t.to_account) % 4 = 1 THEN t.balance_after END AS granted_after,
    CASE WHEN greatest(t.from_account, t.to_account) % 4 = 2 THEN t.balance_after END AS points_after
  FROM transfers t
  UNION ALL
  SELECT r.wallet_id, r.line, r.line, r.time + make_interval(secs => coalesce(r.duration_ms, 0) / 1000.0), 'charge', NULL::bigint, r.id, NULL,
    NULL::integer, -1::bigint, r.from_grant - r.charge, -r.from_grant, 0::bigint, r.cash_after, r.grant_after, NULL::bigint
  FROM usage_records r
  UNION ALL
  SELECT c.wallet_id, c.last_line, c.first_line, c.time, 'charges', NULL::bigint, 'lines_' || c.first_line || '_' || c.last_line,
    to_char(c.month, 'YYYY-MM') || ' × ' || c.last_line - c.first_line + 1, NULL::integer, -1::bigint,
    -c.from_cash, -c.from_grant, 0::bigint, c.cash_after, c.grant_after, NULL::bigint
  FROM closed_charges c
) lines WHERE line IS NOT NULL;

-- Records are history, too. Only the roll-up may number them anew, after a restore into another cluster.
DO $$
BEGIN
  EXECUTE format('CREATE TRIGGER usage_records_append_only BEFORE DELETE OR UPDATE OF %s ON usage_records FOR EACH ROW EXECUTE FUNCTION refuse_change()',
    (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
     WHERE attrelid = 'usage_records'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'settled_xid'));
END $$;

-- Partitions hand down triggers on rows, but not those on TRUNCATE. This gives each partition that has none its own.
CREATE FUNCTION guard_usage_partitions() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  part regclass;
BEGIN
  FOR part IN SELECT relid FROM pg_partition_tree('usage_records')
    WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = relid AND tgname = 'usage_records_no_truncate')
  LOOP
    EXECUTE format('CREATE TRIGGER usage_records_no_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', part);
  END LOOP;
END $$;
SELECT guard_usage_partitions();

-- Makes the partition of each month from `since` to `until` that has none, and moves the month's records out of the default one into it.
-- It locks the whole table, so that no reader sees a record in neither place.
DROP FUNCTION make_usage_partitions(integer);
CREATE FUNCTION make_usage_partitions(since timestamptz, until timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month timestamp;
  part text;
  bounds text[];
BEGIN
  PERFORM pg_advisory_xact_lock(5273001);
  FOR month IN SELECT generate_series(date_trunc('month', since AT TIME ZONE 'UTC'), until AT TIME ZONE 'UTC', interval '1 month') LOOP
    part := 'usage_records_' || to_char(month, 'YYYY_MM');
    CONTINUE WHEN to_regclass(part) IS NOT NULL;
    bounds := ARRAY[(month AT TIME ZONE 'UTC')::text, ((month + interval '1 month') AT TIME ZONE 'UTC')::text];
    LOCK TABLE usage_records IN ACCESS EXCLUSIVE MODE;
    EXECUTE format('CREATE TABLE %I (LIKE usage_records INCLUDING ALL EXCLUDING INDEXES)', part); -- which it gets when it is filled
    EXECUTE format('INSERT INTO %I SELECT * FROM usage_records_default WHERE time >= %L AND time < %L', part, bounds[1], bounds[2]);
    ALTER TABLE usage_records_default DISABLE TRIGGER usage_records_append_only;
    EXECUTE format('DELETE FROM usage_records_default WHERE time >= %L AND time < %L', bounds[1], bounds[2]);
    ALTER TABLE usage_records_default ENABLE TRIGGER usage_records_append_only;
    EXECUTE format('ALTER TABLE usage_records ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, bounds[1], bounds[2]);
  END LOOP;
  PERFORM guard_usage_partitions();
END $$;
-- Records are never updated, so their pages may be full.
DO $$
DECLARE
  part regclass;
BEGIN
  FOR part IN SELECT relid FROM pg_partition_tree('usage_records') WHERE isleaf LOOP
    EXECUTE format('ALTER TABLE %s RESET (fillfactor)', part);
  END LOOP;
END $$;
