/** Entries of the audit log in words: what was done, to what, and where that is. */
import { capital } from "@/lib/core/format";
import type { AuditView } from "./schema";

/** Completes "Ada …". An act that is not here is spelled out, which reads worse and lies never. */
const ACTS: Readonly<Record<string, string>> = {
  "alert-rule.create": "made an alert rule",
  "alert-rule.duplicate": "copied an alert rule",
  "alert-rule.import": "brought alert rules from a file",
  "alert-rule.remove": "deleted an alert rule",
  "alert-rule.test": "tested an alert rule",
  "alert-rule.update": "changed an alert rule",
  "alert.acknowledge": "acknowledged an alert",
  "alert.judge": "judged whether a page was useful",
  "alert.take-back": "took an acknowledgement back",
  "approval.approve": "approved an act as second person",
  "approval.refuse": "refused an act as second person",
  "budget.change": "changed a budget",
  "budget.create": "set a budget",
  "budget.remove": "removed a budget",
  "calendar-feed.create": "made a calendar address",
  "calendar-feed.revoke": "took a calendar address back",
  "channel.create": "added a notification channel",
  "channel.disable": "switched a notification channel off",
  "channel.enable": "switched a notification channel on",
  "channel.remove": "removed a notification channel",
  "channel.rotate": "gave a webhook a new signing secret",
  "channel.test": "tested a notification channel",
  "channel.update": "changed a notification channel",
  "cost.scenario-remove": "removed a cost scenario",
  "cost.scenario-save": "kept a cost scenario",
  "cost.roi-inputs": "said what outcomes are worth",
  "cost.judge": "judged a day whose spend stood out",
  "demo.create": "made the demo project",
  "demo.remove": "removed the demo project",
  "deployment.check": "changed the checklist of a deployment",
  "deployment.sign-off": "signed a deployment off",
  "environment.update": "changed the rule of an environment",
  "error.reopened": "reopened an error",
  "error.resolved": "marked an error resolved",
  "escalation-policy.create": "made an escalation policy",
  "escalation-policy.remove": "deleted an escalation policy",
  "escalation-policy.update": "changed an escalation policy",
  "flag.archive": "archived a flag",
  "flag.change": "changed a flag",
  "flag.create": "made a flag",
  "flag.drill": "drilled the kill switch of a flag",
  "flag.graduate": "graduated a flag",
  "flag.import": "brought flags from a file",
  "flag.keep": "kept a flag that was to be archived",
  "flag.link": "made an emergency link for a flag",
  "flag.restore": "brought back an older version of a flag",
  "flag.switch": "switched a flag",
  "flag.unarchive": "took a flag out of the archive",
  "flag.unlink": "revoked an emergency link of a flag",
  "freeze.end": "ended a freeze window",
  "freeze.open": "opened a freeze window",
  "incident.change": "changed an incident",
  "incident.declare": "declared an incident",
  "incident.drill": "began a drill",
  "incident.edit": "corrected an entry of an incident",
  "incident.link": "linked an alert to an incident",
  "incident.open-runbook": "opened a runbook in an incident",
  "incident.postmortem": "saved a postmortem",
  "incident.sign-off": "signed a drill off",
  "incident.step": "worked on a runbook's step in an incident",
  "incident.take-on": "took an incident on",
  "incident.task-add": "added a task to an incident",
  "incident.task-change": "changed a task of an incident",
  "incident.unlink": "took an alert out of an incident",
  "incident.write": "wrote into an incident",
  "invitation.accept": "accepted an invitation",
  "invitation.create": "invited a person",
  "invitation.revoke": "took an invitation back",
  "key.change": "changed an API key",
  "key.create": "created an API key",
  "key.revoke": "revoked an API key",
  "key.rotate": "rotated an API key",
  "maintenance-window.create": "made a maintenance window",
  "maintenance-window.edit": "changed a maintenance window",
  "maintenance-window.remove": "deleted a maintenance window",
  "notification-policy.update": "changed how notifications are told",
  "notification.replay": "sent a notification again",
  "outbound-hosts.update": "changed which private hosts may be told",
  "password.change": "changed their own password",
  "person.codes": "switched a person's two-factor sign-in off",
  "person.create": "added a person",
  "person.disable": "disabled a person",
  "person.enable": "enabled a person",
  "person.join": "added a person to the project",
  "person.link": "tied a sign-in provider to a person",
  "person.owner": "changed who owns the instance",
  "person.password": "set a new password by a link",
  "person.rename": "changed their own name",
  "person.reset-link": "made a link to set a password",
  "person.role": "changed a person's role",
  "person.sessions": "ended a person's sessions",
  "price.end": "ended a price",
  "price.remove": "took a price back",
  "price.set": "set a price",
  "project.create": "created a project",
  "project.remove": "removed a project",
  "project.update": "changed a project's settings",
  "quarantine.discard": "discarded refused events",
  "quarantine.replay": "replayed refused events",
  "recovery-codes.renew": "made new recovery codes",
  "recovery.drill": "tried a recovery",
  "rollout.act": "moved a rollout",
  "rollout.change": "changed the plan of a rollout",
  "rollout.draft": "planned a rollout",
  "rollout.judge": "judged a rollback",
  "report.subscribe": "changed when a cost report is sent",
  "runbook.create": "wrote a runbook",
  "runbook.import": "brought runbooks from files",
  "runbook.own": "changed who owns a runbook",
  "runbook.remove": "removed a runbook",
  "runbook.update": "changed a runbook",
  "schedule.create": "made an on-call schedule",
  "schedule.override": "moved a stretch of an on-call schedule",
  "schedule.override-end": "ended an override of an on-call schedule",
  "schedule.remove": "deleted an on-call schedule",
  "schedule.swap": "swapped two on-call shifts",
  "schedule.update": "changed an on-call schedule",
  "segment.change": "changed a segment",
  "segment.create": "made a segment",
  "segment.remove": "removed a segment",
  "session.end": "signed out",
  "session.revoke": "ended a session of their own",
  "session.revoke-others": "ended all other sessions of their own",
  "session.start": "signed in",
  "setup.complete": "completed the set-up",
  "setup.open": "made a token for the set-up",
  "silence.create": "silenced alerts",
  "silence.edit": "changed a silence",
  "silence.end": "ended a silence",
  "silence.extend": "made a silence longer",
  "totp.disable": "switched their two-factor sign-in off",
  "totp.enable": "switched two-factor sign-in on",
  "totp.start": "began to set up two-factor sign-in",
};

