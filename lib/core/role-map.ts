/** Which roles an identity provider's claims stand for, as one variable spells it. */
import { ROLES, type Role } from "./roles";

export type RoleRule =
  | { readonly value: string; readonly isOwner: true }
  | {
      readonly value: string;
      readonly isOwner: false;
      /** A slug, or `*` for every project. */
      readonly project: string;
      readonly role: Role;
    };

/** What the rules say about somebody with certain claim values. */
export type Claimed = {
  /** Null where no rule is about ownership: it stays as it is. */
  readonly isOwner: boolean | null;
  /** The best role of a project, null for none; undefined where no rule is about it: it stays as it is. */
  readonly roleIn: (slug: string) => Role | null | undefined;
};

const EVERY = "*";

/** `sre=default:operator,platform=*:admin,owners=owner`; null where any part cannot be read. */
export function parseRoleMap(text: string): readonly RoleRule[] | null {
  const parts = text.split(",").map((part) => part.trim());
  const rules = parts.filter(Boolean).map(ruleIn);
  return rules.length > 0 && rules.every((rule) => rule !== null) ? rules : null;
}

/** A value with a comma or an equals sign in it is written with `%2C` and `%3D`. */
function ruleIn(part: string): RoleRule | null {
  const at = part.lastIndexOf("=");
  const value = decoded(part.slice(0, Math.max(0, at)).trim());
  const grant = part.slice(at + 1).trim();
  if (!value) return null;
  if (grant === "owner") return { value, isOwner: true };
  const [project = "", role = "", ...more] = grant.split(":");
  const isRole = (ROLES as readonly string[]).includes(role);
  if (!isRole || more.length > 0 || !/^(\*|[a-z0-9-]{1,48})$/.test(project)) return null;
  return { value, isOwner: false, project, role: role as Role };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

export function claimed(rules: readonly RoleRule[], values: readonly string[]): Claimed {
  const held = rules.filter(({ value }) => values.includes(value));
  return {
    isOwner: rules.some(({ isOwner }) => isOwner) ? held.some(({ isOwner }) => isOwner) : null,
    roleIn: (slug) => {
      if (!rules.some((rule) => isAbout(rule, slug))) return undefined;
      const ranks = held.map((rule) =>
        !rule.isOwner && isAbout(rule, slug) ? ROLES.indexOf(rule.role) : -1,
      );
      return ROLES[Math.max(-1, ...ranks)] ?? null;
    },
  };
}

const isAbout = (rule: RoleRule, slug: string): boolean =>
  !rule.isOwner && (rule.project === EVERY || rule.project === slug);
