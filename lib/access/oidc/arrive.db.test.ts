/** Signing in with a real OpenID provider, there and back through the real doors. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import * as doors from "@/app/api/auth/[...nextauth]/route";
import { createPerson, createProject, signIn } from "@/lib/access/commands";
import { db } from "@/lib/platform/db";
import { actorOf } from "@/lib/platform/identity";
import { type TestBrowser, testBrowser } from "@/lib/platform/test-browser";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { signInThere, testIdentityProvider, walk } from "@/lib/platform/test-identity-provider";

const provider = await testIdentityProvider({
  WHEELHOUSE_OIDC_ALLOWED_DOMAINS: "example.com,example.org",
  WHEELHOUSE_OIDC_SCOPES: "openid email profile groups",
  WHEELHOUSE_OIDC_ROLES: "sre=ruled:operator,leads=ruled:admin,owners=owner",
});
afterAll(() => provider.close());
beforeEach(() => {
  provider.state.isAway = false;
  provider.state.aheadSeconds = 0;
});

const [system, ruled] = await (async () => {
  const ctx = await testCtx({ as: "system" });
  await createPerson(ctx, { email: "owner@example.net", isOwner: true });
  const { id } = await createProject(seenBy(ctx, "owner"), { name: "Ruled", slug: "ruled" });
  return [ctx, id] as const;
})();

/** Somebody at the provider. */
function there(claims: object = {}) {
  const sub = randomUUID();
  const email = `${sub}@example.com`;
  provider.people.set(sub, { email, email_verified: true, name: "Ada Lovelace", ...claims });
  return { sub, email };
}

const actor = (browser: TestBrowser) => actorOf(new Headers({ cookie: browser.cookieHeader() }));
const landing = (response: Response) => response.headers.get("location");
const personWith = (email: string) =>
  db().person.findUnique({ where: { email }, include: { identities: true, memberships: true } });

test("somebody new is made a person, brought to where they wanted, and named in the audit log", async () => {
  const { sub, email } = there();
  const browser = testBrowser(doors);
  const response = await signInThere(browser, sub, "/agents?range=7d#latency");
  expect([response.status, landing(response)]).toEqual([303, "/agents?range=7d#latency"]);
  expect(await actor(browser)).toMatchObject({ kind: "person", email, name: "Ada Lovelace" });
  const person = await personWith(email);
  expect(person).toMatchObject({ isOwner: false, passwordHash: null, memberships: [] });
  expect(person?.identities).toMatchObject([{ issuer: provider.issuer, subject: sub }]);
  expect(await db().session.findFirst({ where: { personId: person?.id ?? "" } })).toMatchObject({
    method: "oidc",
  });
  const entries = await db().auditEntry.findMany({ where: { objectId: person?.id ?? "" } });
  expect(entries.map(({ action }) => action).sort()).toEqual(["person.create", "session.start"]);
});

test("the second time they are the same person, with a session of its own", async () => {
  const { sub, email } = there();
  await signInThere(testBrowser(doors), sub);
  await signInThere(testBrowser(doors), sub);
  const person = await personWith(email);
  expect(person?.identities).toHaveLength(1);
  expect(await db().session.count({ where: { personId: person?.id ?? "" } })).toBe(2);
});

test("of two first sign-ins at the same moment both find one person", async () => {
  const { sub, email } = there();
  const browsers = [testBrowser(doors), testBrowser(doors)];
  const ways = await Promise.all(browsers.map((browser) => walk(browser, sub)));
  const back = browsers.map((browser, i) => browser.send("GET", ways[i] ?? ""));
  expect((await Promise.all(back)).map(landing)).toEqual(["/", "/"]);
  expect((await personWith(email))?.identities).toHaveLength(1);
});

test("a verified address ties the identity to the person who is here already", async () => {
  const { sub, email } = there({ name: "Somebody Else" });
  const { id } = await createPerson(system, { email, name: "Ada" });
  const browser = testBrowser(doors);
  await signInThere(browser, sub);
  expect(await actor(browser)).toMatchObject({ id, name: "Ada" });
  const entry = await db().auditEntry.findFirst({ where: { objectId: id, action: "person.link" } });
  expect(entry).toMatchObject({ actorName: "single sign-on", after: { subject: sub } });
});

