/** What somebody writes into the form is what is sent. */
import { describe, expect, test } from "vitest";
import { draftOf, matchersIn, newDraft, sendable } from "./draft";
import type { SilenceView } from "./schema";

const NOW = new Date("2026-11-20T10:00:00Z");
const AGENT = { name: "agent", operator: "=", value: "checkout" } as const;

describe("a draft of a silence", () => {
  test("lasts from now, or from when it begins", () => {
    const draft = { ...newDraft([AGENT]), reason: " we deploy ", span: "120" as const };
    expect(sendable(draft, NOW)).toEqual({
      matchers: [AGENT],
      reason: "we deploy",
      endsAt: "2026-11-20T12:00:00.000Z",
    });
    const later = { ...draft, startsAt: "2026-11-21T08:00:00Z" };
    expect(sendable(later, NOW)).toMatchObject({
      startsAt: "2026-11-21T08:00:00.000Z",
      endsAt: "2026-11-21T10:00:00.000Z",
    });
  });

  test("leaves rows out that nobody filled in, and an end that nobody gave to the server to refuse", () => {
    const draft = { ...newDraft([]), span: "until" as const };
    expect(sendable(draft, NOW)).toEqual({ matchers: [], reason: "", endsAt: "" });
  });

  test("of one that has begun keeps when it ends", () => {
    const view = {
      ...{ matchers: [AGENT], reason: "we deploy", state: "active" },
      ...{ startsAt: "2026-11-20T09:00:00.000Z", endsAt: "2026-11-20T11:00:00.000Z" },
    } as unknown as SilenceView;
    const draft = draftOf(view, (iso) => iso);
    expect(sendable(draft, NOW)).toEqual({
      ...{ matchers: [AGENT], reason: "we deploy", endsAt: view.endsAt },
    });
  });
});

test("matchers of a link are read, and what is no matcher is left out", () => {
  const params = new URLSearchParams([
    ["matchers", 'agent="a,b"'],
    ["matchers", "nonsense"],
    ["matchers", "env!=dev"],
  ]);
  expect(matchersIn(params)).toEqual([
    { name: "agent", operator: "=", value: "a,b" },
    { name: "env", operator: "!=", value: "dev" },
  ]);
});
