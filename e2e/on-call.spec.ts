/** A rota is made, somebody takes over, a policy names it, and a calendar reads it. */
import { body } from "./api";
import { expect, test } from "./fixtures";
import { OnCallPage } from "./pages/on-call";

type Seen = {
  readonly me: string;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly schedules: readonly { readonly id: string }[];
};

test("a schedule is made, somebody takes over, and a policy tells whoever is on call", async ({
  page,
  owner,
  project,
  visit,
}) => {
  await visit("operator");
  const params = { project: project.slug };
  const { me, people } = await body<Seen>(await owner.get("/api/v1/schedules", { params }));
  const myself = people.find(({ id }) => id === me)?.name ?? "";
  const onCall = new OnCallPage(page);
  await onCall.open("/on-call", params);
  await onCall.settled();

  await onCall.makeSchedule("Primary", myself);
  await expect(onCall.figure("Now")).toHaveText(/of 1 answered for$/);

  await onCall.override("Primary", "A operator");
  await expect(onCall.schedule("Primary")).toContainText("by an override");
  await expect(onCall.schedule("Primary")).toContainText("A operator");

  await onCall.open("/settings/escalation", params);
  await onCall.makePolicy("Page the rota", "rota Primary");
  await expect(onCall.policy("Page the rota")).toContainText("1. rota Primary");
});

test("a calendar program reads the shifts by an address, until it is taken back", async ({
  page,
  request,
  owner,
  project,
}) => {
  const params = { project: project.slug };
  const { me } = await body<Seen>(await owner.get("/api/v1/schedules", { params }));
  const layer = {
    ...{ name: "Everybody", participants: [me], rotation: { every: 1, unit: "week" } },
    ...{ startsOn: "2026-01-05", handsOverAt: "09:00", endsOn: null, restrictions: [] },
  };
  const schedule = { name: "Primary", zone: "UTC", layers: [layer] };
  await body(await owner.post("/api/v1/schedules", { data: { ...params, schedule } }));
  const onCall = new OnCallPage(page);
  await onCall.open("/on-call", params);
  await onCall.settled();
  const calendar = onCall.panel("Calendar");
  await calendar.getByRole("button", { name: "Make an address" }).click();
  const url = await calendar.locator("code").innerText();
  const read = () => request.get(new URL(url).pathname, { headers: { cookie: "" } });
  expect(await (await read()).text()).toContain("SUMMARY:On call: Primary");

  await calendar.getByRole("button", { name: "Take back" }).click();
  await expect(calendar.getByText("0 addresses")).toBeVisible();
  expect((await read()).status()).toBe(404);
});
