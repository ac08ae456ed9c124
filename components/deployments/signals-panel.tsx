"use client";
/** The golden signals of the day before and of the two days after, each against its target. */
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { ScrollBox } from "@/components/ui/scroll-box";
import { duration, exact } from "@/lib/core/format";
import type { DeploymentDetail } from "@/lib/deployments/schema";
import type { SignalView } from "@/lib/deployments/window";
import { figureOf, SIGNAL_NAMES, VALIDATION } from "./words";

export function SignalsPanel({ reading }: { reading: Reading<DeploymentDetail> }) {
  return (
    <Panel
      title="Validation"
      question="Does it hold its targets for 48 hours, and against the day before?"
      reading={reading}
      figure={({ validation }) => VALIDATION[validation.word][1]}
      height="fit"
    >
      {({ signals, requests, validation }) => (
        <div className="flex flex-col gap-3">
          <ScrollBox label="Signals before and after">
            <table className="w-full text-13 tabular-nums">
              <thead>
                <tr className="border-line border-b text-12 text-muted">
                  <th scope="col" className="py-1 text-left font-medium">
                    Signal
                  </th>
                  <th scope="col" className="py-1 pl-4 text-right font-medium">
                    24 h before
                  </th>
                  <th scope="col" className="py-1 pl-4 text-right font-medium">
                    After
                  </th>
                  <th scope="col" className="py-1 pl-4 text-right font-medium">
                    Target
                  </th>
                </tr>
              </thead>
              <tbody>
                {signals.map((one) => (
                  <Row key={one.signal} one={one} />
                ))}
              </tbody>
            </table>
          </ScrollBox>
          <p className="text-12 text-muted">
            {`${exact(requests.before)} requests before, ${exact(requests.after)} after.`}
            {validation.leftMs !== null && ` Watched for ${duration(validation.leftMs)} more.`}
          </p>
        </div>
      )}
    </Panel>
  );
}

function Row({ one: { signal, before, after, standing, words } }: { one: SignalView }) {
  const isMissed = standing === "near" || standing === "beyond";
  return (
    <tr className="border-line border-b last:border-b-0">
      <th scope="row" className="h-9 whitespace-nowrap text-left font-normal text-secondary">
        {SIGNAL_NAMES[signal]}
      </th>
      <td className="pl-4 text-right text-secondary">{figureOf(signal, before)}</td>
      <td className="pl-4 text-right font-medium text-primary">{figureOf(signal, after)}</td>
      <td className="whitespace-nowrap pl-4 text-right">
        <Badge bare tone={standing === null ? "unknown" : isMissed ? "warning" : "ok"}>
          {words}
        </Badge>
      </td>
    </tr>
  );
}
