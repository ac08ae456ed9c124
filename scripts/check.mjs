/** `npm run check`: everything that needs neither a database nor a browser nor a build; for before each commit. */
import { ensurePrismaClient } from "./bundle.mjs";
import { CHECKS } from "./checks.mjs";
import { runSteps, summarise } from "./steps.mjs";

const since = performance.now();
await ensurePrismaClient();
summarise(await runSteps(CHECKS), since);
