/** The registry of background work: what the worker process does, and how often. */

/** `run` should return soon after `signal` aborts. A run that throws is logged and tried again next time. */
export type Loop = {
  readonly name: string;
  readonly everyMs: number;
  readonly run: (signal: AbortSignal) => Promise<void>;
};

export function loops(): readonly Loop[] {
  return [];
}
