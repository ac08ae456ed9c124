"use client";
/** What a search found, as it is typed: each leads to the section. */
import { useQuery } from "@tanstack/react-query";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { quantity } from "@/lib/core/format";
import { searchQuery } from "@/lib/runbooks/client";
import type { Marked, SearchHit } from "@/lib/runbooks/schema";

export function SearchPanel({ project, q }: { project: string; q: string }) {
  const reading = useQuery(searchQuery(project, q));
  const instead = reading.data?.instead;
  return (
    <Panel
      title="Found"
      question={instead ? `Nothing as written; looked for: ${instead}` : "Where does it stand?"}
      reading={reading}
      figure={({ hits }) => quantity(hits.length, "runbook")}
      isEmpty={({ hits }) => hits.length === 0}
      empty={{ title: "No runbook has these words", hint: "Fewer words find more." }}
      height="fit"
    >
      {({ hits }) => (
        <ul className="flex flex-col divide-y divide-line">
          {hits.map((hit) => (
            <Hit key={hit.slug} hit={hit} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Hit({ hit: { slug, anchor, title, heading, excerpt } }: { hit: SearchHit }) {
  const href = `/runbooks/${slug}${anchor && `#${encodeURIComponent(anchor)}`}`;
  return (
    <li className="relative flex min-w-0 flex-col gap-0.5 py-2 text-13">
      <KeptLink href={href} look="cover">
        <span className="font-medium text-primary">
          <Highlighted of={title} />
        </span>
        {heading.length > 0 && (
          <span className="text-secondary">
            {" › "}
            <Highlighted of={heading} />
          </span>
        )}
      </KeptLink>
      <p className="line-clamp-2 break-words text-12 text-muted">
        <Highlighted of={excerpt} />
      </p>
    </li>
  );
}

function Highlighted({ of }: { of: Marked }) {
  return of.map(({ text, isHit }, i) =>
    isHit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name
      <mark key={i} className="rounded-control bg-accent-soft font-semibold text-accent-text">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
