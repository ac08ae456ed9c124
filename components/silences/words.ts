/** Small phrases of the silences page. */

export const alertsCount = (n: number): string => (n === 1 ? "1 alert" : `${n} alerts`);
