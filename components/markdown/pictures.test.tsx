/** Pictures of a text: those of the release are drawn, no others are fetched. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { parseMarkdown } from "@/lib/runbooks/markdown/parse";
import { Text } from "./text";

const OURS = { src: "/api/v1/pictures?path=guide%2Fa.png", width: 1280, height: 800 };

const drawn = (text: string): string => {
  const { blocks } = parseMarkdown(text, {
    picture: (raw) => (raw === "../images/guide/a.png" ? OURS : null),
  });
  return renderToStaticMarkup(<Text blocks={blocks} />);
};

test("one of the release has its words and its size, so that the text does not jump", () => {
  const html = drawn("![What is seen](../images/guide/a.png)");
  expect(html).toMatch(/<img [^>]*src="\/api\/v1\/pictures\?path=guide%2Fa\.png"/);
  expect(html).toMatch(/<img [^>]*alt="What is seen"[^>]*width="1280" height="800"/);
});

test.each([
  "![Their words](https://elsewhere.example/a.png)",
  '<img src="https://elsewhere.example/a.png" alt="Their words" onerror="x()">',
])("one of another server is its words and a link, and is not fetched: %s", (text) => {
  const html = drawn(text);
  expect(html).not.toContain("<img");
  expect(html).toMatch(/<a href="https:\/\/elsewhere\.example\/a\.png"[^>]*rel="noreferrer/);
  expect(html).toContain("Image: Their words");
});

test.each([
  "![Left](img/a.png)",
  "![Left](data:image/png;base64,AAAA)",
  "![Left](//elsewhere/a.png)",
])("%s stayed behind, and the text says so", (text) => {
  const html = drawn(text);
  expect(html).not.toMatch(/<img|<a /);
  expect(html).toContain("Image, not kept here: Left");
});
