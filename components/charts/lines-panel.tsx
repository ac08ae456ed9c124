"use client";
/** A panel around one time chart, from lines that share a page's axis. */
import { type ReactNode, useMemo } from "react";
import type { EmptyProps } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { Series } from "@/lib/core/series";
import type { Target } from "@/lib/core/targets";
import { sheetOfSeries } from "./rows";
import { TimeChart, type TimeChartProps } from "./time-chart";

type Axis = { readonly from: string; readonly stepMs: number; readonly count: number };
type Line = {
  readonly key: string;
  readonly label: string;
  readonly values: readonly (number | null)[];
};
export type Lines = {
  readonly axis: Axis;
  readonly lines: readonly Line[];
  readonly previous?: readonly Line[] | null;
  readonly targets?: readonly Target[];
  /** The answer in one figure. */
  readonly figure?: string;
};

type LinesPanelProps = Pick<TimeChartProps, "value" | "legend" | "max" | "band" | "onPick"> & {
  title: string;
  question: string;
  reading: Reading<Lines>;
  kind?: TimeChartProps["kind"];
  empty?: EmptyProps;
  height?: number;
  controls?: ReactNode;
};

const isBlank = ({ lines }: Lines): boolean =>
  lines.every(({ values }) => values.every((value) => value === null));

export function LinesPanel(props: LinesPanelProps) {
  const {
    title,
    question,
    reading,
    kind = "line",
    empty,
    height,
    value,
    controls,
    ...rest
  } = props;
  const hasFigure = reading.data === undefined || reading.data.figure !== undefined;
  return (
    <Panel
      title={title}
      question={question}
      reading={reading}
      {...(hasFigure && { figure: ({ figure }: Lines) => figure ?? "" })}
      isEmpty={isBlank}
      empty={empty ?? { title: "Nothing in this time range" }}
      sheet={({ axis, lines }) => sheetOfSeries(seriesOf(axis, lines), value)}
      {...(height !== undefined && { height })}
      {...(controls !== undefined && { controls })}
    >
      {(data) => <Chart {...rest} kind={kind} value={value} data={data} />}
    </Panel>
  );
}

type ChartProps = Pick<TimeChartProps, "kind" | "value" | "legend" | "max" | "band" | "onPick"> & {
  data: Lines;
};

function Chart({ data, ...rest }: ChartProps) {
  const { axis, lines, previous, targets } = data;
  const series = useMemo(() => seriesOf(axis, lines), [axis, lines]);
  const past = useMemo(() => (previous ? seriesOf(axis, previous) : undefined), [axis, previous]);
  return <TimeChart {...rest} series={series} previous={past} {...(targets && { targets })} />;
}

export function seriesOf({ from, stepMs }: Axis, lines: readonly Line[]): Series[] {
  const start = Date.parse(from);
  return lines.map(({ key, label, values }) => ({
    key,
    label,
    points: values.map((value, i) => ({
      at: new Date(start + i * stepMs).toISOString(),
      value,
    })),
  }));
}
