/** Notices delivered over real sockets to receivers that refuse what the real peers would. */

import { describe, expect, onTestFinished, test } from "vitest";
import { mailer } from "@/lib/platform/mail";
import { mailRefusal, postOffice } from "@/lib/platform/test-post";
import { changeAsk } from "./channels/pagerduty";
import { deliver } from "./deliver";
import type { Message, Told } from "./message";
import { type Channel, channelSchema } from "./schema";
import { FORMATS } from "./testing/formats";
import { alertWith, noticeWith } from "./testing/notice";
import { channelAt, KINDS, NOW, peers, sent, WELL } from "./testing/peers";
import { receiver } from "./testing/receiver";

describe("a peer that is well", () => {
  test.each(KINDS)("%s takes what fires and what is resolved", async (kind) => {
    for (const notice of [noticeWith(), noticeWith({ kind: "resolved" })]) {
      const { attempt } = await sent(kind, notice);
      expect(attempt).toMatchObject({ outcome: "delivered", status: WELL[kind].status });
    }
  });

  test("Slack gets headline, facts and buttons", async () => {
    const { request, body } = await sent("slack", noticeWith());
    expect(request?.path).toBe("/services/T000/B000/XXXX");
    expect(body.text).toBe(
      "FIRING: HighErrorRate — checkout-agent, error rate 7.2 % &gt; 5 % for 5 min",
    );
    expect(body.blocks[0].text.text).toBe("🔴 HighErrorRate — checkout-agent");
    expect(body.blocks[1].text.text).toBe("error rate 7.2 % > 5 % for 5 min");
    const { elements } = body.blocks.find(({ type }: { type: string }) => type === "actions");
    expect(elements.map(({ url }: { url: string }) => url)).toEqual([
      "https://wheelhouse.example/a/tok_ack_01",
      "https://wheelhouse.example/alerts/al_01JD9",
      "https://wheelhouse.example/runbooks/high-error-rate",
      "https://wheelhouse.example/alerts/al_01JD9?from=1&to=2",
      "https://wheelhouse.example/a/tok_sil_01",
    ]);
  });

  test("a resolved notice offers nothing to acknowledge or silence", async () => {
    const { body } = await sent("slack", noticeWith({ kind: "resolved" }));
    expect(JSON.stringify(body)).not.toContain("tok_");
  });

  test("Discord is asked to wait, and mentions the role for what is critical only", async () => {
    const loud = await sent("discord", noticeWith());
    expect(loud.request?.path).toBe("/api/webhooks/1/tok?wait=true");
    expect(loud.body.content).toMatch(/^<@&1234> /);
    expect(loud.body.allowed_mentions).toEqual({ parse: [], roles: ["1234"] });
    for (const quiet of [{ severity: "high" }, { kind: "resolved" }, { mark: "test" }] as const) {
      const { body } = await sent("discord", noticeWith(quiet));
      expect(body.allowed_mentions).toEqual({ parse: [], roles: [] });
      expect(body.content).not.toContain("<@&");
    }
  });

  test("Teams gets a card with the state in words", async () => {
    const { body } = await sent("teams", noticeWith({ kind: "acknowledged", by: "Ana" }));
    const [title] = body.attachments[0].content.body;
    expect(title.inlines[0].text).toBe("👀 ACKNOWLEDGED: HighErrorRate — checkout-agent");
  });

  test("PagerDuty's incident is opened, acknowledged and resolved under one key", async () => {
    const key = {
      dedup_key: "wh:rule_01JD:7f3a0c9e11d2b4c8",
      routing_key: "0123456789abcdef0123456789abcdef",
    };
    const opened = await sent("pagerduty", noticeWith());
    expect(opened.request?.path).toBe("/v2/enqueue");
    expect(opened.body).toMatchObject({
      ...key,
      event_action: "trigger",
      payload: {
        summary: "[critical] HighErrorRate — checkout-agent: error rate 7.2 % > 5 % for 5 min",
        source: "wheelhouse:shop:checkout-agent",
        severity: "critical",
        timestamp: "2026-11-20T09:52:28.686Z",
      },
    });
    const acknowledged = await sent("pagerduty", noticeWith({ kind: "acknowledged" }));
    expect(acknowledged.body).toEqual({ ...key, event_action: "acknowledge" });
    const resolved = await sent("pagerduty", noticeWith({ kind: "resolved" }));
    expect(resolved.body).toEqual({ ...key, event_action: "resolve" });
  });

  test("PagerDuty takes a change event", async () => {
    const peer = await receiver(WELL.pagerduty, FORMATS.pagerdutyChange);
    const { config } = channelAt("pagerduty", peer.url) as Extract<Channel, { kind: "pagerduty" }>;
    const change = {
      summary: "Rollout checkout-agent v413 10% -> 50%",
      source: "wheelhouse",
      at: NOW,
      url: "https://wheelhouse.example/rollouts/ro_01",
      linkText: "Rollout",
      details: { rollout: "ro_01" },
    };
    const reply = await peers.ask(changeAsk(change, config));
    expect([reply.status, peer.heard[0]?.path]).toEqual([202, "/v2/change/enqueue"]);
  });

  test("Opsgenie's alert is created, acknowledged and closed under one alias", async () => {
    const created = await sent("opsgenie", noticeWith());
    expect(created.request?.path).toBe("/v2/alerts");
    expect(created.request?.headers.authorization).toBe(
      "GenieKey 00000000-0000-0000-0000-000000000000",
    );
    expect(created.body).toMatchObject({ alias: "wh:rule_01JD:7f3a0c9e11d2b4c8", priority: "P1" });
    const path = "/v2/alerts/wh%3Arule_01JD%3A7f3a0c9e11d2b4c8";
    const acknowledged = await sent(
      "opsgenie",
      noticeWith({ kind: "acknowledged", by: "ana@example.org" }),
    );
    expect(acknowledged.request?.path).toBe(`${path}/acknowledge?identifierType=alias`);
    expect(acknowledged.body).toMatchObject({ user: "ana@example.org" });
    const closed = await sent("opsgenie", noticeWith({ kind: "resolved" }));
    expect(closed.request?.path).toBe(`${path}/close?identifierType=alias`);
  });

  test("a gateway gets Twilio's form with one link", async () => {
    const { request } = await sent("sms", noticeWith());
    const form = new URLSearchParams(request?.body);
    expect(Object.fromEntries(form)).toEqual({
      From: "+15550001",
      To: "+4915112345678",
      Body: "FIRING: HighErrorRate — checkout-agent, error rate 7.2 % > 5 % for 5 min (shop)\nhttps://wheelhouse.example/a/tok_ack_01",
    });
    const credentials = Buffer.from("AC1:pa:sswörd").toString("base64");
    expect(request?.headers.authorization).toBe(`Basic ${credentials}`);
  });

  test("Alertmanager's webhook carries each alert by its fingerprint", async () => {
    const ended = alertWith({ state: "resolved", endedAt: NOW, labels: { agent: "search" } });
    const { body, request } = await sent(
      "alertmanager",
      noticeWith({ alerts: [alertWith(), ended] }),
    );
    expect(request?.headers.authorization).toBe("Bearer tok-123456");
    expect(body).toMatchObject({
      status: "firing",
      commonLabels: { alertname: "HighErrorRate", severity: "critical" },
      alerts: [
        { status: "firing", endsAt: "0001-01-01T00:00:00Z" },
        { status: "resolved", endsAt: "2026-11-20T09:53:00.000Z" },
      ],
    });
  });

  test("what a peer has no word for is not sent", async () => {
    for (const kind of ["sms", "alertmanager"] as const) {
      const { attempt, request } = await sent(kind, noticeWith({ kind: "acknowledged" }));
      expect([attempt.outcome, request]).toEqual(["delivered", undefined]);
    }
  });

  test.each(KINDS)("%s says of a drill that it is one", async (kind) => {
    const { request } = await sent(kind, noticeWith({ mark: "drill" }));
    expect(request?.body).toMatch(/drill/i);
  });
});

