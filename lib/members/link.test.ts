/** What becomes of a link, and where its token stands. */
import { expect, test } from "vitest";
import { LINKS, type LinkKind, linkPath, refusalOf, stateOf } from "./link";

const now = new Date("2026-03-01T12:00:00Z");
const before = new Date(now.getTime() - 1);
const after = new Date(now.getTime() + 1);

test.each([
  ["live until the very end", { expiresAt: after, usedAt: null, revokedAt: null }, "live"],
  ["over at its end", { expiresAt: now, usedAt: null, revokedAt: null }, "expired"],
  ["used, however old", { expiresAt: before, usedAt: before, revokedAt: null }, "used"],
  ["taken back, however old", { expiresAt: before, usedAt: null, revokedAt: before }, "revoked"],
  ["used rather than taken back", { expiresAt: after, usedAt: before, revokedAt: now }, "used"],
] as const)("a link is %s", (_what, times, state) => {
  expect(stateOf(times, now)).toBe(state);
});

test.each(Object.keys(LINKS) as LinkKind[])(
  "the token of a %s is never sent to a server",
  (kind) => {
    const url = new URL(linkPath(kind, "a-token"), "https://wheelhouse.example.com");
    expect(url.hash).toBe("#a-token");
    expect(`${url.pathname}${url.search}`).toBe(LINKS[kind].path);
  },
);

test.each(Object.keys(LINKS) as LinkKind[])("every refused %s says what to do", (kind) => {
  const said = (["used", "revoked", "expired", "unknown"] as const).map((s) => refusalOf(kind, s));
  expect(new Set(said).size).toBe(4);
  for (const sentence of said) expect(sentence).toContain(LINKS[kind].another);
});
