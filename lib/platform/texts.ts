/** Texts that lie in the checkout beside the code, such as the shipped runbooks. */
import "server-only";
import fs from "node:fs";
import path from "node:path";
import { log } from "./log";
import { shared } from "./process";

export type ShippedFile = { readonly name: string; readonly text: string };

/** Read once a process: they change with the release only. */
export const shippedTexts = (folder: string): readonly ShippedFile[] =>
  shared(`texts/${folder}`, () => read(folder));

/** Where a folder of the checkout lies; null, and a word in the log, where it is missing. */
export function shippedFolder(folder: string): string | null {
  const found = places()
    .map((place) => path.join(/* turbopackIgnore: true */ place, folder))
    .find((place) => fs.existsSync(place));
  if (!found) log.warn("shipped files are missing", { folder });
  return found ?? null;
}

function read(folder: string): ShippedFile[] {
  const found = shippedFolder(folder);
  if (!found) return [];
  return fs
    .readdirSync(found)
    .filter((name) => name.endsWith(".md"))
    .toSorted()
    .map((name) => ({
      name: name.slice(0, -".md".length),
      text: fs.readFileSync(path.join(/* turbopackIgnore: true */ found, name), "utf8"),
    }));
}

/** The checkout is somewhere above what was started, or above where it was started. */
function places(): string[] {
  const started = process.argv[1] ?? "";
  const real = fs.existsSync(started) ? fs.realpathSync(started) : started;
  return [path.dirname(real), process.cwd()].flatMap(above);
}

function above(folder: string): string[] {
  const up = path.dirname(folder);
  return up === folder ? [folder] : [folder, ...above(up)];
}
