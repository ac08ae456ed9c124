/** Guessing passwords in bulk: what is counted is the account and the real address, whatever the headers claim. */
import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { beforeAll, expect, test } from "vitest";
import { POST as enter, GET as formToken } from "@/app/api/auth/[...nextauth]/route";
import { createPerson } from "@/lib/access/commands";
import { testCtx } from "@/lib/platform/test-ctx";
import { noteAddress } from "@/server/web";

const SITE = "http://wheelhouse.test";
const PASSWORD = "seven herons over the canal";
const AT_ONCE = 50;

type Form = { readonly csrfToken: string; readonly cookie: string };
let form: Form = { csrfToken: "", cookie: "" };

const action = (...nextauth: string[]) => ({ params: Promise.resolve({ nextauth }) });

beforeAll(async () => {
  const response = await formToken(new Request(`${SITE}/api/auth/csrf`), action("csrf"));
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  const [cookie = ""] = response.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
  form = { csrfToken, cookie };
});

/** From a real address, with headers that claim another each time, as the web server takes it in. */
function attempt(email: string, password: string, remoteAddress: string): Promise<Response> {
  const headers: IncomingHttpHeaders = {
    "x-forwarded-for": someAddress(),
    "x-real-ip": someAddress(),
    "x-wheelhouse-address": someAddress(),
  };
  noteAddress({ headers, socket: { remoteAddress } }, 0);
  const request = new Request(`${SITE}/api/auth/callback/credentials`, {
    method: "POST",
    headers: {
      ...(headers as Record<string, string>),
      "content-type": "application/json",
      origin: SITE,
      cookie: form.cookie,
    },
    body: JSON.stringify({ email, password, csrfToken: form.csrfToken }),
  });
  return enter(request, action("callback", "credentials"));
}

const byte = (): number => Math.floor(Math.random() * 256);
const someAddress = (): string => [byte(), byte(), byte(), byte()].join(".");
const newEmail = (): string => `${randomUUID()}@example.com`;

async function somebody(): Promise<string> {
  const email = newEmail();
  await createPerson(await testCtx({ as: "system" }), { email, password: PASSWORD });
  return email;
}

type Guess = { readonly from: string; readonly email: string };

/** Those that were let through to have their password judged; every other one must have been told to wait. */
async function judgedOf(guesses: readonly Guess[]): Promise<Guess[]> {
  const judged: Guess[] = [];
  for (let at = 0; at < guesses.length; at += AT_ONCE) {
    const batch = guesses.slice(at, at + AT_ONCE);
    const answers = await Promise.all(
      batch.map(({ from, email }) => attempt(email, "a guess of some length", from)),
    );
    for (const [index, answer] of answers.entries()) {
      const guess = batch[index];
      if (!guess) continue;
      // 503: more at once than passwords are hashed. It has been counted all the same.
      if (answer.status === 401 || answer.status === 503) judged.push(guess);
      else {
        expect(answer.status).toBe(429);
        expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
        expect(await answer.json()).toMatchObject({
          title: expect.stringMatching(/Too many attempts: try again in \d+ (seconds|minutes)/),
        });
      }
    }
  }
  return judged;
}

test("of 1,000 guesses at one account from 50 addresses, at most 50 are judged, and 5 from any one", async () => {
  const email = await somebody();
  const addresses = Array.from({ length: 50 }, (_, at) => `198.51.100.${at}`);
  const guesses = addresses.flatMap((from) => Array.from({ length: 20 }, () => ({ email, from })));
  expect(guesses).toHaveLength(1_000);
  const judged = await judgedOf(guesses);
  expect(judged.length).toBeLessThanOrEqual(50);
  const each = addresses.map((address) => judged.filter(({ from }) => from === address).length);
  expect(Math.max(...each)).toBe(5);
  // The account waits, even for who knows the password; everybody else's is as open as before.
  expect((await attempt(email, PASSWORD, "203.0.113.1")).status).toBe(429);
  expect((await attempt(await somebody(), PASSWORD, "203.0.113.2")).status).toBe(200);
});

test("of 100 guesses at 100 accounts from one address, 30 are judged, whatever its headers claim", async () => {
  const from = "203.0.113.77";
  const guesses = Array.from({ length: 100 }, () => ({ email: newEmail(), from }));
  const judged = await judgedOf(guesses);
  expect(judged).toHaveLength(30);
  expect((await attempt(await somebody(), PASSWORD, from)).status).toBe(429);
});
