/** The page's question as it stands in the address bar, read and written without a schema library. */
import type { Ask } from "@/lib/core/ask";
import { RANGES, type RangeName } from "@/lib/core/time";

const DEFAULT_RANGE: RangeName = "24h";

export type Asked = {
  readonly ask: Ask;
  /** Off stops all polling on this page. */
  readonly live: boolean;
};

export type AskPatch = {
  readonly project?: string;
  readonly env?: string | null;
  readonly range?: RangeName;
  readonly from?: string;
  readonly to?: string;
  readonly compare?: boolean;
  readonly live?: boolean;
};

const instant = (text: string | null): string | undefined => {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
};

/** A nonsense value is read as absent: a mistyped link still opens a page. */
export function askedIn(params: URLSearchParams, fallbackProject: string): Asked {
  const [from, to] = [instant(params.get("from")), instant(params.get("to"))];
  const isCustom = from !== undefined && to !== undefined && from < to;
  const range = params.get("range");
  const env = params.get("env");
  const ask: Ask = {
    project: params.get("project") || fallbackProject,
    ...(env ? { env } : {}),
    ...(isCustom ? { from, to } : { range: isRange(range) ? range : DEFAULT_RANGE }),
    ...(params.get("compare") === "1" ? { compare: "1" as const } : {}),
  };
  return { ask, live: params.get("live") !== "0" };
}

const isRange = (name: string | null): name is RangeName => name !== null && name in RANGES;

/** Defaults are left out, so that the shortest link is the usual view. */
export function patched(params: URLSearchParams, patch: AskPatch): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changesOf(patch))) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** Null takes a word away. Another project has other environments; a named range and instants exclude each other. */
function changesOf(patch: AskPatch): Record<string, string | null> {
  const { project, env, range, from, to, compare, live } = patch;
  return {
    ...(project !== undefined && { project, env: null }),
    ...(env !== undefined && { env }),
    ...(range !== undefined && {
      range: range === DEFAULT_RANGE ? null : range,
      from: null,
      to: null,
    }),
    ...(from !== undefined && to !== undefined && { from, to, range: null }),
    ...(compare !== undefined && { compare: compare ? "1" : null }),
    ...(live !== undefined && { live: live ? null : "0" }),
  };
}
