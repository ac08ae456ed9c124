/** The Roll back link of a letter: the shared server sends none, so it is signed here with that server's own secret. */
import { createHmac, hkdfSync } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { body, type Project } from "./api";

type Firing = {
  readonly firing: readonly {
    readonly alerts: readonly { readonly id: string; readonly name: string }[];
  }[];
};

const DAY = 86_400_000;

/** The path of the link that the alert's letter gives the owner; null while there is no such alert. */
export async function rollBackPath(
  owner: APIRequestContext,
  { slug: project }: Project,
  alertName: string,
): Promise<string | null> {
  const params = { project };
  const { firing } = await body<Firing>(await owner.get("/api/v1/alerts", { params }));
  const alert = firing.flatMap(({ alerts }) => alerts).find(({ name }) => name === alertName);
  if (!alert) return null;
  const { me } = await body<{ me: string }>(await owner.get("/api/v1/schedules", { params }));
  const claims = {
    ...{ act: "rollBack", alertId: alert.id, personId: me, channelId: alert.id },
    expiresAt: Date.now() + DAY,
  };
  const written = Buffer.from(JSON.stringify(claims)).toString("base64url");
  return `/e/${written}.${signed(written)}`;
}

function signed(text: string): string {
  const file = path.join(process.env.E2E_DATA_DIR ?? "", "auth-secret");
  const secret = fs.readFileSync(file, "utf8").trim();
  const key = Buffer.from(hkdfSync("sha256", secret, "", "wheelhouse/alert-link/v1", 32));
  return createHmac("sha256", key).update(text).digest("base64url");
}
