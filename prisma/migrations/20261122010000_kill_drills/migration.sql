-- CreateTable
CREATE TABLE "flag_drill" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "environment" TEXT NOT NULL,
    "flag" TEXT NOT NULL,
    "is_drill" BOOLEAN NOT NULL,
    "pressed_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL,
    "by_id" TEXT,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "flag_drill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flag_drill_report" (
    "drill_id" UUID NOT NULL,
    "replica" TEXT NOT NULL,
    "loaded_ms" INTEGER NOT NULL,
    "streams" INTEGER NOT NULL,
    "told_ms" INTEGER,
    "asked" INTEGER NOT NULL,
    "asked_ms" INTEGER,
    "polled" INTEGER NOT NULL,
    "polled_ms" INTEGER,
    "given_ms" INTEGER,

    CONSTRAINT "flag_drill_report_pkey" PRIMARY KEY ("drill_id","replica")
);

-- CreateTable
CREATE TABLE "flag_link" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "flag" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "by_id" UUID,
    "by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_name" TEXT,

    CONSTRAINT "flag_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "flag_drill_project_id_pressed_at_idx" ON "flag_drill"("project_id", "pressed_at");

-- CreateIndex
CREATE INDEX "flag_drill_report_drill_id_idx" ON "flag_drill_report"("drill_id");

-- CreateIndex
CREATE UNIQUE INDEX "flag_link_token_hash_key" ON "flag_link"("token_hash");

-- CreateIndex
CREATE INDEX "flag_link_project_id_idx" ON "flag_link"("project_id");

-- AddForeignKey
ALTER TABLE "flag_drill" ADD CONSTRAINT "flag_drill_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag_drill_report" ADD CONSTRAINT "flag_drill_report_drill_id_fkey" FOREIGN KEY ("drill_id") REFERENCES "flag_drill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag_link" ADD CONSTRAINT "flag_link_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
