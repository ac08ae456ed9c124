/** What the shell needs to know: who is here, which projects, and whether data still flows. */
import type { AlertCount } from "@/lib/alerts/views";
import type { ProjectPermission, Role } from "@/lib/core/roles";
import type { IncidentCount } from "@/lib/incidents/views";

export type ProjectEntry = {
  readonly slug: string;
  readonly name: string;
  readonly isDemo: boolean;
  readonly role: Role | "owner";
};

export type ConsoleState = {
  readonly person: { readonly name: string; readonly email: string; readonly isOwner: boolean };
  readonly projects: readonly ProjectEntry[];
  /** The project asked for, or the first; null when the person has none. */
  readonly project: ProjectEntry | null;
  readonly environments: readonly string[];
  readonly agents: readonly string[];
  /** ISO instant of the newest stored event; null before the first. */
  readonly newestEventAt: string | null;
  /** ISO instant of the worker's last heartbeat. */
  readonly workerAt: string | null;
  readonly workerOk: boolean;
  readonly permissions: readonly ProjectPermission[];
  /** Acts that wait for a second person, whom this person could be. */
  readonly approvalsWaiting: number;
  /** Null without a project. */
  readonly alerts: AlertCount | null;
  /** Null without a project. */
  readonly incidents: IncidentCount | null;
};
