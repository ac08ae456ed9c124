/** Every optional package that a locked package names must be locked too, else `npm ci` refuses elsewhere. */
import fs from "node:fs";

const { packages } = JSON.parse(fs.readFileSync(process.argv[2] ?? "package-lock.json", "utf8"));

/** As Node looks a package up: beside, then in each folder above. @param {string} from @param {string} name */
function find(from, name) {
  for (
    let at = from;
    ;
    at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/"))).replace(/\/$/, "")
  ) {
    const found = packages[`${at ? `${at}/` : ""}node_modules/${name}`];
    if (found || !at) return found;
  }
}

const faults = [];
for (const [place, entry] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {}))
    if (!find(place, name)?.version)
      faults.push(`${name}@${range}, wanted by ${place || "us"}, is not locked`);
  if (place && !entry.integrity && !entry.link && !entry.inBundle)
    faults.push(`${place} ${entry.version} has no integrity hash`);
}
for (const fault of faults) console.error(fault);
console.log(`${Object.keys(packages).length} packages locked, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
