-- CreateTable
CREATE TABLE "kept_answers" (
    "user_id" INTEGER NOT NULL,
    "name" BYTEA NOT NULL,
    "digest" BYTEA NOT NULL,
    "call_id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "content_type" TEXT,
    "answer" BYTEA,

    CONSTRAINT "kept_answers_pkey" PRIMARY KEY ("user_id","name")
);

-- CreateIndex
CREATE INDEX "kept_answers_created_at_idx" ON "kept_answers"("created_at");
