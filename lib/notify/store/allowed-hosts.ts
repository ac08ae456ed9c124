/** The private hosts that an administrator lets notifications go to: by the environment, or by a setting of the instance. */
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { type Connection, rowsOf } from "@/lib/platform/rows";

export const OUTBOUND_HOSTS = "outbound-hosts";
const stored = z.array(z.string());

export async function settingHosts(on: Connection): Promise<string[]> {
  const [row] = await rowsOf<{ value: unknown }>(
    on,
    "SELECT value FROM instance_setting WHERE name = $1",
    [OUTBOUND_HOSTS],
  );
  return row ? stored.parse(row.value) : [];
}

export async function allowedHosts(on: Connection): Promise<string[]> {
  return [...(env().WHEELHOUSE_OUTBOUND_ALLOW ?? []), ...(await settingHosts(on))];
}
