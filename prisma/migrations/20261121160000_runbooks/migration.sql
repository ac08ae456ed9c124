-- CreateTable
CREATE TABLE "runbook" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "collection" TEXT NOT NULL DEFAULT '',
    "path" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT,
    "facts" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "owner_id" UUID,
    "last_used_at" TIMESTAMPTZ(3),
    "last_drilled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "runbook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runbook_version" (
    "id" UUID NOT NULL,
    "runbook_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "runbook_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runbook_section" (
    "id" BIGSERIAL NOT NULL,
    "project_id" INTEGER,
    "slug" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "anchor" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "heading" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "text_hash" TEXT NOT NULL,
    "search" tsvector,

    CONSTRAINT "runbook_section_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "runbook_project_id_idx" ON "runbook"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "runbook_project_id_slug_key" ON "runbook"("project_id", "slug");

-- CreateIndex
CREATE INDEX "runbook_version_runbook_id_idx" ON "runbook_version"("runbook_id");

-- CreateIndex
CREATE UNIQUE INDEX "runbook_version_runbook_id_number_key" ON "runbook_version"("runbook_id", "number");

-- CreateIndex
CREATE INDEX "runbook_section_project_id_slug_idx" ON "runbook_section"("project_id", "slug");

-- AddForeignKey
ALTER TABLE "runbook" ADD CONSTRAINT "runbook_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runbook_version" ADD CONSTRAINT "runbook_version_runbook_id_fkey" FOREIGN KEY ("runbook_id") REFERENCES "runbook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runbook_section" ADD CONSTRAINT "runbook_section_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma has no words for.
CREATE INDEX "runbook_section_search" ON "runbook_section" USING gin ("search");
