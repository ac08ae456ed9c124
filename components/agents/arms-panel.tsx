"use client";
/** Versions or variants side by side: which is better, and on how much evidence. */
import { Badge, Tag, type Tone } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { Verdict } from "@/lib/agents/compare";
import type { ArmRow } from "@/lib/agents/schema";
import { count, duration, orDash, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";

type ArmsPanelProps = {
  title: string;
  what: "version" | "variant";
  reading: Reading<readonly ArmRow[]>;
};

const MOST = 4;

export function ArmsPanel({ title, what, reading }: ArmsPanelProps) {
  return (
    <Panel
      title={title}
      question={`Which ${what} is better, and could it be chance?`}
      reading={reading}
      isEmpty={(arms) => arms.length === 0}
      empty={{
        title: `No ${what} named in this time range`,
        hint: `Put \`${what}\` on request events to compare them here.`,
      }}
      height="fit"
    >
      {(arms) => (
        <div className="flex flex-col gap-3">
          <div className="-mx-4 overflow-x-auto px-4">
            <Sides arms={arms.slice(0, MOST)} />
          </div>
          <Verdicts arms={arms.slice(0, MOST)} />
          {arms.length > MOST && (
            <p className="text-12 text-muted">{`${arms.length - MOST} more with fewer requests are not shown.`}</p>
          )}
        </div>
      )}
    </Panel>
  );
}

const FIGURES: readonly (readonly [label: string, text: (arm: ArmRow) => string])[] = [
  ["Requests", ({ requests }) => count(requests)],
  ["Share", (arm) => orDash(arm.share, share)],
  ["Errors", (arm) => orDash(arm.errorRate, share)],
  ["p50", (arm) => orDash(arm.p50, duration)],
  ["p95", (arm) => orDash(arm.p95, duration)],
  ["p99", (arm) => orDash(arm.p99, duration)],
  ["Cost per request", (arm) => orDash(arm.costPerRequest, dollars)],
  ["Cache hits", (arm) => orDash(arm.hitRate, share)],
  ["Degraded", (arm) => orDash(arm.degradedRate, share)],
];

function Sides({ arms }: { arms: readonly ArmRow[] }) {
  return (
    <table className="w-full text-13 tabular-nums">
      <thead>
        <tr className="border-line border-b">
          <td />
          {arms.map(({ name }) => (
            <th key={name} scope="col" className="py-1 pl-4 text-right font-medium">
              <Tag mono>{name}</Tag>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {FIGURES.map(([label, text]) => (
          <tr key={label} className="border-line border-b last:border-b-0">
            <th scope="row" className="h-8 whitespace-nowrap text-left font-normal text-muted">
              {label}
            </th>
            {arms.map((arm) => (
              <td key={arm.name} className="whitespace-nowrap pl-4 text-right text-primary">
                {text(arm)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const TONES: Record<Verdict["tone"], Tone> = {
  better: "ok",
  worse: "critical",
  mixed: "warning",
  even: "info",
  unknown: "unknown",
};
const WORDS: Record<Verdict["tone"], string> = {
  better: "Better",
  worse: "Worse",
  mixed: "Mixed",
  even: "Even",
  unknown: "Not yet",
};

function Verdicts({ arms }: { arms: readonly ArmRow[] }) {
  const [base, ...others] = arms;
  if (!base || others.length === 0) {
    return (
      <p className="text-12 text-muted">
        Only one has answered; there is nothing to compare it with.
      </p>
    );
  }
  return (
    <ul className="flex flex-col gap-1.5 text-13">
      {others.map(({ name, verdict }) =>
        verdict === null ? null : (
          <li key={name} className="grid grid-cols-[auto_1fr] items-baseline gap-x-2">
            <Badge tone={TONES[verdict.tone]}>{WORDS[verdict.tone]}</Badge>
            <span className="text-secondary">
              <span className="font-mono text-12 text-primary">{name}</span>
              {" against "}
              <span className="font-mono text-12 text-primary">{base.name}</span>
              {`: ${verdict.words}`}
            </span>
          </li>
        ),
      )}
    </ul>
  );
}
