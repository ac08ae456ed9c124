"use client";
/** Rollouts one below the other, each with its ladder and what comes next. */
import { Tag } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { RolloutRow } from "@/lib/rollouts/views";
import { figure, percent } from "@/lib/rollouts/words";
import { StandingBadge } from "./badges";

type ListPanelProps = {
  title: string;
  question: string;
  reading: Reading<readonly RolloutRow[]>;
  none: { title: string; hint: string };
};

export function ListPanel({ title, question, reading, none }: ListPanelProps) {
  return (
    <Panel
      title={title}
      question={question}
      reading={reading}
      figure={({ length }) => String(length)}
      isEmpty={({ length }) => length === 0}
      empty={none}
      height="fit"
      isFlush
    >
      {(rows) => (
        <ul className="flex flex-col">
          {rows.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Row({ row }: { row: RolloutRow }) {
  const { key, flag, environment, canary, control, next, e, threshold, updatedAt } = row;
  const hasEvidence = e !== null && row.phase === "RUNNING";
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1.5 border-line border-t px-4 py-2.5 text-13 hover:bg-hover">
      <span className="min-w-0 flex-1 basis-64">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <KeptLink href={`/rollouts/${encodeURIComponent(key)}`} look="cover">
            <span className="font-medium text-14 text-primary">{key}</span>
          </KeptLink>
          <StandingBadge rollout={row} />
          <Tag>{environment}</Tag>
        </span>
        <span className="block pt-0.5 text-12 text-muted">
          <span className="font-mono">{flag}</span>
          {`: “${control}” to “${canary}”`}
        </span>
      </span>
      <span className="flex min-w-0 flex-1 basis-56 flex-col gap-1">
        <Rungs row={row} />
        <span className="text-12 text-secondary">{next}</span>
      </span>
      <span className="text-12 text-muted tabular-nums md:w-36 md:text-right">
        {hasEvidence && (
          <span className="block text-secondary">{`E ${figure(e)} of ${figure(threshold)}`}</span>
        )}
        <Instant at={updatedAt} />
      </span>
    </li>
  );
}

/** The stages as a strip: what is behind it, where it is, what is ahead. */
function Rungs({ row }: { row: RolloutRow }) {
  return (
    <span className="flex gap-1 text-12 tabular-nums">
      {row.stages.map((weight, i) => {
        const [look, word] = RUNGS[standingOf(row, i)];
        return (
          <span key={weight} className={`min-w-10 flex-1 border-t-2 pt-0.5 ${look}`}>
            {percent(weight)}
            <span className="sr-only">{`, ${word}`}</span>
          </span>
        );
      })}
    </span>
  );
}

const RUNGS = {
  now: ["border-accent text-primary font-medium", "now"],
  done: ["border-ok-solid text-secondary", "done"],
  ahead: ["border-line text-muted", "ahead"],
} as const;

function standingOf({ phase, stage }: RolloutRow, i: number): keyof typeof RUNGS {
  if (phase === "COMPLETED") return "done";
  if (phase !== "RUNNING") return "ahead";
  return i < stage ? "done" : i === stage ? "now" : "ahead";
}
