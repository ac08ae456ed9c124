"use client";
/** A ranking: names with bars, largest first, each a link where it leads somewhere. */
import { KeptLink } from "@/components/ui/kept-link";
import { ScrollBox } from "@/components/ui/scroll-box";

type BarItem = {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** Beside the value: a share, an error rate. */
  readonly note?: string;
  readonly href?: string;
  /** A series colour, where the name has one elsewhere on the page. */
  readonly colour?: string;
};

type BarListProps = {
  label: string;
  items: readonly BarItem[];
  value: (n: number) => string;
  /** Makes each name a button. */
  onPick?: (key: string) => void;
};

export function BarList({ label, items, value, onPick }: BarListProps) {
  const most = Math.max(...items.map((item) => item.value), 0) || 1;
  return (
    <ScrollBox>
      <ol aria-label={label} className="flex flex-col gap-1 text-13">
        {items.map((item) => (
          <li key={item.key} className="relative flex min-h-8 items-center gap-3 px-2">
            <span
              aria-hidden
              className="absolute inset-y-0 left-0 rounded-control opacity-20"
              style={{
                width: `${(100 * Math.max(0, item.value)) / most}%`,
                background: item.colour ?? "var(--series-other)",
              }}
            />
            <span className="relative min-w-0 flex-1 truncate text-primary">
              <Name item={item} onPick={onPick} />
            </span>
            {item.note !== undefined && (
              <span className="relative shrink-0 text-12 text-secondary tabular-nums">
                {item.note}
              </span>
            )}
            <span
              className="relative min-w-14 shrink-0 text-right font-medium text-primary tabular-nums"
              title={item.value.toLocaleString("en")}
            >
              {value(item.value)}
            </span>
          </li>
        ))}
      </ol>
    </ScrollBox>
  );
}

function Name({ item, onPick }: { item: BarItem; onPick: ((key: string) => void) | undefined }) {
  const { key, label, href } = item;
  if (href !== undefined)
    return (
      <KeptLink href={href} look="plain">
        {label}
      </KeptLink>
    );
  if (!onPick) return label;
  return (
    <button
      type="button"
      onClick={() => onPick(key)}
      className="max-w-full truncate rounded-control underline-offset-2 hover:underline"
    >
      {label}
    </button>
  );
}
