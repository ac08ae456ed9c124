/** Writes of silences: made, changed, made longer, and ended. */
import { MINUTE } from "@/lib/core/time";
import { type Audit, command } from "@/lib/platform/operation";
import {
  newSilenceSchema,
  type SilenceKept,
  silenceEditSchema,
  silenceExtensionSchema,
  silenceIdSchema,
} from "./schema";
import { changeSilence, makeSilence, type Sides, textOf } from "./store";

export const createSilence = command({
  may: "silences:write",
  input: newSilenceSchema,
  run: ({ db, project, actor }, { project: _here, ...asked }) =>
    makeSilence(db, project.id, { ...asked, by: { id: actor.id, name: actor.name } }),
  afterwards: async (_ctx, silence): Promise<SilenceKept> => keptOf(silence),
  audit: (_input, silence) => ({
    action: "silence.create",
    object: { kind: "silence", id: silence.id },
    after: textOf(silence),
    reason: silence.reason,
  }),
});

export const editSilence = command({
  may: "silences:write",
  input: silenceEditSchema,
  run: ({ db, project }, { project: _here, id, ...change }) =>
    changeSilence(db, project.id, id, change),
  afterwards: async (_ctx, { after }): Promise<SilenceKept> => keptOf(after),
  audit: (_input, sides) => changeAudit("silence.edit", sides),
});

export const extendSilence = command({
  may: "silences:write",
  input: silenceExtensionSchema,
  run: ({ db, project }, { id, forMinutes }) =>
    changeSilence(db, project.id, id, { extendMs: forMinutes * MINUTE }),
  afterwards: async (_ctx, { after }): Promise<SilenceKept> => keptOf(after),
  audit: (_input, sides) => changeAudit("silence.extend", sides),
});

/** What it hid and still fires is told at once. */
export const endSilence = command({
  may: "silences:write",
  input: silenceIdSchema,
  run: ({ db, project, actor }, { id }) =>
    changeSilence(db, project.id, id, { endedByName: actor.name }),
  afterwards: async (_ctx, { after }): Promise<SilenceKept> => keptOf(after),
  audit: (_input, sides) => changeAudit("silence.end", sides),
});

const keptOf = ({ id, endsAt }: Sides["after"]): SilenceKept => ({
  id,
  endsAt: endsAt.toISOString(),
});

const changeAudit = (action: Audit["action"], { before, after }: Sides): Audit => ({
  action,
  object: { kind: "silence", id: after.id },
  before: textOf(before),
  after: textOf(after),
});
