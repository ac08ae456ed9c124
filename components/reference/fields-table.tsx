/** Fields as rows: name, type, whether it must be there, and what it means. */
import { ScrollBox } from "@/components/ui/scroll-box";
import type { FieldView } from "@/lib/reference/openapi";
import { Coded } from "./coded";

export function FieldsTable({ label, fields }: { label: string; fields: readonly FieldView[] }) {
  return (
    <ScrollBox>
      <table aria-label={label} className="w-full text-13">
        <thead>
          <tr className="text-left text-12 text-muted">
            <th scope="col" className="py-1 pr-4 font-medium">
              Field
            </th>
            <th scope="col" className="py-1 pr-4 font-medium">
              Type
            </th>
            <th scope="col" className="w-full min-w-48 py-1 font-medium">
              Meaning
            </th>
          </tr>
        </thead>
        <tbody className="align-top">
          {fields.map(({ name, type, isRequired, says }) => (
            <tr key={name} className="border-line border-t">
              <th scope="row" className="whitespace-nowrap py-1.5 pr-4 text-left font-normal">
                <code className="font-mono text-12 text-primary">{name}</code>
                {isRequired && <span className="block text-12 text-warning-text">required</span>}
              </th>
              <td className="min-w-32 py-1.5 pr-4 text-12 text-secondary md:min-w-56">{type}</td>
              <td className="py-1.5 text-secondary">
                <Coded>{says}</Coded>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
