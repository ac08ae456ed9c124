/** POST /api/v1/maintenance-windows/preview — when a window would open. */
import { previewWindow } from "@/lib/notify/maintenance-windows/queries";
import { door } from "@/lib/platform/http";

export const POST = door(previewWindow);
