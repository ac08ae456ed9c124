/** What a field of a flag is called where people read what changed. */

const PARTS: Readonly<Record<string, string>> = {
  description: "Description",
  kind: "Kind",
  offVariant: "Off variant",
  unit: "Unit",
  salt: "Salt",
};
const HERE = /^environments\.(.+?)\.(serve|rules|when|order|isEnabled|prerequisites)(?:\.(.*))?$/;

/** Such as `environments.production.rules.staff.serve`: “production, rule “staff”: who gets what”. */
export function fieldWords(field: string): string {
  if (field.startsWith("variants.")) return `Variant ${field.slice("variants.".length)}`;
  const found = HERE.exec(field);
  if (!found) return PARTS[field] ?? field;
  const [, name = "", part = "", rest = ""] = found;
  switch (part) {
    case "serve":
      return `${name}: for everybody else`;
    case "rules":
      return `${name}, rule “${rest.replace(/\.serve$/, "")}”: who gets what`;
    case "when":
      return `${name}, rule “${rest}”: when`;
    case "order":
      return `${name}: order of the rules`;
    case "prerequisites":
      return `${name}: prerequisites`;
    default:
      return `${name}: on`;
  }
}
