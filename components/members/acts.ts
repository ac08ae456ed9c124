/** What an owner may do to an account, and what each act means for the person. */
import { quantity } from "@/lib/core/format";
import { actOn, changeOwnership } from "@/lib/members/client";
import type { PersonView } from "@/lib/members/schema";

export type Act = {
  /** On the menu, and on the button of the dialog. */
  readonly verb: string;
  /** The verb with the person in it. */
  readonly title: (name: string) => string;
  readonly consequence: (person: PersonView) => string;
  readonly run: (id: string, reason: string) => Promise<unknown>;
  readonly isCritical?: true;
  /** Refused of the last owner. */
  readonly needsAnotherOwner?: true;
};

const DISABLE: Act = {
  verb: "Disable account",
  title: (name) => `Disable the account of ${name}`,
  consequence: ({ name, email }) =>
    `${email} is signed out everywhere within a second and cannot sign in. Links that ${name} made are taken back. API keys that ${name} made go on working: end them under API keys. Roles and what was done stay.`,
  run: (id, reason) => actOn(id, "disable", reason),
  isCritical: true,
  needsAnotherOwner: true,
};

const ENABLE: Act = {
  verb: "Enable account",
  title: (name) => `Enable the account of ${name}`,
  consequence: ({ email }) =>
    `${email} may sign in again, with the roles and the password from before.`,
  run: (id, reason) => actOn(id, "enable", reason),
};

const END_SESSIONS: Act = {
  verb: "End all sessions",
  title: (name) => `End all sessions of ${name}`,
  consequence: ({ email, sessions }) =>
    `${quantity(sessions, "browser is", "browsers are")} signed out within a second. ${email} can sign in again.`,
  run: (id, reason) => actOn(id, "end-sessions", reason),
  isCritical: true,
};

const REMOVE_CODES: Act = {
  verb: "Switch two-factor off",
  title: (name) => `Switch two-factor sign-in of ${name} off`,
  consequence: ({ name, email }) =>
    `The password alone opens the account of ${email} then, until ${name} sets up one-time codes again. Be sure that it is they who ask.`,
  run: (id, reason) => actOn(id, "remove-codes", reason),
  isCritical: true,
};

const MAKE_OWNER: Act = {
  verb: "Make owner",
  title: (name) => `Make ${name} an owner of the instance`,
  consequence: ({ email }) =>
    `${email} may then do everything in every project: add and disable people, make owners, remove projects.`,
  run: (id, reason) => changeOwnership(id, true, reason),
};

const UNMAKE_OWNER: Act = {
  verb: "Take ownership away",
  title: (name) => `Take ownership away from ${name}`,
  consequence: ({ email, projects }) => {
    const kept = projects.map(({ name, role }) => `${role} of ${name}`).join(", ");
    return `From the next click on, ${email} is ${kept || "in no project"} and nothing else. Links that they made are taken back.`;
  },
  run: (id, reason) => changeOwnership(id, false, reason),
  isCritical: true,
  needsAnotherOwner: true,
};

/** Those that make sense for a person as they are. */
export function actsFor({ isDisabled, isOwner, sessions, hasTwoFactor }: PersonView): Act[] {
  return [
    ...(sessions > 0 ? [END_SESSIONS] : []),
    ...(hasTwoFactor ? [REMOVE_CODES] : []),
    ...(isOwner ? [UNMAKE_OWNER] : isDisabled ? [] : [MAKE_OWNER]),
    isDisabled ? ENABLE : DISABLE,
  ];
}
