/** What is asked and sent about incidents, and what their words mean. */
import { z } from "zod";
import { PRINTABLE } from "@/lib/access/schema";
import { SEVERITIES, type Severity } from "@/lib/alerts/schema";
import { askWith, projectField } from "@/lib/core/ask";

/** Written where a severity is chosen, so that two people choose alike. */
export const SEVERITY_MEANING: Readonly<Record<Severity, string>> = {
  critical: "Users cannot use it, data is lost or exposed. Everybody needed stops other work.",
  high: "A main part fails or is far too slow for many users. On-call works on it now.",
  medium: "A part is degraded, or there is a way around it. Worked on in office hours.",
  low: "Hardly noticed. Reviewed when there is time.",
};

export const STATUSES = ["investigating", "identified", "monitoring", "resolved"] as const;
export type Status = (typeof STATUSES)[number];

export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  investigating: "Investigating",
  identified: "Identified",
  monitoring: "Monitoring",
  resolved: "Resolved",
};

export const STATUS_MEANING: Readonly<Record<Status, string>> = {
  investigating: "What is wrong is not known yet.",
  identified: "The cause is known; it is being dealt with.",
  monitoring: "Users are no longer affected; it is watched whether that holds.",
  resolved: "It is over.",
};

export const ROLES = ["commander", "communications", "scribe"] as const;
export type IncidentRole = (typeof ROLES)[number];

export const ROLE_WORDS: Readonly<Record<IncidentRole, string>> = {
  commander: "Commander",
  communications: "Communications",
  scribe: "Scribe",
};

const VERDICTS = ["useful", "noise", "late"] as const;
export type Verdict = (typeof VERDICTS)[number];

const line = (most: number) => z.string().trim().max(most).regex(PRINTABLE);
const titleField = line(200).min(1, "say what is wrong");
/** Several lines; a tab and a line break are all that is not printed. */
const textField = (most: number) => z.string().trim().max(most);
const severityField = z.enum(SEVERITIES, `is one of ${SEVERITIES.join(", ")}`);
const revisionField = z.int().min(0).describe("As it was read: an older one is refused.");
const urlField = z
  .url({ protocol: /^https?$/, error: "is an address that begins with http:// or https://" })
  .max(2_000);
const runbookField = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,99}$/, "is a runbook's short name, such as high-error-rate");

const EARLIEST = new Date("2000-01-01T00:00:00Z");

/** With its zone: without one it would be whatever the server's is. */
const instant = z
  .union(
    [z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))],
    "is an instant with its zone, such as 2026-11-21T10:00:00Z",
  )
  .refine((at) => at >= EARLIEST, "is after the year 2000");

const idFields = { project: projectField, id: z.uuid() };

export const incidentsAskSchema = askWith({});
export const incidentAskSchema = z.object(idFields);
export const incidentIdSchema = z.strictObject(idFields);

export const declareSchema = z
  .strictObject({
    project: projectField,
    title: titleField.optional().describe("Left out: what the alert is called."),
    severity: severityField,
    summary: textField(4_000).optional(),
    alert: z.uuid().optional().describe("The alert that it is declared from."),
    startedAt: instant.optional().describe("Left out: when the alert's condition began."),
  })
  .refine(({ title, alert }) => title !== undefined || alert !== undefined, {
    path: ["title"],
    message: "say what is wrong",
  });

const instantField = instant.nullable().optional();
const personField = z.uuid().nullable().optional();

export const changeSchema = z.strictObject({
  ...idFields,
  revision: revisionField,
  title: titleField.optional(),
  severity: severityField.optional(),
  status: z.enum(STATUSES, `is one of ${STATUSES.join(", ")}`).optional(),
  summary: textField(4_000).optional(),
  impact: textField(4_000).optional(),
  runbook: runbookField.nullable().optional(),
  updateEveryMinutes: z.int().min(5, "is at least 5").max(1_440, "is at most a day").optional(),
  startedAt: instant.optional(),
  detectedAt: instantField,
  mitigatedAt: instantField,
  resolvedAt: instant.optional(),
  commander: personField,
  communications: personField,
  scribe: personField,
});
export type Change = Omit<z.output<typeof changeSchema>, "project" | "id" | "revision">;

/** What people write; the other kinds are written with what they do. */
const WRITTEN = ["note", "update", "step", "link"] as const;
export type WrittenKind = (typeof WRITTEN)[number];

const channelsField = z.array(z.uuid()).max(20, "names at most 20 channels");

export const entrySchema = z
  .strictObject({
    ...idFields,
    kind: z.enum(WRITTEN, `is one of ${WRITTEN.join(", ")}`),
    text: textField(8_000).min(1, "is empty"),
    url: urlField.optional(),
    channels: channelsField.optional().describe("Of an update: who is told of it."),
  })
  .refine(({ kind, channels }) => kind === "update" || !channels?.length, {
    path: ["channels"],
    message: "only an update is sent",
  })
  .refine(({ kind, url }) => kind !== "link" || url !== undefined, {
    path: ["url"],
    message: "says where a link leads",
  });

export const entryEditSchema = z.strictObject({
  ...idFields,
  entry: z.uuid(),
  revision: revisionField,
  text: textField(8_000).min(1, "is empty"),
});

const stepField = z.string().regex(/^[^\s]{1,200}$/, "is what a step is named by, such as steps.3");
const stepFields = { ...idFields, runbook: runbookField, step: stepField };

export const stepsAskSchema = z.object({ ...idFields, runbook: runbookField });
export const openSchema = z.strictObject({ ...idFields, runbook: runbookField });
export const stepSchema = z
  .strictObject({
    ...stepFields,
    text: line(300).min(1, "says what the step asks for"),
    isDone: z.boolean().optional(),
    owner: personField,
    comment: textField(2_000).min(1, "is empty").optional(),
  })
  .refine(
    ({ isDone, owner, comment }) =>
      isDone !== undefined || owner !== undefined || comment !== undefined,
    { path: ["isDone"], message: "say whether it is done, whose it is, or what there is to say" },
  );

export const linkSchema = z.strictObject({ ...idFields, alert: z.uuid() });

export const taskSchema = z.strictObject({
  ...idFields,
  kind: z.enum(["checklist", "action"]),
  title: line(300).min(1, "say what is to be done"),
  owner: personField,
  dueOn: z.iso.date("is a date such as 2026-11-30").nullable().optional(),
});

export const taskChangeSchema = z.strictObject({
  ...idFields,
  task: z.uuid(),
  revision: revisionField,
  isDone: z.boolean().optional(),
  title: line(300).min(1, "say what is to be done").optional(),
  owner: personField,
  dueOn: z.iso.date("is a date such as 2026-11-30").nullable().optional(),
});

export const postmortemSchema = z.strictObject({
  ...idFields,
  revision: revisionField.describe("0 for the first: it is then only suggested."),
  text: z
    .string()
    .max(1_000_000, "takes at most a million characters")
    .refine((text) => text.trim() !== "", "is empty"),
  isPublished: z.boolean().optional(),
});

export const verdictSchema = z.strictObject({
  ...idFields,
  verdict: z.enum(VERDICTS, `is one of ${VERDICTS.join(", ")}`).nullable(),
});

export const drillsAskSchema = z.object({ project: projectField });
export const drillSchema = z.strictObject({
  project: projectField,
  scenario: z.string().max(40),
  channels: channelsField.optional().describe("Who is told, marked DRILL. Left out: nobody."),
});
export const signOffSchema = z.strictObject({ ...idFields, note: textField(2_000) });
