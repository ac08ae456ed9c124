/** Two projects: `unit` for arithmetic, `db` for what needs a real Postgres (started by the global set-up). */
import { defineConfig } from "vitest/config";

const alias = [
  { find: /^@\//, replacement: `${import.meta.dirname}/` },
  {
    find: "server-only",
    replacement: `${import.meta.dirname}/node_modules/server-only/empty.js`,
  },
];
const setupFiles = ["./server/testing/console.setup.ts"];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          environment: "node",
          setupFiles,
          include: ["{app,components,lib,server,bench}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/node_modules/**"],
          // Arithmetic leaves nothing behind: loading the same modules for each file is a third of the time.
          isolate: false,
          // Thousands of random cases take as long as a busy machine needs.
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          environment: "node",
          include: ["{app,lib,server,bench}/**/*.db.test.ts"],
          globalSetup: ["./server/testing/postgres.setup.ts"],
          setupFiles: [...setupFiles, "./server/testing/database.setup.ts"],
          maxWorkers: 2,
          // After the unit tests when both are asked for: the two projects differ in workers.
          sequence: { groupOrder: 1 },
          testTimeout: 30_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
