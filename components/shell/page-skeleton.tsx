/** A page before anything is known about it: the shape of tiles and panels. */
import { Cell, Grid } from "@/components/ui/grid";

const TILES = ["a", "b", "c", "d"] as const;

export function PageSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading"
      className="mx-auto flex w-full max-w-400 animate-shimmer flex-col gap-3 p-3 md:gap-4 md:p-6"
    >
      <div className="h-7 w-40 rounded-control bg-hover" />
      <Grid>
        {TILES.map((name) => (
          <Cell key={name} width={3}>
            <div className="h-37 rounded-panel border border-line bg-panel" />
          </Cell>
        ))}
        {TILES.map((name) => (
          <Cell key={name} width={6}>
            <div className="h-77 rounded-panel border border-line bg-panel" />
          </Cell>
        ))}
      </Grid>
    </div>
  );
}
