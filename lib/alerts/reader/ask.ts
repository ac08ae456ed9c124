/** What is read of the rollups, and which of it several rules can share. */
import type { Span, Tier } from "@/lib/core/time";
import type { CounterDim } from "@/lib/telemetry/store/counters";
import type { SketchDim } from "@/lib/telemetry/store/sketches";
import type { TallyKind } from "@/lib/telemetry/store/tallies";

type SketchSubject = "request" | "request_ttft" | "call" | "ttft" | "step";

/** Where it stands. Names and kinds are collected over all who share a read. */
export type Source =
  | { readonly store: "counter"; readonly dims: readonly CounterDim[] }
  | { readonly store: "tally"; readonly kinds: readonly TallyKind[] }
  | { readonly store: "sketch"; readonly subject: SketchSubject; readonly dim: SketchDim }
  | {
      readonly store: "metric";
      readonly names: readonly string[];
      /** In the one spelling that the infrastructure page knows them by. */
      readonly canonical: readonly string[];
      readonly hasHistogram: boolean;
    }
  | { readonly store: "component" };

export type Ask = {
  readonly source: Source;
  readonly span: Span;
  /** One row for each series and each bucket of a tier, or each time between two bounds. */
  readonly steps:
    | { readonly kind: "none" }
    | { readonly kind: "every"; readonly tier: Tier }
    | { readonly kind: "bounds"; readonly at: readonly Date[] };
};

export const WHOLE = { kind: "none" } as const;

/** Equal for what one statement can answer. */
export function shareKey({ source, span, steps }: Ask): string {
  const place = [span.from.getTime(), span.to.getTime(), JSON.stringify(steps)];
  return JSON.stringify([...place, ...identityOf(source)]);
}

function identityOf(source: Source): readonly unknown[] {
  switch (source.store) {
    case "counter":
      return [source.store, source.dims];
    case "sketch":
      return [source.store, source.subject, source.dim];
    case "metric":
      return [source.store, source.hasHistogram];
    default:
      return [source.store];
  }
}

/** Both at once; they have the same key. */
export function together(a: Ask, b: Ask): Ask {
  const source = bothSources(a.source, b.source);
  return { ...a, source };
}

const union = <T>(a: readonly T[], b: readonly T[]): readonly T[] => [...new Set([...a, ...b])];

function bothSources(a: Source, b: Source): Source {
  if (a.store === "tally" && b.store === "tally") return { ...a, kinds: union(a.kinds, b.kinds) };
  if (a.store !== "metric" || b.store !== "metric") return a;
  return { ...a, names: union(a.names, b.names), canonical: union(a.canonical, b.canonical) };
}
