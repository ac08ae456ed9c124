/** Benchmarks as text: a table for the terminal and the page docs/benchmarks.md. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ROOT } from "@/server/root";

type Result = { readonly name: string; readonly note: string } & Readonly<Record<string, unknown>>;
type Cells = Readonly<Record<string, unknown>>;

/** Where and under which load it was measured. */
export function machine() {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: os.cpus()[0]?.model ?? "unknown",
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 1024 ** 3),
    node: process.version,
    commit: commit(),
    load: os.loadavg().map((value) => Math.round(value * 100) / 100),
  };
}

function commit(): string {
  try {
    const run = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: ROOT, stdio: "pipe" });
    return run.toString("utf8").trim();
  } catch {
    return "unknown";
  }
}

/** Lists become tables; single figures one line. */
export function tableOf(result: Result): string {
  const parts = Object.entries(result).map(([name, value]) =>
    isTable(value) ? `\n${markdown(value)}\n` : isShown(name) ? `- ${name}: ${cell(value)}` : "",
  );
  return `## ${result.name}\n\n${parts.filter(Boolean).join("\n")}\n`;
}

const HIDDEN = new Set(["name", "machine", "quick"]);
const isShown = (name: string): boolean => !HIDDEN.has(name);
const isTable = (value: unknown): value is readonly Cells[] =>
  Array.isArray(value) && typeof value[0] === "object";

function markdown(rows: readonly Cells[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(names),
    line(names.map(() => "---")),
    ...rows.map((row) => line(names.map((name) => cell(row[name])))),
  ].join("\n");
}

function cell(value: unknown): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "number" ? value.toLocaleString("en-US") : String(value);
}

const HEAD = `# Benchmarks

Written by \`npm run bench\` (about twenty minutes; \`npm run bench -- NAME --quick --json\` takes seconds).
Each benchmark has a fresh embedded Postgres with durable defaults and compares two things in one run, because
absolute figures move with the machine: hold on to the ratios.
`;

/** Benchmarks that did not run keep what the page said of them. */
export function writeReport(results: readonly Result[]): void {
  const { date, cpu, cores, memoryGiB, node, commit: at, load } = machine();
  const where = `${date} · ${cores} cores (${cpu}), ${memoryGiB} GiB · Node ${node} · commit ${at} · load average at the end ${load.join(", ")}`;
  const file = path.join(ROOT, "docs", "benchmarks.md");
  const [head = HEAD, ...kept] = fs.existsSync(file)
    ? sectionsOf(fs.readFileSync(file, "utf8"))
    : [];
  const isWhole = kept.every((section) => results.some(({ name }) => isOf(section, name)));
  const sections = kept.map((section) => {
    const result = results.find(({ name }) => isOf(section, name));
    return result ? `${tableOf(result)}\n- measured: ${where}\n` : section;
  });
  const added = results.filter(({ name }) => !kept.some((section) => isOf(section, name)));
  const texts = added.map((result) => `${tableOf(result)}\n- measured: ${where}\n`);
  const top = isWhole ? `${HEAD}\n${where}\n\n` : head;
  fs.writeFileSync(file, [top, ...sections, ...texts].map((part) => `${part.trim()}\n`).join("\n"));
  console.error(`Written to ${file}`);
}

const sectionsOf = (text: string): string[] => text.split(/^(?=## )/m);
const isOf = (section: string, name: string): boolean => section.startsWith(`## ${name}\n`);
