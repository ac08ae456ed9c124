/** The shell blocks of a Markdown document: what a reader is told to run, and why a test does not. */

export type ShellBlock = {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  /** Why it cannot be tried, where it says so; empty where it says that it cannot, and not why. */
  readonly untried: string | null;
};

const FENCE = /^( *)```sh(?: +([^\n]*))?\n([\s\S]*?)^ *```$/gm;

export function shellBlocksOf(file: string, text: string): ShellBlock[] {
  return [...text.matchAll(FENCE)].map(({ index, 1: indent = "", 2: info = "", 3: code = "" }) => ({
    file,
    line: text.slice(0, index).split("\n").length,
    code: code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
    untried: untriedIn(info.trim()),
  }));
}

/** Anything but the one mark, with its reason in round brackets, is tried. */
function untriedIn(info: string): string | null {
  const [, reason] = /^no-test(?: *\((.*)\))?$/.exec(info) ?? [];
  return info.startsWith("no-test") ? (reason?.trim() ?? "") : null;
}
