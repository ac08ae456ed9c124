/** Prometheus rule files as text: read into rules of ours, and written from them. */
import { parseDocument, stringify } from "yaml";
import { exportPrometheus } from "@/lib/alerts/prometheus/export";
import { type Imported, importPrometheus } from "@/lib/alerts/prometheus/import";
import type { Rule } from "@/lib/alerts/schema";
import { Fault } from "@/lib/core/fault";

/** A file that repeats one part of itself by aliases grows without limit; nobody writes rules so. */
const MAX_ALIASES = 100;

export function importedFrom(text: string): Imported[] {
  const imported = importPrometheus(contentOf(text));
  if (imported.length === 0)
    throw new Fault("invalid", "The file holds no rules", { field: "text" });
  return imported;
}

function contentOf(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: true, merge: true });
  const [error] = document.errors;
  if (error)
    throw new Fault("invalid", `The text is no YAML: ${firstLine(error.message)}`, {
      field: "text",
    });
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    throw new Fault(
      "invalid",
      "The file repeats itself too often by aliases",
      { field: "text" },
      { cause },
    );
  }
}

const firstLine = (text: string): string => text.split("\n")[0]?.replace(/:$/, "") ?? text;

/** Whatever is lost on the way is told at the top of the file. */
export function writtenFile(rules: readonly Rule[]): string {
  const { file, refused, notes } = exportPrometheus(rules);
  const comments = [
    ...refused.map(({ name, reason }) => `not exported: ${name}: ${reason}`),
    ...notes.map(({ name, note }) => `differs: ${name} ${note}`),
  ];
  const head = comments.map((line) => `# ${line.replaceAll(/\s+/g, " ")}\n`).join("");
  return `${head}${stringify(file, { lineWidth: 0 })}`;
}
