"use client";
/** Is anything on fire: one calm line when not, the worst first when so. */
import { CircleCheck } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import type { Reading } from "@/components/ui/reading";
import type { Fire } from "@/lib/overview/fires";

const SHOWN = 6;

export function Fires({ reading }: { reading: Reading<readonly Fire[]> }) {
  const { data, isError } = reading;
  if (data === undefined) return <Waiting isError={isError} message={reading.error?.message} />;
  if (data.length === 0) {
    return (
      <section aria-label="Needs attention" className={`${BOX} flex items-center gap-2 px-4 py-2`}>
        <CircleCheck aria-hidden className="size-4 text-ok-text" />
        <p role="status" className="text-13 text-secondary">
          Nothing needs attention
        </p>
      </section>
    );
  }
  const more = data.length - SHOWN;
  return (
    <section aria-label="Needs attention" className={BOX}>
      <ul className="divide-y divide-line">
        {data.slice(0, SHOWN).map((fire) => (
          <FireRow key={fire.key} fire={fire} />
        ))}
      </ul>
      {more > 0 && <p className="px-4 pb-2 text-12 text-muted">{`and ${more} more`}</p>}
    </section>
  );
}

const BOX = "rounded-panel border border-line bg-panel";

/** The height of one row, so that the page does not move when the answer comes. */
function Waiting({ isError, message }: { isError: boolean; message: string | undefined }) {
  return (
    <section
      aria-label="Needs attention"
      aria-busy={!isError}
      className={`${BOX} flex min-h-9 items-center px-4 py-2`}
    >
      {isError ? (
        <Badge tone="critical">{message ?? "This could not be read"}</Badge>
      ) : (
        <div aria-hidden className="h-4 w-48 animate-shimmer rounded-control bg-hover" />
      )}
    </section>
  );
}

function FireRow({ fire }: { fire: Fire }) {
  const { tone, title, detail, at, href } = fire;
  return (
    <li
      className={`relative flex min-h-9 flex-wrap items-center gap-x-3 px-4 py-2 text-13 ${href ? "hover:bg-hover" : ""}`}
    >
      <Badge tone={tone}>{tone === "critical" ? "Act now" : "Look"}</Badge>
      <span className="font-medium text-primary">
        {href === null ? (
          title
        ) : (
          <KeptLink href={href} look="cover">
            {title}
          </KeptLink>
        )}
      </span>
      <span
        className="min-w-0 flex-1 basis-40 truncate text-muted max-md:basis-full"
        title={detail}
      >
        {detail}
      </span>
      {at !== null && (
        <span className="text-12 text-muted">
          <Instant at={at} />
        </span>
      )}
    </li>
  );
}
