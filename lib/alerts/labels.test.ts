/** Label sets, their fingerprints, and the texts and durations of rules. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelFingerprint } from "@/lib/core/hash";
import { durationMs, durationText } from "@/lib/core/span-text";
import { amountOf } from "./amount";
import { canonicalLabels, mergedLabels } from "./labels";
import { rendered, usesValue } from "./template";

describe("a fingerprint", () => {
  // Taken from Alertmanager 0.25.
  test.each([
    [{ alertname: "s", svc: "s" }, "4fe4b7344f0b204c"],
    [
      { alertname: "Plain", i: "a", instance: "127.0.0.1:19594", job: "x", severity: "warn" },
      "e3019eb71460594e",
    ],
  ])("of %j is Alertmanager's", (labels, hex) => {
    expect(labelFingerprint(labels)).toBe(hex);
  });

  const sets = fc.dictionary(fc.string({ minLength: 1 }), fc.string());

  test("does not depend on the order of the labels, and neither does their canonical text", () => {
    fc.assert(
      fc.property(sets, (labels) => {
        const turned = Object.fromEntries(Object.entries(labels).toReversed());
        expect(labelFingerprint(turned)).toBe(labelFingerprint(labels));
        expect(canonicalLabels(turned)).toBe(canonicalLabels(labels));
      }),
    );
  });

  test("tells names from values, and one label from two", () => {
    const all = [{ ab: "c" }, { a: "bc" }, { a: "b", c: "" }, { a: "b" }, { a: "b", c: "d" }, {}];
    expect(new Set(all.map(labelFingerprint)).size).toBe(all.length);
  });
});

test("merged labels: the later wins, the empty goes", () => {
  expect(mergedLabels({ a: "1", b: "1", c: "1" }, { a: "2", c: "" })).toEqual({ a: "2", b: "1" });
});

describe("a text of a rule", () => {
  const facts = { value: 1_234.5678, labels: { host: "a1", zone: "eu" } };

  test.each([
    ["{{ $value }} on {{ $labels.host }}", "1234.5678 on a1"],
    ["{{$value}}/{{- $labels.zone -}}", "1234.5678/eu"],
    ["{{ $value | humanize }}", "1.235k"],
    ["{{ $value | humanize1024 }}B", "1.206kiB"],
    ["{{ $value | humanizePercentage }}", "123500%"],
    ['{{ printf "%.1f" $value }}', "1234.6"],
    ['{{ $value | printf "%.2f" }} ms', "1234.57 ms"],
    ["{{ $labels.none }}.", "."],
    ["{{ $labels }}", "{host=a1, zone=eu}"],
  ])("%s becomes %s", (text, expected) => {
    expect(rendered(text, facts)).toBe(expected);
  });

  test.each(['{{ with query "up" }}x{{ end }}', "{{ $value | unknown }}", "{{ .Other }}"])(
    "%s stays as it was written",
    (text) => {
      expect(rendered(text, facts)).toBe(text);
    },
  );

  test("is known to depend on the value or not", () => {
    expect(usesValue("{{ $value }}")).toBe(true);
    expect(usesValue('{{ printf "%.2f" $value }}')).toBe(true);
    expect(usesValue("{{ $labels.value }} costs $value")).toBe(false);
  });
});

describe("a duration", () => {
  test.each([
    ["0", 0],
    ["90s", 90_000],
    ["1h30m", 5_400_000],
    ["500ms", 500],
    ["1d", 86_400_000],
    ["1w2d", 777_600_000],
  ])("%s is %d ms", (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  test.each(["", "5", "m", "1m1h", "5 m", "-5m", "1.5h"])("%j is none", (text) => {
    expect(durationMs(text)).toBeNull();
  });

  test("is read as it is written", () => {
    fc.assert(
      fc.property(fc.nat(10 ** 10), (ms) => {
        expect(durationMs(durationText(ms))).toBe(ms);
      }),
    );
    expect(durationText(0)).toBe("0s");
  });
});

test("values that JSON has no numbers for are words", () => {
  expect([1.5, Number.NaN, Infinity, -Infinity].map(amountOf)).toEqual([
    1.5,
    "NaN",
    "+Inf",
    "-Inf",
  ]);
});
