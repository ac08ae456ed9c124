/** A mail wears the console's colours, as they are spelled in the one place for colours. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Colour, escapeHtml, LIGHT } from "./email-look";

const css = readFileSync("app/globals.css", "utf8");
const root = css.slice(css.indexOf(":root"), css.indexOf("}", css.indexOf(":root")));

test.each(Object.keys(LIGHT) as Colour[])("%s is the light theme's", (name) => {
  expect(root).toContain(`--${name}: ${LIGHT[name]};`);
});

test("what people write stays text", () => {
  expect(escapeHtml(`<img src=x onerror='a("b")'>&`)).toBe(
    "&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt;&amp;",
  );
});
