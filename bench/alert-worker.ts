/** A worker that does nothing but look at alert rules, as fast as it can, until it is killed. */
import { randomUUID } from "node:crypto";
import { tickAlerts } from "@/lib/jobs/alert-tick";
import { takeLease } from "@/lib/jobs/leader";
import { pool } from "@/lib/platform/pool";

const holder = randomUUID();
const going = new AbortController().signal;

// Whoever watches goes: nobody would kill us then.
process.once("disconnect", () => process.exit(0));

while (process.connected) {
  const lead = await takeLease(pool(), "alert-kills", holder);
  if (!lead) continue;
  process.send?.("looking");
  await tickAlerts(pool(), lead, going);
}
