/** The part of a query that a panel needs: structural, so that ui knows no library. */

export type Reading<T> = {
  readonly data: T | undefined;
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: Error | null;
  /** Epoch milliseconds of the last answer; 0 before the first. */
  readonly dataUpdatedAt: number;
  /** The answer shown belongs to the previous question. */
  readonly isPlaceholderData: boolean;
  readonly refetch: () => unknown;
};

/** One panel's share of a page's answer. */
export function part<T, P>(reading: Reading<T>, pick: (data: T) => P): Reading<P> {
  const { data, isPending, isError, error, dataUpdatedAt, isPlaceholderData, refetch } = reading;
  return {
    data: data === undefined ? undefined : pick(data),
    isPending,
    isError,
    error,
    dataUpdatedAt,
    isPlaceholderData,
    refetch,
  };
}
