-- A price for pictures of a size or quality is a version of its own: the one that it belongs to, and its place among the lines of that.
ALTER TABLE "price_versions" ADD COLUMN "whole_id" TEXT,
  ADD COLUMN "place" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "size" TEXT,
  ADD COLUMN "quality" TEXT;

CREATE INDEX "price_versions_whole_id_idx" ON "price_versions"("whole_id");

ALTER TABLE "price_versions" ADD CONSTRAINT "price_versions_whole_id_fkey" FOREIGN KEY ("whole_id") REFERENCES "price_versions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
