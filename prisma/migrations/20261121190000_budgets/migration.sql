-- CreateTable
CREATE TABLE "budget" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "scope" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "period" TEXT NOT NULL,
    "amount_picos" BIGINT NOT NULL,
    "thresholds" INTEGER[],
    "channels" UUID[],
    "warns_ahead" BOOLEAN NOT NULL DEFAULT true,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_announcement" (
    "budget_id" UUID NOT NULL,
    "period_key" TEXT NOT NULL,
    "threshold" INTEGER NOT NULL,
    "amount_picos" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "spent_picos" BIGINT NOT NULL,
    "told" INTEGER NOT NULL,
    "outlook" TEXT,

    CONSTRAINT "budget_announcement_pkey" PRIMARY KEY ("budget_id","period_key","threshold","amount_picos")
);

-- CreateIndex
CREATE INDEX "budget_project_id_idx" ON "budget"("project_id");

-- CreateIndex
CREATE INDEX "budget_announcement_budget_id_idx" ON "budget_announcement"("budget_id");

-- AddForeignKey
ALTER TABLE "budget" ADD CONSTRAINT "budget_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_announcement" ADD CONSTRAINT "budget_announcement_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "budget"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One budget for one scope and period: a second would be crossed at another amount.
CREATE UNIQUE INDEX "budget_once" ON "budget"("project_id", "scope", "name", "period") WHERE "removed_at" IS NULL;

-- CreateTable
CREATE TABLE "spend_verdict" (
    "project_id" INTEGER NOT NULL,
    "date" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spend_verdict_pkey" PRIMARY KEY ("project_id","date")
);

-- CreateIndex
CREATE INDEX "spend_verdict_project_id_idx" ON "spend_verdict"("project_id");

-- AddForeignKey
ALTER TABLE "spend_verdict" ADD CONSTRAINT "spend_verdict_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "report_subscription" (
    "project_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "channels" UUID[],
    "hour" INTEGER NOT NULL,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "last_key" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_subscription_pkey" PRIMARY KEY ("project_id","kind")
);

-- CreateIndex
CREATE INDEX "report_subscription_project_id_idx" ON "report_subscription"("project_id");

-- AddForeignKey
ALTER TABLE "report_subscription" ADD CONSTRAINT "report_subscription_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "cost_scenario" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "levers" JSONB NOT NULL,
    "result" JSONB NOT NULL,
    "by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cost_scenario_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "cost_scenario_project_id_idx" ON "cost_scenario"("project_id");

-- AddForeignKey
ALTER TABLE "cost_scenario" ADD CONSTRAINT "cost_scenario_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;
