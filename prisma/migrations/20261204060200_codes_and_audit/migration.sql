-- What a code grants may end some days after its redemption.
ALTER TABLE "code_batches" ADD COLUMN "grant_days" INTEGER;
-- Who used a batch's codes is listed by time.
CREATE INDEX "code_uses_time_idx" ON "code_uses"("time" DESC);

-- The trail is kept for at least 183 days: only then does the trigger let go of an entry.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.time < now() - interval '183 days' THEN RETURN OLD; END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER audit_append_only ON "audit_entries";
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE INDEX "audit_entries_actor_id_time_idx" ON "audit_entries"("actor_id", "time" DESC);
