-- The scene that a conversation was begun in; such a conversation is paid in points.
ALTER TABLE "conversations" ADD COLUMN "scenario" TEXT;

-- Points that were taken for a message whose call has not ended yet. The row goes when the call has its record: then the points stay
-- spent, or come back in the same transaction.
CREATE TABLE "taken_points" (
  "call_id" TEXT NOT NULL,
  "call_time" TIMESTAMPTZ(3) NOT NULL,
  "wallet_id" INTEGER NOT NULL,
  "points" BIGINT NOT NULL,

  CONSTRAINT "taken_points_pkey" PRIMARY KEY ("call_id"),
  CONSTRAINT "taken_points_above_zero" CHECK ("points" > 0)
);

-- Public copies of conversations, as they were when they were shared.
CREATE TABLE "shares" (
  "id" TEXT NOT NULL,
  "conversation_id" TEXT NOT NULL,
  "user_id" INTEGER NOT NULL,
  "title" TEXT NOT NULL,
  "messages" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3),

  CONSTRAINT "shares_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "shares_user_id_created_at_idx" ON "shares"("user_id", "created_at" DESC);
ALTER TABLE "shares" ADD CONSTRAINT "shares_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "shares" ADD CONSTRAINT "shares_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
