import { expect, test } from "vitest";
import { formatLine, redact } from "./log";

const at = new Date("2026-11-20T10:00:00.000Z");

test("a JSON line holds the time, the level, the message and the fields", () => {
  const line = formatLine(at, "info", "batch stored", { events: 3, cost: 12n }, true);
  expect(JSON.parse(line)).toEqual({
    at: "2026-11-20T10:00:00.000Z",
    level: "info",
    message: "batch stored",
    events: 3,
    cost: "12",
  });
});

test.each([true, false])("no message can forge a line or drive a terminal (json: %s)", (json) => {
  const line = formatLine(at, "warn", "a\nb\u001b[2J\u009b\u2028", { user: "x\r\ny" }, json);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must be absent
  expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028]/);
});

test("secrets do not reach the log, by name or by shape", () => {
  const safe = JSON.stringify(
    redact({
      password: "hunter2",
      apiKey: "hunter2",
      sessionToken: "hunter2",
      headers: { Authorization: "hunter2", cookie: "hunter2" },
      error: new Error("connect postgresql://wheelhouse:hunter2@db:5432/x failed"),
      note: "sent Bearer hunter2",
    }),
  );
  expect(safe).not.toContain("hunter2");
});

test("counts of tokens are not secrets", () => {
  expect(redact({ inputTokens: 12, outputTokens: 3 })).toEqual({
    inputTokens: 12,
    outputTokens: 3,
  });
});

test("an error keeps its cause, and a circle ends", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(() => JSON.stringify(redact(circle))).not.toThrow();
  expect(redact(new Error("outer", { cause: new Error("inner") }))).toMatchObject({
    message: "outer",
    cause: { message: "inner" },
  });
});
