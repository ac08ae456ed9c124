/** Which steps of a runbook somebody ticked here. Losing it costs a look at the list. */

/** A step, and what it asks for in one line. */
export type Step = { readonly step: string; readonly text: string };

const keyOf = (name: string): string => `wheelhouse.ticks.${name}`;

export function readTicks(name: string): readonly Step[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isStep) : [];
  } catch {
    return [];
  }
}

function isStep(value: unknown): value is Step {
  const { step, text } = (value ?? {}) as Partial<Record<keyof Step, unknown>>;
  return typeof step === "string" && typeof text === "string";
}

export function writeTicks(name: string, steps: readonly Step[]): void {
  try {
    if (steps.length === 0) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), JSON.stringify(steps));
  } catch {
    // Private windows may refuse storage; the ticks then last until the page is left.
  }
}
