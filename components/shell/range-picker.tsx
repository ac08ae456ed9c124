"use client";
/** The time range: presets, or any two instants. */
import { Clock } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";
import { Popover } from "@/components/ui/popover";
import { readerZone } from "@/components/ui/zone";
import type { Ask } from "@/lib/core/ask";
import { clock, day } from "@/lib/core/clock";
import { DAY, RANGES, type RangeName } from "@/lib/core/time";
import { useAsk } from "./use-ask";

const NAMES: Record<RangeName, string> = {
  "15m": "15 minutes",
  "1h": "1 hour",
  "6h": "6 hours",
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
};
const RANGE_NAMES = Object.keys(RANGES) as RangeName[];

type RangePickerProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function RangePicker({ open, onOpenChange }: RangePickerProps) {
  const { ask, setAsk } = useAsk();
  const choose = (range: RangeName) => {
    setAsk({ range });
    onOpenChange(false);
  };
  return (
    <Popover
      label="Time range"
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button size="s" icon={Clock} title="Time range (r)">
          <span className="tabular-nums">{wordsFor(ask)}</span>
        </Button>
      }
    >
      <div className="flex gap-4 max-md:flex-col">
        <ul aria-label="Presets" className="flex w-32 flex-col gap-0.5 max-md:w-full">
          {RANGE_NAMES.map((name) => (
            <li key={name}>
              <button
                type="button"
                aria-pressed={ask.range === name}
                onClick={() => choose(name)}
                className="flex h-8 w-full items-center rounded-control px-2 text-left text-13 text-secondary hover:bg-hover hover:text-primary aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-text max-md:h-10"
              >
                {NAMES[name]}
              </button>
            </li>
          ))}
        </ul>
        <CustomRange ask={ask} onDone={() => onOpenChange(false)} />
      </div>
    </Popover>
  );
}

function CustomRange({ ask, onDone }: { ask: Ask; onDone: () => void }) {
  const { setAsk } = useAsk();
  const [from, setFrom] = useState(() => localText(startOf(ask)));
  const [to, setTo] = useState(() => localText(ask.to ? new Date(ask.to) : new Date()));
  const [start, end] = [new Date(from), new Date(to)];
  const isOrdered = start.getTime() < end.getTime();
  return (
    <form
      className="flex w-56 flex-col gap-2 max-md:w-full"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isOrdered) return;
        setAsk({ from: start.toISOString(), to: end.toISOString() });
        onDone();
      }}
    >
      <Field label="From">
        <TextInput type="datetime-local" value={from} onChange={setFrom} required />
      </Field>
      <Field
        label="To"
        hint={`Your time zone, ${readerZone()}`}
        error={isOrdered ? undefined : "Must be after “From”"}
      >
        <TextInput type="datetime-local" value={to} onChange={setTo} required />
      </Field>
      <Button type="submit" tone="primary" disabled={!isOrdered}>
        Show this range
      </Button>
    </form>
  );
}

const startOf = ({ from, range = "24h" }: Ask): Date =>
  from === undefined ? new Date(Date.now() - RANGES[range]) : new Date(from);

/** What a datetime-local input holds: the reader's wall clock, to the minute. */
function localText(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

function wordsFor({ range = "24h", from, to }: Ask): string {
  if (from === undefined || to === undefined)
    return range.replace(/(\d+)/, "$1 ").replace("m", "min");
  const [start, end, zone] = [new Date(from), new Date(to), readerZone()];
  const endDay = end.getTime() - start.getTime() < DAY ? "" : `${day(end, zone)} `;
  return `${day(start, zone)} ${clock(start, zone)} – ${endDay}${clock(end, zone)}`;
}
