/** Which lines of a file are code between fences. */

type Fence = { readonly mark: string; readonly least: number };

/** Says of each line, in order, whether it is part of a fenced block. */
export function fences(): (line: string) => boolean {
  let open: Fence | null = null;
  return (line) => {
    const [, run = "", rest = ""] =
      /^[ \t>]*(?:[-*+] +|\d+[.)] +)*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    const mark = run.charAt(0);
    if (open) {
      if (mark === open.mark && run.length >= open.least && rest.trim() === "") open = null;
      return true;
    }
    if (run === "" || (mark === "`" && rest.includes("`"))) return false;
    open = { mark, least: run.length };
    return true;
  };
}
