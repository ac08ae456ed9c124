/** What keeps alerts of a project quiet at an instant: silences, maintenance windows and greater alerts. */
import { SILENCE_MEMORY_MS } from "@/lib/notify/alert-notice";
import type { Matcher } from "@/lib/notify/matcher";
import { type MuteRules, muterOf, type Quiet } from "@/lib/notify/mute";
import type { Labels } from "@/lib/notify/notice";
import { fullLabels, type Policy } from "@/lib/notify/policy";
import { maintenanceSchema } from "@/lib/notify/schema";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { firingIn } from "./alert-rows";

type SilenceRow = {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly startsAt: Date;
  readonly endsAt: Date;
};
type WindowRow = {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly spec: unknown;
};

export async function quietIn(
  on: Connection,
  projectId: number,
  policy: Policy,
  now: Date,
): Promise<(labels: Labels) => Quiet> {
  const silences = await rowsOf<SilenceRow>(
    on,
    `SELECT id::text, matchers, starts_at AS "startsAt", ends_at AS "endsAt" FROM silence
     WHERE project_id = $1::int AND ends_at > $2::timestamptz AND ends_at > starts_at`,
    [projectId, new Date(now.getTime() - SILENCE_MEMORY_MS)],
  );
  const windows = await rowsOf<WindowRow>(
    on,
    "SELECT id::text, matchers, spec FROM maintenance_window WHERE project_id = $1::int AND is_enabled",
    [projectId],
  );
  const rules: MuteRules = {
    silences,
    maintenances: windows.map(({ id, matchers, spec }) => ({
      ...maintenanceSchema.parse(spec),
      id,
      matchers,
    })),
    inhibitions: policy.inhibitions.map((inhibition, i) => ({ ...inhibition, id: String(i + 1) })),
  };
  const firing = rules.inhibitions.length > 0 ? await firingIn(on, projectId) : [];
  return muterOf(
    rules,
    firing.map((alert) => ({ labels: fullLabels(alert) })),
    now,
  );
}
