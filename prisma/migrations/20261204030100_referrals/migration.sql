-- The code by which a user invites others.
CREATE TABLE "referral_codes" (
    "user_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,

    CONSTRAINT "referral_codes_pkey" PRIMARY KEY ("user_id"),
    CONSTRAINT "referral_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "referral_codes_code_key" ON "referral_codes"("code");

-- Who was invited by whom. The primary key makes that one person for each invitee; both are paid when the invitee claims.
CREATE TABLE "referrals" (
    "invitee_id" INTEGER NOT NULL,
    "inviter_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_at" TIMESTAMPTZ(3),
    "reward" BIGINT,

    CONSTRAINT "referrals_pkey" PRIMARY KEY ("invitee_id"),
    CONSTRAINT "referrals_invitee_id_fkey" FOREIGN KEY ("invitee_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "referrals_inviter_id_fkey" FOREIGN KEY ("inviter_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "referrals_inviter_id_created_at_idx" ON "referrals"("inviter_id", "created_at" DESC);

ALTER TABLE "referrals" ADD CONSTRAINT "referrals_not_oneself" CHECK ("inviter_id" <> "invitee_id");
