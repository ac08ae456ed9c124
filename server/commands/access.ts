/** `wheelhouse access matrix`: tries every route as everybody, on a Wheelhouse made for it. */
import type { Command } from "commander";
import type { Matrix } from "@/server/access/matrix";
import { EXIT, jsonCommand, type Output, outputOf } from "@/server/output";

export function accessCommand(): Command {
  return jsonCommand("access", "who may do what").addCommand(matrixCommand());
}

const NOTE_EVERY = 20;

function matrixCommand(): Command {
  return jsonCommand(
    "matrix",
    "try every route as everybody, over HTTP, on a Wheelhouse of its own in a temporary folder",
  ).action(async (_flags: object, command: Command) => {
    const output = outputOf(command);
    const matrix = await triedAll(output);
    output.result(matrix, textOf(matrix));
    process.exitCode = matrix.failed === 0 ? EXIT.done : EXIT.failed;
  });
}

async function triedAll(output: Output): Promise<Matrix> {
  const { ensureBuild, isBuildCurrent } = await import("@/server/build");
  const { withTrial } = await import("@/server/access/trial");
  const { overHttp } = await import("@/server/access/over-http");
  const { tryAll } = await import("@/server/access/matrix");
  if (!isBuildCurrent()) output.note("Building the console …");
  await ensureBuild();
  output.note("Starting a database and a web process of its own …");
  return withTrial((url) =>
    tryAll(overHttp(url), (done, of) => {
      if (done % NOTE_EVERY === 0) output.note(`${done} of ${of} routes and pages tried`);
    }),
  );
}

function textOf({ rows, failures, ...sums }: Matrix): string {
  const width = Math.max(...rows.map(({ route }) => route.length));
  const line = (route: string, needs: string, tried: string, failed: string) =>
    `${route.padEnd(width)}  ${needs.padEnd(18)} ${tried.padStart(5)} ${failed.padStart(6)}`;
  const table = rows.map(({ route, needs, tried, failed }) =>
    line(route, needs, String(tried), String(failed)),
  );
  const wrong = failures.map(
    ({ route, who, expected, got }) => `✗ ${route}: ${who}: expected ${expected}, got ${got}`,
  );
  const { routes, pages, actors, tried, failed } = sums;
  const sum = `${routes} routes and ${pages} pages, ${actors} actors, ${tried} tried, ${failed} failed`;
  return [line("route", "needs", "tried", "failed"), ...table, "", ...wrong, sum].join("\n");
}
