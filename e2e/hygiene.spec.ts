/** What the web server says to browsers beside the pages: policies, transport, cookies, where writes come from. */
import { body, saying } from "./api";
import { expect, test } from "./fixtures";
import { startServer } from "./own-server";

test("a page runs its own scripts and no other", async ({ visit, project }) => {
  // Not the watched page: the refusal that is wanted here complains on the console.
  const page = await visit("viewer");
  const answer = await page.goto(`/?project=${project.slug}`);
  const policy = answer?.headers()["content-security-policy"] ?? "";
  const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? "";
  expect(scripts).toMatch(/^'self' 'nonce-[\w+/=]{24}'$/);
  expect(policy).toContain("frame-ancestors 'none'");
  const again = await page.reload();
  expect(again?.headers()["content-security-policy"], "a nonce is used once").not.toBe(policy);

  const ran = await page.evaluate(async () => {
    const refused = new Promise<string>((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => {
        resolve(event.effectiveDirective);
      });
    });
    const script = document.createElement("script");
    script.textContent = "document.title = 'injected'";
    document.body.append(script);
    return { refused: await refused, title: document.title };
  });
  expect(ran.refused).toBe("script-src-elem");
  expect(ran.title).not.toBe("injected");
});

test("answers of the API run nothing and are framed by nobody", async ({ owner, busy }) => {
  const answer = await owner.get(`/api/v1/project?project=${busy.slug}`);
  expect(answer.headers()).toMatchObject({
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  expect(answer.headers()["x-request-id"]).toMatch(/^[\da-f-]{36}$/);
});

test("a write with a session from another site, or from nowhere, is refused", async ({
  owner,
  project,
}) => {
  const data = { project: project.slug, name: "smuggled", scopes: ["read"] };
  const from = async (origin: string) =>
    (await owner.post("/api/v1/keys", { data, headers: { origin } })).status();
  expect(await from("https://evil.example")).toBe(403);
  expect(await from("null")).toBe(403);
});

test("over https cookies belong to this host alone, and the browser stays with https", async () => {
  test.slow();
  const server = await startServer({ WHEELHOUSE_URL: "https://wheelhouse.example.com" });
  try {
    const answer = await fetch(`${server.url}/api/auth/csrf`);
    expect(answer.headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}/);
    const cookies = answer.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-/);
      expect(cookie).toMatch(/; Secure/);
      expect(cookie).toMatch(/; HttpOnly/);
    }
  } finally {
    await server.stop();
  }
});

test("over http nothing promises https", async ({ owner, baseURL }) => {
  const answer = await owner.get("/api/auth/csrf", { headers: saying(baseURL ?? "") });
  await body(answer);
  expect(answer.headers()["strict-transport-security"]).toBeUndefined();
});