test("whoever made the account before with a password is out when its owner comes", async () => {
  const { sub, email } = there();
  const { id, password } = await createPerson(system, { email });
  const earlier = await signIn(seenBy(system, "nobody"), { email, password: password ?? "" });
  const browser = testBrowser(doors);
  await signInThere(browser, sub);
  expect(await actor(browser)).toMatchObject({ id });
  const session = await db().session.findUniqueOrThrow({ where: { id: earlier.sessionId } });
  expect(session.endedReason).toBe("identity tied");
  const again = signIn(seenBy(system, "nobody"), { email, password: password ?? "" });
  await expect(again).rejects.toMatchObject({ code: "unauthenticated" });
});

test.each([
  ["an address that is not verified", { email_verified: false }, "unverified"],
  ["an address of which nothing is said", { email_verified: undefined }, "unverified"],
  ["no address", { email: undefined }, "unverified"],
  ["another domain", { email: `${randomUUID()}@evil.example` }, "domain"],
  ["a domain that only ends alike", { email: `${randomUUID()}@notexample.com` }, "domain"],
  ["two signs", { email: `a@example.com@evil.example` }, "unverified"],
])("%s is refused, and nobody is made", async (_what, claims, trouble) => {
  const before = await db().person.count();
  const { sub } = there(claims);
  const browser = testBrowser(doors);
  const response = await signInThere(browser, sub);
  expect([response.status, landing(response)]).toEqual([303, `/sign-in?error=${trouble}`]);
  expect(browser.jar.has("wheelhouse.session")).toBe(false);
  expect(await db().person.count()).toBe(before);
});

test("an unverified address opens nobody's account", async () => {
  const { sub, email } = there({ email_verified: false });
  await createPerson(system, { email });
  expect(landing(await signInThere(testBrowser(doors), sub))).toBe("/sign-in?error=unverified");
  expect((await personWith(email))?.identities).toEqual([]);
});

test("an address that was given to somebody new does not open the account of the old one", async () => {
  const { sub, email } = there();
  await signInThere(testBrowser(doors), sub);
  const successor = there({ email });
  const response = await signInThere(testBrowser(doors), successor.sub);
  expect(landing(response)).toBe("/sign-in?error=taken");
});

test("somebody whose domain was taken off is refused, although they were in before", async () => {
  const { sub } = there();
  await signInThere(testBrowser(doors), sub);
  provider.people.set(sub, { email: `${sub}@evil.example`, email_verified: true });
  expect(landing(await signInThere(testBrowser(doors), sub))).toBe("/sign-in?error=domain");
});

test("a disabled person is refused", async () => {
  const { sub, email } = there();
  await signInThere(testBrowser(doors), sub);
  await db().person.update({ where: { email }, data: { disabledAt: new Date() } });
  expect(landing(await signInThere(testBrowser(doors), sub))).toBe("/sign-in?error=disabled");
});

test("roles follow the claims at each sign-in, and go with them", async () => {
  const { sub, email } = there({ groups: ["sre", "people who like tea"] });
  const other = await testCtx({ as: "system" });
  const roleNow = async () => {
    await signInThere(testBrowser(doors), sub);
    const person = await personWith(email);
    return person?.memberships.find(({ projectId }) => projectId === ruled)?.role ?? null;
  };
  const claim = (groups: unknown) =>
    provider.people.set(sub, { email, email_verified: true, groups });
  expect(await roleNow()).toBe("operator");
  const { id } = (await personWith(email)) ?? { id: "" };
  const membership = { personId: id, projectId: other.project.id, role: "viewer" };
  await db().membership.create({ data: { ...membership, createdAt: new Date() } });

  claim(["sre", "leads"]);
  expect(await roleNow()).toBe("admin");
  claim("sre");
  expect(await roleNow()).toBe("operator");
  claim(undefined);
  expect(await roleNow()).toBeNull();
  // A project that no rule is about stays as it was set by hand.
  expect((await personWith(email))?.memberships).toMatchObject([membership]);
  const changes = await db().auditEntry.findMany({
    where: { objectId: id, action: "person.role", projectId: ruled },
    orderBy: { seq: "asc" },
  });
  expect(changes.map(({ after }) => after)).toEqual(
    ["operator", "admin", "operator", null].map((role) => ({ role, by: "claims" })),
  );
});

test("ownership comes and goes with its claim, but the last owner stays", async () => {
  const { sub, email } = there({ groups: ["owners"] });
  const isOwner = async (groups: readonly string[]) => {
    provider.people.set(sub, { email, email_verified: true, groups });
    await signInThere(testBrowser(doors), sub);
    return (await personWith(email))?.isOwner;
  };
  expect(await isOwner(["owners"])).toBe(true);
  expect(await isOwner([])).toBe(false);
  expect(await isOwner(["owners"])).toBe(true);
  const others = { email: { not: email }, isOwner: true };
  await db().person.updateMany({ where: others, data: { isOwner: false } });
  expect(await isOwner([])).toBe(true);
});

