-- Applications for an allowance, what happened to each, and the keys that were granted by them.
CREATE TABLE "applications" (
    "id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "email" TEXT NOT NULL DEFAULT '',
    "purpose" TEXT NOT NULL DEFAULT '',
    "project" TEXT NOT NULL DEFAULT '',
    "supervisor" TEXT NOT NULL DEFAULT '',
    "wanted" JSONB NOT NULL,
    "granted" JSONB,
    "for_key_id" TEXT,
    "key_id" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "fetched_at" TIMESTAMPTZ(3),
    "barred" BOOLEAN NOT NULL DEFAULT false,
    "decided_by" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "applications_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "applications_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "applications_state_check" CHECK ("state" IN ('draft', 'submitted', 'changes_asked', 'approved', 'rejected', 'withdrawn', 'expired', 'revoked', 'replaced'))
);

CREATE TABLE "application_events" (
    "id" TEXT NOT NULL,
    "application_id" TEXT NOT NULL,
    "time" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" INTEGER,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "application_events_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "application_events_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "applications"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

ALTER TABLE "api_keys"
    ADD COLUMN "application_id" TEXT,
    ADD COLUMN "stopped_reason" TEXT;

CREATE INDEX "applications_user_id_id_idx" ON "applications"("user_id", "id");
CREATE INDEX "applications_state_submitted_at_idx" ON "applications"("state", "submitted_at");
CREATE INDEX "application_events_application_id_id_idx" ON "application_events"("application_id", "id");
-- One application stands behind a key.
CREATE UNIQUE INDEX "applications_one_of_a_key" ON "applications"("key_id") WHERE "state" = 'approved';
