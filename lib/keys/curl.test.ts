/** What the first request of a key promises. */
import { expect, test } from "vitest";
import { readingCurl } from "./curl";

const PLACE = { url: "https://ops.example.com/", secret: "wh_secret", project: "support" };

test("a key is tried with what it may read", () => {
  expect(readingCurl(["admin", "read"], PLACE)).toBe(
    `curl -sS "https://ops.example.com/api/v1/overview?project=support" \\
  -H "Authorization: Bearer wh_secret"`,
  );
  expect(readingCurl(["admin"], PLACE)).toContain("/api/v1/keys?project=support");
  expect(readingCurl(["alerts"], PLACE)).toBeNull();
});
