/** What of a diagram's text reaches whoever draws it. */
import { expect, test } from "vitest";
import { harmless } from "./diagram";

test.each([
  ["A --> B", "A --> B"],
  ["A <--> B", "A <--> B"],
  ["A <|-- B", "A <|-- B"],
  ["<<interface>> A", "<<interface>> A"],
  ['A["one<br/>two"]', 'A["one<br/>two"]'],
  ['A["<img src=x onerror=x()>"]', 'A["#lt;img src=x onerror=x()>"]'],
  ['A["<<img src=x onerror=x()>"]', 'A["<#lt;img src=x onerror=x()>"]'],
  ['A["</b><!-- x"]', 'A["#lt;/b>#lt;!-- x"]'],
  ['A["&lt;img&gt; &#60;b"]', 'A["#amp;lt;img#amp;gt; #amp;#60;b"]'],
  ['A["<br onclick=x()>"]', 'A["#lt;br onclick=x()>"]'],
  ['%%{init: {"theme":"dark"}}%%\nA --> B', "\nA --> B"],
  ["---\nconfig: { securityLevel: loose }\n---\nA --> B", "A --> B"],
])("%j is drawn as %j", (text, drawn) => {
  expect(harmless(text)).toBe(drawn);
});
