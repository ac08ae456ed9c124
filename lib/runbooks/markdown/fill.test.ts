/** Live values in a runbook: what is filled, with what, and what is left alone. */
import { describe, expect, test } from "vitest";
import { panelFence } from "@/lib/runbooks/panel";
import { filled, filledText } from "./fill";
import { parseMarkdown } from "./parse";

const VALUES = { alertname: "High <b>", value: "6.2 %", labels: { agent: "a b/c" } };

test.each([
  ["{{labels.agent}}", "a b/c"],
  ["{{ labels.agent | every agent }}", "a b/c"],
  ["{{labels.host|every host}}", "every host"],
  ["{{labels.host}}", "{{labels.host}}"],
  ["{{labels.constructor|none}}", "none"],
  ["{{alertname}}: {{value}}", "High <b>: 6.2 %"],
  ["{{ $labels.agent }} {{other}}", "{{ $labels.agent }} {{other}}"],
])("%s is read as %s", (text, read) => {
  expect(filledText(text, VALUES)).toBe(read);
});

test("a value is text, one part of an address, and never in code", () => {
  const { blocks } = parseMarkdown(
    "**{{alertname}}** [x](/agents/{{labels.agent}}) `{{value}}`\n\n```\n{{value}}\n```",
    { link: (raw) => raw },
  );
  expect(filled(blocks, VALUES)).toMatchObject([
    {
      inlines: [
        { inlines: [{ text: "High <b>" }] },
        {},
        { href: "/agents/a%20b%2Fc" },
        {},
        { kind: "code", text: "{{value}}" },
      ],
    },
    { kind: "code", text: "{{value}}" },
  ]);
});

describe("a panel", () => {
  const text = [
    ...[
      "```panel",
      'title: "Errors of {{labels.agent|every agent}}"',
      "signal: { kind: errorRate }",
    ],
    ...[
      "filters:",
      '  - { on: agent, values: ["{{labels.agent|every agent}}"] }',
      "range: 6h",
      "```",
    ],
  ].join("\n");
  const { blocks } = parseMarkdown(text, { fence: panelFence });

  test("is narrowed to what the alert is about", () => {
    expect(filled(blocks, VALUES)).toMatchObject([
      {
        title: "Errors of a b/c",
        ask: {
          signal: { kind: "errorRate" },
          filters: [{ on: "agent", values: ["a b/c"] }],
          range: "6h",
        },
      },
    ]);
  });

  test("shows everything where nothing is known", () => {
    expect(filled(blocks, {})).toMatchObject([
      { title: "Errors of every agent", ask: { filters: [] } },
    ]);
  });

  test.each([
    ["a: [", "is no YAML"],
    ["title: x", "signal"],
    ["title: x\nsignal: { kind: weather }", "signal"],
    ["title: x\nsignal: { kind: errorRate }\nrange: soon", "range"],
  ])("that cannot be asked says why: %s", (yaml, why) => {
    const parsed = parseMarkdown(`\`\`\`panel\n${yaml}\n\`\`\``, { fence: panelFence });
    expect(parsed.blocks).toMatchObject([{ kind: "panel", ask: null, text: yaml }]);
    expect(JSON.stringify(parsed.blocks)).toContain(why);
  });
});
