/** Regular expressions that cannot hang: RE2's syntax for what alert matchers use, run in time proportional to the text. */
import { type Node, parse, type Test, unfit } from "./pattern-syntax";

/** Whether a whole text is matched, as Prometheus anchors its matchers. */
export type Pattern = { readonly matches: (text: string) => boolean };

const MAX_SOURCE = 1_000;
/** Steps of a compiled pattern: `(a{1000}){1000}` is short to write. */
const MAX_STEPS = 2_000;
/** What stands beyond this is not looked at: no label is that long in good faith. */
const MAX_TEXT = 4_096;

type Step =
  | { readonly op: "one"; readonly test: Test }
  | { readonly op: "fork"; readonly to: readonly [number, number] }
  | { readonly op: "edge"; readonly isEnd: boolean };

/** Refuses, with the place, what would need backtracking (back-references, look-around) or is not known here. */
export function patternOf(source: string, field = "value"): Pattern {
  if (source.length > MAX_SOURCE) throw unfit(field, `it is longer than ${MAX_SOURCE} characters`);
  const steps: Step[] = [];
  emit(parse(source, field), steps, field);
  return { matches: (text) => run(steps, Array.from(text.slice(0, MAX_TEXT))) };
}

/** Every place in the pattern at once (Thompson, Pike): no step is visited twice for one character. */
function run(steps: readonly Step[], letters: readonly string[]): boolean {
  const seenAt = new Int32Array(steps.length + 1).fill(-1);
  const last = letters.length;
  let active = reach(steps, [0], seenAt, 0, last);
  for (let i = 0; i < last && active.length > 0; i++) {
    const code = letters[i]?.codePointAt(0) ?? 0;
    const next = active.filter((at) => isTaken(steps[at], code)).map((at) => at + 1);
    active = reach(steps, next, seenAt, i + 1, last);
  }
  return active.includes(steps.length);
}

const isTaken = (step: Step | undefined, code: number): boolean =>
  step?.op === "one" && step.test(code);

/** These steps and all that follow them without a character, `place` characters into a text of `last`. */
function reach(
  steps: readonly Step[],
  waiting: number[],
  seenAt: Int32Array,
  place: number,
  last: number,
): number[] {
  const reached: number[] = [];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (seenAt[at] === place) continue;
    seenAt[at] = place;
    reached.push(at);
    const step = steps[at];
    if (step?.op === "fork") waiting.push(...step.to);
    if (step?.op === "edge" && place === (step.isEnd ? last : 0)) waiting.push(at + 1);
  }
  return reached;
}

function emit(node: Node, steps: Step[], field: string): void {
  if (steps.length > MAX_STEPS) throw unfit(field, "it repeats too much");
  switch (node.kind) {
    case "one":
      steps.push({ op: "one", test: node.test });
      break;
    case "edge":
      steps.push({ op: "edge", isEnd: node.isEnd });
      break;
    case "row":
      for (const part of node.nodes) emit(part, steps, field);
      break;
    case "either":
      emitEither(node.nodes, steps, field);
      break;
    case "times":
      emitTimes(node, steps, field);
      break;
  }
}

/** Reserves a fork whose targets are known only after what follows it. */
function fork(steps: Step[]): (to: readonly [number, number]) => void {
  const at = steps.push({ op: "fork", to: [0, 0] }) - 1;
  return (to) => {
    steps[at] = { op: "fork", to };
  };
}

function emitEither(nodes: readonly Node[], steps: Step[], field: string): void {
  const [first, ...rest] = nodes;
  if (!first) return;
  if (rest.length === 0) {
    emit(first, steps, field);
    return;
  }
  const split = fork(steps);
  const left = steps.length;
  emit(first, steps, field);
  const leave = fork(steps);
  split([left, steps.length]);
  emitEither(rest, steps, field);
  leave([steps.length, steps.length]);
}

function emitTimes(
  { node, least, most }: Extract<Node, { kind: "times" }>,
  steps: Step[],
  field: string,
): void {
  for (let i = 0; i < least; i++) emit(node, steps, field);
  if (most === Number.POSITIVE_INFINITY) {
    const start = steps.length;
    const again = fork(steps);
    emit(node, steps, field);
    fork(steps)([start, start]);
    again([start + 1, steps.length]);
    return;
  }
  const exits = Array.from({ length: most - least }, () => {
    const exit = fork(steps);
    const inside = steps.length;
    emit(node, steps, field);
    return () => exit([inside, steps.length]);
  });
  for (const settle of exits) settle();
}
