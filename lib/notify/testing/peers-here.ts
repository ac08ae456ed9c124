/** The ways out of the house for tests: to this machine only. */
import type { Peers } from "@/lib/notify/notifier";
import { outbound } from "@/lib/platform/outbound";

export const peersHere = (timeoutMs = 15_000): Omit<Peers, "now"> => ({
  ask: outbound({ allow: ["127.0.0.1"], timeoutMs }),
  mail: () => Promise.reject(new Error("No mail is expected")),
});
