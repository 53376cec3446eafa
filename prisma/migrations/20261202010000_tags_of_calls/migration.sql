-- What a caller called its call by, why `auto` chose the model, and how old an answer from the response cache was. All are null for most
-- calls, and no row is rewritten.
ALTER TABLE "usage_records" ADD COLUMN "tags" JSONB,
  ADD COLUMN "chosen" JSONB,
  ADD COLUMN "cache_age" INTEGER;

-- Only calls that have tags pay for it.
CREATE INDEX "usage_records_tags" ON "usage_records" USING GIN ("tags" jsonb_path_ops) WHERE "tags" IS NOT NULL;

-- The trigger names its columns, so it is made anew with these.
DROP TRIGGER usage_records_append_only ON "usage_records";
DO $$
BEGIN
  EXECUTE format('CREATE TRIGGER usage_records_append_only BEFORE DELETE OR UPDATE OF %s ON usage_records FOR EACH ROW EXECUTE FUNCTION refuse_change()',
    (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
     WHERE attrelid = 'usage_records'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'settled_xid'));
END $$;

-- What is known of a call when it has ended: "call_end" with these three. A process of the version before goes on with "call_end" until it
-- is replaced, so that it can settle its calls.
CREATE TYPE "call_ended" AS (
    "charge" BIGINT, "model_used" TEXT, "upstream" TEXT, "upstream_model" TEXT, "attempts" JSONB, "status" INTEGER, "error_code" TEXT,
    "input_tokens" INTEGER, "cached_tokens" INTEGER, "cache_write_tokens" INTEGER, "output_tokens" INTEGER, "reasoning_tokens" INTEGER,
    "images" INTEGER, "audio_ms" INTEGER, "pages" INTEGER, "characters" INTEGER, "requests" INTEGER, "estimated" BOOLEAN,
    "ttft_ms" INTEGER, "duration_ms" INTEGER, "queue_ms" INTEGER, "finish_reason" TEXT, "tags" JSONB, "chosen" JSONB, "cache_age" INTEGER,
    "own_price_version_id" TEXT, "own_multiplier" INTEGER, "charged_up_to" BIGINT, "wallet_place" INTEGER, "charge_number" INTEGER
);
