-- Responses that go on without their caller, and conversations that responses belong to. (docs/decisions/background-responses.md)
ALTER TABLE "stored_responses"
    ADD COLUMN "status" TEXT,
    ADD COLUMN "process_id" TEXT,
    ADD COLUMN "cancelled" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "response_events" (
    "response_id" TEXT NOT NULL,
    "first" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "response_events_pkey" PRIMARY KEY ("response_id","first"),
    CONSTRAINT "response_events_response_id_fkey" FOREIGN KEY ("response_id") REFERENCES "stored_responses"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "response_threads" (
    "id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "places" INTEGER NOT NULL DEFAULT 0,
    "bytes" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "taken_by" TEXT,
    "taken_in" TEXT,
    "taken_at" TIMESTAMPTZ(3),

    CONSTRAINT "response_threads_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "response_threads_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "response_thread_items" (
    "thread_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "response_thread_items_pkey" PRIMARY KEY ("thread_id","id"),
    CONSTRAINT "response_thread_items_thread_id_fkey" FOREIGN KEY ("thread_id") REFERENCES "response_threads"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- What is encrypted cannot be packed.
ALTER TABLE "response_events" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
ALTER TABLE "response_thread_items" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;

CREATE INDEX "response_threads_user_id_used_at_idx" ON "response_threads"("user_id", "used_at" DESC);
CREATE INDEX "response_threads_used_at_idx" ON "response_threads"("used_at");
CREATE UNIQUE INDEX "response_thread_items_thread_id_place_key" ON "response_thread_items"("thread_id", "place");
