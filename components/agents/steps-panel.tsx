"use client";
/** The timed parts of an answer: where the time goes, and whether retrieval keeps its target. */
import { LinesPanel } from "@/components/charts/lines-panel";
import { Badge, type Tone } from "@/components/ui/badge";
import { Cell } from "@/components/ui/grid";
import { Panel } from "@/components/ui/panel";
import { part, type Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import type { AgentView, StepRow } from "@/lib/agents/schema";
import { count, duration } from "@/lib/core/format";
import { judge, type Standing, standingWords } from "@/lib/core/targets";

const TONES: Record<Standing, Tone> = { within: "ok", near: "warning", beyond: "critical" };

const COLUMNS: readonly Column<StepRow>[] = [
  { key: "name", label: "Step", value: ({ name }) => name },
  { key: "n", label: "Times", value: ({ n }) => n, format: count, kind: "number" },
  { key: "p50", label: "p50", value: ({ p50 }) => p50, format: duration, kind: "number" },
  { key: "p95", label: "p95", value: ({ p95 }) => p95, format: duration, kind: "number" },
  { key: "p99", label: "p99", value: ({ p99 }) => p99, format: duration, kind: "number" },
  {
    key: "target",
    label: "Target",
    value: ({ target, p95 }) => target && standingWords(target, judge(target, p95)),
    cell: (row) => <StepTarget row={row} />,
  },
];

function StepTarget({ row: { target, p95 } }: { row: StepRow }) {
  if (target === null) return <span className="text-muted">–</span>;
  const standing = judge(target, p95);
  return (
    <Badge bare tone={standing ? TONES[standing] : "unknown"}>
      {standingWords(target, standing)}
    </Badge>
  );
}

const linesOf = ({ axis, stepLatency, steps, targets }: AgentView) => ({
  axis,
  ...stepLatency,
  ...(steps.some(({ target }) => target !== null) && { targets: [targets.retrievalP95] }),
});

const EMPTY = {
  title: "No timed step in this time range",
  hint: "Send `steps` with request events, such as retrieval and rerank, to see where the time goes.",
};

export function StepsPanel({ reading }: { reading: Reading<AgentView> }) {
  return (
    <>
      <Cell width={6}>
        <Panel
          title="Steps"
          question="Where does the time of an answer go?"
          reading={reading}
          isEmpty={({ steps }) => steps.length === 0}
          empty={EMPTY}
          sheet={({ steps }) => sheetOf(COLUMNS, steps)}
          isFlush
        >
          {({ steps }) => (
            <Table
              id="steps"
              label="Steps"
              columns={COLUMNS}
              rows={steps}
              rowKey={({ name }) => name}
              order="-p95"
            />
          )}
        </Panel>
      </Cell>
      <Cell width={6}>
        <LinesPanel
          title="p95 by step"
          question="Did a step become slower?"
          reading={part(reading, linesOf)}
          value={duration}
          empty={EMPTY}
        />
      </Cell>
    </>
  );
}
