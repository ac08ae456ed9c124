/** A JSON file that somebody named on the command line. */
import { readFile } from "node:fs/promises";
import { codeOf, messageOf, PlainError } from "./plain-error";

/** Refuses in a sentence with the file's name. */
export async function jsonFile(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const reason = codeOf(error) === "ENOENT" ? "there is no such file" : messageOf(error);
    throw new PlainError(`Cannot read ${file}: ${reason}.`, { cause: error });
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PlainError(`${file} is not JSON: ${messageOf(error)}.`, { cause: error });
  }
}
