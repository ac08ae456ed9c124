/** A status in a word and an icon, never in colour alone; and plain tags. */
import { cva } from "class-variance-authority";
import {
  CircleAlert,
  CircleCheck,
  CircleHelp,
  Info,
  type LucideIcon,
  OctagonAlert,
} from "lucide-react";
import type { ReactNode } from "react";

export type Tone = "ok" | "info" | "warning" | "critical" | "unknown";

const ICONS: Record<Tone, LucideIcon> = {
  ok: CircleCheck,
  info: Info,
  warning: CircleAlert,
  critical: OctagonAlert,
  unknown: CircleHelp,
};

const look = cva(
  "rounded-control text-12 inline-flex max-w-full items-center gap-1 align-middle font-medium whitespace-nowrap",
  {
    variants: {
      tone: {
        ok: "text-ok-text",
        info: "text-info-text",
        warning: "text-warning-text",
        critical: "text-critical-text",
        unknown: "text-unknown-text",
      },
      filled: { yes: "px-1.5 py-0.5", no: "" },
    },
    compoundVariants: [
      { filled: "yes", tone: "ok", class: "bg-ok-soft" },
      { filled: "yes", tone: "info", class: "bg-info-soft" },
      { filled: "yes", tone: "warning", class: "bg-warning-soft" },
      { filled: "yes", tone: "critical", class: "bg-critical-soft" },
      { filled: "yes", tone: "unknown", class: "bg-unknown-soft" },
    ],
  },
);

type BadgeProps = {
  tone: Tone;
  children: ReactNode;
  /** `bare` leaves out the background, for use inside tables and tiles. */
  bare?: boolean;
  /** Takes a second line rather than cutting the words. */
  wraps?: boolean;
};

export function Badge({ tone, children, bare = false, wraps = false }: BadgeProps) {
  const Icon = ICONS[tone];
  return (
    <span className={look({ tone, filled: bare ? "no" : "yes" })}>
      <Icon aria-hidden className={`size-3 shrink-0 ${wraps ? "mt-0.5 self-start" : ""}`} />
      <span className={wraps ? "whitespace-normal text-balance" : "truncate"}>{children}</span>
    </span>
  );
}

/** A neutral word: an environment, a version, an agent type. */
export function Tag({ children, mono = false }: { children: ReactNode; mono?: boolean }) {
  return (
    <span
      className={`inline-flex max-w-full items-center truncate rounded-control border border-line px-1.5 py-px text-12 text-secondary ${mono ? "font-mono" : ""}`}
    >
      {children}
    </span>
  );
}

/** A sentence that stays on the page: what happened, what it means, what to do. */
export function Notice({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = ICONS[tone];
  return (
    <div
      role={tone === "critical" ? "alert" : "status"}
      className={`flex gap-2 rounded-control p-3 text-13 ${NOTICE[tone]}`}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}

const NOTICE: Record<Tone, string> = {
  ok: "bg-ok-soft text-ok-text",
  info: "bg-info-soft text-info-text",
  warning: "bg-warning-soft text-warning-text",
  critical: "bg-critical-soft text-critical-text",
  unknown: "bg-unknown-soft text-unknown-text",
};
