/** A page before anything is known about it: the shape of tiles and panels. */
import { Cell, Grid } from "@/components/ui/grid";

const TILES = ["a", "b", "c", "d"] as const;

export function PageSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading"
      className="animate-shimmer mx-auto flex w-full max-w-400 flex-col gap-3 p-3 md:gap-4 md:p-6"
    >
      <div className="rounded-control bg-hover h-7 w-40" />
      <Grid>
        {TILES.map((name) => (
          <Cell key={name} width={3}>
            <div className="rounded-panel border-line bg-panel h-37 border" />
          </Cell>
        ))}
        {TILES.map((name) => (
          <Cell key={name} width={6}>
            <div className="rounded-panel border-line bg-panel h-77 border" />
          </Cell>
        ))}
      </Grid>
    </div>
  );
}
