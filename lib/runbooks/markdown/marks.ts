/** How many marks within phrases are read as marks: each is weighed against those before it and what follows, so too many never end. */
import type { Options } from "mdast-util-from-markdown";

type Extension = Exclude<NonNullable<Options["extensions"]>[number], readonly unknown[]>;

/** Of one paragraph, heading or cell; the next ones are text. */
const MOST_OF_ONE = 300;
/** So many in one are nothing unusual. */
const FREE = 50;
/** Of a whole text, each of the others counted as often as there were any before it in its paragraph. */
const MOST_WEIGHED = 150_000;

const MARKS = ["!", "*", "<", "[", "]", "_", "`", "~"];

const RUNS = new Set(["`", "~"]);

const isEscaped = (events: readonly Event[]): boolean =>
  events.at(-1)?.[1].type === "characterEscape";
type Event = readonly [string, { readonly type: string }, ...unknown[]];

/** Comes after all other extensions, so that it is asked before them; for one text only. */
export function fewMarks(): Extension {
  const seen = new WeakMap<object, number>();
  let weighed = 0;
  const isOneMore = (phrase: object): boolean => {
    const before = seen.get(phrase) ?? 0;
    if (before >= MOST_OF_ONE || weighed >= MOST_WEIGHED) return false;
    seen.set(phrase, before + 1);
    weighed += before > FREE ? before : 0;
    return true;
  };
  const text: Extension["text"] = {};
  for (const mark of MARKS) {
    text[mark.charCodeAt(0)] = {
      name: "fewMarks",
      // Where no other is asked, this one is not either: a run of these is one mark.
      previous(code) {
        return !RUNS.has(mark) || code !== mark.charCodeAt(0) || isEscaped(this.events);
      },
      tokenize(effects, ok, nok) {
        return (code) => {
          // Whoever knows the mark reads it.
          if (isOneMore(this)) return nok(code);
          effects.enter("data");
          effects.consume(code);
          effects.exit("data");
          return ok;
        };
      },
    };
  }
  return { text };
}
