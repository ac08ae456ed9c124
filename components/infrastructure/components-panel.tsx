"use client";
/** Each component that reports its health: how it is, since when, and how it went. */
import { Badge, Tag, type Tone } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { duration, orDash, share } from "@/lib/core/format";
import type { ComponentCard, ComponentStatus } from "@/lib/health/component";
import type { InfrastructureView } from "@/lib/infrastructure/schema";
import type { Axis } from "@/lib/overview/lines";
import { HealthStrip } from "./health-strip";

const SNIPPET = `{"kind":"health","id":"…","ts":"…","component":"vector-store","status":"ok","latencyMs":12}`;

export function ComponentsPanel({ reading }: { reading: Reading<InfrastructureView> }) {
  return (
    <Panel
      title="Component health"
      question="Does every part work, and since when?"
      reading={reading}
      figure={({ components }) => verdictOf(components)}
      isEmpty={({ components }) => components.length === 0}
      empty={{
        title: "No component reports its health yet",
        hint: "Send a health event for each part your agents depend on, once a minute.",
        snippet: { code: SNIPPET, label: "health event" },
      }}
      sheet={({ components }) => sheetOfComponents(components)}
      height="fit"
    >
      {({ components, axis }) => (
        <ul className="grid grid-cols-1 gap-x-6 lg:grid-cols-2">
          {components.map((card) => (
            <Component key={`${card.environment}/${card.component}`} card={card} axis={axis} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

const WORDS: Record<ComponentStatus, readonly [Tone, string]> = {
  ok: ["ok", "Working"],
  degraded: ["warning", "Degraded"],
  down: ["critical", "Down"],
  unknown: ["unknown", "Silent"],
};

function verdictOf(cards: readonly ComponentCard[]): string {
  const troubled = cards.filter(({ status }) => status !== "ok").length;
  return troubled === 0 ? `All ${cards.length} work` : `${troubled} of ${cards.length} not well`;
}

function Component({ card, axis }: { card: ComponentCard; axis: Axis }) {
  const [tone, word] = WORDS[card.status];
  return (
    <li className="flex min-w-0 flex-col gap-1 border-line border-t py-2.5">
      <div className="flex min-w-0 items-center gap-2">
        <h3 className="min-w-0 truncate font-medium text-13 text-primary">{card.component}</h3>
        <Tag>{card.environment}</Tag>
        <span className="ml-auto shrink-0">
          <Badge tone={tone}>{word}</Badge>
        </span>
      </div>
      <HealthStrip
        label={`${card.component} over time`}
        states={card.strip}
        from={axis.from}
        stepMs={axis.stepMs}
      />
      <p className="flex flex-wrap gap-x-3 text-12 text-muted tabular-nums">
        <Since card={card} />
        <span>{`latency ${orDash(card.latencyMs, duration)}`}</span>
        <span title="Reports of this time range that did not say down">
          {`available ${orDash(card.available, share)}`}
        </span>
        <span>
          {"reported "}
          <Instant at={card.lastAt} />
        </span>
      </p>
      {card.message && card.status !== "ok" && (
        <p className="break-words text-12 text-secondary">{card.message}</p>
      )}
    </li>
  );
}

function Since({ card: { status, sinceAt } }: { card: ComponentCard }) {
  if (status === "unknown") return <span>no report as expected</span>;
  if (sinceAt === null) return <span>for all of this range</span>;
  return (
    <span>
      {"since "}
      <Instant at={sinceAt} />
    </span>
  );
}

const sheetOfComponents = (cards: readonly ComponentCard[]) => ({
  columns: [
    { label: "Component" },
    { label: "Environment" },
    { label: "Status" },
    { label: "Since" },
    { label: "Latency", format: duration },
    { label: "Available", format: share },
    { label: "Last report" },
  ],
  rows: cards.map((card) => [
    card.component,
    card.environment,
    WORDS[card.status][1],
    card.sinceAt,
    card.latencyMs,
    card.available,
    card.lastAt,
  ]),
});
