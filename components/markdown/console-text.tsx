"use client";
/** A text within the console: its links keep the page's question, its panels live, its diagrams are drawn. */
import { type ReactNode, useCallback, useMemo } from "react";
import { useAsk } from "@/components/shell/use-ask";
import { KeptLink } from "@/components/ui/kept-link";
import { filled, type Values } from "@/lib/runbooks/markdown/fill";
import type { Block, Heading, Panel } from "@/lib/runbooks/markdown/node";
import { Diagram } from "./diagram";
import { LivePanel } from "./live-panel";
import type { Ticks } from "./setting";
import { Text } from "./text";

type ConsoleTextProps = {
  blocks: readonly Block[];
  headings?: readonly Heading[];
  /** Of the alert that it was opened from. */
  values?: Values;
  /** That alert: other runbooks are opened from it too. */
  alertId?: string | null;
  ticks?: Ticks;
  prefix?: string;
};

const NO_VALUES: Values = {};

export function ConsoleText(props: ConsoleTextProps) {
  const { blocks, headings, values = NO_VALUES, alertId = null, ticks, prefix } = props;
  const { ask, live } = useAsk();
  const { project } = ask;
  const whole = useMemo(() => filled(blocks, values), [blocks, values]);
  const link = useCallback(
    (href: string, children: ReactNode) => (
      <KeptLink href={withAlert(href, alertId)}>{children}</KeptLink>
    ),
    [alertId],
  );
  const panel = useCallback(
    (one: Panel) => <LivePanel project={project} live={live} panel={one} />,
    [project, live],
  );
  return (
    <Text
      blocks={whole}
      headings={headings}
      ticks={ticks}
      link={link}
      panel={panel}
      diagram={drawnDiagram}
      prefix={prefix}
    />
  );
}

const drawnDiagram = (text: string) => <Diagram text={text} />;

function withAlert(href: string, alertId: string | null): string {
  if (alertId === null || !href.startsWith("/runbooks/")) return href;
  const [path = "", hash] = href.split("#", 2);
  return `${path}?alert=${encodeURIComponent(alertId)}${hash ? `#${hash}` : ""}`;
}
