/** Roles as a person chooses them. */
import type { Role } from "@/lib/core/roles";

export const ROLE_WORDS: readonly { readonly value: Role; readonly label: string }[] = [
  { value: "viewer", label: "Viewer: sees" },
  { value: "operator", label: "Operator: handles errors and incidents" },
  { value: "admin", label: "Admin: changes settings, keys and people" },
];
