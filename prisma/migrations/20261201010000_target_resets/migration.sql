-- Its version is raised when an operator resets a target, so that every process forgets the target's failures.
INSERT INTO "versions" ("name") VALUES ('targets') ON CONFLICT DO NOTHING;
