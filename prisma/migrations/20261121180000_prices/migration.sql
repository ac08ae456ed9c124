-- CreateTable
CREATE TABLE "price_override" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "currency" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "ended_by_name" TEXT,
    "removed_at" TIMESTAMPTZ(3),
    "removed_by_name" TEXT,

    CONSTRAINT "price_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_backfill" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "override_id" UUID NOT NULL,
    "cause" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "pass" INTEGER NOT NULL DEFAULT 1,
    "day" TIMESTAMPTZ(3),
    "shard_key" INTEGER,
    "event_id" UUID,
    "looked" BIGINT NOT NULL DEFAULT 0,
    "changed" BIGINT NOT NULL DEFAULT 0,
    "expected" BIGINT,
    "before_picos" BIGINT NOT NULL DEFAULT 0,
    "after_picos" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "price_backfill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_state" (
    "project_id" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "price_state_pkey" PRIMARY KEY ("project_id")
);

-- CreateIndex
CREATE INDEX "price_override_project_id_idx" ON "price_override"("project_id");

-- CreateIndex
CREATE INDEX "price_backfill_project_id_idx" ON "price_backfill"("project_id");

-- CreateIndex
CREATE INDEX "price_backfill_override_id_idx" ON "price_backfill"("override_id");

-- AddForeignKey
ALTER TABLE "price_override" ADD CONSTRAINT "price_override_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_backfill" ADD CONSTRAINT "price_backfill_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_backfill" ADD CONSTRAINT "price_backfill_override_id_fkey" FOREIGN KEY ("override_id") REFERENCES "price_override"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_state" ADD CONSTRAINT "price_state_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma has no words for.
-- The worker asks every second whether there is anything to price anew.
CREATE INDEX "price_backfill_open" ON "price_backfill"("created_at") WHERE "finished_at" IS NULL;
