/** How the embedded Postgres is configured: safe by default, sized by the machine. */
import os from "node:os";
import type { Settings } from "./cluster";

const MIB = 1024 * 1024;

/** What this process may use: the container's limit when there is one. */
function memoryBytes(): number {
  const limit = process.constrainedMemory?.() ?? 0;
  const total = os.totalmem();
  return limit > 0 && limit < total ? limit : total;
}

export function postgresSettings(durable: boolean): Settings {
  const memoryMiB = memoryBytes() / MIB;
  const buffersMiB = Math.round(Math.min(512, Math.max(64, memoryMiB / 16)));
  return {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 100,
    shared_buffers: `${buffersMiB}MB`,
    effective_cache_size: `${Math.round(Math.max(256, memoryMiB / 2))}MB`,
    maintenance_work_mem: memoryMiB > 2_048 ? "128MB" : "64MB",
    max_wal_size: "2GB",
    random_page_cost: 1.1,
    jit: "off",
    timezone: "UTC",
    log_timezone: "UTC",
    idle_in_transaction_session_timeout: "5min",
    // Refused statements belong to the application's log; with their text they could hold user data.
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_checkpoints: "off",
    fsync: durable ? "on" : "off",
    synchronous_commit: "on",
    full_page_writes: durable ? "on" : "off",
  };
}
