"use client";
/** The keyboard map. */
import { Dialog } from "@/components/ui/dialog";
import { NAVIGATION } from "./navigation";

type HelpDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

const EVERYWHERE: readonly (readonly [keys: string, what: string])[] = [
  ["/", "Search and commands, also Ctrl K or ⌘ K"],
  ["r", "Time range"],
  ["c", "Compare with the previous period"],
  ["l", "Follow new data, or pause"],
  ["t", "Light or dark"],
  ["a", "Acknowledge, on the page of an alert"],
  ["?", "This map"],
  ["← →", "Step through the points of a focused chart"],
  ["Esc", "Close"],
];

export function HelpDialog({ open, onOpenChange }: HelpDialogProps) {
  const pages = NAVIGATION.flat().map(({ key, label }) => [`g ${key}`, label] as const);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard" size="l">
      <div className="grid gap-6 md:grid-cols-2">
        <Keys title="Everywhere" rows={EVERYWHERE} />
        <Keys title="Go to" rows={pages} />
      </div>
    </Dialog>
  );
}

function Keys({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  return (
    <section aria-label={title}>
      <h3 className="pb-2 text-12 text-muted">{title}</h3>
      <dl className="flex flex-col gap-1.5 text-13">
        {rows.map(([keys, what]) => (
          <div key={keys} className="flex items-center gap-3">
            <dt className="flex w-14 shrink-0 gap-1">
              {keys.split(" ").map((key) => (
                <kbd
                  key={key}
                  className="min-w-6 rounded-control border border-line bg-page px-1.5 py-0.5 text-center font-sans text-12 text-secondary"
                >
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className="text-primary">{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
