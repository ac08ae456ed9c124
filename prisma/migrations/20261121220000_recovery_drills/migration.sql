-- CreateTable
CREATE TABLE "recovery_drill" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "is_ok" BOOLEAN NOT NULL,
    "file" TEXT,
    "backup_ms" DOUBLE PRECISION,
    "restore_ms" DOUBLE PRECISION,
    "lost_ms" DOUBLE PRECISION,
    "rows" BIGINT,
    "bytes" BIGINT,
    "detail" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "recovery_drill_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "recovery_drill_at_idx" ON "recovery_drill"("at");
