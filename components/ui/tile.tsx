/** One figure of a page: number, sparkline, change in words, and whether it meets its target. */
import type { ReactNode } from "react";
import type { Delta } from "@/lib/core/format";
import { judge, type Standing, standingWords, type Target } from "@/lib/core/targets";
import { Badge, type Tone } from "./badge";
import { KeptLink } from "./kept-link";

/** Which way is good; `null` where neither is. */
export type Better = "lower" | "higher" | null;

type TileProps = {
  label: string;
  /** Written for people; undefined while it is read. */
  figure: string | undefined;
  /** The exact value, shown on hover. */
  exact?: string | undefined;
  /** What the figure leaves out, or its whole: "12 calls unpriced". */
  note?: string | undefined;
  /** The change against the period before, in words, from `deltaOf`. */
  delta?: Delta | undefined;
  better?: Better;
  /** Where the figure stands against its promise. */
  target?: { readonly promise: Target; readonly value: number | null } | undefined;
  /** A `Sparkline`. */
  spark?: ReactNode;
  /** Where the figure is explained. */
  href?: string;
};

const TONES: Record<Standing, Tone> = { within: "ok", near: "warning", beyond: "critical" };

export function Tile(props: TileProps) {
  const { label, figure, exact, note, delta, better = null, target, spark, href } = props;
  return (
    <article
      aria-label={label}
      aria-busy={figure === undefined}
      className="relative flex min-h-37 min-w-0 flex-col gap-1 rounded-panel border border-line bg-panel p-4 pb-3"
    >
      <h2 className="truncate text-12 text-muted">
        {href === undefined ? (
          label
        ) : (
          <KeptLink href={href} look="cover">
            {label}
          </KeptLink>
        )}
      </h2>
      {figure === undefined ? (
        <div aria-hidden className="h-8 w-24 animate-shimmer rounded-control bg-hover" />
      ) : (
        <div className="flex min-w-0 items-baseline gap-2">
          <p
            role="status"
            aria-live="off"
            title={exact}
            className="shrink-0 font-semibold text-28 text-primary tabular-nums tracking-tight"
          >
            {figure}
          </p>
          {note !== undefined && (
            <span title={note} className="min-w-0 truncate text-12 text-muted">
              {note}
            </span>
          )}
        </div>
      )}
      <p
        className={`line-clamp-2 min-h-4 text-balance text-12 md:line-clamp-1 ${lookOf(delta, better)}`}
        title={delta?.words}
      >
        {delta?.words}
      </p>
      <div className="mt-auto h-7">{spark}</div>
      <div className="min-h-4 text-12">
        {target && figure !== undefined && <StandingBadge {...target} />}
      </div>
    </article>
  );
}

function StandingBadge({ promise, value }: { promise: Target; value: number | null }) {
  const standing = judge(promise, value);
  return (
    <Badge bare wraps tone={standing ? TONES[standing] : "unknown"}>
      {standingWords(promise, standing)}
    </Badge>
  );
}

/** The words say up or down; the colour only adds whether that is good. */
function lookOf(delta: Delta | undefined, better: Better): string {
  if (!delta || !better || (delta.direction !== "up" && delta.direction !== "down")) {
    return "text-muted";
  }
  const isGood = (delta.direction === "up") === (better === "higher");
  return isGood ? "text-ok-text" : "text-warning-text";
}