describe("words without an alert", () => {
  const message: Message = {
    ...{ id: "01JD9Z0000000000000000009", kind: "message", mark: null, state: "UPDATE" },
    ...{ type: "update.incident", severity: null, facts: [["Amount", "$5"]], tables: [] },
    ...{
      title: "Incident 4: <b>empty</b> answers",
      text: "Effect: none.\n\nNext at 10:00 @everyone",
    },
    ...{ project: "shop", dedupKey: "wh:incident:4", at: NOW, by: "Ada", why: null },
    links: {
      open: "https://wheelhouse.example/incidents/4",
      home: "https://wheelhouse.example",
    },
  };
  const TALKERS = ["slack", "discord", "teams", "sms", "webhook"] as const;

  test.each(TALKERS)("%s says them as they stand", async (kind) => {
    const { attempt, request } = await sent(kind, message);
    expect(attempt).toMatchObject({ outcome: "delivered", status: WELL[kind].status });
    const body = decodeURIComponent(request?.body ?? "");
    expect(body).toMatch(/Effect/);
    expect(body).toContain("/incidents/4");
  });

  test.each(KINDS.filter((kind) => !TALKERS.some((one) => one === kind)))(
    "%s keeps incidents, and is asked nothing",
    async (kind) => {
      const { attempt, request } = await sent(kind, message);
      expect([attempt.outcome, request]).toEqual(["delivered", undefined]);
    },
  );

  test("nobody is called by what somebody wrote, and a drill says what it is", async () => {
    const drill = await sent("discord", { ...message, mark: "drill" });
    expect(drill.body.content).toMatch(/^DRILL UPDATE/);
    expect(drill.body.embeds[0].description).not.toContain("@everyone");
  });
});

