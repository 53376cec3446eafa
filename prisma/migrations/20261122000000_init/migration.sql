-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "groups" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "multiplier" INTEGER NOT NULL DEFAULT 10000,
    "rpm" INTEGER,
    "tpm" INTEGER,
    "weekly_tokens" BIGINT,
    "concurrency" INTEGER,
    "selectable" BOOLEAN NOT NULL DEFAULT false,
    "from_file" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upstreams" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "base_url" TEXT NOT NULL,
    "protocol" TEXT NOT NULL,
    "api_key_sealed" BYTEA,
    "api_key_variable" TEXT,
    "concurrency" INTEGER,
    "timeouts" JSONB NOT NULL DEFAULT '{}',
    "preset" TEXT,
    "from_file" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upstreams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "models" (
    "id" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "name" TEXT NOT NULL,
    "provider" TEXT,
    "owned_by" JSONB,
    "created" INTEGER,
    "size" TEXT,
    "field" TEXT,
    "thinking" TEXT,
    "modes" TEXT[] DEFAULT ARRAY['chat']::TEXT[],
    "context" INTEGER,
    "max_output" INTEGER,
    "capabilities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "needs_user_message" BOOLEAN NOT NULL DEFAULT false,
    "image_tokens" INTEGER NOT NULL DEFAULT 2000,
    "fallbacks" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "groups" JSONB,
    "auto" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "from_file" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "models_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_names" (
    "name" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "is_alias" BOOLEAN NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "model_names_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "targets" (
    "id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "upstream_id" TEXT NOT NULL,
    "upstream_model" TEXT NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "weight" INTEGER NOT NULL DEFAULT 1,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "context" INTEGER,
    "params" JSONB,

    CONSTRAINT "targets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_versions" (
    "id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "input" BIGINT NOT NULL DEFAULT 0,
    "output" BIGINT NOT NULL DEFAULT 0,
    "cached_input" BIGINT NOT NULL DEFAULT 0,
    "cache_write" BIGINT NOT NULL DEFAULT 0,
    "reasoning" BIGINT NOT NULL DEFAULT 0,
    "per_request" BIGINT NOT NULL DEFAULT 0,
    "per_image" BIGINT NOT NULL DEFAULT 0,
    "per_minute" BIGINT NOT NULL DEFAULT 0,
    "per_page" BIGINT NOT NULL DEFAULT 0,
    "per_million_characters" BIGINT NOT NULL DEFAULT 0,
    "given" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "model" TEXT,
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "system_prompt" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    "parent_id" TEXT,
    "role" TEXT NOT NULL,
    "parts" JSONB NOT NULL,
    "model" TEXT,
    "call_id" TEXT,
    "status" TEXT NOT NULL DEFAULT 'complete',
    "error_code" TEXT,
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,
    "charge" BIGINT,
    "ttft_ms" INTEGER,
    "duration_ms" INTEGER,
    "reasoning_ms" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "versions" (
    "name" TEXT NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "versions_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "processes" (
    "id" TEXT NOT NULL,
    "folder" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "processes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settings" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "from_file" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" TEXT NOT NULL,
    "time" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" INTEGER,
    "action" TEXT NOT NULL,
    "subject" TEXT,
    "before" JSONB,
    "after" JSONB,
    "address" TEXT,
    "request_id" TEXT,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "jobs" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "run_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "facts" (
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "facts_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "wallets" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "cash" BIGINT NOT NULL DEFAULT 0,
    "granted" BIGINT NOT NULL DEFAULT 0,
    "points" BIGINT NOT NULL DEFAULT 0,
    "held" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "wallets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_accounts" (
    "id" BIGINT NOT NULL,
    "wallet_id" INTEGER,
    "kind" TEXT NOT NULL,
    "currency" TEXT NOT NULL,

    CONSTRAINT "ledger_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfers" (
    "id" BIGSERIAL NOT NULL,
    "time" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "idempotency_key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "from_account" BIGINT NOT NULL,
    "to_account" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "wallet_id" INTEGER,
    "balance_after" BIGINT,
    "actor_id" INTEGER,
    "reference" TEXT,
    "note" TEXT,
    "corrects" BIGINT,

    CONSTRAINT "transfers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grant_lots" (
    "id" BIGSERIAL NOT NULL,
    "wallet_id" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "remaining" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "transfer_id" BIGINT NOT NULL,

    CONSTRAINT "grant_lots_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "spend_limits" (
    "id" TEXT NOT NULL,
    "ceiling" BIGINT,
    "spent" BIGINT NOT NULL DEFAULT 0,
    "held" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "spend_limits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "code_batches" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "account" TEXT NOT NULL DEFAULT 'grant',
    "count" INTEGER NOT NULL,
    "uses" INTEGER NOT NULL DEFAULT 1,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "expires_at" TIMESTAMPTZ(3),
    "created_by" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "code_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "codes" (
    "id" TEXT NOT NULL,
    "batch_id" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "preview" TEXT NOT NULL,
    "used" INTEGER NOT NULL DEFAULT 0,
    "enabled" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "codes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "code_uses" (
    "code_id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "time" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "code_uses_pkey" PRIMARY KEY ("code_id","user_id")
);

-- CreateTable
CREATE TABLE "usage_records" (
    "time" TIMESTAMPTZ(3) NOT NULL,
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "process_id" TEXT,
    "user_id" INTEGER NOT NULL,
    "wallet_id" INTEGER NOT NULL,
    "key_id" TEXT,
    "limit_id" TEXT,
    "key_name" TEXT,
    "group_name" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "protocol" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "stream" BOOLEAN NOT NULL,
    "address" TEXT,
    "client_request_id" TEXT,
    "price_version_id" TEXT,
    "multiplier" INTEGER NOT NULL,
    "hold" BIGINT NOT NULL,
    "journal_input" INTEGER NOT NULL DEFAULT 0,
    "journal_output" INTEGER NOT NULL DEFAULT 0,
    "charge" BIGINT,
    "model_used" TEXT,
    "upstream" TEXT,
    "upstream_model" TEXT,
    "attempts" JSONB,
    "status" INTEGER,
    "error_code" TEXT,
    "input_tokens" INTEGER,
    "cached_tokens" INTEGER,
    "output_tokens" INTEGER,
    "reasoning_tokens" INTEGER,
    "estimated" BOOLEAN,
    "ttft_ms" INTEGER,
    "duration_ms" INTEGER,
    "queue_ms" INTEGER,
    "finish_reason" TEXT,
    "settled_xid" BIGINT,

    CONSTRAINT "usage_records_pkey" PRIMARY KEY ("time","id")
) PARTITION BY RANGE ("time");

-- CreateTable
CREATE TABLE "usage_hours" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "user_id" INTEGER NOT NULL,
    "key_id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "errors" INTEGER NOT NULL DEFAULT 0,
    "input_tokens" BIGINT NOT NULL DEFAULT 0,
    "cached_tokens" BIGINT NOT NULL DEFAULT 0,
    "output_tokens" BIGINT NOT NULL DEFAULT 0,
    "reasoning_tokens" BIGINT NOT NULL DEFAULT 0,
    "charge" BIGINT NOT NULL DEFAULT 0,
    "ttft_ms" BIGINT NOT NULL DEFAULT 0,
    "ttft_calls" INTEGER NOT NULL DEFAULT 0,
    "duration_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "usage_hours_pkey" PRIMARY KEY ("user_id","hour","model","key_id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" SERIAL NOT NULL,
    "username" TEXT NOT NULL,
    "username_key" TEXT NOT NULL,
    "email" TEXT,
    "email_key" TEXT,
    "password_hash" TEXT,
    "role" TEXT NOT NULL DEFAULT 'user',
    "group_name" TEXT NOT NULL DEFAULT 'default',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "locale" TEXT,
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "rpm" INTEGER,
    "tpm" INTEGER,
    "weekly_tokens" BIGINT,
    "concurrency" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "address" TEXT,
    "user_agent" TEXT,
    "revoked_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed" BYTEA,
    "preview" TEXT NOT NULL,
    "scopes" TEXT[] DEFAULT ARRAY['gateway']::TEXT[],
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "expires_at" TIMESTAMPTZ(3),
    "allowed_ips" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "models" JSONB,
    "group_name" TEXT,
    "rpm" INTEGER,
    "tpm" INTEGER,
    "weekly_tokens" BIGINT,
    "concurrency" INTEGER,
    "limit_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "groups_name_key" ON "groups"("name");

-- CreateIndex
CREATE UNIQUE INDEX "upstreams_name_key" ON "upstreams"("name");

-- CreateIndex
CREATE INDEX "model_names_model_id_idx" ON "model_names"("model_id");

-- CreateIndex
CREATE INDEX "targets_upstream_id_idx" ON "targets"("upstream_id");

-- CreateIndex
CREATE UNIQUE INDEX "targets_model_id_upstream_id_upstream_model_key" ON "targets"("model_id", "upstream_id", "upstream_model");

-- CreateIndex
CREATE INDEX "price_versions_model_id_created_at_idx" ON "price_versions"("model_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "conversations_user_id_updated_at_idx" ON "conversations"("user_id", "updated_at" DESC);

-- CreateIndex
CREATE INDEX "messages_conversation_id_created_at_idx" ON "messages"("conversation_id", "created_at");

-- CreateIndex
CREATE INDEX "audit_entries_time_idx" ON "audit_entries"("time" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_subject_time_idx" ON "audit_entries"("subject", "time" DESC);

-- CreateIndex
CREATE INDEX "jobs_run_at_idx" ON "jobs"("run_at");

-- CreateIndex
CREATE UNIQUE INDEX "wallets_user_id_key" ON "wallets"("user_id");

-- CreateIndex
CREATE INDEX "ledger_accounts_wallet_id_idx" ON "ledger_accounts"("wallet_id");

-- CreateIndex
CREATE UNIQUE INDEX "transfers_idempotency_key_key" ON "transfers"("idempotency_key");

-- CreateIndex
CREATE INDEX "transfers_wallet_id_id_idx" ON "transfers"("wallet_id", "id" DESC);

-- CreateIndex
CREATE INDEX "grant_lots_wallet_id_expires_at_idx" ON "grant_lots"("wallet_id", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "codes_hash_key" ON "codes"("hash");

-- CreateIndex
CREATE INDEX "codes_batch_id_idx" ON "codes"("batch_id");

-- CreateIndex
CREATE INDEX "usage_records_user_id_time_idx" ON "usage_records"("user_id", "time" DESC);

-- CreateIndex
CREATE INDEX "usage_records_settled_xid_idx" ON "usage_records"("settled_xid");

-- CreateIndex
CREATE INDEX "usage_hours_hour_idx" ON "usage_hours"("hour");

-- CreateIndex
CREATE UNIQUE INDEX "users_username_key_key" ON "users"("username_key");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key_key" ON "users"("email_key");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_limit_id_key" ON "api_keys"("limit_id");

-- CreateIndex
CREATE INDEX "api_keys_user_id_id_idx" ON "api_keys"("user_id", "id");

-- AddForeignKey
ALTER TABLE "model_names" ADD CONSTRAINT "model_names_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "targets" ADD CONSTRAINT "targets_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "targets" ADD CONSTRAINT "targets_upstream_id_fkey" FOREIGN KEY ("upstream_id") REFERENCES "upstreams"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_versions" ADD CONSTRAINT "price_versions_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "codes" ADD CONSTRAINT "codes_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "code_batches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "code_uses" ADD CONSTRAINT "code_uses_code_id_fkey" FOREIGN KEY ("code_id") REFERENCES "codes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_limit_id_fkey" FOREIGN KEY ("limit_id") REFERENCES "spend_limits"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say -------------------------------------------------------------------------------------

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Hot rows: room on the page, so that an update stays there.
ALTER TABLE "wallets" SET (fillfactor = 40);
ALTER TABLE "spend_limits" SET (fillfactor = 40);

-- Nothing but a settlement may take cash below zero, and only by what an upstream reports above the hold.
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_not_negative" CHECK ("granted" >= 0 AND "points" >= 0 AND "held" >= 0);
ALTER TABLE "spend_limits" ADD CONSTRAINT "spend_limits_not_negative" CHECK ("held" >= 0 AND "spent" >= 0);
ALTER TABLE "grant_lots" ADD CONSTRAINT "grant_lots_remaining" CHECK ("remaining" BETWEEN 0 AND "amount");
ALTER TABLE "codes" ADD CONSTRAINT "codes_used" CHECK ("used" >= 0);
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_amount" CHECK ("amount" > 0 AND "from_account" <> "to_account");
ALTER TABLE "usage_records" ADD CONSTRAINT "usage_records_state" CHECK ("state" IN ('held', 'settled'));

-- History cannot be edited, not even by a superuser's slip.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER transfers_append_only BEFORE UPDATE OR DELETE ON "transfers" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transfers_no_truncate BEFORE TRUNCATE ON "transfers" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON "audit_entries" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Ledger accounts: a wallet's are its id times 4 (cash), + 1 (grant), + 2 (points); the system's are negative.
INSERT INTO "ledger_accounts" ("id", "kind", "currency") VALUES
  (-1, 'revenue', 'money'), (-2, 'promotions', 'money'), (-3, 'payments_in', 'money'), (-4, 'payouts', 'money'),
  (-5, 'points_sold', 'money'), (-6, 'corrections', 'money'), (-7, 'payable', 'money'),
  (-11, 'points_issued', 'points'), (-12, 'points_spent', 'points'), (-13, 'points_corrections', 'points');
CREATE FUNCTION open_wallet_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ledger_accounts" ("id", "wallet_id", "kind", "currency") VALUES
    (NEW.id::bigint * 4, NEW.id, 'cash', 'money'), (NEW.id::bigint * 4 + 1, NEW.id, 'grant', 'money'), (NEW.id::bigint * 4 + 2, NEW.id, 'points', 'points');
  RETURN NULL;
END $$;
CREATE TRIGGER wallets_open_accounts AFTER INSERT ON "wallets" FOR EACH ROW EXECUTE FUNCTION open_wallet_accounts();

-- Usage records: one partition a month, made ahead; the default one catches what no month holds.
CREATE TABLE "usage_records_default" PARTITION OF "usage_records" DEFAULT;
CREATE FUNCTION make_usage_partitions(months_ahead integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  month timestamptz;
  part text;
BEGIN
  PERFORM pg_advisory_xact_lock(5273001);
  FOR i IN 0..months_ahead LOOP
    month := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i)) AT TIME ZONE 'UTC';
    part := 'usage_records_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM');
    IF to_regclass(part) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF usage_records FOR VALUES FROM (%L) TO (%L) WITH (fillfactor = 70)',
        part, month, ((month AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC');
    END IF;
  END LOOP;
END $$;
SELECT make_usage_partitions(3);
CREATE INDEX "usage_records_held" ON "usage_records" ("process_id") WHERE "state" = 'held';

-- Where reading starts before anybody has changed anything.
INSERT INTO "versions" ("name") VALUES ('catalog'), ('settings'), ('users'), ('keys'), ('sessions');
INSERT INTO "facts" ("name", "value") VALUES ('usage_rolled_xid', '0');
