-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "is_owner" BOOLEAN NOT NULL DEFAULT false,
    "session_version" INTEGER NOT NULL DEFAULT 0,
    "disabled_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "raw_days" INTEGER NOT NULL DEFAULT 30,
    "targets" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "person_id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("person_id","project_id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "project_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "environment" TEXT,
    "requests_per_second" INTEGER NOT NULL DEFAULT 200,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "project_id" INTEGER,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "address" TEXT,
    "action" TEXT NOT NULL,
    "object_kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instance_setting" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "instance_setting_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "token" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "heartbeat" (
    "name" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "project_slug_key" ON "project"("slug");

-- CreateIndex
CREATE INDEX "membership_person_id_idx" ON "membership"("person_id");

-- CreateIndex
CREATE INDEX "membership_project_id_idx" ON "membership"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_project_id_idx" ON "api_key"("project_id");

-- CreateIndex
CREATE INDEX "audit_entry_project_id_at_idx" ON "audit_entry"("project_id", "at");

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- ---------------------------------------------------------------------------
-- Telemetry. These tables are written by COPY and read by hand-written SQL, so
-- Prisma's schema does not hold them. Rules: `project_id` in every table and
-- every WHERE; no foreign keys, triggers or sequences on the hot path; money in
-- pico-dollars; an absent word is '' in rollup keys and NULL in raw events.
-- ---------------------------------------------------------------------------

-- One thing that happened, of any kind, partitioned by UTC day. The unique index
-- (project_id, shard_key, event_id) is made on each partition, without `ts`, so
-- that an id sent again on the same day is a duplicate whatever time it claims.
-- kind: 1 request, 2 llm_call, 3 metric, 4 feedback, 5 evaluation,
--       6 journey_step, 7 deployment, 8 health, 9 outcome, 10 log
CREATE TABLE event (
    ts timestamptz(3) NOT NULL,
    received_at timestamptz(3) NOT NULL,
    event_id uuid NOT NULL,
    project_id int4 NOT NULL,
    shard_key int4 NOT NULL,
    kind int2 NOT NULL,
    is_error bool NOT NULL DEFAULT false,
    degraded bool,
    status_code int4,
    input_tokens int4,
    cache_read_tokens int4,
    cache_write_tokens int4,
    output_tokens int4,
    reasoning_tokens int4,
    cost_picos int8,
    client_cost_picos int8,
    avoided_picos int8,
    duration_ms float8,
    ttft_ms float8,
    value float8,
    environment text NOT NULL,
    agent text,
    agent_type text,
    trace_id text,
    parent_id text,
    user_id text,
    session_id text,
    version text,
    variant text,
    provider text,
    model text,
    price_version text,
    -- request and call: ok | error | timeout | cancelled; others: the kind's own state word
    status text,
    -- request: hit | miss | bypass
    cache text,
    cache_layer text,
    error_type text,
    fingerprint text,
    -- metric, gate, journey, component, outcome type or logger
    name text,
    message text,
    attributes jsonb
) PARTITION BY RANGE (ts);
CREATE INDEX event_ts ON event USING brin (ts) WITH (pages_per_range = 32);

CREATE TABLE ingest_ledger (
    project_id int4 NOT NULL,
    idempotency_key text NOT NULL,
    at timestamptz(3) NOT NULL,
    body_hash bytea NOT NULL,
    answer jsonb NOT NULL,
    PRIMARY KEY (project_id, idempotency_key)
);
CREATE INDEX ingest_ledger_at ON ingest_ledger (at);

-- Events refused with a reason, kept for seven days so that they can be mended and replayed.
CREATE TABLE quarantined_event (
    id uuid NOT NULL,
    project_id int4 NOT NULL,
    at timestamptz(3) NOT NULL,
    key_id uuid,
    event_id text,
    code text NOT NULL,
    field text,
    message text NOT NULL,
    body text NOT NULL,
    replayed_at timestamptz(3),
    PRIMARY KEY (project_id, id)
);
CREATE INDEX quarantined_event_at ON quarantined_event (project_id, at DESC);

