-- AlterTable
ALTER TABLE "project" ADD COLUMN     "declare_incidents" TEXT NOT NULL DEFAULT 'none';

-- CreateTable
CREATE TABLE "incident" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "is_drill" BOOLEAN NOT NULL DEFAULT false,
    "scenario" TEXT,
    "source" TEXT NOT NULL,
    "rules" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "detected_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "mitigated_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "summary" TEXT NOT NULL DEFAULT '',
    "impact" TEXT NOT NULL DEFAULT '',
    "runbook" TEXT,
    "commander_id" UUID,
    "commander_name" TEXT,
    "communications_id" UUID,
    "communications_name" TEXT,
    "scribe_id" UUID,
    "scribe_name" TEXT,
    "update_every_minutes" INTEGER NOT NULL DEFAULT 30,
    "last_update_at" TIMESTAMPTZ(3),
    "declared_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_entry" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" TEXT,
    "by_name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "url" TEXT,
    "edited_at" TIMESTAMPTZ(3),
    "earlier" JSONB NOT NULL DEFAULT '[]',
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "incident_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "incident_alert" (
    "alert_id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,
    "linked_by_name" TEXT NOT NULL,

    CONSTRAINT "incident_alert_pkey" PRIMARY KEY ("alert_id")
);

-- CreateTable
CREATE TABLE "incident_task" (
    "id" UUID NOT NULL,
    "incident_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "owner_id" UUID,
    "owner_name" TEXT,
    "due_on" DATE,
    "done_at" TIMESTAMPTZ(3),
    "done_by_name" TEXT,
    "position" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "incident_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "postmortem" (
    "incident_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "published_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by_name" TEXT NOT NULL,

    CONSTRAINT "postmortem_pkey" PRIMARY KEY ("incident_id")
);

-- CreateTable
CREATE TABLE "drill_sign_off" (
    "incident_id" UUID NOT NULL,
    "person_id" TEXT NOT NULL,
    "person_name" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "drill_sign_off_pkey" PRIMARY KEY ("incident_id","person_id")
);

-- CreateTable
CREATE TABLE "alert_verdict" (
    "alert_id" UUID NOT NULL,
    "verdict" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_verdict_pkey" PRIMARY KEY ("alert_id")
);

-- CreateIndex
CREATE INDEX "incident_project_id_started_at_idx" ON "incident"("project_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "incident_project_id_number_key" ON "incident"("project_id", "number");

-- CreateIndex
CREATE INDEX "incident_entry_incident_id_at_idx" ON "incident_entry"("incident_id", "at");

-- CreateIndex
CREATE INDEX "incident_alert_incident_id_idx" ON "incident_alert"("incident_id");

-- CreateIndex
CREATE INDEX "incident_task_incident_id_idx" ON "incident_task"("incident_id");

-- CreateIndex
CREATE INDEX "drill_sign_off_incident_id_idx" ON "drill_sign_off"("incident_id");

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_entry" ADD CONSTRAINT "incident_entry_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_alert" ADD CONSTRAINT "incident_alert_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_alert" ADD CONSTRAINT "incident_alert_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incident_task" ADD CONSTRAINT "incident_task_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "postmortem" ADD CONSTRAINT "postmortem_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "drill_sign_off" ADD CONSTRAINT "drill_sign_off_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_verdict" ADD CONSTRAINT "alert_verdict_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

