-- The response cache: what it does for a model (null: nothing), which keys ask for it, and the answers that it keeps.
ALTER TABLE "models" ADD COLUMN "cache" JSONB;
ALTER TABLE "api_keys" ADD COLUMN "cache" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "cached_answers" (
    "name" BYTEA NOT NULL,
    "user_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" BYTEA NOT NULL,

    CONSTRAINT "cached_answers_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "cached_answers_expires_at_idx" ON "cached_answers"("expires_at");
