/** How a new runbook begins. */

const HEADINGS = [
  ["Symptoms", "- What is seen, and by whom."],
  ["Impact", "- Who is hit, and how badly."],
  ["Checks", "- [ ] The likeliest cause first: where to look, and what the answer means."],
  ["Steps", "1. One act. Expect: what is seen after it."],
  ["Verification", "- How to know that it is over."],
  ["Escalation", "- Whom to call, and when."],
  ["Prevention", "- What keeps it from coming back."],
  ["Communication", "- Who is told what, and how often."],
] as const;

export const skeletonOf = (title: string): string =>
  [
    ...["---", `title: ${JSON.stringify(title)}`, "alerts: []", "keywords: []", "---"],
    ...HEADINGS.flatMap(([heading, hint]) => ["", `## ${heading}`, "", hint]),
    "",
  ].join("\n");
