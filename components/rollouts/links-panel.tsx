"use client";
/** Emergency links of a flag: made with an end, listed, taken back. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Field, Select } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { Snippet } from "@/components/ui/snippet";
import { flagLinksQuery, makeFlagLink, revokeFlagLink } from "@/lib/flags/links/client";
import type { FlagLinkView } from "@/lib/flags/links/schema";
import type { Flag } from "@/lib/flags/schema";
import { environmentNames } from "@/lib/flags/try-out";
import { useRolloutAct } from "./use-rollout-act";

type LinksPanelProps = { project: string; flag: Flag; live: boolean };

export function LinksPanel({ project, flag, live }: LinksPanelProps) {
  const [isMaking, setMaking] = useState(false);
  const reading = useQuery(flagLinksQuery(project, flag.key, live));
  return (
    <Panel
      title="Emergency links"
      question="Who can switch it off from a phone, without signing in?"
      reading={reading}
      figure={({ links }) => String(links.filter(({ state }) => state === "live").length)}
      height="fit"
      isFlush
    >
      {({ links }) => (
        <div className="flex flex-col">
          {links.length === 0 && (
            <p className="border-line border-t px-4 py-2.5 text-13 text-muted">
              None. A link switches the flag off in one environment, once, in the name of whoever
              made it.
            </p>
          )}
          <ul>
            {links.map((link) => (
              <Row key={link.id} project={project} flag={flag.key} link={link} />
            ))}
          </ul>
          <div className="border-line border-t px-4 py-2.5">
            <Can permission="flags:switch">
              {(gate) => (
                <Button size="s" onClick={() => setMaking(true)} {...gate}>
                  Make an emergency link
                </Button>
              )}
            </Can>
          </div>
          {isMaking && (
            <MakeDialog project={project} flag={flag} onClose={() => setMaking(false)} />
          )}
        </div>
      )}
    </Panel>
  );
}

const STATES = {
  live: { tone: "ok", says: "Live" },
  used: { tone: "warning", says: "Used" },
  over: { tone: "unknown", says: "Expired" },
  revoked: { tone: "unknown", says: "Revoked" },
} as const;

function Row({ project, flag, link }: { project: string; flag: string; link: FlagLinkView }) {
  const act = useRolloutAct();
  const { id, environment, by, expiresAt, state } = link;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t px-4 py-2.5 text-13">
      <span className="min-w-0 flex-1 basis-48 text-primary">
        {environment}
        <span className="block text-12 text-muted">
          {`by ${by}, until `}
          <Instant at={expiresAt} style="exact" />
        </span>
      </span>
      <Badge tone={STATES[state].tone}>{STATES[state].says}</Badge>
      {state === "live" && (
        <Can permission="flags:switch" otherwise="hide">
          {(gate) => (
            <Button
              size="s"
              isBusy={act.isPending}
              onClick={() => act.mutate(() => revokeFlagLink(project, flag, id))}
              {...gate}
            >
              Revoke
            </Button>
          )}
        </Can>
      )}
    </li>
  );
}

const LENGTHS = [
  { value: "1", label: "1 day" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
] as const;

function MakeDialog({
  project,
  flag,
  onClose,
}: {
  project: string;
  flag: Flag;
  onClose: () => void;
}) {
  const work = useRolloutAct();
  const names = environmentNames(flag);
  const [environment, setEnvironment] = useState(
    names.find((name) => name === "production") ?? names[0] ?? "",
  );
  const [days, setDays] = useState<(typeof LENGTHS)[number]["value"]>("7");
  const made = useMutation({
    mutationFn: () => makeFlagLink(project, flag.key, { environment, days: Number(days) }),
  });
  const close = () => work.mutate(async () => onClose());
  return (
    <Dialog
      open
      onOpenChange={close}
      title={`Emergency link: ${flag.key}`}
      description="Whoever opens it may switch this flag off, once, in your name and with your right. Opening it does nothing yet."
    >
      {made.data ? (
        <div className="flex flex-col gap-4">
          <Notice tone="info">Copy it now: it is shown once.</Notice>
          <Snippet code={made.data.url} label="emergency link" />
          <DialogActs>
            <Button tone="primary" onClick={close}>
              Done
            </Button>
          </DialogActs>
        </div>
      ) : (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            made.mutate();
          }}
        >
          <Field label="Environment">
            <Select
              value={environment}
              options={names.map((value) => ({ value, label: value }))}
              onChange={setEnvironment}
            />
          </Field>
          <Field label="Good for">
            <Select value={days} options={LENGTHS} onChange={setDays} />
          </Field>
          {made.error && <Notice tone="critical">{made.error.message}.</Notice>}
          <DialogActs>
            <Button onClick={close}>Cancel</Button>
            <Button type="submit" tone="primary" isBusy={made.isPending}>
              Make the link
            </Button>
          </DialogActs>
        </form>
      )}
    </Dialog>
  );
}
