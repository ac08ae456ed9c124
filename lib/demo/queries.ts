/** Reads about the demo. */
import { query } from "@/lib/platform/operation";
import { HISTORY_MS } from "./rhythm";
import { type DemoView, demoAskSchema, WRITTEN, writtenSchema } from "./schema";

/** Whether a project is a demo, and how much of its history is there. */
export const readDemo = query({
  may: "telemetry:read",
  input: demoAskSchema,
  run: async ({ db, project }): Promise<DemoView> => {
    if (!project.isDemo) return { isDemo: false, state: "none", share: 0 };
    const row = await db.instanceSetting.findUnique({ where: { name: WRITTEN + project.id } });
    const written = writtenSchema.safeParse(row?.value).data;
    const share = written ? (written.anchorMs - written.fromMs) / HISTORY_MS : 0;
    return {
      isDemo: true,
      state: share >= 1 ? "live" : "writing",
      share: Math.min(1, Math.round(share * 100) / 100),
    };
  },
});
