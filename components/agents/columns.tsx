/** The columns of agents and agent types. */
import { Tag } from "@/components/ui/badge";
import type { Column } from "@/components/ui/table-model";
import { count, duration, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import type { GroupRow } from "@/lib/overview/agents";

const figures: readonly Column<GroupRow>[] = [
  {
    key: "requests",
    label: "Requests",
    value: ({ requests }) => requests,
    format: count,
    kind: "bar",
  },
  { key: "share", label: "Share", value: (row) => row.share, format: share, kind: "number" },
  { key: "p50", label: "p50", value: ({ p50 }) => p50, format: duration, kind: "number" },
  { key: "p95", label: "p95", value: ({ p95 }) => p95, format: duration, kind: "number" },
  { key: "p99", label: "p99", value: ({ p99 }) => p99, format: duration, kind: "number" },
  {
    key: "errors",
    label: "Errors",
    value: ({ errorRate }) => errorRate,
    format: share,
    kind: "number",
  },
  {
    key: "degraded",
    label: "Degraded",
    hint: "Share of requests that a fallback answered",
    value: ({ degradedRate }) => degradedRate,
    format: share,
    kind: "number",
  },
  {
    key: "hits",
    label: "Cache hits",
    hint: "Share of cache lookups that hit",
    value: ({ hitRate }) => hitRate,
    format: share,
    kind: "number",
  },
  {
    key: "cost",
    label: "Cost",
    hint: "A dash: none of its calls has a price",
    value: ({ cost }) => cost,
    format: dollars,
    kind: "number",
  },
  {
    key: "each",
    label: "Per request",
    value: ({ costPerRequest }) => costPerRequest,
    format: dollars,
    kind: "number",
  },
  {
    key: "unpriced",
    label: "Unpriced",
    hint: "LLM calls whose model has no price; they are missing from the cost",
    value: ({ unpriced }) => unpriced,
    format: count,
    kind: "number",
  },
  {
    key: "calls",
    label: "LLM calls",
    value: ({ calls }) => calls,
    format: count,
    kind: "number",
    isHidden: true,
  },
  {
    key: "input",
    label: "Input tokens",
    hint: "Read neither from nor into a provider's cache",
    value: ({ inputTokens }) => inputTokens,
    format: count,
    kind: "number",
  },
  {
    key: "cache-read",
    label: "Cache read",
    value: (row) => row.cacheReadTokens,
    format: count,
    kind: "number",
  },
  {
    key: "cache-write",
    label: "Cache write",
    value: (row) => row.cacheWriteTokens,
    format: count,
    kind: "number",
    isHidden: true,
  },
  {
    key: "output",
    label: "Output",
    value: ({ outputTokens }) => outputTokens,
    format: count,
    kind: "number",
  },
];

export const AGENT_COLUMNS: readonly Column<GroupRow>[] = [
  { key: "name", label: "Agent", value: ({ name }) => name || "(no agent)" },
  {
    key: "type",
    label: "Type",
    value: ({ type }) => type,
    cell: ({ type }) => (type === null ? "–" : <Tag>{type}</Tag>),
  },
  ...figures,
];

export const TYPE_COLUMNS: readonly Column<GroupRow>[] = [
  { key: "name", label: "Type", value: ({ name }) => name || "(no type)" },
  ...figures,
];
