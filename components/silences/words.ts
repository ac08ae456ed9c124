/** Small phrases of the silences page. */
import { quantity } from "@/lib/core/format";

export const alertsCount = (n: number): string => quantity(n, "alert");
