/** Test bodies speak of people and pages; this file knows cookies, keys and URLs. */
import {
  type APIRequestContext,
  type BrowserContext,
  test as base,
  type ConsoleMessage,
  expect,
  type Page,
} from "@playwright/test";
import {
  ADMIN,
  aDeployment,
  type Key,
  newAlert,
  newFlag,
  newIncident,
  newKey,
  newPerson,
  newPrice,
  newProject,
  newRollout,
  newRule,
  type Project,
  type Role,
  type Sender,
  senderWith,
  signIn,
} from "./api";
import { aDay, requestEvent } from "./data";

export type Place = Project & Sender & { readonly key: Key };

/** The ids of one of its alert rules, of an alert that fires, and of the incident that it belongs to. */
export type BusyPlace = Place & {
  readonly rule: string;
  readonly alert: string;
  readonly incident: string;
  /** Keys of a flag, and of the rollout that is planned for it. */
  readonly flag: string;
  readonly rollout: string;
  readonly deployment: string;
};

type Fixtures = {
  /** A project of this test's own, with a key for its agents. */
  project: Place;
  /** A page of somebody new who has this role in the project; null has none. */
  visit: (role: Role | null) => Promise<Page>;
};

type WorkerFixtures = {
  /** The administrator, without a browser. */
  owner: APIRequestContext;
  /** Read only: a project with a day of everything, one refused event included. */
  busy: BusyPlace;
  /** Read only: a project that nobody has sent anything to. */
  empty: Project;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  owner: [
    async ({ playwright: _ }, use, { project }) => {
      const baseURL = project.use.baseURL ?? "";
      await administratorMade(baseURL);
      const owner = await signIn(baseURL, ADMIN);
      await use(owner);
      await owner.dispose();
    },
    { scope: "worker" },
  ],

  busy: [
    async ({ owner }, use) => {
      const place = await newPlace(owner);
      await place.send(...aDay());
      await place.post(requestEvent({ durationMs: "fast" }));
      await newPrice(owner, place);
      const [rule, alert] = [await newRule(owner, place), await newAlert(owner, place)];
      const incident = await newIncident(owner, place, alert);
      const flag = await newFlag(owner, place);
      const rollout = await newRollout(owner, place, flag);
      const deployment = await aDeployment(owner, place);
      await use({ ...place, rule, alert, incident, flag, rollout, deployment });
    },
    { scope: "worker" },
  ],

  empty: [async ({ owner }, use) => use(await newProject(owner)), { scope: "worker" }],

  /** Everybody is the administrator who does not say otherwise. */
  storageState: async ({ owner }, use) => use(await owner.storageState()),

  /** A page that breaks or complains has failed, whatever it shows. */
  page: async ({ page }, use) => {
    const { complaints } = complaintsOf(page);
    await use(page);
    expect(complaints, "errors on the browser's console").toEqual([]);
  },

  project: async ({ owner }, use) => use(await newPlace(owner)),

  visit: async ({ browser, baseURL, owner, project }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (role) => {
      const home = role === null ? await newProject(owner) : project;
      const person = await newPerson(owner, home, role ?? "admin");
      const session = await signIn(baseURL ?? "", person);
      const context = await browser.newContext({ storageState: await session.storageState() });
      await session.dispose();
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

/** The console opens a moment before its first start has made an administrator. */
async function administratorMade(baseURL: string): Promise<void> {
  const isOpen = async () => {
    const answer = await fetch(`${baseURL}/api/v1/setup`);
    return ((await answer.json()) as { isOpen: boolean }).isOpen;
  };
  await expect.poll(isOpen, { message: "somebody owns the instance" }).toBe(false);
}

async function newPlace(owner: APIRequestContext): Promise<Place> {
  const project = await newProject(owner);
  const key = await newKey(owner, project, ["ingest", "read"]);
  return { ...project, ...senderWith(owner, key.secret), key };
}

/** What a refused request leaves on the console is not the page's doing. */
export function complaintsOf(page: Page) {
  const complaints: string[] = [];
  const broken = (error: Error) => complaints.push(error.stack ?? error.message);
  const said = (message: ConsoleMessage) => {
    const text = message.text();
    if (message.type() === "error" && !text.startsWith("Failed to load resource"))
      complaints.push(text);
  };
  page.on("pageerror", broken).on("console", said);
  return { complaints, stop: () => page.off("pageerror", broken).off("console", said) };
}

export { expect, type Page };
