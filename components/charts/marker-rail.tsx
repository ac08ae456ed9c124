"use client";
/** Changes and incidents on a time axis: a small flag each, which opens and says what it was. */
import { GitCommitHorizontal, Siren } from "lucide-react";
import { KeptLink } from "@/components/ui/kept-link";
import { Popover } from "@/components/ui/popover";
import type { Marker } from "./chart-page";
import { FRAME, pixelOf } from "./scale";
import { instantWords } from "./time-words";

type MarkerRailProps = {
  markers: readonly Marker[];
  domain: readonly [number, number];
  width: number;
};

const FLAG_PX = 16;
/** Closer together a thumb cannot tell them apart. */
const APART_PX = 24;

export function MarkerRail({ markers, domain, width }: MarkerRailProps) {
  const groups = grouped(markers, domain, width);
  return groups.map(({ x, members }) => (
    <div
      key={members[0]?.id}
      className="absolute"
      style={{ left: x - FLAG_PX / 2, bottom: FRAME.bottom - FLAG_PX / 2 }}
    >
      <Popover label="What happened" align="center" trigger={<Flag members={members} />}>
        <ul className="flex max-w-64 flex-col gap-2">
          {members.map((marker) => (
            <li key={marker.id}>
              <p className="font-medium text-primary">
                {marker.href ? (
                  <KeptLink href={marker.href}>{marker.label}</KeptLink>
                ) : (
                  marker.label
                )}
              </p>
              {marker.detail !== undefined && <p className="text-secondary">{marker.detail}</p>}
              <p className="text-12 text-muted">{instantWords(marker.at)}</p>
            </li>
          ))}
        </ul>
      </Popover>
    </div>
  ));
}

function Flag({ members, ...rest }: { members: readonly Marker[] }) {
  const [first] = members;
  const isIncident = members.some(({ kind }) => kind === "incident");
  const name = members.length > 1 ? namesOf(members) : (first?.label ?? "");
  const Icon = isIncident ? Siren : GitCommitHorizontal;
  const isGrave = isIncident || members.some(({ kind }) => kind === "crossing");
  return (
    <button
      type="button"
      {...rest}
      aria-label={`${name}, ${instantWords(first?.at ?? 0)}`}
      title={name}
      className={`flex size-4 items-center justify-center rounded-full border bg-raised hover:border-control hover:text-primary ${isGrave ? "border-critical-solid text-critical-text" : "border-line text-secondary"}`}
    >
      <Icon aria-hidden className="size-3" />
    </button>
  );
}

function namesOf(members: readonly Marker[]): string {
  const incidents = members.filter(({ kind }) => kind === "incident").length;
  const changes = members.length - incidents;
  const counted = (count: number, word: string) =>
    count === 0 ? [] : [`${count} ${word}${count === 1 ? "" : "s"}`];
  return [...counted(incidents, "incident"), ...counted(changes, "change")].join(", ");
}

type Group = { readonly x: number; readonly members: readonly Marker[] };

/** Flags that would cover each other become one. */
function grouped(
  markers: readonly Marker[],
  domain: readonly [number, number],
  width: number,
): readonly Group[] {
  const placed = markers
    .map((marker) => ({ marker, at: Date.parse(marker.at) }))
    .filter(({ at }) => at >= domain[0] && at <= domain[1])
    .sort((a, b) => a.at - b.at);
  const groups: { x: number; members: Marker[] }[] = [];
  for (const { marker, at } of placed) {
    const x = pixelOf(at, width, ...domain);
    const last = groups.at(-1);
    if (last && x - last.x < APART_PX) last.members.push(marker);
    else groups.push({ x, members: [marker] });
  }
  return groups;
}
