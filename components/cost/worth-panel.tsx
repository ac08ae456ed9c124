"use client";
/** What people said outcomes are worth, version by version: who, when, and from when on. */
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { dollars } from "@/lib/core/money";
import type { VersionView } from "@/lib/spend/roi/schema";
import { multiple } from "./return-tiles";

export function WorthPanel({ reading }: { reading: Reading<readonly VersionView[]> }) {
  return (
    <Panel
      title="What outcomes are worth"
      question="Who said so, and from when on? A version is never changed: a correction is another one."
      reading={reading}
      figure={(versions) => (versions[0] ? `version ${versions[0].version}` : "nobody has said")}
      isEmpty={(versions) => versions.length === 0}
      empty={{
        title: "Nobody has said what outcomes are worth",
        hint: "Until then only outcomes that report dollars have a value. Say what an hour costs, and those that report minutes have one too.",
      }}
      height="fit"
      isFlush
    >
      {(versions) => (
        <ul className="flex flex-col">
          {versions.map((one) => (
            <Version key={one.version} one={one} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Version({ one }: { one: VersionView }) {
  const { version, from, hourlyRateUsd, targetMultiplier, worth, note, byName, at } = one;
  return (
    <li className="flex flex-col gap-1 border-line border-t px-4 py-3 text-13">
      <p className="flex flex-wrap gap-x-3 gap-y-1 text-primary">
        <span className="font-medium">{`Version ${version}`}</span>
        <span className="text-secondary">
          from <Instant at={from} style="exact" />
        </span>
        <span className="tabular-nums">{`${dollars(hourlyRateUsd)} an hour`}</span>
        <span className="tabular-nums">{`target more than ${multiple(targetMultiplier)}`}</span>
      </p>
      <p className="text-secondary">{worthWords(worth)}</p>
      <p className="text-12 text-muted">
        {note !== "" && `${note} — `}
        {byName}, <Instant at={at} style="exact" />
      </p>
    </li>
  );
}

function worthWords(worth: VersionView["worth"]): string {
  const parts = Object.entries(worth).map(
    ([type, { by, each }]) => `${type}: ${by === "usd" ? dollars(each) : `${each} minutes`} each`,
  );
  return parts.length === 0 ? "Outcomes are worth what their events say." : parts.join(" · ");
}
