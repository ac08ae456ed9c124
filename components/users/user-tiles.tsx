"use client";
/** Four figures: how many people, how busy each, how content, how many got to the end. */
import { Sparkline } from "@/components/charts/sparkline";
import { Cell, Grid } from "@/components/ui/grid";
import { type Better, Tile } from "@/components/ui/tile";
import { count, exact, orDash, share } from "@/lib/core/format";
import type { Target } from "@/lib/core/targets";
import type { UsersView } from "@/lib/users/schema";
import { stars } from "./written";

export function UserTiles({ view }: { view: UsersView | undefined }) {
  return (
    <Grid>
      <Cell width={3}>
        <FigureTile
          label="Active users"
          figure={view?.active}
          value={count}
          note={view && nowWords(view.activeNow)}
        />
      </Cell>
      <Cell width={3}>
        <FigureTile label="Requests per user" figure={view?.requestsEach} value={count} />
      </Cell>
      <Cell width={3}>
        <FigureTile
          label="Satisfaction"
          figure={view?.score}
          value={stars}
          better="higher"
          target={view?.targets.score}
          note={view && `${count(view.feedback.n)} ratings`}
        />
      </Cell>
      <Cell width={3}>
        <FigureTile
          label="Completion rate"
          figure={view?.completion}
          value={share}
          better="higher"
          target={view?.targets.completion}
        />
      </Cell>
    </Grid>
  );
}

const MINUTE_MS = 60_000;

const nowWords = ({ users, windowMs }: UsersView["activeNow"]): string =>
  users === null ? "none yet" : `${count(users)} in the last ${windowMs / MINUTE_MS} min`;

type FigureTileProps = {
  label: string;
  figure: UsersView["active"] | undefined;
  value: (n: number) => string;
  note?: string | undefined;
  better?: Better;
  target?: Target | undefined;
};

function FigureTile({ label, figure, value, note, better = null, target }: FigureTileProps) {
  if (!figure) return <Tile label={label} figure={undefined} />;
  const { now, delta, spark } = figure;
  return (
    <Tile
      label={label}
      figure={orDash(now, value)}
      exact={orDash(now, exact)}
      note={note}
      delta={delta}
      better={better}
      target={target && { promise: target, value: now }}
      spark={<Sparkline values={spark} label={`${label} over time`} />}
    />
  );
}
