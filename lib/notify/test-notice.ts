/** The notice that somebody sends to see whether a channel works. */
import type { Notice } from "./notice";

type Test = {
  readonly id: string;
  readonly channel: string;
  readonly project: string;
  readonly home: string;
  readonly by: string;
  readonly now: Date;
};

export function testNotice({ id, channel, project, home, by, now }: Test): Notice {
  const url = `${home}/settings/channels?project=${encodeURIComponent(project)}`;
  return {
    ...{ id, project, at: now, kind: "firing", mark: "test", severity: "low" },
    title: `Test of ${channel}`,
    // A key of its own: a peer that groups by it must not take two tests for one.
    dedupKey: `wh:test:${id}`,
    group: { key: `test:${id}`, labels: {}, receiver: channel },
    alerts: [
      {
        ...{ id, fingerprint: "0000000000000000", name: channel, state: "firing", severity: "low" },
        ...{ labels: { alertname: "Test" }, annotations: {}, signal: "test message" },
        ...{ comparison: null, value: null, threshold: null, forText: null },
        ...{ startedAt: now, endedAt: null, url, runbookUrl: null, graphUrl: null },
      },
    ],
    reason: `Sent by ${by}`,
    by: null,
    changes: [],
    why: `${by} asked for a test`,
    links: { alert: url, acknowledge: null, silence: null, home },
  };
}
