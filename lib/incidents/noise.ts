/** Whether pages were worth it: what people say of them, by rule, and how many a day were false. */
import { DAY } from "@/lib/core/time";
import type { Verdict } from "./schema";

/** More than these a day and people stop reading them. */
export const MOST_FALSE_PAGES_A_DAY = 5;

export type Page = {
  /** The rule, or what another system calls it. */
  readonly key: string;
  readonly name: string;
  readonly verdict: Verdict | null;
  readonly isNight: boolean;
};

export type RuleNoise = {
  readonly key: string;
  readonly name: string;
  readonly pages: number;
  readonly night: number;
  readonly useful: number;
  readonly noise: number;
  readonly late: number;
};

export type Noise = {
  readonly pages: number;
  readonly judged: number;
  readonly falsePages: number;
  readonly falsePagesADay: number;
  /** Useful among those that were judged either way; null before anybody has. */
  readonly precision: number | null;
  /** Most noise first. */
  readonly rules: readonly RuleNoise[];
};

export function noiseOf(pages: readonly Page[], spanMs: number): Noise {
  const rules = new Map<string, RuleNoise>();
  for (const page of pages) rules.set(page.key, counted(page, rules.get(page.key)));
  const all = [...rules.values()];
  const sum = (pick: (rule: RuleNoise) => number) =>
    all.reduce((total, rule) => total + pick(rule), 0);
  const [noise, useful, late] = [
    sum((rule) => rule.noise),
    sum((rule) => rule.useful),
    sum((rule) => rule.late),
  ];
  return {
    pages: pages.length,
    judged: noise + useful + late,
    falsePages: noise,
    falsePagesADay: noise / Math.max(1, spanMs / DAY),
    precision: noise + useful === 0 ? null : useful / (noise + useful),
    rules: all.toSorted(byNoise),
  };
}

function counted({ key, name, verdict, isNight }: Page, known?: RuleNoise): RuleNoise {
  const { pages, night, useful, noise, late } = known ?? NOTHING;
  return {
    ...{ key, name },
    pages: pages + 1,
    night: night + Number(isNight),
    useful: useful + Number(verdict === "useful"),
    noise: noise + Number(verdict === "noise"),
    late: late + Number(verdict === "late"),
  };
}

const NOTHING = { pages: 0, night: 0, useful: 0, noise: 0, late: 0 };

/** What was called noise most often, then what woke people, then what paged at all. */
const byNoise = (a: RuleNoise, b: RuleNoise): number =>
  b.noise - a.noise || b.night - a.night || b.pages - a.pages || a.name.localeCompare(b.name);
