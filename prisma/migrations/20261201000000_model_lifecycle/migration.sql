-- When a model is given up, when it will be gone, and which one to call instead. Nothing of it changes whether the model may be called.
ALTER TABLE "models" ADD COLUMN "deprecated_at" DATE,
ADD COLUMN "sunset_at" DATE,
ADD COLUMN "successor" TEXT;
