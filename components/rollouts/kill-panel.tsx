"use client";
/** The kill switch: off in one environment at one press, for everybody, within a second; and on again. */
import { Power } from "lucide-react";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { count } from "@/lib/core/format";
import { switchFlag } from "@/lib/flags/client";
import { serveText } from "@/lib/flags/serve-text";
import { environmentNames } from "@/lib/flags/try-out";
import type { FlagView } from "@/lib/flags/views";
import { useRolloutAct } from "./use-rollout-act";

type KillPanelProps = { project: string; reading: Reading<FlagView> };

type Chosen = { readonly environment: string; readonly isEnabled: boolean };

export function KillPanel({ project, reading }: KillPanelProps) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  return (
    <Panel
      title="Served"
      question="Who gets what now, and how is it stopped?"
      reading={reading}
      height="fit"
      isFlush
    >
      {(view) => (
        <>
          <ul className="flex flex-col">
            {environmentNames(view.flag).map((name) => (
              <Row key={name} name={name} view={view} onPress={setChosen} />
            ))}
          </ul>
          {chosen && (
            <Confirm
              project={project}
              view={view}
              chosen={chosen}
              onClose={() => setChosen(null)}
            />
          )}
        </>
      )}
    </Panel>
  );
}

type RowProps = { name: string; view: FlagView; onPress: (chosen: Chosen) => void };

function Row({ name, view: { flag, given, pins }, onPress }: RowProps) {
  const here = flag.environments[name];
  if (!here) return null;
  const { isEnabled, rules, serve } = here;
  const own = given.filter(({ environment }) => environment === name);
  const held = pins.filter(({ environment }) => environment === name);
  return (
    <li className="flex flex-col gap-2 border-line border-t px-4 py-3 text-13">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex items-center gap-2 font-medium text-primary">
          {name}
          <Badge tone={isEnabled ? "ok" : "critical"}>{isEnabled ? "On" : "Off"}</Badge>
        </span>
        <Can permission="flags:switch">
          {(gate) => (
            <Button
              icon={Power}
              {...(isEnabled && { tone: "critical" as const })}
              onClick={() => onPress({ environment: name, isEnabled: !isEnabled })}
              {...gate}
            >
              {isEnabled ? "Switch off" : "Switch on"}
            </Button>
          )}
        </Can>
      </div>
      <p className="text-secondary">
        {isEnabled ? serveText(serve) : `everybody gets “${flag.offVariant}”`}
      </p>
      {isEnabled && rules.length > 0 && (
        <ul className="text-12 text-muted">
          {rules.map((rule) => (
            <li key={rule.name}>{`Before that, ${rule.name}: ${serveText(rule.serve)}`}</li>
          ))}
        </ul>
      )}
      <p className="text-12 text-muted tabular-nums">
        {own.length === 0
          ? "No program has asked for it here"
          : `In 7 days: ${own.map(({ variant, n }) => `${variant} ${count(n)}`).join(", ")}`}
      </p>
      {held.length > 0 && (
        <p className="text-12 text-muted tabular-nums">
          {`Kept for running ${flag.unit}s: ${held.map(({ variant, n }) => `${variant} ${count(n)}`).join(", ")}`}
        </p>
      )}
    </li>
  );
}

type ConfirmProps = { project: string; view: FlagView; chosen: Chosen; onClose: () => void };

function Confirm({ project, view: { flag }, chosen, onClose }: ConfirmProps) {
  const work = useRolloutAct();
  const { environment, isEnabled } = chosen;
  const verb = isEnabled ? "Switch on" : "Switch off";
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`${verb}: ${flag.key} in ${environment}`}
      consequence={
        isEnabled
          ? `Its rules and its split decide again, in ${environment}, within 1 s.`
          : `Everybody in ${environment} gets “${flag.offVariant}” within 1 s, with or without a key. A rollout of this flag pauses for lack of data.`
      }
      verb={verb}
      isCritical={!isEnabled}
      asksReason
      isBusy={work.isPending}
      error={work.error}
      onConfirm={(reason) =>
        work.mutate(() => switchFlag(project, flag.key, { ...chosen, reason }), {
          onSuccess: onClose,
        })
      }
    />
  );
}
