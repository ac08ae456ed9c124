/** What is taken as a schedule, an override, a swap and a policy, and what is not. */
import { expect, test } from "vitest";
import { overrideSchema, policySchema, scheduleSchema, swapSchema } from "./schema";

const id = (n: number) => `018f2b6e-7f00-7000-8000-00000000000${n}`;
const layer = {
  name: "base",
  participants: [id(1), id(2), id(1)],
  rotation: { every: 1, unit: "week" },
  startsOn: "2026-11-16",
  handsOverAt: "09:00",
  endsOn: null,
  restrictions: [{ days: [1, 2], from: "22:00", to: "06:00" }],
};
const schedule = { name: "primary", zone: "Europe/Berlin", layers: [layer] };
const policy = {
  name: "default",
  steps: [{ targets: [{ kind: "schedule", id: id(3) }], waitMinutes: 5 }],
  repeats: 2,
  skipsEmpty: true,
  acknowledgedForMinutes: null,
};
const span = { from: "2026-11-16T08:00:00Z", to: "2026-11-17T08:00:00Z" };

test("a schedule, an override, a swap and a policy are taken", () => {
  expect(scheduleSchema.parse(schedule)).toEqual(schedule);
  expect(policySchema.parse(policy)).toEqual(policy);
  expect(overrideSchema.parse({ personId: id(1), ...span }).from).toEqual(new Date(span.from));
  const mine = { personId: id(1), ...span };
  expect(swapSchema.parse({ mine, theirs: mine }).theirs.to).toEqual(new Date(span.to));
});

test.each([
  ["zone", { zone: "Europe/Nowhere" }],
  ["layers", { layers: [layer, { ...layer, participants: [id(2)] }] }],
  ["layers.0.participants", { layers: [{ ...layer, participants: [] }] }],
  ["layers.0.rotation.every", { layers: [{ ...layer, rotation: { every: 0, unit: "day" } }] }],
  ["layers.0.rotation.unit", { layers: [{ ...layer, rotation: { every: 1, unit: "month" } }] }],
  ["layers.0.startsOn", { layers: [{ ...layer, startsOn: "2026-02-30" }] }],
  ["layers.0.handsOverAt", { layers: [{ ...layer, handsOverAt: "24:00" }] }],
  ["layers.0.endsOn", { layers: [{ ...layer, endsOn: "2026-11-16" }] }],
  [
    "layers.0.restrictions.0.days.0",
    { layers: [{ ...layer, restrictions: [{ days: [0], from: "22:00", to: "06:00" }] }] },
  ],
])("a schedule is refused for its %s", (path, wrong) => {
  const { error } = scheduleSchema.safeParse({ ...schedule, ...wrong });
  expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
});

test.each([
  ["steps", { steps: [] }],
  ["steps.0.targets", { steps: [{ targets: [], waitMinutes: 5 }] }],
  ["steps.0.waitMinutes", { steps: [{ ...policy.steps[0], waitMinutes: 0 }] }],
  [
    "steps.0.targets.0.kind",
    { steps: [{ targets: [{ kind: "team", id: id(1) }], waitMinutes: 5 }] },
  ],
  ["repeats", { repeats: -1 }],
  ["acknowledgedForMinutes", { acknowledgedForMinutes: 0 }],
])("a policy is refused for its %s", (path, wrong) => {
  const { error } = policySchema.safeParse({ ...policy, ...wrong });
  expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
});

test("an override that ends when it begins is refused", () => {
  const none = { personId: id(1), from: span.from, to: span.from };
  expect(overrideSchema.safeParse(none).error?.issues[0]?.path).toEqual(["to"]);
});
