/** `npm test`: everything a contributor must pass. Goes on after a failure; the last line is the sum. */
import { ensurePrismaClient } from "./bundle.mjs";
import { CHECKS } from "./checks.mjs";
import { obtainChromium } from "./chromium.mjs";
import { runSteps, summarise } from "./steps.mjs";

const since = performance.now();
await ensurePrismaClient();

/** @type {import("./steps.mjs").Step[]} */
const steps = [
  ...CHECKS,
  {
    name: "database tests",
    command: ["node_modules/vitest/vitest.mjs", "run", "--project", "db"],
    tests: "vitest",
    alone: true,
  },
  {
    name: "production build",
    command: ["bin/wheelhouse.mjs", "build"],
    // It writes the route types that the type check reads.
    after: ["types"],
    alone: true,
  },
  { name: "bundle size", command: ["scripts/bundle-size.mjs"], needs: ["production build"] },
  await endToEnd(),
];
summarise(await runSteps(steps), since);

/** @returns {Promise<import("./steps.mjs").Step>} */
async function endToEnd() {
  /** @type {import("./steps.mjs").Step} */
  const step = {
    name: "end-to-end tests",
    command: ["node_modules/@playwright/test/cli.js", "test"],
    tests: "playwright",
    needs: ["production build"],
    alone: true,
  };
  if (process.env.E2E === "skip") return { ...step, skip: "E2E=skip" };
  const chromium = await obtainChromium();
  // Without a browser the step fails and says what to install, instead of passing by absence.
  return chromium
    ? { ...step, env: { CHROMIUM_PATH: chromium } }
    : { ...step, command: ["scripts/chromium.mjs"] };
}
