/** A provider's raw usage as token classes that do not overlap, or a refusal that names the field. */
import type { Fault } from "@/lib/core/fault";
import type { Counted } from "@/lib/cost/arithmetic";
import { DIALECTS, type Dialect, type DialectName, fieldsAt, type Written } from "./dialect";
import { countAt, type Fields, refusal } from "./field";

type Counts = Readonly<Record<Written, number>>;

const PARTS_OF_INPUT = [
  "cacheRead",
  "cacheWrite",
  "inputAudio",
  "inputImage",
  "inputVideo",
] as const;
const PARTS_OF_READ = ["cacheReadAudio", "cacheReadImage", "cacheReadVideo"] as const;
const PARTS_OF_OUTPUT = ["reasoning", "outputAudio", "outputImage", "outputVideo"] as const;
const MEDIA = [
  ["inputAudio", "cacheReadAudio"],
  ["inputImage", "cacheReadImage"],
  ["inputVideo", "cacheReadVideo"],
] as const;

export function readUsage(body: Fields, name: DialectName): Counted {
  const dialect: Dialect = DIALECTS[name];
  const fields = fieldsAt(body, dialect.root);
  if (fields === null) throw refusal(dialect.root, "there is no usage");
  const written = withThoughts(writtenIn(fields, dialect), dialect);
  checkParts(written, dialect);
  return disjoint(written);
}

function writtenIn(fields: Fields, { root, counts }: Dialect): Counts {
  const read = (of: Written): number =>
    (counts[of] ?? []).reduce((sum, path) => sum + firstOf(fields, path, root), 0);
  const wholes = [...(counts.input ?? []), ...(counts.output ?? [])];
  if (wholes.every((path) => countAt(fields, path, root) === null))
    throw refusal(`${root}.${counts.input?.[0] ?? ""}`, "there is no count of tokens");
  const names = Object.keys(ZERO) as Written[];
  return Object.fromEntries(names.map((of) => [of, read(of)])) as Counts;
}

function firstOf(fields: Fields, path: string, root: string): number {
  for (const spelling of path.split("|")) {
    const count = countAt(fields, spelling, root);
    if (count !== null) return count;
  }
  return 0;
}

const ZERO: Counts = {
  total: 0,
  webSearch: 0,
  input: 0,
  inputAudio: 0,
  inputImage: 0,
  inputVideo: 0,
  cacheRead: 0,
  cacheReadAudio: 0,
  cacheReadImage: 0,
  cacheReadVideo: 0,
  cacheWrite: 0,
  cacheWrite1h: 0,
  output: 0,
  reasoning: 0,
  outputAudio: 0,
  outputImage: 0,
  outputVideo: 0,
};

/** xAI's chat counts thoughts beside the completion, and only the total tells. */
function withThoughts(counts: Counts, { root }: Dialect): Counts {
  const { input, output, reasoning, total } = counts;
  const isBeside = root === "usage" && reasoning > 0 && total === input + output + reasoning;
  return isBeside ? { ...counts, output: output + reasoning } : counts;
}

/** Parts, together, are never more than their whole. */
const CLAIMS: readonly (readonly [parts: readonly Written[], whole: Written])[] = [
  [["cacheRead", "cacheWrite"], "input"],
  [["cacheWrite1h"], "cacheWrite"],
  ...PARTS_OF_INPUT.map((part) => [[part], "input"] as const),
  ...MEDIA.map(([whole, part]) => [[part], whole] as const),
  [PARTS_OF_READ, "cacheRead"],
  ...PARTS_OF_OUTPUT.map((part) => [[part], "output"] as const),
  [PARTS_OF_OUTPUT, "output"],
];

function checkParts(counts: Counts, dialect: Dialect): void {
  for (const [parts, whole] of CLAIMS) {
    const sum = parts.reduce((all, part) => all + counts[part], 0);
    if (sum <= counts[whole]) continue;
    const counted = parts.filter((part) => counts[part] > 0);
    throw above(counted, sum, whole, counts[whole], dialect);
  }
  const { input, output, total } = counts;
  const largest = input > output ? "input" : "output";
  if (total > 0 && total < counts[largest])
    throw above([largest], counts[largest], "total", total, dialect);
}

function above(
  parts: readonly Written[],
  count: number,
  whole: Written,
  most: number,
  dialect: Dialect,
): Fault {
  const fields = parts.map((part) => fieldOf(part, dialect)).filter((field) => field !== "");
  const field = fields.join(" + ");
  return refusal(field, `${count} cannot be more than ${fieldOf(whole, dialect)}, ${most}`);
}

function fieldOf(of: Written, { root, counts }: Dialect): string {
  const paths = counts[of] ?? [];
  return paths.map((path) => `${root}.${path.split("|")[0]}`).join(" + ");
}

function disjoint(counts: Counts): Counted {
  const media = MEDIA.reduce((sum, [whole, part]) => sum + counts[whole] - counts[part], 0);
  const readApart = PARTS_OF_READ.reduce((sum, part) => sum + counts[part], 0);
  const outputApart = PARTS_OF_OUTPUT.reduce((sum, part) => sum + counts[part], 0);
  const { input, cacheRead, cacheWrite } = counts;
  const plain = input - media - cacheRead - cacheWrite;
  if (plain < 0) throw refusal("usage", "the parts of the input are more than the input");
  const all: Counted = {
    input: plain,
    inputAudio: counts.inputAudio - counts.cacheReadAudio,
    inputImage: counts.inputImage - counts.cacheReadImage,
    inputVideo: counts.inputVideo - counts.cacheReadVideo,
    cacheRead: cacheRead - readApart,
    cacheReadAudio: counts.cacheReadAudio,
    cacheReadImage: counts.cacheReadImage,
    cacheReadVideo: counts.cacheReadVideo,
    cacheWrite: cacheWrite - counts.cacheWrite1h,
    cacheWrite1h: counts.cacheWrite1h,
    output: counts.output - outputApart,
    reasoning: counts.reasoning,
    outputAudio: counts.outputAudio,
    outputImage: counts.outputImage,
    outputVideo: counts.outputVideo,
    webSearch: counts.webSearch,
  };
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0));
}
