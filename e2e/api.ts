/** Arranges tests over HTTP, as the people and the agents of a project would: no back doors. */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { type APIRequestContext, type APIResponse, expect, request } from "@playwright/test";
import type { SentEvent } from "./data";

export type Role = "viewer" | "operator" | "admin";
export type Credentials = { readonly email: string; readonly password: string };
export type Project = { readonly slug: string; readonly name: string };
export type Key = { readonly id: string; readonly prefix: string; readonly secret: string };
export type Receipt = { readonly accepted: number; readonly rejected: readonly object[] };

/** The administrator that the server's first start makes from its environment. */
export const ADMIN: Credentials = {
  email: process.env.E2E_ADMIN_EMAIL ?? "",
  password: process.env.E2E_ADMIN_PASSWORD ?? "",
};

/** The body of an answer that must be a success; a refusal fails the test with its own words. */
export async function body<T>(response: APIResponse): Promise<T> {
  const text = await response.text();
  expect(response.ok(), `${response.status()} of ${response.url()}: ${text}`).toBe(true);
  return JSON.parse(text) as T;
}

/** What a browser says of itself with a write; calls that bypass the page have to say it too. */
export const saying = (url: string) => ({ origin: new URL(url).origin });

/** A browserless session. */
export async function signIn(baseURL: string, who: Credentials): Promise<APIRequestContext> {
  const caller = await request.newContext({
    baseURL,
    // As a browser would: a write with a session says where it comes from.
    extraHTTPHeaders: saying(baseURL),
    // Signing in again would end the session that a browser already has.
    storageState: { cookies: [], origins: [] },
  });
  const { csrfToken } = await body<{ csrfToken: string }>(await caller.get("/api/auth/csrf"));
  await body(await caller.post("/api/auth/callback/credentials", { data: { ...who, csrfToken } }));
  return caller;
}

export async function newProject(owner: APIRequestContext): Promise<Project> {
  const slug = `e2e-${randomUUID().slice(0, 13)}`;
  const name = `Test ${slug.slice(4, 12)}`;
  return body<Project>(await owner.post("/api/v1/projects", { data: { slug, name } }));
}

/** A discount on a model that the project uses, with the stored calls priced anew. */
export async function newPrice(owner: APIRequestContext, project: Project): Promise<void> {
  const data = {
    ...{ project: project.slug, provider: "openai", model: "gpt-4o", from: "2026-01-01T00:00:00Z" },
    ...{ terms: { discountBasisPoints: 1_000 }, isBackfilled: true, reason: "the contract" },
  };
  await body(await owner.post("/api/v1/pricing/prices", { data }));
}

export async function newKey(
  owner: APIRequestContext,
  project: Project,
  scopes: readonly string[],
): Promise<Key> {
  const data = { project: project.slug, name: `e2e ${scopes.join(" ")}`, scopes };
  return body<Key>(await owner.post("/api/v1/keys", { data }));
}

/** Fires until it is posted with an end, as another system would have it. Gives its id. */
export async function newAlert(owner: APIRequestContext, project: Project): Promise<string> {
  const { secret } = await newKey(owner, project, ["alerts"]);
  const labels = { alertname: "HighErrorRate", severity: "critical", agent: "support" };
  const posted = await owner.post("/api/compat/alertmanager/api/v2/alerts", {
    data: [{ labels, annotations: { summary: "Requests fail" } }],
    headers: { authorization: `Bearer ${secret}` },
  });
  expect(posted.ok(), await posted.text()).toBe(true);
  const params = { project: project.slug };
  const { firing } = await body<Firing>(await owner.get("/api/v1/alerts", { params }));
  return firing[0]?.alerts[0]?.id ?? "none";
}
type Firing = { readonly firing: readonly { readonly alerts: readonly { id: string }[] }[] };

/** Declared from an alert, with a note. Gives its id. */
export async function newIncident(
  owner: APIRequestContext,
  { slug: project }: Project,
  alert: string,
): Promise<string> {
  const said = { project, title: "Requests fail", severity: "critical", alert };
  const { id } = await body<{ id: string }>(await owner.post("/api/v1/incidents", { data: said }));
  const note = { project, kind: "note", text: "It is the provider" };
  await body(await owner.post(`/api/v1/incidents/${id}/entries`, { data: note }));
  return id;
}

