/** What the command line says: a text for people or one JSON object for programs, and an exit code. */
import { Command } from "commander";
import { Fault } from "@/lib/core/fault";
import { redact } from "@/lib/platform/log";
import { messageOf, PlainError } from "./plain-error";

export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

export type Output = {
  readonly json: boolean;
  /** The result, once, at the end: `data` for programs, `text` for people. */
  readonly result: (data: object, text: string) => void;
  /** Progress, for people only. */
  readonly note: (text: string) => void;
};

export function outputOf(command: Command): Output {
  // Where a group of commands takes `--json` too, commander hands it to the group.
  const { json = false } = command.optsWithGlobals<{ json?: boolean }>();
  return {
    json,
    result: (data, text) => {
      process.stdout.write(`${json ? JSON.stringify(data, plain) : text}\n`);
    },
    note: (text) => {
      if (!json) process.stderr.write(`${text}\n`);
    },
  };
}

/** Numbers that JSON cannot hold exactly go out as text. */
const plain = (_name: string, value: unknown): unknown =>
  typeof value === "bigint" ? value.toString() : value;

/** A command with `--json`; its action gets the output as its last word. */
export function jsonCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option("--json", "print one JSON object instead of text");
}

/** An expected refusal is its sentence; anything else is our bug, with its stack. */
export function printError(error: unknown, json: boolean): void {
  const isExpected = error instanceof PlainError || error instanceof Fault;
  if (json) {
    process.stdout.write(`${JSON.stringify({ error: { message: messageOf(error) } })}\n`);
    return;
  }
  if (isExpected) process.stderr.write(`${error.message}\n`);
  else {
    const { stack, message } = redact(error) as { stack?: string; message?: string };
    process.stderr.write(`Something broke that should not: ${stack ?? message ?? String(error)}\n`);
  }
}