-- Requests and calls by full key.
CREATE TABLE counter_1m (
    project_id int4 NOT NULL,
    bucket timestamptz(0) NOT NULL,
    requests int8 NOT NULL DEFAULT 0,
    errors int8 NOT NULL DEFAULT 0,
    degraded int8 NOT NULL DEFAULT 0,
    cache_hits int8 NOT NULL DEFAULT 0,
    cache_lookups int8 NOT NULL DEFAULT 0,
    calls int8 NOT NULL DEFAULT 0,
    call_errors int8 NOT NULL DEFAULT 0,
    unpriced_calls int8 NOT NULL DEFAULT 0,
    unpriced_tokens int8 NOT NULL DEFAULT 0,
    input_tokens int8 NOT NULL DEFAULT 0,
    cache_read_tokens int8 NOT NULL DEFAULT 0,
    cache_write_tokens int8 NOT NULL DEFAULT 0,
    output_tokens int8 NOT NULL DEFAULT 0,
    reasoning_tokens int8 NOT NULL DEFAULT 0,
    cost_picos int8 NOT NULL DEFAULT 0,
    error_cost_picos int8 NOT NULL DEFAULT 0,
    avoided_picos int8 NOT NULL DEFAULT 0,
    duration_ms float8 NOT NULL DEFAULT 0,
    environment text NOT NULL,
    agent text NOT NULL,
    agent_type text NOT NULL,
    provider text NOT NULL,
    model text NOT NULL,
    version text NOT NULL,
    variant text NOT NULL
);
CREATE TABLE counter_5m (LIKE counter_1m INCLUDING ALL);
CREATE TABLE counter_1h (LIKE counter_1m INCLUDING ALL);
CREATE TABLE counter_1d (LIKE counter_1m INCLUDING ALL);
CREATE TABLE counter_partial (LIKE counter_1m INCLUDING ALL);
ALTER TABLE counter_1m ADD PRIMARY KEY (project_id, bucket, environment, agent, agent_type, provider, model, version, variant);
ALTER TABLE counter_5m ADD PRIMARY KEY (project_id, bucket, environment, agent, agent_type, provider, model, version, variant);
ALTER TABLE counter_1h ADD PRIMARY KEY (project_id, bucket, environment, agent, agent_type, provider, model, version, variant);
ALTER TABLE counter_1d ADD PRIMARY KEY (project_id, bucket, environment, agent, agent_type, provider, model, version, variant);

-- Distributions by single dimensions. `h` is a histogram chunk closed under concatenation.
-- subject: request | request_ttft | call | ttft | step | metric | health
-- dim: all | agent | agent_type | version | variant | model | name
CREATE TABLE sketch_1m (
    project_id int4 NOT NULL,
    bucket timestamptz(0) NOT NULL,
    n int8 NOT NULL,
    sum float8 NOT NULL,
    min float8 NOT NULL,
    max float8 NOT NULL,
    last float8 NOT NULL,
    last_at timestamptz(3) NOT NULL,
    scale int2 NOT NULL DEFAULT 5,
    environment text NOT NULL,
    subject text NOT NULL,
    dim text NOT NULL,
    key text NOT NULL,
    h bytea NOT NULL
);
CREATE TABLE sketch_5m (LIKE sketch_1m INCLUDING ALL);
CREATE TABLE sketch_1h (LIKE sketch_1m INCLUDING ALL);
CREATE TABLE sketch_1d (LIKE sketch_1m INCLUDING ALL);
CREATE TABLE sketch_partial (LIKE sketch_1m INCLUDING ALL);
ALTER TABLE sketch_1m ADD PRIMARY KEY (project_id, subject, dim, bucket, environment, key);
ALTER TABLE sketch_5m ADD PRIMARY KEY (project_id, subject, dim, bucket, environment, key);
ALTER TABLE sketch_1h ADD PRIMARY KEY (project_id, subject, dim, bucket, environment, key);
ALTER TABLE sketch_1d ADD PRIMARY KEY (project_id, subject, dim, bucket, environment, key);

-- Counts of everything that is a name with a label: feedback, gates, journeys, logs, errors, cache layers.
CREATE TABLE tally_1m (
    project_id int4 NOT NULL,
    bucket timestamptz(0) NOT NULL,
    n int8 NOT NULL,
    sum float8 NOT NULL DEFAULT 0,
    environment text NOT NULL,
    kind text NOT NULL,
    agent text NOT NULL,
    name text NOT NULL,
    label text NOT NULL
);
CREATE TABLE tally_5m (LIKE tally_1m INCLUDING ALL);
CREATE TABLE tally_1h (LIKE tally_1m INCLUDING ALL);
CREATE TABLE tally_1d (LIKE tally_1m INCLUDING ALL);
CREATE TABLE tally_partial (LIKE tally_1m INCLUDING ALL);
ALTER TABLE tally_1m ADD PRIMARY KEY (project_id, kind, bucket, environment, agent, name, label);
ALTER TABLE tally_5m ADD PRIMARY KEY (project_id, kind, bucket, environment, agent, name, label);
ALTER TABLE tally_1h ADD PRIMARY KEY (project_id, kind, bucket, environment, agent, name, label);
ALTER TABLE tally_1d ADD PRIMARY KEY (project_id, kind, bucket, environment, agent, name, label);

