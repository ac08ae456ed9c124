import { describe, expect, test } from "vitest";
import { priceBook } from "@/lib/cost/price-book";
import { rowOf } from "./row";
import { eventSchema } from "./schema";

const metricRow = (labels: Record<string, string>) => {
  const event = { kind: "metric", id: crypto.randomUUID(), ts: 0, name: "cpu", value: 1, labels };
  return rowOf(
    1,
    eventSchema.parse(event),
    priceBook(() => null, []),
  );
};
const long = (letter: string) =>
  Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`k${i}`, letter.repeat(200)]));

describe("the labels of a metric", () => {
  test("are written in one order", () => {
    expect(metricRow({ host: "b", az: "1" }).labels).toBe("az=1,host=b");
  });

  test("longer than an index entry may be, still tell series apart and stay whole in the event", () => {
    const [one, same, other] = [
      metricRow(long("界")),
      metricRow(long("界")),
      metricRow(long("層")),
    ];
    expect(one.labels).toBe(same.labels);
    expect(one.labels).not.toBe(other.labels);
    expect(Buffer.byteLength(one.labels ?? "")).toBeLessThan(1_500);
    expect(one.attributes).toMatchObject({ $labels: long("界") });
  });
});
