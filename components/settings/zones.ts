/** The time zones that this browser knows, as choices. */

export function zonesWith(current: string): readonly { value: string; label: string }[] {
  const known = new Set(["UTC", current, ...Intl.supportedValuesOf("timeZone")]);
  return Array.from(known, (zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}
