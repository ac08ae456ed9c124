/** What an act changed, field by field, before beside after. */
import type { Change } from "@/lib/audit/diff";

const WORDS: Readonly<Record<Change["what"], string>> = {
  added: "new",
  removed: "gone",
  changed: "changed",
  same: "as before",
  noted: "noted",
};

export function ChangesTable({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) {
    return <p className="text-13 text-muted">Nothing was noted beside the act itself.</p>;
  }
  return (
    <table aria-label="What changed" className="w-full table-fixed border-collapse text-13">
      <thead>
        <tr className="text-left text-12 text-muted">
          {["Field", "Before", "After"].map((heading) => (
            <th key={heading} scope="col" className="border-line border-b py-1 pr-3 font-medium">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.field} className="align-top">
            <th
              scope="row"
              className="wrap-anywhere border-line border-b py-1.5 pr-3 text-left font-normal text-secondary"
            >
              {change.field || "value"}
              <span className="block text-12 text-muted">{WORDS[change.what]}</span>
            </th>
            <Side text={change.before} isMarked={isLost(change)} look="text-critical-text" />
            <Side text={change.after} isMarked={isWon(change)} look="text-ok-text" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const isLost = ({ what }: Change) => what === "changed" || what === "removed";
const isWon = ({ what }: Change) => what === "changed" || what === "added";

type SideProps = { text: string | null; isMarked: boolean; look: string };

function Side({ text, isMarked, look }: SideProps) {
  return (
    <td
      className={`wrap-anywhere border-line border-b py-1.5 pr-3 ${isMarked ? look : "text-secondary"}`}
    >
      {text ?? "—"}
    </td>
  );
}