/** A flag with the variants mock and real, of which everybody gets mock. Gives its key. */
export async function newFlag(
  owner: APIRequestContext,
  { slug: project }: Project,
): Promise<string> {
  const flag = {
    ...{ key: "agent", kind: "string", variants: { mock: "m", real: "r" }, offVariant: "mock" },
    environments: { production: { serve: { variant: "mock" } } },
  };
  await body(await owner.post("/api/v1/flags", { data: { project, flag, was: null } }));
  return flag.key;
}

/** As somebody else would, at once. */
export async function switchOff(
  owner: APIRequestContext,
  { slug: project }: Project,
  key: string,
): Promise<void> {
  const data = { project, environment: "production", isEnabled: false, reason: "it hurts" };
  await body(await owner.post(`/api/v1/flags/${key}/switch`, { data }));
}

/** From mock to real, as the preset has it, and not started. Gives its key. */
export async function newRollout(
  owner: APIRequestContext,
  { slug: project }: Project,
  flag: string,
  preset: "mockToReal" | "blueGreen" = "mockToReal",
): Promise<string> {
  const names = { flag, environment: "production", canary: "real", control: "mock" };
  const plan = { preset, key: "agent-real", ...names };
  return (
    await body<{ key: string }>(await owner.post("/api/v1/rollouts", { data: { project, plan } }))
  ).key;
}

/** Starts it, or starts it again, as if its split had been live since then. */
export async function beginRollout(
  owner: APIRequestContext,
  { slug: project }: Project,
  key: string,
  act: "start" | "restart",
  since: Date,
): Promise<void> {
  const url = `/api/v1/rollouts/${key}`;
  const { revision } = await body<{ revision: number }>(
    await owner.get(url, { params: { project } }),
  );
  const data = { project, act, revision, reason: "as planned", since };
  await body(await owner.post(`${url}/acts`, { data }));
}

/** One that its day of data reported. Gives its id. */
export async function aDeployment(
  owner: APIRequestContext,
  { slug: project }: Project,
): Promise<string> {
  const params = { project, range: "7d" };
  const { deployments } = await body<{ deployments: { id: string }[] }>(
    await owner.get("/api/v1/deployments", { params }),
  );
  return deployments[0]?.id ?? "none";
}

/** Gives its id. */
export async function newRule(owner: APIRequestContext, { slug }: Project): Promise<string> {
  const signal = { kind: "errorRate" };
  const rule = { name: "Too many failures", severity: "high", signal, threshold: 0.05 };
  const data = { project: slug, rule };
  return (await body<{ id: string }>(await owner.post("/api/v1/alert-rules", { data }))).id;
}

/** Somebody new, with a role in one project and nowhere else. */
export async function newPerson(
  owner: APIRequestContext,
  project: Project,
  role: Role,
): Promise<Credentials> {
  const credentials = { email: `${randomUUID()}@example.com`, password: randomUUID() };
  const data = { ...credentials, name: `A ${role}`, project: project.slug, role };
  await body(await owner.post("/api/v1/people", { data }));
  return credentials;
}

export type Sender = {
  /** Fails the test unless every event is stored. */
  readonly send: (...events: readonly SentEvent[]) => Promise<void>;
  /** Whatever the answer is. */
  readonly post: (...events: readonly SentEvent[]) => Promise<APIResponse>;
};

export function senderWith(caller: APIRequestContext, secret: string): Sender {
  const post = (...events: readonly SentEvent[]) =>
    caller.post("/api/v1/events", {
      data: { events },
      headers: { authorization: `Bearer ${secret}` },
    });
  const send = async (...events: readonly SentEvent[]) => {
    const receipt = await body<Receipt>(await post(...events));
    expect(receipt.rejected).toEqual([]);
    expect(receipt.accepted).toBe(events.length);
  };
  return { post, send };
}

/** What a stranger does first: curl with a key. Where there is no curl, fetch stands in. Gives the status. */
export async function curl(url: string, secret: string, event: SentEvent): Promise<number> {
  const data = JSON.stringify({ events: [event] });
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
  const flags = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  try {
    const silent = ["-sS", "-o", "/dev/null", "-w", "%{http_code}"];
    const { stdout } = await promisify(execFile)("curl", [...silent, ...flags, "-d", data, url]);
    return Number(stdout);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return (await fetch(url, { method: "POST", headers, body: data })).status;
  }
}
