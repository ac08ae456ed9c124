/** Pictures that lie in the checkout beside the shipped texts: those that were there at the start, and no other file. */
import "server-only";
import fs from "node:fs";
import path from "node:path";
import { shared } from "./process";
import { shippedFolder } from "./texts";

type ShippedPicture = {
  readonly contentType: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly read: () => Promise<Buffer<ArrayBuffer>>;
};

const FOLDER = "docs/images";
const TYPES: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
};

/** By path within the folder, with slashes. What is asked for is looked up here and never made into a path. */
export const shippedPictures = (): ReadonlyMap<string, ShippedPicture> =>
  shared("pictures", () => new Map(found()));

function found(): (readonly [string, ShippedPicture])[] {
  const folder = shippedFolder(FOLDER);
  if (!folder) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry): (readonly [string, ShippedPicture])[] => {
      const contentType = TYPES[path.extname(entry.name)];
      if (!entry.isFile() || !contentType) return [];
      const file = path.join(/* turbopackIgnore: true */ entry.parentPath, entry.name);
      const name = path.relative(folder, file).split(path.sep).join("/");
      return [[name, { contentType, ...sizeOf(file), read: () => fs.promises.readFile(file) }]];
    });
}

const PNG_HEAD = 24;

/** A PNG says it in its first bytes. */
function sizeOf(file: string): Pick<ShippedPicture, "width" | "height"> {
  const head = Buffer.alloc(PNG_HEAD);
  const handle = fs.openSync(file, "r");
  try {
    fs.readSync(handle, head, 0, PNG_HEAD, 0);
  } finally {
    fs.closeSync(handle);
  }
  if (head.toString("latin1", 1, 4) !== "PNG") return { width: null, height: null };
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}
