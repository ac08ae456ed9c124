-- CreateTable
CREATE TABLE "rollback_judgement" (
    "rollout_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "is_false" BOOLEAN NOT NULL,
    "reason" TEXT,
    "by_id" TEXT NOT NULL,
    "by_name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rollback_judgement_pkey" PRIMARY KEY ("rollout_id","attempt")
);

-- CreateIndex
CREATE INDEX "rollback_judgement_rollout_id_idx" ON "rollback_judgement"("rollout_id");

-- AddForeignKey
ALTER TABLE "rollback_judgement" ADD CONSTRAINT "rollback_judgement_rollout_id_fkey" FOREIGN KEY ("rollout_id") REFERENCES "rollout"("id") ON DELETE CASCADE ON UPDATE CASCADE;
