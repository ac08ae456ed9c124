"use client";
/** Four figures: how often requests fail, how many, how often providers do, and what is unsettled. */
import { Sparkline } from "@/components/charts/sparkline";
import { Cell, Grid } from "@/components/ui/grid";
import { Tile } from "@/components/ui/tile";
import { count, exact, orDash, share } from "@/lib/core/format";
import type { ErrorsView } from "@/lib/errors/schema";

export function ErrorTiles({ view }: { view: ErrorsView | undefined }) {
  return (
    <Grid>
      <Cell width={3}>
        <Tile
          label="Error rate"
          figure={view && orDash(view.rate.now, share)}
          exact={view && `${exact(view.errors.now ?? 0)} of ${exact(view.requests)} requests`}
          delta={view?.rate.delta}
          better="lower"
          target={view && { promise: view.target, value: view.rate.now }}
          spark={view && <Sparkline values={view.rate.spark} label="Error rate over time" />}
        />
      </Cell>
      <Cell width={3}>
        <Tile
          label="Failed requests"
          figure={view && orDash(view.errors.now, count)}
          exact={view && orDash(view.errors.now, exact)}
          delta={view?.errors.delta}
          better="lower"
          spark={view && <Sparkline values={view.errors.spark} label="Failed requests over time" />}
        />
      </Cell>
      <Cell width={3}>
        <Tile
          label="Provider failure rate"
          figure={view && orDash(view.providerRate.now, share)}
          delta={view?.providerRate.delta}
          better="lower"
          spark={
            view && (
              <Sparkline values={view.providerRate.spark} label="Provider failures over time" />
            )
          }
        />
      </Cell>
      <Cell width={3}>
        <UnsettledTile view={view} />
      </Cell>
    </Grid>
  );
}

/** Nothing here compares with a period before: a state is a state. */
function UnsettledTile({ view }: { view: ErrorsView | undefined }) {
  if (!view) return <Tile label="Unsettled groups" figure={undefined} />;
  const { states, newGroups } = view;
  const words = [
    newGroups > 0 && `${newGroups} new`,
    states.regressed > 0 && `${states.regressed} came back`,
    states.resolved > 0 && `${states.resolved} resolved`,
  ].filter((each) => each !== false);
  return (
    <Tile
      label="Unsettled groups"
      figure={count(states.open + states.regressed)}
      exact="Open and regressed groups seen in this time range"
      delta={{ words: words.join(", ") || "none new, none came back", direction: "flat" }}
    />
  );
}
