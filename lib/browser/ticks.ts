/** Which steps of a runbook somebody ticked here. Losing it costs a look at the list. */

const keyOf = (name: string): string => `wheelhouse.ticks.${name}`;

export function readTicks(name: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

export function writeTicks(name: string, steps: readonly string[]): void {
  try {
    if (steps.length === 0) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), JSON.stringify(steps));
  } catch {
    // Private windows may refuse storage; the ticks then last until the page is left.
  }
}
