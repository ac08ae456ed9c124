/** Whom rules name: channels and an escalation that are there, in this project. Whoever names nothing would tell nobody, unnoticed. */
import "server-only";
import type { Rule } from "@/lib/alerts/schema";
import { Fault } from "@/lib/core/fault";
import type { Transaction } from "@/lib/platform/db";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

type Naming = Pick<Rule, "channels" | "escalation">;

export async function judgeReceivers(
  tx: Transaction,
  projectId: number,
  rules: readonly Naming[],
): Promise<void> {
  const channels = rules.flatMap((rule) => rule.channels);
  const escalations = rules.flatMap(({ escalation }) => escalation ?? []);
  const select = { id: true };
  const [knownChannels, knownEscalations] = await Promise.all([
    tx.notificationChannel.findMany({
      where: { projectId, id: { in: channels.filter(isId) }, removedAt: null },
      select,
    }),
    tx.escalationPolicy.findMany({
      where: { projectId, id: { in: escalations.filter(isId) } },
      select,
    }),
  ]);
  refuseUnknown("rule.channels", "channel", channels, knownChannels);
  refuseUnknown("rule.escalation", "escalation policy", escalations, knownEscalations);
}

const isId = (text: string): boolean => UUID.test(text);

function refuseUnknown(
  field: string,
  noun: string,
  named: readonly string[],
  known: readonly { readonly id: string }[],
): void {
  const missing = named.find((id) => !known.some((one) => one.id === id.toLowerCase()));
  if (missing === undefined) return;
  throw new Fault(
    "invalid",
    `${field}: there is no ${noun} ${missing} in this project: choose one of its own`,
    { field },
  );
}
