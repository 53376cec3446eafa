-- What a call used beside tokens (lib/units.ts). Every column has a constant default, so that no row is rewritten.
ALTER TABLE "usage_records" ADD COLUMN "cache_write_tokens" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "images" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "audio_ms" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "pages" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "characters" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "requests" INTEGER NOT NULL DEFAULT 1;

-- Until now a charge had the price per request in it once: a record of before reads 1 request, and its arithmetic still comes to its charge.
-- One that was charged nothing reads 1 as well, where the code now writes 0; telling them apart would take a rewrite of every record.
-- New rows begin at 0, and a call that is held during the migration gets its own number when it is settled.
ALTER TABLE "usage_records" ALTER COLUMN "requests" SET DEFAULT 0;

-- Hours of before stay 0: of requests `calls` says the same, and of the others there were none.
ALTER TABLE "usage_hours" ADD COLUMN "cache_write_tokens" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "images" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "audio_ms" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "pages" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "characters" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN "requests" BIGINT NOT NULL DEFAULT 0;
