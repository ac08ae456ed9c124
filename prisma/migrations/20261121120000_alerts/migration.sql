-- CreateTable
CREATE TABLE "alert_rule" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "preset_key" TEXT,
    "name" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "is_enabled" BOOLEAN NOT NULL,
    "spec" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_rule_state" (
    "rule_id" UUID NOT NULL,
    "state" JSONB NOT NULL,
    "evaluated_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" DOUBLE PRECISION,
    "series_count" INTEGER,
    "value" DOUBLE PRECISION,
    "sample_size" DOUBLE PRECISION,

    CONSTRAINT "alert_rule_state_pkey" PRIMARY KEY ("rule_id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "rule_id" UUID,
    "source" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "labels" JSONB NOT NULL,
    "annotations" JSONB NOT NULL,
    "mark" TEXT,
    "value" DOUBLE PRECISION,
    "peak" DOUBLE PRECISION,
    "sample_size" DOUBLE PRECISION,
    "rule" JSONB,
    "runbook" TEXT,
    "source_url" TEXT,
    "is_flapping" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "expected_end_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" TEXT,
    "acknowledged_by_name" TEXT,
    "acknowledged_until" TIMESTAMPTZ(3),
    "has_news" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_transition" (
    "id" TEXT NOT NULL,
    "project_id" INTEGER NOT NULL,
    "rule_id" UUID,
    "alert_id" UUID,
    "key" TEXT NOT NULL,
    "labels" JSONB NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "value" DOUBLE PRECISION,
    "sample_size" DOUBLE PRECISION,
    "reason" TEXT NOT NULL,
    "is_quiet" BOOLEAN NOT NULL,
    "message" TEXT,

    CONSTRAINT "alert_transition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_channel" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "person_id" UUID,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "config" JSONB NOT NULL,
    "sealed" TEXT,
    "wants_resolved" BOOLEAN NOT NULL DEFAULT true,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "fallback_id" UUID,
    "last_delivered_at" TIMESTAMPTZ(3),
    "broken_since" TIMESTAMPTZ(3),
    "broken_reason" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_policy" (
    "project_id" INTEGER NOT NULL,
    "spec" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_policy_pkey" PRIMARY KEY ("project_id")
);

-- CreateTable
CREATE TABLE "alert_group" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "receiver" JSONB NOT NULL,
    "labels" JSONB NOT NULL,
    "state" JSONB NOT NULL,
    "escalation" JSONB,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "channel_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "alert_ids" UUID[],
    "notice" JSONB NOT NULL,
    "dedup_key" TEXT NOT NULL,
    "person_id" UUID,
    "mark" TEXT,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "first_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_by" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "fallback_of_id" UUID,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_attempt" (
    "notification_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" DOUBLE PRECISION NOT NULL,
    "outcome" TEXT NOT NULL,
    "status" INTEGER,
    "answer" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_attempt_pkey" PRIMARY KEY ("notification_id","n")
);

