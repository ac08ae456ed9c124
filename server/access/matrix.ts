/** The whole matrix: every route of the table, and every page, as everybody, added up. */
import { ROUTES } from "@/lib/access/route-table";
import { ACTORS } from "./actors";
import { needsOf, pages, tryPage } from "./pages";
import { nameOf, type Send } from "./request";
import { type Failure, type Outcome, tryRoute } from "./tries";
import { makeElsewhere } from "./world";

type Row = {
  readonly route: string;
  readonly needs: string;
  readonly tried: number;
  readonly failed: number;
};
export type Matrix = {
  readonly routes: number;
  readonly pages: number;
  readonly actors: number;
  readonly tried: number;
  readonly failed: number;
  readonly failures: readonly Failure[];
  readonly rows: readonly Row[];
};

type Task = {
  readonly route: string;
  readonly needs: string;
  readonly run: () => Promise<Outcome>;
};

/** As many at once as a web server on a small machine answers without haste; each has a world of its own. */
const AT_ONCE = 4;

export async function tryAll(send: Send, note: (done: number, of: number) => void) {
  const [shown, elsewhere] = [pages(), await makeElsewhere()];
  const tasks: Task[] = [
    ...ROUTES.map((route) => ({
      route: nameOf(route),
      needs: route.needs,
      run: () => tryRoute(route, send, elsewhere),
    })),
    ...shown.map((page) => ({
      route: `GET ${page.address}`,
      needs: needsOf(page.isPublic),
      run: () => tryPage(page, send, elsewhere),
    })),
  ];
  return summed(await outcomesOf(tasks, note), ROUTES.length, shown.length);
}

type Done = Task & { readonly outcome: Outcome };

async function outcomesOf(tasks: readonly Task[], note: (done: number, of: number) => void) {
  const waiting = [...tasks.entries()];
  const done = new Map<number, Done>();
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, task] = next;
      done.set(at, { ...task, outcome: await task.run() });
      note(done.size, tasks.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return tasks.flatMap((_task, at) => done.get(at) ?? []);
}

function summed(done: readonly Done[], routes: number, shown: number): Matrix {
  const failures = done.flatMap(({ outcome }) => outcome.failures);
  const rows = done.map(({ route, needs, outcome }) => ({
    ...{ route, needs, tried: outcome.tried, failed: outcome.failures.length },
  }));
  const tried = rows.reduce((sum, row) => sum + row.tried, 0);
  return {
    ...{ routes, pages: shown, actors: ACTORS.length, tried },
    ...{ failed: failures.length, failures, rows },
  };
}
