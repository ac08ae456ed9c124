/** Fields as rows: name, type, whether it must be there, and what it means. */
import { ScrollBox } from "@/components/ui/scroll-box";
import type { FieldView } from "@/lib/reference/openapi";

export function FieldsTable({ label, fields }: { label: string; fields: readonly FieldView[] }) {
  return (
    <ScrollBox>
      <table aria-label={label} className="text-13 w-full">
        <thead>
          <tr className="text-12 text-muted text-left">
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
              <th scope="row" className="py-1.5 pr-4 text-left font-normal whitespace-nowrap">
                <code className="text-12 text-primary font-mono">{name}</code>
                {isRequired && <span className="text-12 text-warning-text block">required</span>}
              </th>
              <td className="text-12 text-secondary min-w-32 py-1.5 pr-4">{type}</td>
              <td className="text-secondary py-1.5">{says}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
