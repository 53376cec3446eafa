-- Answers in the shape of OpenAI's Responses that their callers may ask for again, or go on from. (docs/decisions/stored-responses.md)
CREATE TABLE "stored_responses" (
    "id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "previous_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "items" TEXT[],
    "bytes" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "stored_responses_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "stored_responses_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
-- What is encrypted cannot be packed.
ALTER TABLE "stored_responses" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;

CREATE INDEX "stored_responses_user_id_created_at_idx" ON "stored_responses"("user_id", "created_at" DESC);
CREATE INDEX "stored_responses_created_at_idx" ON "stored_responses"("created_at");
CREATE INDEX "stored_responses_items_idx" ON "stored_responses" USING GIN ("items");