-- CreateTable
CREATE TABLE "silence" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "matchers" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_by_name" TEXT,

    CONSTRAINT "silence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "maintenance_window" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "matchers" JSONB NOT NULL,
    "spec" JSONB NOT NULL,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "maintenance_window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert_link_use" (
    "token_hash" TEXT NOT NULL,
    "alert_id" UUID NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_link_use_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "on_call_schedule" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "on_call_schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "on_call_override" (
    "id" UUID NOT NULL,
    "schedule_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "to" TIMESTAMPTZ(3) NOT NULL,
    "swap_id" UUID,
    "reason" TEXT,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "on_call_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalation_policy" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "escalation_policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "on_call_feed" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "schedule_id" UUID,
    "person_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_read_at" TIMESTAMPTZ(3),

    CONSTRAINT "on_call_feed_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "alert_rule_project_id_idx" ON "alert_rule"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_rule_project_id_preset_key_key" ON "alert_rule"("project_id", "preset_key");

-- CreateIndex
CREATE UNIQUE INDEX "alert_rule_project_id_name_key" ON "alert_rule"("project_id", "name");

-- CreateIndex
CREATE INDEX "alert_rule_state_next_at_idx" ON "alert_rule_state"("next_at");

-- CreateIndex
CREATE INDEX "alert_project_id_started_at_idx" ON "alert"("project_id", "started_at");

-- CreateIndex
CREATE INDEX "alert_rule_id_idx" ON "alert"("rule_id");

-- CreateIndex
CREATE INDEX "alert_transition_project_id_at_idx" ON "alert_transition"("project_id", "at");

-- CreateIndex
CREATE INDEX "alert_transition_rule_id_at_idx" ON "alert_transition"("rule_id", "at");

-- CreateIndex
CREATE INDEX "alert_transition_alert_id_idx" ON "alert_transition"("alert_id");

-- CreateIndex
CREATE INDEX "notification_channel_project_id_idx" ON "notification_channel"("project_id");

-- CreateIndex
CREATE INDEX "notification_channel_person_id_idx" ON "notification_channel"("person_id");

-- CreateIndex
CREATE INDEX "alert_group_due_at_idx" ON "alert_group"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "alert_group_project_id_key_key" ON "alert_group"("project_id", "key");

-- CreateIndex
CREATE INDEX "notification_project_id_created_at_idx" ON "notification"("project_id", "created_at");

-- CreateIndex
CREATE INDEX "notification_channel_id_created_at_idx" ON "notification"("channel_id", "created_at");

-- CreateIndex
CREATE INDEX "notification_fallback_of_id_idx" ON "notification"("fallback_of_id");

-- CreateIndex
CREATE INDEX "notification_attempt_notification_id_idx" ON "notification_attempt"("notification_id");

-- CreateIndex
CREATE INDEX "silence_project_id_ends_at_idx" ON "silence"("project_id", "ends_at");

-- CreateIndex
CREATE INDEX "maintenance_window_project_id_idx" ON "maintenance_window"("project_id");

-- CreateIndex
CREATE INDEX "alert_link_use_used_at_idx" ON "alert_link_use"("used_at");

-- CreateIndex
CREATE INDEX "on_call_schedule_project_id_idx" ON "on_call_schedule"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "on_call_schedule_project_id_name_key" ON "on_call_schedule"("project_id", "name");

-- CreateIndex
CREATE INDEX "on_call_override_schedule_id_to_idx" ON "on_call_override"("schedule_id", "to");

-- CreateIndex
CREATE INDEX "escalation_policy_project_id_idx" ON "escalation_policy"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "escalation_policy_project_id_name_key" ON "escalation_policy"("project_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "on_call_feed_token_hash_key" ON "on_call_feed"("token_hash");

-- CreateIndex
CREATE INDEX "on_call_feed_project_id_idx" ON "on_call_feed"("project_id");

-- CreateIndex
CREATE INDEX "on_call_feed_schedule_id_idx" ON "on_call_feed"("schedule_id");

-- CreateIndex
CREATE INDEX "on_call_feed_person_id_idx" ON "on_call_feed"("person_id");

-- AddForeignKey
ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_rule_state" ADD CONSTRAINT "alert_rule_state_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_transition" ADD CONSTRAINT "alert_transition_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_channel" ADD CONSTRAINT "notification_channel_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_policy" ADD CONSTRAINT "notification_policy_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert_group" ADD CONSTRAINT "alert_group_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "notification_channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_attempt" ADD CONSTRAINT "notification_attempt_notification_id_fkey" FOREIGN KEY ("notification_id") REFERENCES "notification"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "silence" ADD CONSTRAINT "silence_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "maintenance_window" ADD CONSTRAINT "maintenance_window_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "on_call_schedule" ADD CONSTRAINT "on_call_schedule_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "on_call_override" ADD CONSTRAINT "on_call_override_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "on_call_schedule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_policy" ADD CONSTRAINT "escalation_policy_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "on_call_feed" ADD CONSTRAINT "on_call_feed_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "on_call_schedule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "on_call_feed" ADD CONSTRAINT "on_call_feed_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- AlterTable
ALTER TABLE "project" ADD COLUMN "given_presets" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- What Prisma has no words for.
-- One open alert for each label set of a rule or source; a test stands beside a real one.
CREATE UNIQUE INDEX "alert_open" ON "alert" ("project_id", coalesce("rule_id"::text, "source"), "kind", "key", coalesce("mark", ''))
  WHERE "ended_at" IS NULL;
CREATE INDEX "alert_expected_end" ON "alert" ("expected_end_at") WHERE "ended_at" IS NULL AND "expected_end_at" IS NOT NULL;
CREATE INDEX "notification_due" ON "notification" ("due_at") WHERE "state" = 'waiting';
CREATE INDEX "alert_news" ON "alert" ("project_id") WHERE "has_news";
