"use client";
/** Which labels are meant, row by row, and how many of the alerts that fire that is now. */
import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useDeferredValue } from "react";
import { Badge } from "@/components/ui/badge";
import { Button, IconButton } from "@/components/ui/button";
import { Select, TextInput } from "@/components/ui/field";
import type { Matcher } from "@/lib/notify/matcher";
import { matchesQuery } from "@/lib/notify/silences/client";
import { BLANK_MATCHER, writtenMatchers } from "@/lib/notify/silences/draft";
import { alertsCount } from "./words";

const OPERATORS = [
  { value: "=", label: "is" },
  { value: "!=", label: "is not" },
  { value: "=~", label: "matches" },
  { value: "!~", label: "does not match" },
] as const;

type MatchersFieldProps = {
  project: string;
  matchers: readonly Matcher[];
  error?: string | undefined;
  onChange: (matchers: readonly Matcher[]) => void;
};

export function MatchersField({ project, matchers, error, onChange }: MatchersFieldProps) {
  const put = (at: number, change: Partial<Matcher>) =>
    onChange(matchers.map((matcher, i) => (i === at ? { ...matcher, ...change } : matcher)));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 font-medium text-13 text-primary">Alerts with all of</legend>
      {matchers.map((matcher, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else to be known by
        <div key={i} className="flex min-w-0 flex-wrap items-center gap-2 md:flex-nowrap">
          <TextInput
            aria-label={`Label ${i + 1}`}
            placeholder="agent"
            value={matcher.name}
            onChange={(name) => put(i, { name })}
            maxLength={200}
            autoComplete="off"
          />
          <div className="w-36 shrink-0">
            <Select
              aria-label={`Comparison ${i + 1}`}
              value={matcher.operator}
              options={OPERATORS}
              onChange={(operator) => put(i, { operator })}
            />
          </div>
          <div className="flex min-w-0 flex-1 items-center gap-2 md:w-full">
            <TextInput
              aria-label={`Value ${i + 1}`}
              placeholder="checkout"
              value={matcher.value}
              onChange={(value) => put(i, { value })}
              maxLength={1_000}
              autoComplete="off"
            />
            <IconButton
              size="s"
              icon={X}
              label={`Remove matcher ${i + 1}`}
              disabled={matchers.length === 1}
              onClick={() => onChange(matchers.filter((_, other) => other !== i))}
            />
          </div>
        </div>
      ))}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Button
          tone="quiet"
          size="s"
          icon={Plus}
          onClick={() => onChange([...matchers, BLANK_MATCHER])}
        >
          Add a matcher
        </Button>
        <MatchCount project={project} matchers={matchers} />
      </div>
      <p className={`text-12 ${error === undefined ? "text-muted" : "text-critical-text"}`}>
        {error ?? "Labels are those of the alert, and its alertname and severity."}
      </p>
    </fieldset>
  );
}

function MatchCount({ project, matchers }: Pick<MatchersFieldProps, "project" | "matchers">) {
  const asked = useDeferredValue(writtenMatchers({ matchers }));
  const reading = useQuery({ ...matchesQuery(project, asked), enabled: asked.length > 0 });
  if (asked.length === 0) return <Said>No matcher yet</Said>;
  if (reading.isError) return <Badge tone="warning">{reading.error.message}</Badge>;
  if (!reading.data) return <Said>Looking…</Said>;
  const { count, firing } = reading.data;
  return <Said>{`${alertsCount(count)} of the ${firing} that fire now`}</Said>;
}

const Said = ({ children }: { children: string }) => (
  <p role="status" className="text-12 text-secondary tabular-nums">
    {children}
  </p>
);
