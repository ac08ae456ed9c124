/** The pictures of the monitoring guide: what `npm run screenshots -- --guide` takes into docs/images/guide/. */

/**
 * `panel` is the anchor of one panel, where the whole screen would say less.
 * @type {readonly { name: string, path: string, panel?: string }[]}
 */
export const GUIDE_PICTURES = [
  { name: "overview", path: "/?range=24h&compare=1" },
  { name: "errors", path: "/errors?range=24h" },
  { name: "agents", path: "/agents?range=24h&compare=1" },
  { name: "agent", path: "/agents/support-rag?range=24h" },
  { name: "cache", path: "/cache?range=7d" },
  { name: "infrastructure", path: "/infrastructure?range=6h" },
  { name: "alerts", path: "/alerts", panel: "history" },
  { name: "reconciliation", path: "/settings/data", panel: "reconciliation" },
];
