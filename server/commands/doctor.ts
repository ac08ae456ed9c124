/** `wheelhouse doctor`: says what is wrong and what to do about it. */
import type { Command } from "commander";
import type { Finding } from "@/server/doctor/finding";
import { EXIT, jsonCommand, outputOf } from "@/server/output";

const MARK = { ok: "✓", warn: "!", fail: "✗" } as const;

export function doctorCommand(): Command {
  return jsonCommand("doctor", "look at everything and say what is wrong and what to do").action(
    async (_flags: object, command: Command) => {
      const machine = await import("@/server/doctor/machine");
      const { database } = await import("@/server/doctor/database");
      const findings: Finding[] = [
        machine.node(),
        machine.configuration(),
        machine.disk(),
        machine.dataFolder(),
        machine.lock(),
        machine.build(),
      ];
      if (findings.every(({ check, state }) => check !== "configuration" || state === "ok"))
        findings.push(await machine.port(), ...(await database()));
      const isFine = findings.every(({ state }) => state !== "fail");
      outputOf(command).result({ ok: isFine, findings }, findings.map(lineOf).join("\n"));
      process.exitCode = isFine ? EXIT.done : EXIT.failed;
    },
  );
}

function lineOf({ check, state, message, remedy }: Finding): string {
  const line = `${MARK[state]} ${check.padEnd(14)} ${message}`;
  return remedy ? `${line}\n  → ${remedy}` : line;
}
