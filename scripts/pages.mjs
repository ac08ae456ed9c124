/** The pages of the console, read from where they live, so that a new one is neither untested nor unpictured. */
import fs from "node:fs";
import path from "node:path";

const HOME = path.resolve(import.meta.dirname, "../app/(console)");

/** @returns {string[]} such as `/`, `/agents`, `/agents/[agent]` */
export function consolePages() {
  return fs
    .readdirSync(HOME, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "page.tsx")
    .map((file) => `/${path.dirname(file).split(path.sep).filter(isShown).join("/")}`)
    .sort();
}

/** Folders in round brackets group files and have no place in the address. @param {string} folder */
const isShown = (folder) => folder !== "." && !/^\(.*\)$/.test(folder);
