/** PUT and DELETE /api/v1/maintenance-windows/{id} — changes and removes a window. */
import { changeWindow, removeWindow } from "@/lib/notify/maintenance-windows/commands";
import { door } from "@/lib/platform/http";

export const PUT = door(changeWindow);
export const DELETE = door(removeWindow);