export const KNOWN_ACTS: readonly string[] = Object.keys(ACTS);

export const actWords = (action: string): string =>
  ACTS[action] ?? action.replace(".", ": ").replaceAll("-", " ");

/** As a heading. */
export function actTitle(action: string): string {
  const words = actWords(action);
  return capital(words);
}

const KINDS: Readonly<Record<string, string>> = {
  "alert-rule": "alert rule",
  alert: "alert",
  approval: "approval",
  deployment: "deployment",
  environment: "environment",
  error: "error",
  flag: "flag",
  freeze: "freeze window",
  incident: "incident",
  instance: "instance",
  invitation: "invitation",
  "calendar-feed": "calendar address",
  "escalation-policy": "escalation policy",
  "maintenance-window": "maintenance window",
  "recovery-drill": "recovery drill",
  rollout: "rollout",
  runbook: "runbook",
  schedule: "on-call schedule",
  segment: "segment",
  silence: "silence",
  key: "API key",
  person: "person",
  price: "price",
  project: "project",
  quarantine: "refused events",
};

export const KNOWN_KINDS: readonly string[] = Object.keys(KINDS);

export const kindWords = (kind: string): string => KINDS[kind] ?? kind.replaceAll("-", " ");

export const ACTOR_WORDS: Readonly<Record<string, string>> = {
  person: "Person",
  key: "API key",
  system: "Wheelhouse itself",
  nobody: "Nobody signed in",
};

export const actorWords = (kind: string): string => ACTOR_WORDS[kind] ?? kind;

/** Kinds of which each object has a page of its own. */
const OWN_PAGES: Readonly<Record<string, string>> = {
  alert: "/alerts",
  deployment: "/deployments",
  error: "/errors",
  flag: "/rollouts/flags",
  incident: "/incidents",
  rollout: "/rollouts",
};

/** The page where an object is one among others. */
const PAGES: Readonly<Record<string, string>> = {
  "alert-rule": "/alerts/rules",
  "maintenance-window": "/alerts/silences",
  silence: "/alerts/silences",
  freeze: "/rollouts",
  segment: "/rollouts/segments",
  "calendar-feed": "/on-call",
  "escalation-policy": "/settings/escalation",
  price: "/cost/pricing",
  runbook: "/runbooks",
  schedule: "/on-call",
  approval: "/settings/approvals",
  environment: "/settings/project",
  invitation: "/settings/members",
  key: "/settings/api-keys",
  person: "/settings/members",
  project: "/settings/project",
  quarantine: "/settings/data",
  "recovery-drill": "/settings/data",
};

type Of<Field extends keyof AuditView> = Pick<AuditView, Field>;

export function pageOfObject({
  objectKind,
  objectId,
  project,
}: Of<"objectKind" | "objectId" | "project">): string | null {
  const own = OWN_PAGES[objectKind];
  const page = own ? `${own}/${encodeURIComponent(objectId)}` : PAGES[objectKind];
  if (page === undefined) return null;
  return project === null ? page : `${page}?${new URLSearchParams({ project })}`;
}

/** What people call it, as far as the entry tells; else its id. */
export function objectName({
  objectId,
  before,
  after,
}: Of<"objectId" | "before" | "after">): string {
  for (const name of ["name", "email", "slug"]) {
    for (const side of [after, before]) {
      const word = fieldOf(side, name);
      if (typeof word === "string" && word !== "") return word;
    }
  }
  return objectId;
}

const fieldOf = (side: unknown, name: string): unknown =>
  typeof side === "object" && side !== null ? (side as Record<string, unknown>)[name] : undefined;
