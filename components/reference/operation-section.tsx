/** One operation: what it takes, in each of its shapes, and what it answers. */
import { Tag } from "@/components/ui/badge";
import type { OperationView } from "@/lib/reference/openapi";
import { FieldsTable } from "./fields-table";

export function OperationSection({ operation }: { operation: OperationView }) {
  const { id, method, path, summary, says, parameters, shapes, answers } = operation;
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="rounded-panel border-line bg-panel flex min-w-0 flex-col gap-4 border p-4"
    >
      <header className="flex flex-col gap-1">
        <h2 id={`${id}-title`} className="text-14 text-primary font-mono break-all">
          {method} {path}
        </h2>
        <p className="text-13 text-secondary">{[summary, says].filter(Boolean).join(". ")}</p>
      </header>
      {parameters.length > 0 && <FieldsTable label="Parameters" fields={parameters} />}
      {shapes.map((shape) => (
        <details key={shape.name} open={shapes.length === 1} className="min-w-0">
          <summary className="text-13 text-primary py-1">
            <code className="font-mono">{shape.name}</code>{" "}
            <span className="text-muted">{shape.says || `${shape.fields.length} fields`}</span>
          </summary>
          <FieldsTable label={`Fields of ${shape.name}`} fields={shape.fields} />
        </details>
      ))}
      <div className="flex flex-col gap-2">
        <h3 className="text-13 text-primary font-medium">Answers</h3>
        {answers.map(({ status, says: words, fields }) => (
          <div key={status} className="flex min-w-0 flex-col gap-1">
            <p className="text-13 text-secondary flex items-baseline gap-2">
              <Tag mono>{status}</Tag> {words}
            </p>
            {fields.length > 0 && status.startsWith("2") && (
              <FieldsTable label={`Fields of the answer ${status}`} fields={fields} />
            )}
          </div>
        ))}
      </div>
    </section>
  );
}
