/** How the figures of this area are written; module-level functions, for charts. */
import { count } from "@/lib/core/format";

export const score = (value: number): string => (Math.round(value * 100) / 100).toFixed(2);
export const stars = (value: number): string => `${score(value)} / 5`;
export const perMinute = (value: number): string => `${count(value)} /min`;
