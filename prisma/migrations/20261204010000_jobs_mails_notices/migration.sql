-- Durable work, mails, and notices for users. Nothing has written to "jobs" before.
DROP TABLE "jobs";
CREATE TABLE "jobs" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT,
    "input" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "run_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "locked_by" TEXT,
    "locked_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "jobs_state" CHECK ("state" IN ('waiting', 'running', 'done', 'failed')),
    CONSTRAINT "jobs_locked" CHECK (("state" = 'running') = ("locked_by" IS NOT NULL))
);
CREATE UNIQUE INDEX "jobs_key_key" ON "jobs"("key");
CREATE INDEX "jobs_state_run_at_id_idx" ON "jobs"("state", "run_at", "id");
-- Each job is written a few times in its short life.
ALTER TABLE "jobs" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

CREATE TABLE "mails" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "user_id" INTEGER,
    "recipient" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "values" JSONB NOT NULL DEFAULT '{}',
    "facts" JSONB NOT NULL DEFAULT '[]',
    "href" TEXT,
    "secret_names" TEXT[] NOT NULL DEFAULT '{}',
    "sealed" BYTEA,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mails_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "mails_state" CHECK ("state" IN ('waiting', 'sent', 'failed', 'kept')),
    CONSTRAINT "mails_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "mails_key_key" ON "mails"("key");
CREATE INDEX "mails_created_at_id_idx" ON "mails"("created_at" DESC, "id" DESC);

CREATE TABLE "notices" (
    "id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "event" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "values" JSONB NOT NULL DEFAULT '{}',
    "href" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "notices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "notices_user_id_event_key_key" ON "notices"("user_id", "event", "key");
CREATE INDEX "notices_user_id_created_at_id_idx" ON "notices"("user_id", "created_at" DESC, "id" DESC);
-- Every page asks how many are unread.
CREATE INDEX "notices_unread" ON "notices"("user_id") WHERE "read_at" IS NULL;
