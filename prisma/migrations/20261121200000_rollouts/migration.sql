-- CreateTable
CREATE TABLE "rollout" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "plan_version" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "plan" JSONB NOT NULL,
    "state" JSONB NOT NULL,
    "phase" TEXT NOT NULL,
    "flag" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "frozen" JSONB NOT NULL DEFAULT '{}',
    "watch" JSONB NOT NULL DEFAULT 'null',
    "counted" JSONB NOT NULL DEFAULT '{}',
    "count_from" TIMESTAMPTZ(3),
    "counted_to" TIMESTAMPTZ(3),
    "incident_id" UUID,
    "created_by_id" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3),

    CONSTRAINT "rollout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rollout_plan" (
    "rollout_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "plan" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "rollout_plan_pkey" PRIMARY KEY ("rollout_id","version")
);

-- CreateTable
CREATE TABLE "rollout_step" (
    "id" UUID NOT NULL,
    "rollout_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "stage" INTEGER NOT NULL,
    "weight" DOUBLE PRECISION,
    "by_id" TEXT,
    "by_name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "seq" SERIAL NOT NULL,

    CONSTRAINT "rollout_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gate_minute" (
    "rollout_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "gate" TEXT NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "canary" INTEGER NOT NULL,
    "canary_bad" INTEGER NOT NULL,
    "control" INTEGER NOT NULL,
    "control_bad" INTEGER NOT NULL,

    CONSTRAINT "gate_minute_pkey" PRIMARY KEY ("rollout_id","attempt","gate","minute")
);

-- CreateTable
CREATE TABLE "gate_verdict" (
    "rollout_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "word" TEXT NOT NULL,
    "e" DOUBLE PRECISION NOT NULL,
    "most_e" DOUBLE PRECISION NOT NULL,
    "p_always" DOUBLE PRECISION NOT NULL,
    "threshold" DOUBLE PRECISION NOT NULL,
    "promotion_e" DOUBLE PRECISION,
    "sample_ratio_p" DOUBLE PRECISION,
    "inputs_hash" TEXT NOT NULL,
    "gates" JSONB NOT NULL,

    CONSTRAINT "gate_verdict_pkey" PRIMARY KEY ("rollout_id","attempt","minute")
);

-- CreateTable
CREATE TABLE "exposure_minute" (
    "rollout_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "canary" INTEGER NOT NULL,
    "control" INTEGER NOT NULL,
    "share" DOUBLE PRECISION,

    CONSTRAINT "exposure_minute_pkey" PRIMARY KEY ("rollout_id","attempt","minute")
);

-- CreateTable
CREATE TABLE "freeze_window" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "environment" TEXT,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "freeze_window_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flag_exposure" (
    "project_id" INTEGER NOT NULL,
    "flag" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "variant" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "flag_exposure_pkey" PRIMARY KEY ("project_id","flag","environment","variant","hour")
);

-- CreateTable
CREATE TABLE "deployment_review" (
    "project_id" INTEGER NOT NULL,
    "deployment_id" UUID NOT NULL,
    "points" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "signed_off_at" TIMESTAMPTZ(3),
    "signed_off_by_name" TEXT,
    "note" TEXT,
    "baseline" JSONB,

    CONSTRAINT "deployment_review_pkey" PRIMARY KEY ("project_id","deployment_id")
);

-- CreateIndex
CREATE INDEX "rollout_project_id_idx" ON "rollout"("project_id");

-- CreateIndex
CREATE INDEX "rollout_next_at_idx" ON "rollout"("next_at");

-- CreateIndex
CREATE UNIQUE INDEX "rollout_project_id_key_key" ON "rollout"("project_id", "key");

-- CreateIndex
CREATE INDEX "rollout_plan_rollout_id_idx" ON "rollout_plan"("rollout_id");

-- CreateIndex
CREATE INDEX "rollout_step_rollout_id_at_idx" ON "rollout_step"("rollout_id", "at");

-- CreateIndex
CREATE INDEX "gate_minute_rollout_id_idx" ON "gate_minute"("rollout_id");

-- CreateIndex
CREATE INDEX "gate_verdict_rollout_id_idx" ON "gate_verdict"("rollout_id");

-- CreateIndex
CREATE INDEX "exposure_minute_rollout_id_idx" ON "exposure_minute"("rollout_id");

-- CreateIndex
CREATE INDEX "freeze_window_project_id_to_at_idx" ON "freeze_window"("project_id", "to_at");

-- CreateIndex
CREATE INDEX "flag_exposure_project_id_idx" ON "flag_exposure"("project_id");

-- CreateIndex
CREATE INDEX "deployment_review_project_id_idx" ON "deployment_review"("project_id");

-- AddForeignKey
ALTER TABLE "rollout" ADD CONSTRAINT "rollout_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollout_plan" ADD CONSTRAINT "rollout_plan_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rollout_step" ADD CONSTRAINT "rollout_step_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_minute" ADD CONSTRAINT "gate_minute_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gate_verdict" ADD CONSTRAINT "gate_verdict_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exposure_minute" ADD CONSTRAINT "exposure_minute_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "freeze_window" ADD CONSTRAINT "freeze_window_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flag_exposure" ADD CONSTRAINT "flag_exposure_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment_review" ADD CONSTRAINT "deployment_review_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma has no words for.
-- Two active rollouts never move one flag of one environment.
CREATE UNIQUE INDEX "rollout_active" ON "rollout" ("project_id", "flag", "environment")
  WHERE "phase" IN ('PENDING_APPROVAL', 'SCHEDULED', 'RUNNING');

-- Units that met the split of an attempt, as hashes: each is dealt once.
CREATE TABLE exposure_unit (
    rollout_id uuid NOT NULL REFERENCES "rollout" ("id") ON DELETE CASCADE,
    attempt int4 NOT NULL,
    unit int8 NOT NULL,
    is_canary bool NOT NULL,
    minute timestamptz(0) NOT NULL,
    PRIMARY KEY (rollout_id, attempt, unit)
);
