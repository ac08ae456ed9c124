/** GET /metrics: Prometheus text, for a key with the scope read, or for anybody where the setting says so. */
import { CONTENT_TYPE } from "@/lib/health/exposition";
import { readAnyScrape } from "@/lib/health/queries";
import { ctxOf, guarded } from "@/lib/platform/http";

export const GET = guarded("telemetry:read", async (request) => {
  const project = new URL(request.url).searchParams.get("project") ?? undefined;
  const text = await readAnyScrape(await ctxOf(request), { project });
  return new Response(text, {
    headers: { "content-type": CONTENT_TYPE, "cache-control": "no-store" },
  });
});
