"use client";
/** From a key to the first event on screen, in five minutes. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { useConsole } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Cell, Grid } from "@/components/ui/grid";
import { KeptLink } from "@/components/ui/kept-link";
import { arrivalsQuery } from "@/lib/connect/client";
import { ArrivalsPanel } from "./arrivals-panel";
import { FirstEvent } from "./first-event";
import { KeyStep } from "./key-step";
import { ReplayStep } from "./replay-step";
import { SendStep } from "./send-step";

export function ConnectPage() {
  const { ask, live } = useAsk();
  const [secret, setSecret] = useState<string | null>(null);
  const arrivals = useQuery(arrivalsQuery(ask.project, live));
  const isDemo = useConsole().data?.project?.isDemo ?? false;
  return (
    <PageFrame
      title="Connect"
      lead="Send what your agents do; it is on the dashboards within two seconds."
      acts={<KeptLink href="/reference">API reference</KeptLink>}
    >
      {isDemo && (
        <Notice tone="info">
          This is the demo project: what you send here mixes with simulated traffic. Create a
          project of your own in <KeptLink href="/settings/project">Settings</KeptLink>.
        </Notice>
      )}
      <FirstEvent reading={arrivals} />
      <Grid>
        <Cell width={7}>
          <div className="flex min-w-0 flex-col gap-3 md:gap-4">
            <KeyStep project={ask.project} secret={secret} onSecret={setSecret} />
            <SendStep secret={secret} />
            <ReplayStep project={ask.project} />
          </div>
        </Cell>
        <Cell width={5}>
          <ArrivalsPanel reading={arrivals} />
        </Cell>
      </Grid>
    </PageFrame>
  );
}
