-- What each user and each model came to in a day, a week, a month and in all. The roll-up of usage adds to them.
CREATE TABLE "usage_sums" (
    "period" TEXT NOT NULL,
    "start" DATE NOT NULL,
    "user_id" INTEGER NOT NULL,
    "tokens" BIGINT NOT NULL,
    "calls" BIGINT NOT NULL,

    CONSTRAINT "usage_sums_pkey" PRIMARY KEY ("period","start","user_id")
);
CREATE TABLE "model_sums" (
    "period" TEXT NOT NULL,
    "start" DATE NOT NULL,
    "model" TEXT NOT NULL,
    "tokens" BIGINT NOT NULL,
    "calls" BIGINT NOT NULL,

    CONSTRAINT "model_sums_pkey" PRIMARY KEY ("period","start","model")
);
-- Each roll-up updates the same rows again, so the pages keep room for their new versions.
ALTER TABLE "usage_sums" SET (fillfactor = 70);
ALTER TABLE "model_sums" SET (fillfactor = 50);

-- Who appears on the leaderboard, and as whom. Who has no row does not.
CREATE TABLE "leaderboard_choices" (
    "user_id" INTEGER NOT NULL,
    "alias" TEXT,
    "alias_key" TEXT,

    CONSTRAINT "leaderboard_choices_pkey" PRIMARY KEY ("user_id")
);
CREATE UNIQUE INDEX "leaderboard_choices_alias_key_key" ON "leaderboard_choices"("alias_key");
ALTER TABLE "leaderboard_choices" ADD CONSTRAINT "leaderboard_choices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was counted before.
CREATE TEMP TABLE counted AS
  SELECT p.period, p.start, h.user_id, h.model, sum(h.input_tokens + h.output_tokens) AS tokens, sum(h.calls - h.errors) AS calls
  FROM usage_hours h
  CROSS JOIN (SELECT coalesce((SELECT value #>> '{}' FROM settings WHERE name = 'timeZone'), 'Asia/Shanghai') AS zone) z
  CROSS JOIN LATERAL (VALUES ('all', DATE '1970-01-01'), ('day', (h.hour AT TIME ZONE z.zone)::date),
    ('week', date_trunc('week', h.hour AT TIME ZONE z.zone)::date), ('month', date_trunc('month', h.hour AT TIME ZONE z.zone)::date)) p(period, start)
  WHERE p.period = 'all' OR h.hour > now() - interval '40 days'
  GROUP BY 1, 2, 3, 4 HAVING sum(h.calls - h.errors) > 0;
INSERT INTO usage_sums SELECT period, start, user_id, sum(tokens), sum(calls) FROM counted GROUP BY 1, 2, 3;
INSERT INTO model_sums SELECT period, start, model, sum(tokens), sum(calls) FROM counted GROUP BY 1, 2, 3;
DROP TABLE counted;