-- What each user did.
CREATE TABLE user_activity_1m (
    project_id int4 NOT NULL,
    bucket timestamptz(0) NOT NULL,
    requests int8 NOT NULL DEFAULT 0,
    errors int8 NOT NULL DEFAULT 0,
    cost_picos int8 NOT NULL DEFAULT 0,
    feedback_n int8 NOT NULL DEFAULT 0,
    feedback_sum float8 NOT NULL DEFAULT 0,
    last_at timestamptz(3) NOT NULL,
    environment text NOT NULL,
    user_id text NOT NULL
);
CREATE TABLE user_activity_5m (LIKE user_activity_1m INCLUDING ALL);
CREATE TABLE user_activity_1h (LIKE user_activity_1m INCLUDING ALL);
CREATE TABLE user_activity_1d (LIKE user_activity_1m INCLUDING ALL);
CREATE TABLE user_activity_partial (LIKE user_activity_1m INCLUDING ALL);
ALTER TABLE user_activity_1m ADD PRIMARY KEY (project_id, bucket, environment, user_id);
ALTER TABLE user_activity_5m ADD PRIMARY KEY (project_id, bucket, environment, user_id);
ALTER TABLE user_activity_1h ADD PRIMARY KEY (project_id, bucket, environment, user_id);
ALTER TABLE user_activity_1d ADD PRIMARY KEY (project_id, bucket, environment, user_id);

-- Same failure, one row; folded from `error_partial` by the compactor.
CREATE TABLE error_partial (
    project_id int4 NOT NULL,
    fingerprint text NOT NULL,
    environment text NOT NULL,
    agent text NOT NULL,
    provider text NOT NULL,
    error_type text NOT NULL,
    title text NOT NULL,
    n int8 NOT NULL,
    first_at timestamptz(3) NOT NULL,
    last_at timestamptz(3) NOT NULL,
    users text[] NOT NULL,
    -- an array of occurrences, newest first
    sample jsonb NOT NULL
);
CREATE TABLE error_group (
    project_id int4 NOT NULL,
    fingerprint text NOT NULL,
    agent text NOT NULL,
    provider text NOT NULL,
    error_type text NOT NULL,
    title text NOT NULL,
    n int8 NOT NULL,
    first_at timestamptz(3) NOT NULL,
    last_at timestamptz(3) NOT NULL,
    -- open | resolved | regressed
    state text NOT NULL DEFAULT 'open',
    resolved_at timestamptz(3),
    resolved_by text,
    sample jsonb NOT NULL,
    PRIMARY KEY (project_id, fingerprint)
);
CREATE INDEX error_group_last ON error_group (project_id, last_at DESC);
CREATE TABLE error_user (
    project_id int4 NOT NULL,
    fingerprint text NOT NULL,
    user_id text NOT NULL,
    last_at timestamptz(3) NOT NULL,
    PRIMARY KEY (project_id, fingerprint, user_id)
);

-- Signs of life: what has arrived, by environment and kind.
CREATE TABLE pulse_partial (
    project_id int4 NOT NULL,
    environment text NOT NULL,
    kind int4 NOT NULL,
    n int8 NOT NULL,
    first_at timestamptz(3) NOT NULL,
    newest_at timestamptz(3) NOT NULL,
    received_at timestamptz(3) NOT NULL
);
CREATE TABLE pulse (LIKE pulse_partial, PRIMARY KEY (project_id, environment, kind));

-- Partials are emptied every second: vacuum them by count, not by share, and leave their files
-- as long as they are, because shortening one takes a lock that readers and writers would feel.
ALTER TABLE counter_partial SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, vacuum_truncate = off);
ALTER TABLE sketch_partial SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, vacuum_truncate = off);
ALTER TABLE tally_partial SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, vacuum_truncate = off);
ALTER TABLE user_activity_partial SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, vacuum_truncate = off);
ALTER TABLE error_partial SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, vacuum_truncate = off);
ALTER TABLE pulse_partial SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, vacuum_truncate = off);

CREATE TABLE deployment (
    project_id int4 NOT NULL,
    event_id uuid NOT NULL,
    ts timestamptz(3) NOT NULL,
    environment text NOT NULL,
    agent text NOT NULL,
    version text NOT NULL,
    previous_version text,
    author text,
    status text NOT NULL,
    description text,
    url text,
    PRIMARY KEY (project_id, event_id)
);
CREATE INDEX deployment_ts ON deployment (project_id, ts DESC);

-- The newest report of each component of a monitored system.
CREATE TABLE component_state (
    project_id int4 NOT NULL,
    environment text NOT NULL,
    component text NOT NULL,
    -- ok | degraded | down
    status text NOT NULL,
    at timestamptz(3) NOT NULL,
    latency_ms float8,
    message text,
    PRIMARY KEY (project_id, environment, component)
);

-- Rollups held against raw events, hour by hour, after the hour has closed.
CREATE TABLE reconciliation (
    project_id int4 NOT NULL,
    hour timestamptz(0) NOT NULL,
    checked_at timestamptz(3) NOT NULL,
    raw_requests int8 NOT NULL,
    rollup_requests int8 NOT NULL,
    raw_calls int8 NOT NULL,
    rollup_calls int8 NOT NULL,
    raw_cost_picos int8 NOT NULL,
    rollup_cost_picos int8 NOT NULL,
    PRIMARY KEY (project_id, hour)
);

-- The audit log only grows.
CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit log is append-only: % is refused', TG_OP USING ERRCODE = '42501';
END
$$;
CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_is_append_only();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only();
