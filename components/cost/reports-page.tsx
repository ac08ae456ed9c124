"use client";
/** Reports: a day in short, a week in detail, a month with its assumptions; on screen, on paper and by mail. */
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, Printer } from "lucide-react";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { useUrlState } from "@/components/ui/use-url-state";
import { reportQuery } from "@/lib/spend/reports/client";
import type { ReportKind } from "@/lib/spend/reports/schema";
import { ReportPanel } from "./report-panel";
import { SubscriptionsPanel } from "./subscriptions-panel";
import { CostTabs } from "./tabs";

const KINDS = [
  { value: "daily", label: "Day" },
  { value: "weekly", label: "Week" },
  { value: "monthly", label: "Month" },
] as const satisfies readonly { value: ReportKind; label: string }[];

const isKind = (word: string | null): word is ReportKind =>
  KINDS.some(({ value }) => value === word);

export function ReportsPage() {
  const { ask } = useAsk();
  const [asked, setKind] = useUrlState("kind");
  const [on, setOn] = useUrlState("on");
  const kind = isKind(asked) ? asked : "weekly";
  const reading = useQuery(reportQuery(ask.project, kind, on));
  const { data } = reading;
  const after = data?.after ?? null;
  return (
    <PageFrame
      title="Reports"
      lead="What it cost, in words and figures"
      acts={
        <div className="flex flex-wrap gap-2 print:hidden">
          <Segmented
            label="Length of the report"
            value={kind}
            options={KINDS}
            onChange={(next) => {
              setOn(null);
              setKind(next);
            }}
          />
          <Button icon={ChevronLeft} disabled={!data} onClick={() => data && setOn(data.before)}>
            Before
          </Button>
          <Button icon={ChevronRight} disabled={after === null} onClick={() => setOn(after)}>
            After
          </Button>
          <Button icon={Printer} onClick={() => window.print()}>
            Print
          </Button>
        </div>
      }
    >
      <div className="print:hidden">
        <CostTabs />
      </div>
      <ReportPanel reading={reading} />
      <div className="print:hidden">
        <SubscriptionsPanel project={ask.project} />
      </div>
    </PageFrame>
  );
}
