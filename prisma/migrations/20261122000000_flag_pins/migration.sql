-- CreateTable
CREATE TABLE "flag_pin_drop" (
    "project_id" INTEGER NOT NULL,
    "environment" TEXT NOT NULL,
    "flag" TEXT NOT NULL,
    "variant" TEXT NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "flag_pin_drop_pkey" PRIMARY KEY ("project_id","environment","flag","variant")
);

-- CreateIndex
CREATE INDEX "flag_pin_drop_project_id_idx" ON "flag_pin_drop"("project_id");

-- AddForeignKey
ALTER TABLE "flag_pin_drop" ADD CONSTRAINT "flag_pin_drop_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma has no words for.
-- What running units keep. `unit` is a hash of environment, flag, kind of unit and unit; `seq` grows with
-- each commit within a project, so that every process can ask what is new.
CREATE TABLE flag_pin (
    project_id int4 NOT NULL REFERENCES "project" ("id") ON DELETE CASCADE,
    unit text NOT NULL,
    environment text NOT NULL,
    flag text NOT NULL,
    variant text NOT NULL,
    version int4 NOT NULL,
    pinned_at timestamptz(3) NOT NULL,
    until timestamptz(3) NOT NULL,
    seq bigserial NOT NULL,
    PRIMARY KEY (project_id, unit)
);
CREATE INDEX flag_pin_seq ON flag_pin (project_id, seq);
CREATE INDEX flag_pin_until ON flag_pin (until);
