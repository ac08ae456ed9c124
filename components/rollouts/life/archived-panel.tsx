/** Flags that are served to nobody any more, each with why and what the code kept. */
import { Tag } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { ArchivedRow } from "@/lib/flags/views";

export function ArchivedPanel({ reading }: { reading: Reading<readonly ArchivedRow[]> }) {
  if (reading.data?.length === 0) return null;
  return (
    <Panel
      title="Archived"
      question="Which have done their work?"
      reading={reading}
      figure={({ length }) => String(length)}
      height="fit"
      isFlush
    >
      {(rows) => (
        <ul className="flex flex-col">
          {rows.map(({ key, description, at, by, reason, keep }) => (
            <li
              key={key}
              className="relative flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t px-4 py-2.5 text-13 hover:bg-hover"
            >
              <span className="min-w-0 flex-1 basis-56">
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <KeptLink href={`/rollouts/flags/${encodeURIComponent(key)}`} look="cover">
                    <span className="font-mono text-secondary">{key}</span>
                  </KeptLink>
                  {keep !== null && <Tag>{`graduated to ${keep}`}</Tag>}
                </span>
                {description !== "" && (
                  <span className="block text-12 text-muted">{description}</span>
                )}
              </span>
              <span className="min-w-0 flex-1 basis-64 text-12 text-secondary">{reason}</span>
              <span className="text-12 text-muted md:w-36 md:text-right">
                {`${by} · `}
                <Instant at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
