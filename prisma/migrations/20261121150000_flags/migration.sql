-- CreateTable
CREATE TABLE "flag" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "flag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flag_version" (
    "flag_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "spec" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT,
    "by_name" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "flag_version_pkey" PRIMARY KEY ("flag_id","version")
);

-- CreateTable
CREATE TABLE "segment" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "revision" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "environment_state" (
    "project_id" INTEGER NOT NULL,
    "environment" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "environment_state_pkey" PRIMARY KEY ("project_id","environment")
);

-- CreateIndex
CREATE INDEX "flag_project_id_idx" ON "flag"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "flag_project_id_key_key" ON "flag"("project_id", "key");

-- CreateIndex
CREATE INDEX "flag_version_flag_id_idx" ON "flag_version"("flag_id");

-- CreateIndex
CREATE INDEX "segment_project_id_idx" ON "segment"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "segment_project_id_key_key" ON "segment"("project_id", "key");

-- CreateIndex
CREATE INDEX "environment_state_project_id_idx" ON "environment_state"("project_id");

-- AddForeignKey
ALTER TABLE "flag" ADD CONSTRAINT "flag_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag_version" ADD CONSTRAINT "flag_version_flag_id_fkey" FOREIGN KEY ("flag_id") REFERENCES "flag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "segment" ADD CONSTRAINT "segment_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "environment_state" ADD CONSTRAINT "environment_state_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma has no words for.
-- A version is what was evaluated at its time: it stays as it is.
CREATE FUNCTION "flag_version_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A version of a flag is never changed';
END $$;
CREATE TRIGGER "flag_version_stays" BEFORE UPDATE ON "flag_version"
  FOR EACH ROW EXECUTE FUNCTION "flag_version_stays"();
