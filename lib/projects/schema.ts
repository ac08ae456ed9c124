/** What a project's settings, its environments' rules and its approvals are made of, as forms and doors see them. */
import { z } from "zod";
import { nameField, PRINTABLE, timeZoneField } from "@/lib/access/schema";
import { projectField } from "@/lib/core/ask";
import type { Role } from "@/lib/core/roles";
import { TARGETS, type TargetName } from "@/lib/core/targets";
import type { ApprovalState } from "./approval";

/** Names of instance settings that say which projects' telemetry is to go. */
export const REMOVED = "removed-project:";

const MIN_RAW_DAYS = 1;
const MAX_RAW_DAYS = 365;

const bound = z.number().min(0).max(1_000_000_000);
const boundsField = z.strictObject({ aim: bound, limit: bound });
/** Replaces all of the project's own targets; a name that is left out goes back to the product's. */
const targetsField = z
  .partialRecord(z.enum(Object.keys(TARGETS) as [TargetName, ...TargetName[]]), boundsField)
  .superRefine((targets, refinement) => {
    for (const [name, { aim, limit }] of Object.entries(targets)) {
      const isLower = TARGETS[name as TargetName].better === "lower";
      if (isLower ? aim <= limit : aim >= limit) continue;
      refinement.addIssue({
        code: "custom",
        path: [name],
        message: `the limit must be ${isLower ? "at or above" : "at or below"} the target`,
      });
    }
  });

/** Asked for where an act reaches far: it is all that tells a reader of the audit log why. */
const whyField = z.string().trim().min(1, "say why").max(500).regex(PRINTABLE);

const DECLARE_INCIDENTS = ["none", "critical", "high"] as const;

export const projectChangeSchema = z.strictObject({
  project: projectField,
  /** The revision that was read before editing: an older one is refused, so that nothing is overwritten unseen. */
  revision: z.int().min(0),
  name: nameField.optional(),
  timeZone: timeZoneField.optional(),
  rawDays: z.int().min(MIN_RAW_DAYS).max(MAX_RAW_DAYS).optional(),
  targets: targetsField.optional(),
  /** Which alerts declare an incident by themselves; `high` means critical ones as well. */
  declareIncidents: z.enum(DECLARE_INCIDENTS).optional(),
});

export const removalSchema = z.strictObject({
  project: projectField,
  /** The project's short name, typed once more. */
  confirm: z.string().max(64),
  reason: whyField,
});

export const policyChangeSchema = z.strictObject({
  project: projectField,
  environment: z.string().trim().min(1, "must not be empty").max(64).regex(PRINTABLE),
  twoPersonRule: z.boolean(),
  reason: whyField,
});

export const decisionSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  reason: whyField,
});

export type ProjectView = {
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly isDemo: boolean;
  readonly rawDays: number;
  /** Only those that differ from the product's own. */
  readonly targets: z.output<typeof targetsField>;
  readonly declareIncidents: (typeof DECLARE_INCIDENTS)[number];
  /** Grows with each change; a change brings the one it was made from. */
  readonly revision: number;
};

/** A project in the list of all that a person may see. */
export type ProjectRow = {
  readonly slug: string;
  readonly name: string;
  readonly isDemo: boolean;
  readonly role: Role | "owner";
  /** Null for those who may not see who belongs to it. */
  readonly people: number | null;
  /** Keys that work; null for those who may not see keys. */
  readonly keys: number | null;
  readonly createdAt: string;
};

export type EnvironmentsView = {
  /** Environments that have a rule of their own, on or off. */
  readonly policies: readonly {
    readonly environment: string;
    readonly twoPersonRule: boolean;
    readonly updatedAt: string;
  }[];
  /** How many people could be the second one. */
  readonly deciders: number;
};

export type ApprovalView = {
  readonly id: string;
  readonly environment: string;
  readonly action: string;
  readonly says: string;
  readonly state: ApprovalState;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  readonly usedAt: string | null;
  /** Asked for by whoever reads this. */
  readonly isMine: boolean;
  /** Why whoever reads this may not decide it; null if they may. */
  readonly closedBecause: string | null;
};
