/** Reads of maintenance windows, with what comes next of each. */

import { firingAlerts } from "@/lib/notify/silences/queries";
import { databaseInstant } from "@/lib/notify/store/instant";
import { query } from "@/lib/platform/operation";
import {
  type WindowPreview,
  type WindowView,
  windowPreviewSchema,
  windowsAskSchema,
} from "./schema";
import { nextOf, windowViewOf, windowWords } from "./view";

export const listWindows = query({
  may: "alerts:read",
  input: windowsAskSchema,
  run: async ({ db, project }): Promise<WindowView[]> => {
    const now = await databaseInstant(db);
    const [rows, firing] = await Promise.all([
      db.maintenanceWindow.findMany({ where: { projectId: project.id }, orderBy: { name: "asc" } }),
      firingAlerts(db, project.id),
    ]);
    return rows.map((row) => windowViewOf(row, firing, now));
  },
});

/** What a window would mean in words, and when it would open. */
export const previewWindow = query({
  may: "alerts:read",
  input: windowPreviewSchema,
  run: async ({ db }, { spec }): Promise<WindowPreview> => ({
    says: windowWords(spec),
    next: nextOf(spec, await databaseInstant(db)),
  }),
});
