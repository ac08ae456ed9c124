/** Series that others have recorded, for the benchmarks that judge a forecast or a rule; none of it ships with the product. */
import fs from "node:fs";
import path from "node:path";
import { type Column, columnsOf } from "@/lib/cost/history/csv";
import { ROOT } from "@/server/root";

const DATA = process.env.WHEELHOUSE_TEST_DATA ?? path.resolve(ROOT, "../shared/data");

export const hasRecorded = (folder: string): boolean => fs.existsSync(path.join(DATA, folder));

export function recordedFiles(folder: string): string[] {
  const at = path.join(DATA, folder);
  return fs.existsSync(at)
    ? fs
        .readdirSync(at)
        .filter((name) => name.endsWith(".csv"))
        .sort()
        .map((name) => path.join(folder, name))
    : [];
}

export const recorded = (file: string): Column[] =>
  columnsOf(fs.readFileSync(path.join(DATA, file), "utf8"));

export const recordedJson = (file: string): unknown =>
  JSON.parse(fs.readFileSync(path.join(DATA, file), "utf8"));

export const WHERE = "set WHEELHOUSE_TEST_DATA to the folder that holds nab and prophet-series";
