/** What is asked and told about the links in notifications by which their reader acts. */
import { z } from "zod";
import type { Severity } from "@/lib/notify/notice";

export const linkTokenSchema = z.strictObject({ token: z.string().min(1).max(2_000) });

/** How long a link silences. */
export const LINK_SILENCE_MINUTES = 60;

export type LinkView = {
  /** `over` is past its time; `used` has acted once. */
  readonly state: "live" | "over" | "used";
  readonly act: "acknowledge" | "silence";
  readonly project: string;
  readonly alert: {
    readonly id: string;
    readonly name: string;
    readonly severity: Severity;
    readonly labels: Readonly<Record<string, string>>;
    readonly startedAt: string;
    readonly endedAt: string | null;
    readonly acknowledgedBy: string | null;
  };
  /** Who acts by it; null when it was sent where many read, and nobody is signed in. */
  readonly person: string | null;
};

export type LinkUsed = {
  readonly act: LinkView["act"];
  readonly person: string;
  /** Who had acknowledged it before; null when this did. */
  readonly already: string | null;
};
