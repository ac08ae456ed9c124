/** Sends files in portions that a request may carry. */
import { type FileToBring, importRunbooks } from "@/lib/runbooks/client";
import type { ImportedFile } from "@/lib/runbooks/schema";

/** A request takes a megabyte; a character may need several bytes, and JSON some more. */
const MOST_CHARACTERS = 250_000;
const MOST_FILES = 100;

export async function bring(
  project: string,
  collection: string,
  files: readonly File[],
): Promise<ImportedFile[]> {
  const read = await Promise.all(files.map(fileOf));
  const done: ImportedFile[] = [];
  for (const portion of portionsOf(read)) {
    done.push(...(await importRunbooks(project, collection, portion)));
  }
  return done;
}

/** Of a chosen folder, the path within it. */
async function fileOf(file: File): Promise<FileToBring> {
  const [, ...within] = file.webkitRelativePath.split("/");
  return { path: within.join("/") || file.name, text: await file.text() };
}

function portionsOf(files: readonly FileToBring[]): FileToBring[][] {
  const portions: FileToBring[][] = [];
  let size = 0;
  for (const file of files) {
    const last = portions.at(-1);
    size += file.text.length;
    if (last && size <= MOST_CHARACTERS && last.length < MOST_FILES) last.push(file);
    else {
      portions.push([file]);
      size = file.text.length;
    }
  }
  return portions;
}
