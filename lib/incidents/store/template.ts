/** The template of postmortems: the one that the document of the release shows. */
import { Fault } from "@/lib/core/fault";
import { shippedTexts } from "@/lib/platform/texts";

const FENCED = /^```markdown\n([\s\S]*?)^```$/m;

export function postmortemTemplate(): string {
  const document = shippedTexts("docs/operations").find(
    ({ name }) => name === "post-mortem-template",
  );
  const [, template] = FENCED.exec(document?.text ?? "") ?? [];
  if (template) return template;
  throw new Fault(
    "unavailable",
    "The template of postmortems is missing: put docs/operations/post-mortem-template.md of the release back",
  );
}
