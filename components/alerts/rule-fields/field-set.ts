/** What every part of the rule editor is handed. */
import type { Rule } from "@/lib/alerts/schema";

export type PartProps = {
  draft: Rule;
  /** What the server said about the last attempt to save. */
  error: Error | null;
  onChange: (change: Partial<Rule>) => void;
};
