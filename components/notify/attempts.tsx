/** The tries to deliver one notification, with the peer's own words. */
import { Badge, type Tone } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { duration } from "@/lib/core/format";
import type { AttemptView, DeliveryView } from "@/lib/notify/settings/schema";

const LOOKS: Readonly<Record<AttemptView["outcome"], readonly [tone: Tone, word: string]>> = {
  delivered: ["ok", "Delivered"],
  retry: ["warning", "Failed"],
  broken: ["critical", "Refused"],
};

export function Attempts({ delivery: { attempts, nextAt } }: { delivery: DeliveryView }) {
  return (
    <ol className="flex flex-col gap-2 text-13">
      {attempts.map(({ n, at, durationMs, outcome, status, answer }) => (
        <li key={n} className="flex flex-col gap-0.5">
          <span className="flex flex-wrap items-center gap-2 text-secondary">
            <Badge tone={LOOKS[outcome][0]}>{LOOKS[outcome][1]}</Badge>
            <span>
              try {n}, <Instant at={at} />, {duration(durationMs)}
              {status !== null && `, answer ${status}`}
            </span>
          </span>
          {answer !== "" && (
            <code className="break-words font-mono text-12 text-muted">{answer}</code>
          )}
        </li>
      ))}
      {nextAt && (
        <li className="text-secondary">
          Next try <Instant at={nextAt} style="exact" />
        </li>
      )}
    </ol>
  );
}
