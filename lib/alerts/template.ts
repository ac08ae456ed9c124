/** Texts with values in them, in the part of Prometheus' template language that rule files use most. */
import type { Labels } from "./labels";

type Facts = { readonly value: number; readonly labels: Labels };

const HOLE = /\{\{-?\s*(.*?)\s*-?\}\}/g;
const LABEL = /^\$labels\.([A-Za-z_]\w*)$/;

/** Whether the text changes with the measured value. */
export const usesValue = (text: string): boolean =>
  [...text.matchAll(HOLE)].some(([, inside = ""]) => /\$value\b|\.Value\b/.test(inside));

/** What is not understood stays as it was written: better a strange sentence than a wrong one. */
export function rendered(text: string, facts: Facts): string {
  return text.replace(HOLE, (hole, inside: string) => filled(inside, facts) ?? hole);
}

function filled(inside: string, { value, labels }: Facts): string | null {
  if (inside === "$labels") return labelWords(labels);
  const label = LABEL.exec(inside)?.[1];
  if (label !== undefined) return labels[label] ?? "";
  const [source, filter, ...more] = inside.split("|").map((part) => part.trim());
  if (source !== "$value" || more.length > 0) return printed(inside, value);
  return filter === undefined ? String(value) : filtered(filter, value);
}

const labelWords = (labels: Labels): string =>
  `{${Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ")}}`;

function filtered(name: string, value: number): string | null {
  switch (name) {
    case "humanize":
      return scaled(value, 1_000, ["", "k", "M", "G", "T", "P"]);
    case "humanize1024":
      return scaled(value, 1_024, ["", "ki", "Mi", "Gi", "Ti", "Pi"]);
    case "humanizePercentage":
      return `${short(value * 100)}%`;
    default:
      return printed(name, value);
  }
}

const short = (value: number): string => String(Number(value.toPrecision(4)));

function scaled(value: number, base: number, units: readonly string[]): string {
  let rest = value;
  let power = 0;
  while (Math.abs(rest) >= base && power < units.length - 1) {
    rest /= base;
    power++;
  }
  return `${short(rest)}${units[power]}`;
}

/** `printf "%.2f" $value` and, behind a pipe, `printf "%.2f"`. */
function printed(call: string, value: number): string | null {
  const [, before = "", digits, after = ""] =
    /^printf\s+"([^"%]*)%(?:\.(\d{1,2}))?f([^"%]*)"(?:\s+\$value)?$/.exec(call) ?? [];
  if (call.startsWith("printf") && (digits !== undefined || /%f/.test(call)))
    return `${before}${value.toFixed(Number(digits ?? 6))}${after}`;
  return null;
}
