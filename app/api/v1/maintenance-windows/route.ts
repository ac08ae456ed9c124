/** GET and POST /api/v1/maintenance-windows — hours in which something is expected to be down. */
import { createWindow } from "@/lib/notify/maintenance-windows/commands";
import { listWindows } from "@/lib/notify/maintenance-windows/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listWindows);
export const POST = door(createWindow, { status: 201 });
