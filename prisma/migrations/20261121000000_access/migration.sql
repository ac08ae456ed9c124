-- AlterTable
ALTER TABLE "person" DROP COLUMN "session_version",
ADD COLUMN     "recovery_hashes" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "totp_enabled_at" TIMESTAMPTZ(3),
ADD COLUMN     "totp_last_step" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "totp_secret" TEXT;

-- AlterTable
ALTER TABLE "project" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "allowed_addresses" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "replaced_by_id" UUID;

-- AlterTable
ALTER TABLE "audit_entry" ADD COLUMN     "hash" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "prev_hash" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "request_id" TEXT,
ADD COLUMN     "seq" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "session_id" UUID;

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_reason" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_link" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "person_id" UUID,
    "project_id" INTEGER,
    "role" TEXT,
    "is_owner" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "since_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("name","key")
);

-- CreateTable
CREATE TABLE "api_key_hour" (
    "key_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "requests" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,

    CONSTRAINT "api_key_hour_pkey" PRIMARY KEY ("key_id","at")
);

-- CreateTable
CREATE TABLE "environment_policy" (
    "project_id" INTEGER NOT NULL,
    "environment" TEXT NOT NULL,
    "two_person_rule" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "environment_policy_pkey" PRIMARY KEY ("project_id","environment")
);

-- CreateTable
CREATE TABLE "approval" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "environment" TEXT NOT NULL,
    "permission" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "says" TEXT NOT NULL,
    "requested_by_kind" TEXT NOT NULL,
    "requested_by_id" TEXT NOT NULL,
    "requested_by_name" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_id" UUID,
    "decided_by_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "is_approved" BOOLEAN,
    "reason" TEXT,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE INDEX "identity_person_id_idx" ON "identity"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "identity_issuer_subject_key" ON "identity"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "access_link_token_hash_key" ON "access_link"("token_hash");

-- CreateIndex
CREATE INDEX "access_link_person_id_idx" ON "access_link"("person_id");

-- CreateIndex
CREATE INDEX "access_link_project_id_idx" ON "access_link"("project_id");

-- CreateIndex
CREATE INDEX "api_key_hour_key_id_idx" ON "api_key_hour"("key_id");

-- CreateIndex
CREATE INDEX "environment_policy_project_id_idx" ON "environment_policy"("project_id");

-- CreateIndex
CREATE INDEX "approval_project_id_requested_at_idx" ON "approval"("project_id", "requested_at");

-- CreateIndex
CREATE INDEX "audit_entry_object_kind_object_id_idx" ON "audit_entry"("object_kind", "object_id");

-- CreateIndex
CREATE INDEX "audit_entry_actor_id_idx" ON "audit_entry"("actor_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key_hour" ADD CONSTRAINT "api_key_hour_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "environment_policy" ADD CONSTRAINT "environment_policy_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- ---------------------------------------------------------------------------
-- The chain of the audit log. The database numbers the entries without gaps and
-- gives each the hash of the one before, so that a change, a removal or an
-- insertion in the middle shows. Writers take turns from their first entry to
-- their COMMIT.
-- ---------------------------------------------------------------------------

-- An entry as the text that is hashed. It must never change.
CREATE FUNCTION audit_entry_text(e audit_entry) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_array(
        e.seq, e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        e.project_id, e.actor_kind, e.actor_id, e.actor_name, e.address, e.session_id,
        e.request_id, e.action, e.object_kind, e.object_id, e.before, e.after, e.reason)::text
$$;

CREATE FUNCTION audit_entry_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    newest record;
BEGIN
    -- A restore brings numbers and hashes along, and has them verified.
    IF current_setting('wheelhouse.restoring', true) = 'on' THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(72707371);
    SELECT seq, hash INTO newest FROM audit_entry ORDER BY seq DESC LIMIT 1;
    NEW.seq := coalesce(newest.seq, 0) + 1;
    NEW.prev_hash := coalesce(newest.hash, repeat('0', 64));
    NEW.hash := encode(sha256(convert_to(NEW.prev_hash || audit_entry_text(NEW), 'UTF8')), 'hex');
    RETURN NEW;
END
$$;

-- Entries from before the chain are taken into it in the order of their time.
ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change;
DO $$
DECLARE
    entry audit_entry;
    number integer := 0;
    previous text := repeat('0', 64);
BEGIN
    FOR entry IN SELECT * FROM audit_entry ORDER BY at, id LOOP
        number := number + 1;
        entry.seq := number;
        entry.prev_hash := previous;
        entry.hash := encode(sha256(convert_to(previous || audit_entry_text(entry), 'UTF8')), 'hex');
        UPDATE audit_entry SET seq = entry.seq, prev_hash = entry.prev_hash, hash = entry.hash
            WHERE id = entry.id;
        previous := entry.hash;
    END LOOP;
END
$$;
ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_no_change;

CREATE UNIQUE INDEX "audit_entry_seq_key" ON "audit_entry"("seq");
CREATE TRIGGER audit_entry_link BEFORE INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_link();
