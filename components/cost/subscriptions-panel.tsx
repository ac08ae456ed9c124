"use client";
/** Which reports are sent, at which hour, and to which channels. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox, Field, Select } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { saveSubscription, subscriptionsKey, subscriptionsQuery } from "@/lib/spend/reports/client";
import type { ReportKind, SubscriptionsView, SubscriptionView } from "@/lib/spend/reports/schema";
import { ChannelsField } from "./channels-field";

const NAMES: Readonly<Record<ReportKind, string>> = {
  daily: "Daily summary",
  weekly: "Weekly detail, on Mondays",
  monthly: "Monthly analysis, on the first",
};
const KINDS = ["daily", "weekly", "monthly"] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

export function SubscriptionsPanel({ project }: { project: string }) {
  const reading = useQuery(subscriptionsQuery(project));
  return (
    <Panel
      title="Sent by mail and chat"
      question="Which reports are sent, when, and to whom?"
      reading={reading}
      figure={figureOf}
      height="fit"
    >
      {({ subscriptions, timeZone }) => (
        <div className="grid grid-cols-1 gap-6 lg:grid-cols-3">
          {KINDS.map((kind) => (
            <Subscription
              key={kind}
              project={project}
              kind={kind}
              timeZone={timeZone}
              known={subscriptions.find((one) => one.kind === kind)}
            />
          ))}
        </div>
      )}
    </Panel>
  );
}

function figureOf({ subscriptions }: SubscriptionsView): string {
  const on = subscriptions.filter(({ isEnabled }) => isEnabled).length;
  return on === 0 ? "none is sent" : `${on} of 3`;
}

type SubscriptionProps = {
  project: string;
  kind: ReportKind;
  timeZone: string;
  known: SubscriptionView | undefined;
};

function Subscription({ project, kind, timeZone, known }: SubscriptionProps) {
  const [draft, setDraft] = useState({
    isEnabled: known?.isEnabled ?? false,
    hour: known?.hour ?? 8,
    channels: known?.channels ?? [],
  });
  const cache = useQueryClient();
  const save = useMutation({
    mutationFn: () => saveSubscription(project, { kind, ...draft, channels: [...draft.channels] }),
    onSuccess: () => cache.invalidateQueries({ queryKey: subscriptionsKey(project) }),
  });
  return (
    <Can permission="cost:write">
      {(gate) => (
        <form
          className="flex min-w-0 flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          <Checkbox
            label={NAMES[kind]}
            hint={
              known?.sentAt ? (
                <>
                  Last sent <Instant at={known.sentAt} />
                </>
              ) : (
                "Never sent so far"
              )
            }
            checked={draft.isEnabled}
            disabled={gate.disabled}
            onChange={(isEnabled) => setDraft({ ...draft, isEnabled })}
          />
          {draft.isEnabled && (
            <>
              <Field label="At" hint={`On the project's clock, ${timeZone}.`}>
                <Select
                  value={String(draft.hour)}
                  options={HOURS}
                  disabled={gate.disabled}
                  onChange={(hour) => setDraft({ ...draft, hour: Number(hour) })}
                />
              </Field>
              <ChannelsField
                project={project}
                label="To"
                chosen={draft.channels}
                onChange={(channels) => setDraft({ ...draft, channels })}
              />
            </>
          )}
          {save.error && <Notice tone="critical">{save.error.message}</Notice>}
          <div>
            <Button type="submit" isBusy={save.isPending} {...gate}>
              {`Save ${kind} report`}
            </Button>
          </div>
        </form>
      )}
    </Can>
  );
}
