/** From nothing to the first event, with the code that the page offers. */
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "./fixtures";
import { ConnectPage } from "./pages/connect";

const run = promisify(execFile);
const has = (program: string): boolean => spawnSync(program, ["--version"]).status === 0;

/** How each example is run as it stands; a language that this machine lacks is left to others. */
const RUNNERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  Node: [process.execPath, "--input-type=module", "-e"],
  ...(has("curl") && has("bash") && { curl: ["bash", "-c"] }),
  ...(has("python3") && { Python: ["python3", "-c"] }),
};

test("the examples work as they stand, and the page turns green by itself", async ({
  page,
  project,
}) => {
  const connect = new ConnectPage(page);
  await connect.open("/connect", { project: project.slug });
  await expect(connect.connection).toHaveText("Waiting for the first event…");
  await connect.createKey();
  let sent = 0;
  for (const [language, [program, ...flags]] of Object.entries(RUNNERS)) {
    const { stdout } = await run(program, [...flags, await connect.example(language)], {
      env: { ...process.env, FORCE_COLOR: "0" },
    });
    expect(stdout, language).toMatch(/accepted["']?: ?2/);
    sent += 2;
    await expect(connect.connection).toContainText(`Connected. ${sent} events stored`);
  }
});
