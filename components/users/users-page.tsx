"use client";
/** The users page: how many, how busy, how content, and whether they get to the end. */
import { useQuery } from "@tanstack/react-query";
import { LinesPanel } from "@/components/charts/lines-panel";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Cell, Grid } from "@/components/ui/grid";
import { part } from "@/components/ui/reading";
import { count, orDash, share } from "@/lib/core/format";
import { usersQuery } from "@/lib/users/client";
import type { UsersView } from "@/lib/users/schema";
import { FeedbackPanel } from "./feedback-panel";
import { JourneysPanel } from "./journeys-panel";
import { TopUsersPanel } from "./top-users-panel";
import { UserTiles } from "./user-tiles";
import { perMinute, score, stars } from "./written";

const NO_USERS = {
  title: "No users in this time range",
  hint: "Set user on request events: a stable id, preferably a pseudonym.",
};

export function UsersPage() {
  const { ask, live } = useAsk();
  const page = useQuery(usersQuery(ask, live));
  return (
    <PageFrame
      title="Users"
      lead="Who uses the agents, how much, and how content they are"
      markers={page.data?.deployments}
    >
      <UserTiles view={page.data} />
      <Grid>
        <Cell width={6}>
          <LinesPanel
            title="Active users"
            question="How many different people used it?"
            reading={part(page, activeLines)}
            value={count}
            empty={NO_USERS}
          />
        </Cell>
        <Cell width={6}>
          <LinesPanel
            title="Requests by users"
            question="How much is asked a minute, with and without a known user?"
            reading={part(page, ({ axis, requestLines }) => ({ axis, lines: requestLines }))}
            kind="area"
            value={perMinute}
            empty={NO_USERS}
          />
        </Cell>
        <Cell width={8}>
          <LinesPanel
            title="Satisfaction"
            question="How do people rate the answers, of five?"
            reading={part(page, scoreLines)}
            value={score}
            max={5}
            empty={{
              title: "No feedback in this time range",
              hint: "Send feedback events with a score from 0 to 1; thumbs are 0 and 1.",
            }}
          />
        </Cell>
        <Cell width={4}>
          <FeedbackPanel reading={part(page, ({ feedback }) => feedback)} />
        </Cell>
        <Cell width={8}>
          <LinesPanel
            title="Completion"
            question="How many of the journeys begun are finished?"
            reading={part(page, completionLines)}
            value={share}
            max={1}
            empty={{
              title: "No journeys in this time range",
              hint: "Send journey_step events: start, the steps, then complete or abandon.",
            }}
          />
        </Cell>
        <Cell width={4}>
          <JourneysPanel reading={part(page, ({ journeys }) => journeys)} />
        </Cell>
        <Cell width={12}>
          <TopUsersPanel reading={part(page, ({ top }) => top)} />
        </Cell>
      </Grid>
    </PageFrame>
  );
}

const activeLines = ({ axis, activeLines, activeNow }: UsersView) => ({
  axis,
  ...activeLines,
  figure: `${orDash(activeNow.users, count)} now`,
});
const scoreLines = ({ axis, scoreLines, targets, score }: UsersView) => ({
  axis,
  ...scoreLines,
  targets: [targets.score],
  figure: orDash(score.now, stars),
});
const completionLines = ({ axis, completionLines, targets, completion }: UsersView) => ({
  axis,
  ...completionLines,
  targets: [targets.completion],
  figure: orDash(completion.now, share),
});
