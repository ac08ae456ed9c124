/** For tests: a process of its own that empties the outbox until it is killed. */

import { deliverUntil } from "@/lib/jobs/deliver";
import { peersHere } from "@/lib/notify/testing/peers-here";
import { pool } from "@/lib/platform/pool";

const stop = new AbortController();
process.once("SIGTERM", () => stop.abort());
await deliverUntil(pool(), stop.signal, { peers: () => peersHere(60_000) });
process.exit(0);
