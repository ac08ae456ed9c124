/** Finds the project an operation is about, from a short-lived cache. */
import "server-only";
import { LRUCache } from "lru-cache";
import { Fault } from "@/lib/core/fault";
import { type Actor, belongsTo } from "./actor";
import type { Db } from "./db";
import { shared } from "./process";

export type Project = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly isDemo: boolean;
  readonly rawDays: number;
  readonly targets: unknown;
};

const FRESH_MS = 1_000;

const cache = () =>
  shared("project-cache", () => new LRUCache<string, Project>({ max: 500, ttl: FRESH_MS }));

/** Another's project and one that does not exist answer alike: not found. */
export async function projectFor(db: Db, actor: Actor, slug: string | undefined): Promise<Project> {
  const project = actor.kind === "key" ? await byId(db, actor.projectId) : await bySlug(db, slug);
  const isOther = actor.kind === "key" && slug !== undefined && slug !== project?.slug;
  if (!project || isOther || !belongsTo(actor, project.id)) {
    throw new Fault("not-found", "There is no such project, or you are not a member of it", {
      field: "project",
    });
  }
  return project;
}

/** Forgets what is cached, after a project changed in this process. */
export function forgetProjects(): void {
  cache().clear();
}

const byId = (db: Db, id: number) =>
  remembered(`#${id}`, () => db.project.findUnique({ where: { id } }));

async function bySlug(db: Db, slug: string | undefined): Promise<Project | undefined> {
  if (!slug) throw new Fault("invalid", "Say which project", { field: "project" });
  return remembered(slug, () => db.project.findUnique({ where: { slug } }));
}

async function remembered(
  key: string,
  find: () => Promise<Project | null>,
): Promise<Project | undefined> {
  const known = cache().get(key);
  if (known) return known;
  const found = await find();
  if (found) cache().set(key, found);
  return found ?? undefined;
}