test("the way back works once, and only in the browser that left", async () => {
  const { sub } = there();
  const browser = testBrowser(doors);
  const back = await walk(browser, sub);
  const stranger = testBrowser(doors);
  expect(landing(await stranger.send("GET", back))).toBe("/sign-in?error=stale");

  const kept = new Map(browser.jar);
  expect(landing(await browser.send("GET", back))).toBe("/");
  expect(landing(await browser.send("GET", back))).toBe("/sign-in?error=stale");
  // Not even with the cookies of the first time: the provider knows the code as used.
  const replayer = testBrowser(doors);
  for (const [name, value] of kept) replayer.jar.set(name, value);
  expect(landing(await replayer.send("GET", back))).toBe("/sign-in?error=stale");
  expect(replayer.jar.get("wheelhouse.session")).toBeUndefined();
});

test("an answer to another question is refused", async () => {
  const { sub } = there();
  const browser = testBrowser(doors);
  const first = await walk(browser, sub);
  await walk(browser, sub);
  expect(landing(await browser.send("GET", first))).toBe("/sign-in?error=stale");
});

test("an issuer that is away is said so, before and after the way there", async () => {
  const { sub } = there();
  const browser = testBrowser(doors);
  const back = await walk(browser, sub);
  provider.state.isAway = true;
  expect(landing(await browser.send("GET", back))).toBe("/sign-in?error=away");
  const begun = await testBrowser(doors).submit("signin/oidc", {});
  expect(begun.status).toBe(503);
  expect(await begun.json()).toMatchObject({ trouble: "away" });
});

test("clocks may be two minutes apart, and not five", async () => {
  const { sub } = there();
  provider.state.aheadSeconds = 90;
  expect(landing(await signInThere(testBrowser(doors), sub))).toBe("/");
  provider.state.aheadSeconds = 300;
  expect(landing(await signInThere(testBrowser(doors), sub))).toBe("/sign-in?error=clock");
});

test.each([
  ["?error=access_denied&error_description=<script>", "cancelled"],
  ["?error=server_error&error_description=call+555-0100+now", "failed"],
  ["", "stale"],
  ["?code=made-up&state=made-up", "stale"],
])(
  "whatever the answer %j says, the page says one of our own sentences",
  async (query, trouble) => {
    const response = await testBrowser(doors).send("GET", `/api/auth/callback/oidc${query}`);
    expect([response.status, landing(response)]).toEqual([303, `/sign-in?error=${trouble}`]);
  },
);

test("afterwards they are on a page of ours, wherever they asked to go", async () => {
  const { sub } = there();
  for (const wanted of ["https://evil.example/", "//evil.example", "/api/v1/keys"]) {
    expect(landing(await signInThere(testBrowser(doors), sub, wanted))).toBe("/");
  }
});

test("leaving for the provider needs the form's token and our own page", async () => {
  const browser = testBrowser(doors);
  const bare = await browser.send("POST", "/api/auth/signin/oidc", {});
  expect(bare.status).toBe(409);
  const foreign = await browser.submit("signin/oidc", {}, { origin: "https://evil.example" });
  expect(foreign.status).toBe(403);
});

test("the question carries a challenge, a state and a nonce, and nobody may change it", async () => {
  const browser = testBrowser(doors);
  const form = await browser.send("GET", "/api/auth/csrf");
  const { csrfToken } = (await form.json()) as { csrfToken: string };
  const smuggled = "redirect_uri=https%3A%2F%2Fevil.example&scope=everything";
  const begun = await browser.send("POST", `/api/auth/signin/oidc?${smuggled}`, { csrfToken });
  const { url } = (await begun.json()) as { url: string };
  expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
    client_id: "wheelhouse",
    response_type: "code",
    scope: "openid email profile groups",
    redirect_uri: "http://wheelhouse.test/api/auth/callback/oidc",
    code_challenge_method: "S256",
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  });
});

test.each(["", "a b", "wheelhouse.test/x?y", "someone@wheelhouse.test", "wheelhouse.test:port"])(
  "a Host header that names no host (%j) is refused, and becomes no address of ours",
  async (host) => {
    const browser = testBrowser(doors);
    const answer = await browser.send("GET", "/api/auth/csrf", undefined, { host });
    expect(answer.status).toBe(400);
    const title = "The Host header is not the name of a host";
    expect(await answer.json()).toMatchObject({ title });
    expect([...browser.jar]).toEqual([]);
  },
);
