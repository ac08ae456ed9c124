"use client";
/** Lists: points, numbers, and steps that can be ticked. */
import type { ReactNode } from "react";
import type { Block, Item } from "@/lib/runbooks/markdown/node";
import { textOf } from "@/lib/runbooks/markdown/node";
import { useSetting } from "./setting";

type ListProps = {
  list: Extract<Block, { kind: "list" }>;
  children: (blocks: readonly Block[]) => ReactNode;
};

export function List({ list: { start, items }, children }: ListProps) {
  const isSteps = useSetting().ticks !== undefined && items.some(({ step }) => step !== null);
  const shared = {
    className: `flex min-w-0 flex-col gap-1.5 ${isSteps ? "" : `pl-5 ${start === null ? "list-disc" : "list-decimal"}`}`,
    children: items.map((item, i) => (
      <Entry
        // biome-ignore lint/suspicious/noArrayIndexKey: a text is drawn whole, and its parts have no other name
        key={i}
        item={item}
        number={start === null ? null : start + i}
        isStep={isSteps && item.step !== null}
      >
        {children(item.blocks)}
      </Entry>
    )),
  };
  return start === null ? <ul {...shared} /> : <ol start={start} {...shared} />;
}

type EntryProps = { item: Item; number: number | null; isStep: boolean; children: ReactNode };

function Entry({ item, number, isStep, children }: EntryProps) {
  if (isStep && item.step !== null) {
    return (
      <Step item={item} step={item.step} number={number}>
        {children}
      </Step>
    );
  }
  return (
    <li className={`min-w-0 ${item.isDone === null ? "pl-0.5" : "-ml-5 list-none"}`}>
      <div className="flex min-w-0 gap-2">
        {item.isDone !== null && (
          <input
            type="checkbox"
            checked={item.isDone}
            disabled
            aria-label={nameOf(item)}
            className="mt-1 size-4 shrink-0"
          />
        )}
        <div className="flex min-w-0 flex-1 flex-col gap-2">{children}</div>
      </div>
    </li>
  );
}

type StepProps = { item: Item; step: string; number: number | null; children: ReactNode };

/** The box has room for a thumb; the text beside it stays free for links. */
function Step({ item, step, number, children }: StepProps) {
  const { ticks } = useSetting();
  const text = nameOf(item);
  const isTicked = ticks?.isTicked({ step, text }) ?? false;
  return (
    <li
      data-step={step}
      className={`flex min-w-0 list-none gap-2 rounded-control py-0.5 ${isTicked ? "text-muted" : ""}`}
    >
      <span className="-m-1.5 grid size-8 shrink-0 place-items-center max-md:-m-2.5 max-md:size-11">
        <input
          type="checkbox"
          checked={isTicked}
          disabled={ticks?.onTick === undefined}
          onChange={(event) => ticks?.onTick?.({ step, text }, event.target.checked)}
          aria-label={text}
          className="size-4 accent-accent max-md:size-5"
        />
      </span>
      {number !== null && <span className="shrink-0 text-muted tabular-nums">{number}.</span>}
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        {children}
        {ticks?.note?.({ step, text })}
      </div>
    </li>
  );
}

const LONGEST_NAME = 120;

function nameOf({ blocks: [first] }: Item): string {
  const text = first && "inlines" in first ? textOf(first.inlines) : "";
  return text.replaceAll(/\s+/g, " ").slice(0, LONGEST_NAME) || "Step";
}
