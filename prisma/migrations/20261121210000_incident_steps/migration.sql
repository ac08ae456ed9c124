-- AlterTable
ALTER TABLE "incident_entry" ADD COLUMN "runbook" TEXT;
ALTER TABLE "incident_entry" ADD COLUMN "step" TEXT;
ALTER TABLE "incident_entry" ADD COLUMN "told" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "incident_step" (
    "incident_id" UUID NOT NULL,
    "runbook" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "done_by_name" TEXT,
    "owner_id" UUID,
    "owner_name" TEXT,

    CONSTRAINT "incident_step_pkey" PRIMARY KEY ("incident_id","runbook","step")
);

-- CreateIndex
CREATE INDEX "incident_step_incident_id_idx" ON "incident_step"("incident_id");

-- AddForeignKey
ALTER TABLE "incident_step" ADD CONSTRAINT "incident_step_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;
