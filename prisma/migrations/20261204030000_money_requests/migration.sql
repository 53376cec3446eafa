-- What users ask for: to pay money in, or to have some paid out. Each change of state is one guarded statement, and money moves with it.
CREATE TABLE "money_requests" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "wallet_id" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "method" TEXT NOT NULL,
    "note" TEXT,
    "payee" BYTEA,
    "payee_preview" TEXT,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "key" TEXT,
    "digest" BYTEA NOT NULL,
    "payment" TEXT,
    "pay_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "paid_at" TIMESTAMPTZ(3),

    CONSTRAINT "money_requests_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "money_requests_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- A second click with the same key finds the first request.
CREATE UNIQUE INDEX "money_requests_user_id_kind_key_key" ON "money_requests"("user_id", "kind", "key");
CREATE INDEX "money_requests_kind_state_idx" ON "money_requests"("kind", "state");

ALTER TABLE "money_requests" ADD CONSTRAINT "money_requests_amount" CHECK ("amount" > 0);
ALTER TABLE "money_requests" ADD CONSTRAINT "money_requests_state" CHECK (
  ("kind" = 'recharge' AND "state" IN ('pending', 'unpaid', 'approved', 'rejected', 'cancelled'))
  OR ("kind" = 'withdrawal' AND "state" IN ('pending', 'approved', 'paid', 'rejected', 'cancelled') AND "payee" IS NOT NULL));
