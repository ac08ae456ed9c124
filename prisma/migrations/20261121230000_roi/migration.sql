-- CreateTable
CREATE TABLE "roi_input" (
    "project_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "hourly_rate" DOUBLE PRECISION NOT NULL,
    "target_multiplier" DOUBLE PRECISION NOT NULL,
    "worth" JSONB NOT NULL,
    "note" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "roi_input_pkey" PRIMARY KEY ("project_id","version")
);

-- CreateIndex
CREATE INDEX "roi_input_project_id_idx" ON "roi_input"("project_id");

-- AddForeignKey
ALTER TABLE "roi_input" ADD CONSTRAINT "roi_input_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
