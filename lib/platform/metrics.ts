/** What this process measures about itself, in Prometheus' terms; one registry a process. */
import "server-only";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import build from "@/package.json";
import { shared } from "./process";

/** Gauges that prom-client names `_total`; `promtool check metrics` rightly refuses them. */
const MISNAMED = [
  "nodejs_active_handles_total",
  "nodejs_active_requests_total",
  "nodejs_active_resources_total",
];

const ACK_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const QUERY_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/** The instruments, made once: `metrics().ingestAck.observe(seconds)`. */
export function metrics() {
  return shared("metrics", makeMetrics);
}

function makeMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  const registers = [registry];
  new Gauge({
    name: "wheelhouse_build_info",
    help: "Always 1; the labels say which build and which Node run here.",
    labelNames: ["version", "node"],
    registers,
  }).set({ version: build.version, node: process.versions.node }, 1);
  return {
    registry,
    ...ingestion(registers),
    ...recovery(registers),
    queryDuration: new Histogram({
      name: "wheelhouse_query_duration_seconds",
      help: "Time to answer a read of the console's API, by route.",
      labelNames: ["route", "status"],
      buckets: QUERY_BUCKETS_S,
      registers,
    }),
    compactorLag: new Gauge({
      name: "wheelhouse_compactor_lag_seconds",
      help: "How long the oldest received events have waited to be folded into their tiers.",
      registers,
    }),
    workerAge: new Gauge({
      name: "wheelhouse_worker_heartbeat_age_seconds",
      help: "Age of the background worker's last sign of life.",
      registers,
    }),
    component: new Gauge({
      name: "wheelhouse_component_health",
      help: "Readiness by component: 1 healthy, 0.5 degraded, 0 unhealthy.",
      labelNames: ["component"],
      registers,
    }),
  };
}

function recovery(registers: Registry[]) {
  return {
    recoveryDrillAt: new Gauge({
      name: "wheelhouse_recovery_drill_timestamp_seconds",
      help: "When a backup was last restored to see whether it can be; 0 if never.",
      registers,
    }),
    recoveryDrillOk: new Gauge({
      name: "wheelhouse_recovery_drill_ok",
      help: "Whether everything came back in the last recovery drill: 1 or 0.",
      registers,
    }),
    recoveryRestore: new Gauge({
      name: "wheelhouse_recovery_drill_restore_seconds",
      help: "How long the last recovery drill took to restore and look through a backup.",
      registers,
    }),
    recoveryLost: new Gauge({
      name: "wheelhouse_recovery_drill_lost_seconds",
      help: "How old the newest row was that the last recovery drill brought back.",
      registers,
    }),
  };
}

function ingestion(registers: Registry[]) {
  return {
    ingestRequests: new Counter({
      name: "wheelhouse_ingest_requests_total",
      help: "Ingestion requests answered, by HTTP status.",
      labelNames: ["status"],
      registers,
    }),
    ingestEvents: new Counter({
      name: "wheelhouse_ingest_events_total",
      help: "Events judged, by outcome: accepted, duplicate or rejected.",
      labelNames: ["outcome"],
      registers,
    }),
    ingestRejected: new Counter({
      name: "wheelhouse_ingest_rejected_events_total",
      help: "Events refused and quarantined, by reason.",
      labelNames: ["code"],
      registers,
    }),
    ingestAck: new Histogram({
      name: "wheelhouse_ingest_ack_duration_seconds",
      help: "From the first byte of an ingestion request to its durable 2xx.",
      buckets: ACK_BUCKETS_S,
      registers,
    }),
    ingestCapped: new Counter({
      name: "wheelhouse_ingest_capped_names_total",
      help: "Values counted under __other__ because their dimension has too many, by dimension.",
      labelNames: ["dimension"],
      registers,
    }),
    ingestQueue: new Gauge({
      name: "wheelhouse_ingest_queue_events",
      help: "Events held in memory until their transaction commits.",
      registers,
    }),
  };
}
