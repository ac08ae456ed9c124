/** Fetch that speaks our problem format: a refusal comes back as a Fault, a body as what its type promises. */
import { FAULT_STATUS, Fault, type FaultCode } from "@/lib/core/fault";

export type Params = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The server validates what it sends; the browser trusts its own origin, and so carries no schemas. */
export function getJson<T>(path: string, params: Params, signal?: AbortSignal): Promise<T> {
  const query = queryOf(params);
  return ask<T>(query ? `${path}?${query}` : path, { cache: "no-cache" }, signal);
}

export function postJson<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return sendJson<T>("POST", path, body, signal);
}

export function sendJson<T>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const carried =
    body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  return ask<T>(path, { method, ...carried }, signal);
}

export function queryOf(params: Params): string {
  const given = Object.entries(params).flatMap(([key, value]) =>
    value === undefined || value === null || value === "" ? [] : [[key, String(value)]],
  );
  return new URLSearchParams(given).toString();
}

async function ask<T>(url: string, init: RequestInit, signal?: AbortSignal): Promise<T> {
  const response = await reach(url, { ...init, ...(signal ? { signal } : {}) });
  if (response.status === 204) return undefined as T;
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body as T;
  throw faultOf(response.status, body);
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: "same-origin", ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new Fault(
      "unavailable",
      "The server cannot be reached",
      { detail: "Check that Wheelhouse is running and that this browser is online." },
      { cause },
    );
  }
}

/** Reads a problem document, or says what little the status tells. */
export function faultOf(status: number, body: unknown): Fault {
  const problem: Record<string, unknown> =
    typeof body === "object" && body !== null ? { ...body } : {};
  const { code, title, type: _type, status: _status, ...detail } = problem;
  const known = typeof code === "string" && code in FAULT_STATUS;
  return new Fault(
    known ? (code as FaultCode) : codeOf(status),
    typeof title === "string" ? title : `The server answered ${status}`,
    detail,
  );
}

function codeOf(status: number): FaultCode {
  const match = Object.entries(FAULT_STATUS).find(([, given]) => given === status);
  return match ? (match[0] as FaultCode) : status < 500 ? "invalid" : "unavailable";
}
