/** Peers that fail in all their ways: what is tried again, when, and what is given up. */
import { describe, expect, test } from "vitest";
import { outbound } from "@/lib/platform/outbound";
import { deliver } from "./deliver";
import { jsonAsk } from "./notifier";
import { FORMATS } from "./testing/formats";
import { noticeWith } from "./testing/notice";
import { channelAt, KINDS, type Kind, peers, WELL } from "./testing/peers";
import { type Fate, receiver } from "./testing/receiver";

describe("a peer in trouble", () => {
  type Row = readonly [what: string, kind: Kind, fate: Fate, expected: object];
  const rows: readonly Row[] = [
    ...KINDS.flatMap((kind): Row[] => [
      [
        "is overloaded (503)",
        kind,
        { status: 503, body: "busy" },
        { outcome: "retry", status: 503, answer: "busy" },
      ],
      ["cuts the line", kind, "reset", { outcome: "retry", status: null }],
      [
        "asks to wait (429)",
        kind,
        { status: 429, headers: { "retry-after": "7" } },
        { outcome: "retry", retryAfterMs: 7_000 },
      ],
      [
        "asks to wait until a time",
        kind,
        { status: 503, headers: { "retry-after": "Fri, 20 Nov 2026 09:53:30 GMT" } },
        { outcome: "retry", retryAfterMs: 30_000 },
      ],
      [
        "redirects",
        kind,
        { status: 302, headers: { location: "http://localhost/x" } },
        { outcome: "broken", status: null },
      ],
    ]),
    ...KINDS.filter((kind) => kind !== "webhook").flatMap((kind): Row[] => [
      [
        "does not understand (400)",
        kind,
        { status: 400, body: "invalid_payload" },
        { outcome: "broken", status: 400, answer: "invalid_payload" },
      ],
      ["is gone (404)", kind, { status: 404 }, { outcome: "broken", status: 404 }],
    ]),
    ["does not understand (400)", "webhook", { status: 400 }, { outcome: "retry", status: 400 }],
    ["is gone (404)", "webhook", { status: 404 }, { outcome: "retry", status: 404 }],
    ["is gone for good (410)", "webhook", { status: 410 }, { outcome: "broken", status: 410 }],
    ["takes too much at once (413)", "teams", { status: 413 }, { outcome: "broken", status: 413 }],
    [
      "refuses with 200",
      "slack",
      { status: 200, body: "no_service" },
      { outcome: "broken", status: 200, answer: "no_service" },
    ],
    ["answers 204", "discord", { status: 204 }, { outcome: "delivered", status: 204 }],
    [
      "says in the body how long",
      "discord",
      {
        status: 429,
        headers: { "retry-after": "60" },
        body: '{"message":"You are being rate limited.","retry_after":0.75}',
      },
      { outcome: "retry", retryAfterMs: 750 },
    ],
    ["gives no time", "pagerduty", { status: 429 }, { outcome: "retry", retryAfterMs: 120_000 }],
    [
      "asks for a year",
      "slack",
      { status: 429, headers: { "retry-after": "31536000" } },
      { outcome: "retry", retryAfterMs: 86_400_000 },
    ],
    [
      "asks for nonsense",
      "slack",
      { status: 429, headers: { "retry-after": "soon" } },
      { outcome: "retry", status: 429 },
    ],
  ];

  test.each(rows)("%s: %s", async (_what, kind, fate, expected) => {
    const peer = await receiver(WELL[kind]);
    peer.fail(fate);
    const attempt = await deliver(noticeWith(), channelAt(kind, peer.url), peers);
    expect(attempt).toMatchObject(expected);
    expect(peer.heard).toHaveLength(1);
  });

  test("one that says nothing is given up on and tried again", async () => {
    const peer = await receiver(WELL.slack);
    peer.fail("silence");
    const impatient = { ...peers, ask: outbound({ allow: ["127.0.0.1"], timeoutMs: 150 }) };
    const attempt = await deliver(noticeWith(), channelAt("slack", peer.url), impatient);
    expect(attempt).toMatchObject({ outcome: "retry", status: null });
    expect(attempt.answer).toContain("did not answer within 150 ms");
  });

  test("a body that the peer would refuse is seen by these tests", async () => {
    const peer = await receiver(WELL.slack, FORMATS.slack);
    const reply = await peers.ask(jsonAsk(peer.url, { text: "" }));
    expect(reply.status).toBe(400);
  });

  test("an address inside the house is refused, and hears nothing", async () => {
    const peer = await receiver(WELL.slack);
    const attempt = await deliver(noticeWith(), channelAt("slack", peer.url), {
      ...peers,
      ask: outbound(),
    });
    expect(attempt).toMatchObject({ outcome: "broken", status: null });
    expect(attempt.answer).toContain("this machine itself");
    expect(peer.heard).toEqual([]);
  });

  test("an answer that repeats the secret is kept without it", async () => {
    const peer = await receiver(WELL.pagerduty);
    const routingKey = "0123456789abcdef0123456789abcdef";
    peer.fail({ status: 400, body: `${"x".repeat(480)} invalid routing key ${routingKey}` });
    const { answer } = await deliver(noticeWith(), channelAt("pagerduty", peer.url), peers);
    expect(answer).not.toContain(routingKey.slice(0, 8));
  });
});
