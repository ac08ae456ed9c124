/** `npm run docs:access`: writes docs/security/access.md from the tables of permissions and routes. */
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { bundle, ensurePrismaClient } from "./bundle.mjs";

const FILE = path.resolve(import.meta.dirname, "../docs/security/access.md");

await ensurePrismaClient();
const out = await bundle("access", ["server/access/document.ts"]);
const { accessDocument } = await import(pathToFileURL(`${out}/document.mjs`).href);
fs.mkdirSync(path.dirname(FILE), { recursive: true });
fs.writeFileSync(FILE, accessDocument());