describe("mail", () => {
  async function office() {
    const {
      url,
      inbox,
      close: shut,
    } = await postOffice({
      onRcptTo: ({ address }, _session, done) =>
        address.startsWith("gone") ? done(mailRefusal(550, "no such user")) : done(),
    });
    const { send, close } = mailer({ url, from: "alerts@example.com" });
    onTestFinished(() => {
      close();
      shut();
    });
    const post = (notice: Told, ...to: string[]) =>
      deliver(notice, channelSchema.parse({ kind: "email", config: { to } }), {
        ...peers,
        mail: send,
      });
    return { inbox, post };
  }

  test("arrives as text and HTML, and one group's notices make a thread", async () => {
    const { inbox, post } = await office();
    const attempt = await post(noticeWith(), "ana@example.com");
    await post(noticeWith({ id: "second", kind: "resolved" }), "ana@example.com");
    expect(attempt).toMatchObject({ outcome: "delivered", status: 250 });
    const [fired, resolved] = inbox;
    expect(fired?.subject).toBe("[FIRING] HighErrorRate — checkout-agent");
    expect(fired?.text).toContain("checkout-agent: error rate 7.2 % > 5 % for 5 min");
    expect(fired?.text).toContain("Acknowledge: https://wheelhouse.example/a/tok_ack_01");
    expect(fired?.html).toContain('href="https://wheelhouse.example/a/tok_ack_01"');
    expect(resolved?.subject).toBe("[RESOLVED] HighErrorRate — checkout-agent");
    expect(resolved?.references).toBe(fired?.references);
    expect(resolved?.messageId).not.toBe(fired?.messageId);
  });

  test("a wrong address is broken, one of two is said", async () => {
    const { inbox, post } = await office();
    expect(await post(noticeWith(), "gone@example.com")).toMatchObject({
      outcome: "broken",
      status: 550,
    });
    const attempt = await post(noticeWith(), "gone@example.com", "ana@example.com");
    expect(attempt.outcome).toBe("delivered");
    expect(attempt.answer).toContain("refused: gone@example.com");
    expect(inbox).toHaveLength(1);
  });
});
