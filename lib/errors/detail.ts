/** One group of failures as its page shows it. */
import { DAY, type Frame } from "@/lib/core/time";
import { axisOf } from "@/lib/overview/lines";
import { earlier, type Reported, timelineOf } from "@/lib/overview/timeline";
import { type Group, rowOf, stateOf } from "./groups";
import { type Act, historyOf } from "./history";
import { markersOf } from "./markers";
import { countLines, nameOrWord } from "./rates";
import { samplesOf } from "./sample";
import type { DeploymentRow, ErrorView, VersionRow } from "./schema";

export type Deployed = Parameters<typeof markersOf>[0][number] & { readonly url: string | null };
type Seen = { readonly at: Date | null; readonly agent: string; readonly n: number };

export type FoundError = {
  readonly frame: Frame;
  readonly now: Date;
  readonly reported: Reported;
  readonly group: Group & { readonly samples: unknown };
  readonly seen: readonly Seen[];
  readonly seenBefore: readonly Seen[] | null;
  readonly versions: readonly VersionRow[];
  readonly users: readonly { readonly userId: string; readonly lastAt: Date }[];
  readonly deployedBefore: readonly Deployed[];
  readonly deployments: readonly Deployed[];
  readonly acts: readonly Act[];
  readonly seenAgainAt: Date | null;
};

/** Longer ago than this, a deployment is no suspect. */
export const SUSPECT_MS = DAY;
const MOST_SUSPECTS = 5;

export function errorViewOf(found: FoundError): ErrorView {
  const { group, reported, frame, now } = found;
  const timeline = timelineOf(frame, reported, now);
  const named = (rows: readonly Seen[]) => rows.map(({ at, agent, n }) => ({ at, name: agent, n }));
  return {
    axis: axisOf(timeline),
    group: rowOf(group),
    samples: samplesOf(group.samples),
    sightings: {
      lines: countLines(timeline, named(found.seen)),
      previous: found.seenBefore && countLines(earlier(timeline), named(found.seenBefore)),
    },
    agents: agentsOf(found.seen),
    versions: found.versions,
    users: found.users.map(({ userId, lastAt }) => ({ userId, lastAt: lastAt.toISOString() })),
    deployedBefore: suspectsOf(found.deployedBefore, group),
    deployments: markersOf(found.deployments),
    history: historyOf({
      state: stateOf(group.state),
      firstAt: group.firstAt,
      lastAt: group.lastAt,
      acts: found.acts,
      seenAgainAt: found.seenAgainAt,
    }),
  };
}

function agentsOf(seen: readonly Seen[]): ErrorView["agents"] {
  const sums = new Map<string, number>();
  for (const { agent, n } of seen) sums.set(agent, (sums.get(agent) ?? 0) + n);
  return [...sums]
    .map(([agent, n]) => ({ agent: nameOrWord(agent), n }))
    .toSorted((a, b) => b.n - a.n || (a.agent < b.agent ? -1 : 1));
}

/** The deployments before the first sighting, the agent's own first, then the nearest in time. */
function suspectsOf(
  deployed: readonly Deployed[],
  { agent, firstAt }: Pick<Group, "agent" | "firstAt">,
): DeploymentRow[] {
  const lead = ({ at }: Deployed) => firstAt.getTime() - at.getTime();
  return deployed
    .filter((one) => lead(one) >= 0 && lead(one) <= SUSPECT_MS)
    .toSorted((a, b) => Number(b.agent === agent) - Number(a.agent === agent) || lead(a) - lead(b))
    .slice(0, MOST_SUSPECTS)
    .map((one) => ({
      id: one.id,
      at: one.at.toISOString(),
      agent: one.agent,
      version: one.version,
      author: one.author,
      description: one.description,
      url: one.url,
      leadMs: lead(one),
    }));
}
