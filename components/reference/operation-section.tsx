/** One operation: what it takes, in each of its shapes, and what it answers. */
import { Tag } from "@/components/ui/badge";
import type { OperationView } from "@/lib/reference/openapi";
import { Coded } from "./coded";
import { FieldsTable } from "./fields-table";

export function OperationSection({ operation }: { operation: OperationView }) {
  const { id, method, path, summary, says, parameters, shapes, answers } = operation;
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="flex min-w-0 scroll-mt-20 flex-col gap-4 rounded-panel border border-line bg-panel p-4"
    >
      <header className="flex flex-col gap-1">
        <h2 id={`${id}-title`} className="break-all font-mono text-14 text-primary">
          {method} {path}
        </h2>
        <p className="max-w-prose text-13 text-secondary">
          <Coded>{[summary, says].filter(Boolean).join(". ")}</Coded>
        </p>
      </header>
      {parameters.length > 0 && <FieldsTable label="Parameters" fields={parameters} />}
      {shapes.map((shape) => (
        <details key={shape.name} open={shapes.length === 1} className="min-w-0">
          <summary className="py-1 text-13 text-primary">
            <code className="font-mono">{shape.name}</code>{" "}
            <span className="text-muted">{shape.says || `${shape.fields.length} fields`}</span>
          </summary>
          <FieldsTable label={`Fields of ${shape.name}`} fields={shape.fields} />
        </details>
      ))}
      <div className="flex flex-col gap-2">
        <h3 className="font-medium text-13 text-primary">Answers</h3>
        {answers.map(({ status, says: words, fields }) => (
          <div key={status} className="flex min-w-0 flex-col gap-1">
            <p className="flex items-baseline gap-2 text-13 text-secondary">
              <Tag mono>{status}</Tag>
              <span>
                <Coded>{words}</Coded>
              </span>
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
