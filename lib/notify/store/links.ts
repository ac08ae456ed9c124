/** Links in notifications by which their reader acts: signed, ending, naming one alert, one act and one reader. */
import { createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { homeUrl } from "@/lib/platform/home";

const LINK_ACTS = ["acknowledge", "silence", "rollBack"] as const;
type LinkAct = (typeof LINK_ACTS)[number];

const claimsSchema = z.strictObject({
  act: z.enum(LINK_ACTS),
  alertId: z.uuid(),
  /** Null where a channel is many people's. */
  personId: z.uuid().nullable(),
  channelId: z.uuid(),
  expiresAt: z.number(),
});
export type LinkClaims = z.output<typeof claimsSchema>;

type LinkFor = {
  readonly alertId: string;
  readonly personId: string | null;
  readonly channelId: string;
  readonly expiresAt: Date;
};

export function actionLinks(of: LinkFor): { acknowledge: string; silence: string } {
  const link = (act: Exclude<LinkAct, "rollBack">) =>
    `${homeUrl()}/a/${tokenOf({ ...of, act, expiresAt: of.expiresAt.getTime() })}`;
  return { acknowledge: link("acknowledge"), silence: link("silence") };
}

/** To the page that takes a rollout back; acted on there, where rollouts are known. */
export const rollBackLink = (of: LinkFor): string =>
  `${homeUrl()}/e/${tokenOf({ ...of, act: "rollBack", expiresAt: of.expiresAt.getTime() })}`;

function tokenOf(claims: LinkClaims): string {
  const body = Buffer.from(JSON.stringify(claimsSchema.parse(claims))).toString("base64url");
  return `${body}.${macOf(body).toString("base64url")}`;
}

type OpenedLink = { readonly claims: LinkClaims; readonly isOver: boolean };

/** Null for one that is forged or broken: nobody is told which. */
export function openLink(token: string, now: Date): OpenedLink | null {
  const [body = "", mac = "", ...rest] = token.split(".");
  const given = Buffer.from(mac, "base64url");
  const right = macOf(body);
  if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right))
    return null;
  const claims = claimsSchema.parse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
  return { claims, isOver: claims.expiresAt <= now.getTime() };
}

/** What is remembered of a used one. */
export const linkHash = (token: string): string => createHash("sha256").update(token).digest("hex");

function macOf(body: string): Buffer {
  const key = Buffer.from(
    hkdfSync("sha256", env().AUTH_SECRET, "", "wheelhouse/alert-link/v1", 32),
  );
  return createHmac("sha256", key).update(body).digest();
}
