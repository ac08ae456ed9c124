/** Small phrases of the silences page. */

export const alertsCount = (n: number): string => (n === 1 ? "1 alert" : `${n} alerts`);

/** An instant as a date field writes it, on the reader's clock. */
export function onClock(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
