-- When a user proved that their e-mail address is theirs.
ALTER TABLE "users" ADD COLUMN "email_verified_at" TIMESTAMPTZ(3);
