"use client";
/** What if: levers on the project's own last weeks, and what the month would come to. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import { useAsk } from "@/components/shell/use-ask";
import { Field, Select } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Slider } from "@/components/ui/slider";
import { duration, orDash, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import { whatIfQuery } from "@/lib/spend/what-if/client";
import type { LeverInput, WhatIfView } from "@/lib/spend/what-if/schema";
import { Scenarios } from "./scenarios";

export function WhatIfPanel() {
  const { ask } = useAsk();
  const [levers, setLevers] = useState<LeverInput>({});
  const asked = useDeferredValue(levers);
  const reading = useQuery(whatIfQuery(ask.project, asked));
  return (
    <Panel
      title="What if"
      question="What would the month come to with another cache, other models, shorter answers or more traffic?"
      reading={reading}
      figure={figureOf}
      isEmpty={({ estimate }) => estimate === null}
      empty={{
        title: "Nothing to reckon with yet",
        hint: "It takes a whole day of calls with a price.",
      }}
      height="fit"
    >
      {(view) => (
        <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
          <LeverFields
            view={view}
            levers={levers}
            onChange={(patch) => setLevers((now) => without({ ...now, ...patch }))}
          />
          <Outcome view={view} />
          <div className="lg:col-span-2">
            <Scenarios project={ask.project} levers={levers} onTake={setLevers} />
          </div>
        </div>
      )}
    </Panel>
  );
}

const without = (levers: { [K in keyof LeverInput]: LeverInput[K] | undefined }): LeverInput =>
  Object.fromEntries(Object.entries(levers).filter(([, value]) => value !== undefined));

function figureOf({ estimate }: WhatIfView): string {
  if (!estimate) return "";
  const { now, changed } = estimate;
  return `${dollars(now.monthEnd)} → ${dollars(changed.monthEnd)}`;
}

const CAPS = ["", "256", "512", "1024", "2048", "4096"].map((value) => ({
  value,
  label: value === "" ? "No limit" : `${value} tokens`,
}));

type LeverFieldsProps = {
  view: WhatIfView;
  levers: LeverInput;
  onChange: (patch: { [K in keyof LeverInput]?: LeverInput[K] | undefined }) => void;
};

function LeverFields({ view, levers, onChange }: LeverFieldsProps) {
  const { hitRate } = view;
  const growth = levers.growth ?? 1;
  const rate = levers.hitRate ?? hitRate ?? 0;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {hitRate !== null && (
        <Lever label="Cache hit rate" words={`${share(rate)} (now ${share(hitRate)})`}>
          <Slider
            label="Cache hit rate"
            words={share(rate)}
            {...{ min: 0, max: 1, step: 0.01, value: rate }}
            onChange={(value) => onChange({ hitRate: value })}
          />
        </Lever>
      )}
      <Lever label="Traffic" words={`${growth.toFixed(2)} times now`}>
        <Slider
          label="Traffic"
          words={`${growth} times`}
          {...{ min: 0.5, max: 3, step: 0.05, value: growth }}
          onChange={(value) => onChange({ growth: value })}
        />
      </Lever>
      <ShareLever view={view} levers={levers} onChange={onChange} />
      <Field label="Longest answer" hint="From the recorded lengths of answers.">
        <Select
          value={levers.maxOutputTokens === undefined ? "" : String(levers.maxOutputTokens)}
          options={CAPS}
          onChange={(cap) => onChange({ maxOutputTokens: cap === "" ? undefined : Number(cap) })}
        />
      </Field>
      <ModelLever view={view} levers={levers} onChange={onChange} />
    </div>
  );
}

type LeverProps = { label: string; words: string; children: ReactNode };

function Lever({ label, words, children }: LeverProps) {
  return (
    <div className="min-w-0">
      <p className="flex justify-between gap-3 text-13">
        <span className="font-medium text-primary">{label}</span>
        <span className="text-secondary tabular-nums">{words}</span>
      </p>
      {children}
    </div>
  );
}

/** One type takes more or less; the others keep their proportions. */
function ShareLever({ view, levers, onChange }: LeverFieldsProps) {
  const [first] = view.types;
  const [chosen, setChosen] = useState(first?.name ?? "");
  const now = view.types.find(({ name }) => name === chosen)?.share ?? 0;
  if (view.types.length < 2) return null;
  const value = levers.shares?.[chosen] ?? now;
  const set = (wanted: number) => {
    const scale = now === 1 ? 0 : (1 - wanted) / (1 - now);
    const shares = view.types.map(
      (type) => [type.name, type.name === chosen ? wanted : type.share * scale] as const,
    );
    onChange({ shares: Object.fromEntries(shares) });
  };
  return (
    <Lever label="Share of requests" words={`${share(value)} (now ${share(now)})`}>
      <div className="flex items-center gap-3">
        <div className="w-40 shrink-0">
          <Select
            aria-label="Agent type"
            value={chosen}
            options={view.types.map(({ name }) => ({ value: name, label: name || "no type" }))}
            onChange={(name) => {
              setChosen(name);
              onChange({ shares: undefined });
            }}
          />
        </div>
        <Slider
          label="Share of requests"
          words={share(value)}
          {...{ min: 0, max: 1, step: 0.01, value }}
          onChange={set}
        />
      </div>
    </Lever>
  );
}

