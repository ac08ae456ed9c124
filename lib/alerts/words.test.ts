/** Rules as people read them. */
import { describe, expect, test } from "vitest";
import { figureText, figureUnitOf } from "./figure";
import { presetRules } from "./presets";
import { type RuleInput, ruleSchema } from "./schema";
import { ruleWords, signalWords } from "./words";

const rule = (input: Partial<RuleInput>) =>
  ruleSchema.parse({
    name: "A rule",
    severity: "high",
    signal: { kind: "errorRate" },
    threshold: 0.05,
    ...input,
  });

describe("a rule in a sentence", () => {
  test("says what is measured, over which time, beyond what and for how long", () => {
    expect(ruleWords(rule({ forMs: 300_000 }))).toBe("Error rate over 5 min above 5 % for 5 min");
  });

  test("names what it is narrowed to, and how long it holds", () => {
    const filters = [{ on: "agent" as const, values: ["support"] }];
    expect(
      ruleWords(
        rule({
          filters,
          keepFiringForMs: 600_000,
        }),
      ),
    ).toBe("Error rate over 5 min above 5 % where agent is support; holds 10 min after it ends");
  });

  test("silence has no threshold", () => {
    const silent = rule({ signal: { kind: "absence", of: "requests" }, threshold: null });
    expect(ruleWords(silent)).toBe("No requests over 5 min");
  });

  test("what is to date has no window", () => {
    const spent = rule({
      signal: { kind: "cost", over: "day", relativeTo: "budget" },
      threshold: 1,
    });
    expect(ruleWords(spent)).toBe("Cost today, against its budget above 1 times");
  });

  test.each(presetRules().map(({ key, rule: preset }) => [key, preset] as const))(
    "the preset %s has words for everything in it",
    (_, preset) => {
      const words = ruleWords(ruleSchema.parse(preset));
      expect(words).not.toMatch(/undefined|null|NaN|\bits threshold\b/);
      expect(words.charAt(0)).toBe(words.charAt(0).toUpperCase());
    },
  );
});

test("names that are written large stay so inside a sentence", () => {
  expect(signalWords({ kind: "resource", resource: "cpu" })).toBe("CPU");
});

test("free disk space is written in bytes, health in words, and no number not at all", () => {
  expect(figureText(figureUnitOf({ kind: "resource", resource: "disk-free" }), 5e9)).toBe("5 GB");
  expect(figureText(figureUnitOf({ kind: "componentHealth" }), 2)).toBe("down");
  expect(figureText("usd", Number.NaN)).toBeNull();
});
