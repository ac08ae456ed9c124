/** The reader's time zone: charts and clocks speak the time on the reader's wall. */

let zone: string | undefined;

export function readerZone(): string {
  zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  return zone;
}
