"use client";
/** What is stored and for how long, what was refused, and whether the sums agree. */
import { useQuery } from "@tanstack/react-query";
import { useAsk } from "@/components/shell/use-ask";
import { useConsole } from "@/components/shell/use-console";
import { Cell, Grid } from "@/components/ui/grid";
import { reconciliationQuery, recoveryQuery, storageQuery } from "@/lib/data/client";
import { DemoPanel } from "./demo-panel";
import { QuarantinePanel } from "./quarantine-panel";
import { ReconciliationPanel } from "./reconciliation-panel";
import { RecoveryPanel } from "./recovery-panel";
import { RetentionPanel } from "./retention-panel";
import { SettingsFrame } from "./settings-frame";
import { StoragePanel } from "./storage-panel";

export function DataPage() {
  const { ask, live } = useAsk();
  const storage = useQuery(storageQuery(ask.project, live));
  const sums = useQuery(reconciliationQuery(ask.project, live));
  const recovery = useQuery(recoveryQuery(ask.project, live));
  const isDemo = useConsole().data?.project?.isDemo ?? false;
  return (
    <SettingsFrame>
      <Grid>
        {isDemo && (
          <Cell width={12}>
            <DemoPanel project={ask.project} />
          </Cell>
        )}
        <Cell width={6}>
          <RetentionPanel reading={storage} />
        </Cell>
        <Cell width={6}>
          <StoragePanel reading={storage} />
        </Cell>
        <Cell width={12}>
          <QuarantinePanel project={ask.project} live={live} />
        </Cell>
        <Cell width={12}>
          <ReconciliationPanel reading={sums} />
        </Cell>
        <Cell width={12}>
          <RecoveryPanel reading={recovery} />
        </Cell>
      </Grid>
    </SettingsFrame>
  );
}
