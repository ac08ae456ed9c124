/** docs/security/access.md, made of the table of permissions and the table of routes. */
import { LINK_KINDS, type Route } from "@/lib/access/route";
import { PUBLIC_PAGES, ROUTES } from "@/lib/access/route-table";
import {
  INSTANCE_PERMISSIONS,
  isProjectPermission,
  PROJECT_PERMISSIONS,
  type ProjectPermission,
  ROLES,
  roleMay,
  SCOPES,
  scopesMay,
} from "@/lib/core/roles";
import { ACTORS, type Actor, verdictOn } from "./actors";
import { nameOf } from "./request";

const HOLDERS = [...ROLES, "owner"] as const;
const WORDS = Object.keys(PROJECT_PERMISSIONS) as ProjectPermission[];

type Cells = readonly string[];
const rowOf = (cells: Cells): string => `| ${cells.join(" | ")} |`;
const table = (head: Cells, rows: readonly Cells[]): string =>
  [rowOf(head), rowOf(head.map(() => "---")), ...rows.map(rowOf)].join("\n");

const code = (text: string): string => `\`${text}\``;
const tick = (holds: boolean): string => (holds ? "✓" : "");

/** The whole page; equal tables give an equal page. */
export function accessDocument(): string {
  return `${[
    "# Who may do what",
    INTRODUCTION,
    "## Roles",
    "The instance owner holds everything that a person can hold, in every project. Words without a tick are for programs: keys hold them.",
    table(["word", "may", ...HOLDERS], WORDS.map(roleRow)),
    "## Scopes of API keys",
    "A key belongs to one project. It holds what its scopes grant and nothing of the instance.",
    table(["word", ...SCOPES.map(code)], WORDS.map(scopeRow)),
    "## Words of the whole instance",
    table(["word", "from", "may"], Object.entries(INSTANCE_PERMISSIONS).map(instanceRow)),
    "## Who is answered what",
    ANSWERS,
    table(["who", ...KINDS.map(({ title }) => title)], ACTORS.map(answerRow)),
    "## Routes",
    table(["route", "needs", "names", "remark"], ROUTES.map(routeRow)),
    "## Pages",
    PAGES,
    table(
      ["public page"],
      [...PUBLIC_PAGES].sort().map((page) => [code(page)]),
    ),
    "## What is tried",
    TRIED,
  ].join("\n\n")}\n`;
}

const INTRODUCTION = `Made from \`lib/core/roles.ts\` and \`lib/access/route-table.ts\` by \`npm run docs:access\`; a test fails when it is stale. The table of routes is written by hand: what a route must need is never read from the route.`;

const ANSWERS = `\`in\`: past the guard, whatever comes of it then. A project that somebody has no part in answers 404, like one that does not exist.`;

const PAGES = `Pages hold no data: they ask the routes above. Every page leads to the sign-in page without a session, but these.`;

const TRIED = `\`server/access/matrix.db.test.ts\` calls every handler, and \`npx wheelhouse access matrix\` asks a web process over HTTP, on a database of its own. For each route both try:

- each of the ${ACTORS.length} actors above, each with credentials of their own, against the answer in the table;
- whoever may, asking rightly: it has to work, or the refusals would prove nothing;
- whoever may, naming another project's object: 404, nothing of it in the answer, and the object as it was;
- for writes, a field too many (\`role\`, \`projectId\`, \`ownerId\`, \`isOwner\`): 400, naming it;
- for writes, an owner's session from another site's page, and without an \`Origin\`: 403;
- for single-use links, one that is unknown, used, taken back, expired, or meant for something else: 403;
- in every answer that was let through, whether anything of another project is in it.

A route without a row, a row without a route, and an operation that names another word than its row fail the test. \`server/access/mutants.db.test.ts\` breaks doors on purpose and sees that each is found.`;

const roleRow = (word: ProjectPermission): Cells => [
  code(word),
  PROJECT_PERMISSIONS[word].says,
  ...HOLDERS.map((role) => tick(roleMay(role, word))),
];
const scopeRow = (word: ProjectPermission): Cells => [
  code(word),
  ...SCOPES.map((scope) => tick(scopesMay([scope], word))),
];
type Instance = { readonly from: string; readonly says: string };
const instanceRow = ([word, { from, says }]: [string, Instance]): Cells => [code(word), from, says];

/** One route stands for all that need the same kind of word. */
const KINDS: readonly { readonly title: string; readonly route: Route }[] = [
  { title: "a viewer's word", route: wanting("telemetry:read") },
  { title: "an operator's word", route: wanting("errors:resolve") },
  { title: "an admin's word", route: wanting("keys:write") },
  { title: "a key's word", route: { ...wanting("events:write"), ownProject: true } },
  { title: code("session"), route: wanting("session") },
  { title: code("instance:write"), route: wanting("instance:write") },
  { title: `${code("public")}, a link, the set-up token`, route: wanting("public") },
];

function wanting(needs: Route["needs"]): Route {
  return { method: "GET", path: "/", needs };
}

const answerRow = (who: Actor): Cells => [
  who.name,
  ...KINDS.map(({ route }) => String(verdictOn(route, who))),
];

const routeRow = (route: Route): Cells => [
  code(nameOf(route)),
  code(route.needs),
  Object.entries(route.objects ?? {})
    .map(([field, kind]) => `${code(field)}: ${[kind].flat().join("")}`)
    .join(", "),
  remarksOn(route).join("; "),
];

function remarksOn(route: Route): string[] {
  const isLink = Object.values(route.objects ?? {}).some((kind) =>
    LINK_KINDS.some((link) => link === kind),
  );
  return [
    ...(route.blind ? ["reads no credentials: wrong ones are none"] : []),
    ...(route.ownProject ? ["writes to the key's own project, whichever is named"] : []),
    ...(route.selects ? ["selects: another's object is left alone"] : []),
    ...(route.takes ? [`takes ${route.takes.map(code).join(" and ")}`] : []),
    ...(route.unfielded && isProjectPermission(route.needs) ? [route.unfielded] : []),
    ...(isLink ? ["the link decides"] : []),
  ];
}
