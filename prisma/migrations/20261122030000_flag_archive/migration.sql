-- AlterTable
ALTER TABLE "flag" ADD COLUMN     "archive_reason" TEXT,
ADD COLUMN     "archived_by_name" TEXT,
ADD COLUMN     "graduated_at" TIMESTAMPTZ(3),
ADD COLUMN     "graduated_by_name" TEXT,
ADD COLUMN     "kept_variant" TEXT;

-- CreateTable
CREATE TABLE "flag_asker" (
    "project_id" INTEGER NOT NULL,
    "environment" TEXT NOT NULL,
    "flag" TEXT NOT NULL,
    "asker_id" TEXT NOT NULL,
    "asker_name" TEXT NOT NULL,
    "n" BIGINT NOT NULL,
    "since_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "flag_asker_pkey" PRIMARY KEY ("project_id","flag","environment","asker_id")
);

-- CreateIndex
CREATE INDEX "flag_asker_project_id_idx" ON "flag_asker"("project_id");

-- AddForeignKey
ALTER TABLE "flag_asker" ADD CONSTRAINT "flag_asker_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
