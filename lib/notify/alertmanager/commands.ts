/** Silences as Alertmanager's clients write them. */

import { z } from "zod";
import { Fault } from "@/lib/core/fault";
import { misfit } from "@/lib/core/misfit/misfit";
import { narrowMatchersField, silenceReasonField } from "@/lib/notify/silences/schema";
import { changeSilence, makeSilence, textOf } from "@/lib/notify/silences/store";
import { stateAt } from "@/lib/notify/silences/view";
import { databaseInstant } from "@/lib/notify/store/instant";
import { command } from "@/lib/platform/operation";
import { postedSilenceSchema } from "./schema";
import { matcherOf } from "./view";

const judged = z.object({ matchers: narrowMatchersField, comment: silenceReasonField });

/** With the id of one that is not over it changes that one, otherwise it makes one. */
export const putAmSilence = command({
  may: "silences:write",
  input: postedSilenceSchema,
  run: async ({ db, project, actor }, posted) => {
    const { matchers, reason } = textIn(posted);
    const { startsAt, endsAt, createdBy } = posted;
    const asked = { matchers, reason, startsAt, endsAt };
    const known = await changeable(db, project.id, posted.id);
    if (known) return { isNew: false, ...(await changeSilence(db, project.id, known, asked)) };
    const by = { id: actor.id, name: createdBy || actor.name };
    return {
      isNew: true,
      before: null,
      after: await makeSilence(db, project.id, { ...asked, by }),
    };
  },
  audit: (_input, { before, after }) => ({
    action: before ? "silence.edit" : "silence.create",
    object: { kind: "silence", id: after.id },
    ...(before && { before: textOf(before) }),
    after: textOf(after),
    reason: after.reason,
  }),
});

function textIn({ matchers, comment }: z.output<typeof postedSilenceSchema>) {
  const result = judged.safeParse({ matchers: matchers.map(matcherOf), comment });
  if (result.success) return { matchers: result.data.matchers, reason: result.data.comment };
  throw misfit(result.error, "The silence");
}

type Db = Parameters<typeof makeSilence>[0];

async function changeable(db: Db, projectId: number, id: string): Promise<string | null> {
  if (id === "") return null;
  const known = z.uuid().safeParse(id).success
    ? await db.silence.findFirst({ where: { id, projectId } })
    : null;
  if (!known) throw new Fault("not-found", `silence ${id.slice(0, 64)} not found`);
  return stateAt(known, await databaseInstant(db)) === "ended" ? null : id;
}
