/** The floor plan, as rules. Each arrow that is not listed here is a wall. */
const PURE = "^lib/(?!platform/|browser/|jobs/)[^/]+/(?!queries|commands|client)[^/]+\\.ts$";
const wall = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });

/** Domains, lowest first. A domain may ask a lower one; it may never be asked by it. */
const LADDER = [
  "access",
  "audit",
  "keys",
  "members",
  "projects",
  "profile",
  "cost",
  "telemetry",
  "pricing",
  "overview",
  "agents",
  "cache",
  "errors",
  "users",
  "health",
  "infrastructure",
  "alerts",
  "notify",
  "spend",
  "oncall",
  "incidents",
  "flags",
  "rollouts",
  "deployments",
  "runbooks",
  "data",
  "console",
  "connect",
  "reference",
  "replay",
  "demo",
];
const ladder = LADDER.slice(0, -1).map((rung, i) =>
  wall(
    `ladder-${rung}`,
    `${rung} may not look up.`,
    { path: `^lib/${rung}/`, pathNot: "\\.test\\.ts$" },
    { path: `^lib/(${LADDER.slice(i + 1).join("|")})/` },
  ),
);

module.exports = {
  forbidden: [
    ...ladder,
    wall(
      "no-cycles",
      "Two files that need each other are one file.",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ),
    wall(
      "core-is-the-floor",
      "lib/core imports nothing of ours.",
      { path: "^lib/core/" },
      { path: "^(lib/(?!core/)|app|components|prisma|server|e2e)" },
    ),
    wall(
      "rules-are-pure",
      "Domain rules know no framework, no database and no platform.",
      { path: PURE, pathNot: "\\.test\\.ts$" },
      {
        path: "^lib/platform/|/(queries|commands|client)\\.ts$|^(app|components|prisma)/|node_modules/(next|react|@prisma|@tanstack|pg)/",
      },
    ),
    wall(
      "platform-below-domains",
      "Adapters serve domains; they never know one.",
      { path: "^lib/platform/" },
      { path: "^lib/(?!platform/|core/)|^(app|components)/" },
    ),
    wall(
      "commands-meet-in-jobs",
      "Two domains' writes meet only in lib/jobs; a test may arrange its world with any.",
      { path: "^lib/(?!jobs/)([^/]+)/", pathNot: "\\.test\\.ts$" },
      { path: "^lib/[^/]+/commands\\.ts$", pathNot: "^lib/$1/" },
    ),
    wall(
      "browser-stays-outside",
      "Components read schema, rules and client; never queries, commands or platform.",
      { path: "^components/" },
      { path: "^lib/(platform|jobs)/|^lib/[^/]+/(queries|commands)\\.ts$|^prisma/|^app/" },
    ),
    wall(
      "charts-are-dumb",
      "Charts and ui know core and each other, no domain.",
      { path: "^components/(ui|charts)/" },
      { path: "^lib/(?!core/)|^components/(?!ui/|charts/)" },
    ),
    wall(
      "panels-do-not-borrow",
      "One area's components do not import another's; lift to ui, charts or markdown.",
      { path: "^components/(?!ui/|charts/|shell/)([^/]+)/" },
      { path: "^components/(?!ui/|charts/|shell/|markdown/)[^/]+/", pathNot: "^components/$1/" },
    ),
    wall(
      "jobs-are-the-attic",
      "Nothing in lib or components reaches up into jobs.",
      { path: "^(lib/(?!jobs/)|components/)" },
      { path: "^lib/jobs/" },
    ),
    wall(
      "client-is-browser-code",
      "client.ts asks over HTTP; it never reads the server's files.",
      { path: "^lib/([^/]+)/client\\.ts$" },
      {
        path: "^lib/platform/|^lib/[^/]+/(queries|commands)\\.ts$|^lib/(?!core/|browser/|$1/)[^/]+/client\\.ts$",
      },
    ),
    wall(
      "app-uses-doors",
      "Pages and routes know four adapters: http, auth, session and openapi.",
      { path: "^app/" },
      { path: "^lib/platform/(?!http|auth|session|openapi)" },
    ),
    wall(
      "processes-are-the-basement",
      "server/ starts things; nothing of the product reaches into it.",
      { path: "^(app|components|lib|e2e)/" },
      { path: "^(server|bench)/" },
    ),
    wall(
      "nobody-imports-app",
      "app is the roof; only tests open its doors.",
      { pathNot: "^app/|\\.test\\.ts$" },
      { path: "^app/" },
    ),
    wall(
      "e2e-is-a-stranger",
      "End-to-end tests know the product only from outside; the tests' mail server is no part of it.",
      { path: "^e2e/" },
      { path: "^(app|components|lib/(?!core/|platform/test-post\\.ts))" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(prisma/client|\\.next)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
