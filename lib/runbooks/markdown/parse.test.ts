/** What people write in runbooks, and what is read from it. */
import { describe, expect, test } from "vitest";
import type { Block, Inline } from "./node";
import { textOf } from "./node";
import { parseMarkdown } from "./parse";

const blocks = (text: string) => parseMarkdown(text).blocks;
const first = (text: string): Block | undefined => blocks(text)[0];
const words = (block: Block | undefined): string =>
  block && "inlines" in block ? textOf(block.inlines) : "";
const linkIn = (text: string, link?: (raw: string) => string | null): Inline | undefined => {
  const [block] = parseMarkdown(text, link ? { link } : {}).blocks;
  return block && "inlines" in block
    ? block.inlines.find(({ kind }) => kind === "link")
    : undefined;
};

describe("what a tag hides elsewhere", () => {
  test.each([
    ["in a sentence", "run kubectl -n <namespace> get pods", "run kubectl -n <namespace> get pods"],
    ["alone on its line", "<namespace>", "<namespace>"],
    ["as a block of HTML", "<div>\nkept\n</div>", "<div>\nkept\n</div>"],
    ["as a script", "<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["at a line's start", "<summary> of what happened", "<summary> of what happened"],
    ["as a fold that is none", "<details> of the outage", "<details> of the outage"],
    ["half of a pair", "press <kbd>Ctrl", "press <kbd>Ctrl"],
    ["with attributes", '<b onclick="x()">bold</b>', '<b onclick="x()">bold</b>'],
  ])("stays visible %s", (_where, text, seen) => {
    expect(words(first(text))).toBe(seen);
  });

  test("but not a comment", () => {
    expect(
      blocks("<!-- nobody\n\nreads this -->\n\ntext <!-- nor this -->here").map(words),
    ).toEqual(["text here"]);
  });
});

describe("HTML that is understood", () => {
  test("folds hold the blocks between their tags, also in one another", () => {
    const [fold] = blocks(
      "<details open>\n<summary>More <kbd>x</kbd></summary>\n\n```sh\nls\n```\n\n<details>\n\ninner\n\n</details>\n\n</details>",
    );
    expect(fold).toMatchObject({
      kind: "details",
      isOpen: true,
      summary: [{ text: "More " }, { kind: "kbd" }],
      blocks: [
        { kind: "code", text: "ls" },
        { kind: "details", blocks: [{ kind: "paragraph" }] },
      ],
    });
  });

  test("keys, breaks, raised and lowered text, links and images", () => {
    const text =
      'a<br>b <kbd>K</kbd> x<sup>2</sup> <a href="https://e.x/?a=1&amp;b">l</a> <img src="javascript:x" alt="A">';
    expect(first(text)).toMatchObject({
      inlines: [
        ...[{ text: "a" }, { kind: "break" }, { text: "b " }, { kind: "kbd" }, { text: " x" }],
        ...[{ kind: "sup" }, { text: " " }, { kind: "link", href: "https://e.x/?a=1&b" }],
        ...[{ text: " " }, { kind: "image", href: null, alt: "A" }],
      ],
    });
  });
});

test.each([
  ["![Over](../images/a.png)", "an image"],
  ["![Over][a]\n\n[a]: ../images/a.png", "an image by reference"],
  ['<img src="../images/a.png" alt="Over">', "an image of HTML"],
])("%s, %s, is shown where the surroundings know it, and words elsewhere", (text) => {
  const shown = { src: "/there", width: 2, height: 1 };
  const [known] = parseMarkdown(text, {
    picture: (raw) => (raw === "../images/a.png" ? shown : null),
  }).blocks;
  expect(JSON.stringify(known)).toContain(
    JSON.stringify({ kind: "image", href: null, alt: "Over", picture: shown }),
  );
  const [unknown] = parseMarkdown(text, { picture: () => null }).blocks;
  expect(JSON.stringify(unknown)).toContain('{"kind":"image","href":null,"alt":"Over"}');
});

describe("notes", () => {
  test.each([
    ["of GitHub", "> [!WARNING]\n> Mind **it**", "warning", "Warning"],
    ["of MkDocs, with a title", '!!! danger "Mind"\n    Mind it', "caution", "Mind"],
    ["of Hugo", "{{< hint info >}}\nMind it\n{{< /hint >}}", "note", "Info"],
  ])("%s", (_of, text, tone, title) => {
    expect(first(text)).toMatchObject({
      kind: "note",
      tone,
      title,
      blocks: [{ kind: "paragraph" }],
    });
  });

  test("keep code in their bodies as it is, blank lines too", () => {
    const [note, after] = blocks(
      "!!! note\n    Do\n\n    ```sh\n    a\n\n      b\n    ```\n\nafter",
    );
    expect(note).toMatchObject({ blocks: [{}, { kind: "code", info: "sh", text: "a\n\n  b" }] });
    expect(words(after)).toBe("after");
  });

  test("that only begin like a fold hide nothing of what follows", () => {
    const [prose, after, fold] = blocks(
      "<details> of the outage\n\nafter\n\n<details><summary>S</summary>in</details>",
    );
    expect([prose, after].map(words)).toEqual(["<details> of the outage", "after"]);
    expect(fold).toMatchObject({ kind: "details", summary: [{ text: "S" }] });
  });

  test("within indented code are code, and under an item are notes", () => {
    expect(blocks('do\n\n    !!! note "x"\n    y')).toMatchObject([
      { kind: "paragraph" },
      { kind: "code", text: '!!! note "x"\ny' },
    ]);
    expect(blocks("1. do\n\n    !!! note\n        y")).toMatchObject([
      { items: [{ blocks: [{ kind: "paragraph" }, { kind: "note" }] }] },
    ]);
  });

  test("within code are code", () => {
    expect(first("```\n!!! note\n    x\n```")).toMatchObject({ text: "!!! note\n    x" });
  });
});

describe("code", () => {
  test.each([
    ["a fence that nobody closed", "```sh\na <b>\n", "a <b>"],
    ["a fence in a list", "1. do\n\n   ```sh\n   a\n     b\n   ```", null],
    [
      "holes and tags",
      "```\n{{ $labels.x }} <namespace> &amp;\n```",
      "{{ $labels.x }} <namespace> &amp;",
    ],
  ])("%s", (_what, text, code) => {
    const [block] = blocks(text);
    if (code !== null) expect(block).toMatchObject({ kind: "code", text: code });
    else
      expect(block).toMatchObject({ items: [{ blocks: [{}, { kind: "code", text: "a\n  b" }] }] });
  });
});

describe("links", () => {
  test.each([
    ["[x](javascript:alert(1))", null],
    ["[x](JaVaScRiPt:alert(1))", null],
    ["[x](data:text/html,x)", null],
    ["[x](vbscript:x)", null],
    ["[x](//evil.example)", null],
    ["[x](java&#10;script:alert(1))", null],
    ["<a href='jav&#x09;ascript:alert(1)'>x</a>", null],
    ["[x](https://example.com/a)", "https://example.com/a"],
    ["[x](mailto:a@b.c)", "mailto:a@b.c"],
    ["[x](#top)", "#top"],
    ["[x][y]\n\n[y]: https://e.x", "https://e.x"],
  ])("%s leads to %s", (text, href) => {
    expect(linkIn(text)).toMatchObject({ href });
  });

  test("of files are asked of whoever knows the files", () => {
    expect(linkIn("[x](../a.md#b)", (raw) => `/runbooks/${raw.length}`)).toMatchObject({
      href: "/runbooks/9",
    });
  });
});

test("a head gives title, summary, alerts and keywords, and is no part of the text", () => {
  const {
    front,
    blocks: [block],
  } = parseMarkdown("---\ntitle: T\nalerts: [A, B]\nkeywords: k\nx: {a: 1}\n---\n\n## H");
  expect(front).toEqual({ title: "T", summary: null, alerts: ["A", "B"], keywords: ["k"] });
  expect(block).toMatchObject({ kind: "heading", anchor: "h" });
});

test("a head that is no YAML loses nothing but itself", () => {
  expect(parseMarkdown("---\na: [\n---\n\ntext")).toMatchObject({
    front: { title: null },
    blocks: [{ kind: "paragraph" }],
  });
});

test("anchors are GitHub's, and each is there once", () => {
  const found = blocks("# A & B\n\n## Näme `x_y`\n\n## Same\n\n## Same\n\n## Same-1").map(
    (block) => block.kind === "heading" && block.anchor,
  );
  expect(found).toEqual(["a--b", "näme-x_y", "same", "same-1", "same-1-1"]);
});

test("what can be ticked is numbered or a task, and has a name of its own", () => {
  const steps = blocks("## Do\n\n1. a\n2. b\n   - [x] c\n\n- d\n\n## Then\n\n- [ ] e").flatMap(
    stepsOf,
  );
  expect(steps).toEqual(["do.1", "do.2", "do.3", "then.1"]);
});

const stepsOf = (block: Block): string[] =>
  block.kind === "list"
    ? block.items.flatMap(({ step, blocks: inner }) => [
        ...(step ? [step] : []),
        ...inner.flatMap(stepsOf),
      ])
    : [];

test.each(["[[_TOC_]]", "[TOC]"])("%s is a table of contents", (text) => {
  expect(first(text)).toEqual({ kind: "contents" });
});

describe("a text that asks too much", () => {
  const depthOf = (value: unknown): number =>
    typeof value === "object" && value !== null
      ? 1 + Math.max(0, ...Object.values(value).map(depthOf))
      : 0;
  const kinds = (text: string, kind: string) =>
    JSON.stringify(blocks(text)).split(`"kind":"${kind}"`).length - 1;

  test.each([
    ["quotes in quotes", ">".repeat(5_000)],
    ["items in items", "- ".repeat(5_000)],
    ["items by their indents", [0, 1, 2, 3, 4].map((n) => `${" ".repeat(n * 20)}- a`).join("\n")],
  ])("has its %s as code", (_what, text) => {
    const last = blocks(`${text} deep`).at(-1);
    expect(last).toMatchObject({ kind: "code", text: expect.stringContaining("deep") });
  });

  test.each([
    ["paragraphs", "a\n\n".repeat(130_000)],
    ["lines", "a\n".repeat(200_000)],
    ["blank lines", `a${"\n".repeat(390_000)}b`],
    ["lines in a note", `!!! note\n${"    a\n".repeat(60_000)}`],
    ["characters in a paragraph", "[a](b (c".repeat(50_000)],
  ])("has what is too much of its %s as code", (_what, text) => {
    expect(blocks(text).at(-1)).toMatchObject({ kind: "code" });
  });

  test("nests no deeper than it can be drawn", () => {
    const folds = "<details>\n\n".repeat(2_000);
    const keys = `<div>${"<kbd>".repeat(20_000)}`;
    for (const text of [folds, keys, "*a ".repeat(2_000)]) {
      expect(depthOf(blocks(text))).toBeLessThan(200);
    }
  });

  test("has some of its notes and the rest as code, of which no word is lost", () => {
    const found = blocks("!!! note\n".repeat(3_000));
    expect(found.filter(({ kind }) => kind === "note").length).toBeLessThan(1_600);
    expect(found.at(-1)).toMatchObject({ kind: "code" });
    const code = JSON.stringify(found.at(-1));
    expect(code.split("[!NOTE]").length + found.length).toBeGreaterThanOrEqual(3_000);
  });

  test("keeps runs of marks whole, before and after the last that is read", () => {
    expect(blocks("``a`b``")).toMatchObject([{ inlines: [{ kind: "code", text: "a`b" }] }]);
    const text = Array.from({ length: 320 }, (_, i) => `${"`".repeat(i + 2)}a`).join("");
    expect(words(first(text))).toBe(text);
  });

  test("has its first marks as marks and the others as they stand", () => {
    const text = "*a_ ".repeat(5_000).trim();
    expect(kinds("*a* ".repeat(1_000), "emphasis")).toBe(150);
    expect(words(first(text))).toBe(text);
    expect(kinds("[a](/b) ".repeat(1_000), "link")).toBe(150);
    expect(kinds(["*a* ".repeat(100), "*b* ".repeat(100)].join("\n\n"), "emphasis")).toBe(200);
  });
});
