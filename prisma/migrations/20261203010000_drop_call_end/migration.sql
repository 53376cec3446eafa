-- "call_ended" took its place, and no process of a version that writes "call_end" is left.
DROP TYPE "call_end";
