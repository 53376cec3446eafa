-- The models that an operator leaves a user; null: every model of the group.
ALTER TABLE "users" ADD COLUMN "models" TEXT[];
