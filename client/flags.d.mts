export type FlagOptions = {
  /** Where the console is, such as `https://wheelhouse.example.com`. */
  readonly url: string;
  /** Of a key for `flags:evaluate`. */
  readonly key: string;
  /** Of whom this client asks for: one client for each. */
  readonly context: { readonly targetingKey: string; readonly [field: string]: unknown };
  /** Keeps the last good answer. */
  readonly file?: string;
  /** 30 s. */
  readonly pollMs?: number;
  /** 3 s. */
  readonly timeoutMs?: number;
  /** False: polls only. */
  readonly listens?: boolean;
};

export type FlagDetail = {
  readonly key: string;
  readonly value: unknown;
  readonly variant: string;
  readonly reason: string;
};

export type Flags = {
  readonly value: <T>(key: string, fallback: T) => T;
  readonly detail: (key: string) => FlagDetail | undefined;
  /** Whether the console was reached. */
  readonly refresh: () => Promise<boolean>;
  readonly health: () => {
    readonly okAt: number;
    readonly error: string;
    readonly count: number;
  };
  readonly close: () => Promise<void>;
};

export function openFlags(options: FlagOptions): Promise<Flags>;
