-- Limits of a model, for each of its users.
ALTER TABLE "models" ADD COLUMN "rpm" INTEGER,
  ADD COLUMN "tpm" INTEGER,
  ADD COLUMN "weekly_tokens" BIGINT,
  ADD COLUMN "concurrency" INTEGER;