const keyOf = ({ provider, model }: { provider: string; model: string }): string =>
  JSON.stringify([provider, model]);

function ModelLever({ view, levers, onChange }: LeverFieldsProps) {
  const options = useMemo(
    () => [
      { value: "", label: "As it is" },
      ...view.models.map((one) => ({ value: keyOf(one), label: one.model })),
    ],
    [view.models],
  );
  const [swap] = levers.models ?? [];
  const [from, setFrom] = useState(swap ? keyOf(swap.from) : "");
  const find = (key: string) => view.models.find((one) => keyOf(one) === key);
  const set = (fromKey: string, toKey: string) => {
    const [old, fresh] = [find(fromKey), find(toKey)];
    onChange({
      models: old && fresh && fromKey !== toKey ? [{ from: old, to: fresh }] : undefined,
    });
  };
  const to = swap ? keyOf(swap.to) : "";
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      <Field label="Replace the model">
        <Select
          value={from}
          options={options}
          onChange={(key) => {
            setFrom(key);
            set(key, to);
          }}
        />
      </Field>
      <Field label="By">
        <Select value={to} options={options} onChange={(key) => set(from, key)} />
      </Field>
    </div>
  );
}

function Outcome({ view }: { view: WhatIfView }) {
  const { estimate, restNote, days } = view;
  if (!estimate) return null;
  const { now, changed, assumptions } = estimate;
  const notes = [...assumptions, ...(restNote === null ? [] : [restNote])];
  return (
    <div className="flex min-w-0 flex-col gap-3 text-13 text-secondary">
      <table className="w-full">
        <thead>
          <tr className="text-12 text-muted">
            <th scope="col" className="py-1 text-left font-medium">
              {`From ${days} days`}
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              Now
            </th>
            <th scope="col" className="py-1 text-right font-medium">
              Then
            </th>
          </tr>
        </thead>
        <tbody className="text-primary tabular-nums">
          <Two
            name="End of this month"
            now={dollars(now.monthEnd)}
            then={dollars(changed.monthEnd)}
          />
          <Two
            name="Thirty such days"
            now={dollars(now.thirtyDays)}
            then={dollars(changed.thirtyDays)}
          />
          <Two
            name="Mean answer time"
            now={orDash(now.latencyMs, duration)}
            then={orDash(changed.latencyMs, duration)}
          />
        </tbody>
      </table>
      <div>
        <h3 className="font-medium text-primary">Assumptions</h3>
        <ul className="list-disc pl-5 text-12">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Two({ name, now, then }: { name: string; now: string; then: string }) {
  return (
    <tr className="border-line border-t">
      <th scope="row" className="py-1.5 text-left font-normal text-secondary">
        {name}
      </th>
      <td className="py-1.5 text-right">{now}</td>
      <td className="py-1.5 text-right font-medium">{then}</td>
    </tr>
  );
}
