/** Webhooks are signed so that the library of Standard Webhooks believes them, and nothing else. */
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { deliver } from "@/lib/notify/deliver";
import { FORMATS } from "@/lib/notify/testing/formats";
import { noticeWith } from "@/lib/notify/testing/notice";
import { channelAt, NOW, peers, SECRET, sent, WELL } from "@/lib/notify/testing/peers";
import { receiver } from "@/lib/notify/testing/receiver";
import { renderWebhook, signatureOf } from "./webhook";

const OTHER_SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

describe("Standard Webhooks", () => {
  const headersOf = (headers: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [
        name,
        String(headers[name]),
      ]),
    );

  test("the known vector signs as the library does", () => {
    const signature = signatureOf(
      SECRET,
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      1_614_265_330,
      '{"test": 2432232314}',
    );
    expect(signature).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  test("the library verifies what was received, with the old secret and the new one, and nothing tampered", async () => {
    const peer = await receiver(WELL.webhook, FORMATS.webhook);
    const channel = channelAt("webhook", peer.url, {
      secret: OTHER_SECRET,
      previousSecret: SECRET,
    });
    // The library compares with the machine's own clock.
    await deliver(noticeWith(), channel, { ...peers, now: new Date() });
    const [request] = peer.heard;
    if (!request) throw new Error("Nothing arrived");
    const headers = headersOf(request.headers);
    for (const secret of [SECRET, OTHER_SECRET])
      expect(new Webhook(secret).verify(request.body, headers)).toMatchObject({
        type: "alert.firing",
      });
    const tampered = request.body.replace("critical", "low");
    expect(() => new Webhook(SECRET).verify(tampered, headers)).toThrow();
  });

  test("the id stays over attempts, the time does not", async () => {
    const peer = await receiver(WELL.webhook);
    const channel = channelAt("webhook", peer.url);
    peer.fail({ status: 503 });
    await deliver(noticeWith(), channel, peers);
    await deliver(noticeWith(), channel, { ...peers, now: new Date(NOW.getTime() + 5_000) });
    const [first, second] = peer.heard.map(({ headers }) => headersOf(headers));
    expect(first?.["webhook-id"]).toBe(second?.["webhook-id"]);
    expect(first?.["webhook-timestamp"]).not.toBe(second?.["webhook-timestamp"]);
  });

  test("a user's headers go along", async () => {
    const { request } = await sent("webhook", noticeWith(), { headers: { "X-Team": "ml" } });
    expect(request?.headers["x-team"]).toBe("ml");
  });
});

describe("what the reader of a webhook may do", () => {
  const { links } = noticeWith();
  const rollBack = "https://wheelhouse.example/e/tok_back_01";
  const over = { links: { ...links, rollBack } };

  test("goes along while it fires: acknowledge, silence, and roll back where a rollout can be", () => {
    expect(renderWebhook(noticeWith(over))).toMatchObject({
      data: {
        acknowledge_url: links.acknowledge,
        silence_url: links.silence,
        roll_back_url: rollBack,
      },
    });
    expect(renderWebhook(noticeWith())).toMatchObject({ data: { roll_back_url: null } });
  });

  test.each(["acknowledged", "resolved"] as const)("is nothing once it is %s", (kind) => {
    expect(renderWebhook(noticeWith({ ...over, kind }))).toMatchObject({
      data: { acknowledge_url: null, silence_url: null, roll_back_url: null },
    });
  });

  test("is nothing for an address that is no web address", () => {
    const bad = { links: { ...links, rollBack: "javascript:alert(1)" } };
    expect(renderWebhook(noticeWith(bad))).toMatchObject({ data: { roll_back_url: null } });
  });
});
