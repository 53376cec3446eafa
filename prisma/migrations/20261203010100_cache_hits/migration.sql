-- How many of an hour's calls were answered from the response cache, and the tokens of these answers: they say nothing about how fast or
-- how reliable a model is. Their time is not in "duration_ms" any more.
ALTER TABLE "usage_hours" ADD COLUMN "cache_hits" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "cache_hit_tokens" BIGINT NOT NULL DEFAULT 0;
