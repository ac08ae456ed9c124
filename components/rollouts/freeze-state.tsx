"use client";
/** Whether a freeze window that is not over has begun. */
import { Badge } from "@/components/ui/badge";
import { useNow } from "@/components/ui/use-now";

export function FreezeState({ from }: { from: string }) {
  const now = useNow();
  const isActive = now !== null && Date.parse(from) <= now;
  return (
    <Badge tone={isActive ? "warning" : "info"} bare>
      {isActive ? "Active" : "Upcoming"}
    </Badge>
  );
}
