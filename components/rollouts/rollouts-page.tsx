"use client";
/** The rollouts page: what is moving, where, what comes next; what is planned; what is over; when nothing may move. */
import { useQuery } from "@tanstack/react-query";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Button } from "@/components/ui/button";
import { Cell, Grid } from "@/components/ui/grid";
import { KeptLink } from "@/components/ui/kept-link";
import { part } from "@/components/ui/reading";
import { rolloutsQuery } from "@/lib/rollouts/client";
import { FreezesPanel } from "./freezes-panel";
import { ListPanel } from "./list-panel";
import { RollbacksPanel } from "./rollbacks-panel";
import { RolloutTabs } from "./rollout-tabs";

export function RolloutsPage() {
  const { ask, live } = useAsk();
  const reading = useQuery(rolloutsQuery(ask.project, live));
  return (
    <PageFrame
      title="Rollouts"
      lead="Traffic moves by stages, on evidence, and is back in one second"
      acts={
        <Can permission="rollouts:write">
          {(gate) =>
            gate.disabled ? (
              <Button {...gate}>Plan a rollout</Button>
            ) : (
              <KeptLink href="/rollouts/new" look="primary">
                Plan a rollout
              </KeptLink>
            )
          }
        </Can>
      }
    >
      <RolloutTabs />
      <ListPanel
        title="In progress"
        question="What is moving, where, and what comes next?"
        reading={part(reading, ({ moving }) => moving)}
        none={{
          title: "No rollout is in progress",
          hint: "Plan a rollout: it starts as a draft that says what its stages can see at this traffic.",
        }}
      />
      <Grid>
        <Cell width={6}>
          <ListPanel
            title="Drafts"
            question="What is ready to start?"
            reading={part(reading, ({ drafts }) => drafts)}
            none={{ title: "No draft", hint: "A draft moves nothing until somebody starts it." }}
          />
        </Cell>
        <Cell width={6}>
          <FreezesPanel project={ask.project} reading={reading} />
        </Cell>
      </Grid>
      <RollbacksPanel reading={part(reading, ({ rollbacks }) => rollbacks)} />
      <ListPanel
        title="Ended"
        question="How did earlier rollouts end?"
        reading={part(reading, ({ over }) => over)}
        none={{
          title: "None has ended yet",
          hint: "Complete, rolled back or aborted: each stays here.",
        }}
      />
    </PageFrame>
  );
}
