-- Spend limits a day, a month and in all.
ALTER TABLE "users" ADD COLUMN "spend_per_day" BIGINT,
  ADD COLUMN "spend_per_month" BIGINT,
  ADD COLUMN "spend_total" BIGINT;
ALTER TABLE "groups" ADD COLUMN "spend_per_day" BIGINT,
  ADD COLUMN "spend_per_month" BIGINT,
  ADD COLUMN "spend_total" BIGINT;
ALTER TABLE "api_keys" ADD COLUMN "spend_per_day" BIGINT,
  ADD COLUMN "spend_per_month" BIGINT;

-- What had been spent when the limit began to count.
ALTER TABLE "spend_limits" ADD COLUMN "before" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "spend_limits" ADD CONSTRAINT "spend_limits_before" CHECK ("before" BETWEEN 0 AND "spent");
