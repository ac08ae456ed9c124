/** End-to-end tests: the real product on a free port, in a real Chromium. */
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { defineConfig } from "@playwright/test";
import { chromiumArgs, findChromium } from "./scripts/chromium.mjs";

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 3391));
    });
  });
}

// This file is read again in every worker: the first reading decides, the others inherit.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_DATA_DIR ??= path.join(os.tmpdir(), `wheelhouse-e2e-${process.env.E2E_PORT}`);
process.env.E2E_ADMIN_EMAIL ??= "admin@example.com";
process.env.E2E_ADMIN_PASSWORD ??= "correct horse battery staple";
const { E2E_PORT: port, E2E_ADMIN_EMAIL: email, E2E_ADMIN_PASSWORD: password } = process.env;
const baseURL = `http://127.0.0.1:${port}`;
const executablePath = await findChromium();
/** How many times longer than usual to wait, on a machine that is slow or busy. */
const patience = Number(process.env.E2E_PATIENCE ?? 1);

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  // Each test has a project of its own: any two may run side by side.
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  timeout: 60_000 * patience,
  expect: { timeout: 10_000 * patience },
  reporter: [["list"]],
  use: {
    baseURL,
    actionTimeout: 10_000 * patience,
    // Copies of every page would slow each test down by a third; a failure leaves a picture and its words.
    trace: { mode: "retain-on-failure", screenshots: false, snapshots: false },
    screenshot: "only-on-failure",
    launchOptions: { args: chromiumArgs(), ...(executablePath && { executablePath }) },
  },
  projects: [
    { name: "chromium", use: { browserName: "chromium", viewport: { width: 1440, height: 900 } } },
  ],
  webServer: {
    command: "node scripts/e2e-server.mjs",
    url: `${baseURL}/healthz`,
    timeout: 240_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: "ignore",
    stderr: "pipe",
    env: {
      PORT: port,
      HOST: "127.0.0.1",
      WHEELHOUSE_ADMIN_EMAIL: email,
      WHEELHOUSE_ADMIN_PASSWORD: password,
      WHEELHOUSE_URL: baseURL,
    },
  },
});
