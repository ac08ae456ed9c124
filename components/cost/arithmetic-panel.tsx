"use client";
/** One cost, opened: token classes × rates × tier × discount = total, with what made it. */
import { useQuery } from "@tanstack/react-query";
import { Badge, Notice, Tag } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { CopyText } from "@/components/ui/snippet";
import { exact } from "@/lib/core/format";
import { arithmeticQuery } from "@/lib/pricing/client";
import type { ArithmeticView, CostLineView } from "@/lib/pricing/schema";
import { classWords, money, moneyExact, percent, rateWords, times } from "@/lib/pricing/words";

type ArithmeticPanelProps = {
  project: string;
  /** Of the event. */
  id: string;
  /** When it happened, where that is known: it is found at once. */
  at?: string;
};

export function ArithmeticPanel({ project, id, at }: ArithmeticPanelProps) {
  const reading = useQuery(arithmeticQuery(project, id, at));
  return (
    <Panel
      title="Arithmetic"
      question="How does this call come to its cost?"
      reading={reading}
      figure={({ cost }) => (cost === null ? "Unpriced" : money(cost))}
      height="fit"
    >
      {(view) => <Opened view={view} />}
    </Panel>
  );
}

function Opened({ view }: { view: ArithmeticView }) {
  return (
    <div className="flex flex-col gap-3 text-13">
      <div className="flex flex-wrap items-center gap-2">
        <Tag mono>{`${view.provider} ${view.model}`}</Tag>
        <Tag>{view.environment}</Tag>
        {view.agent !== "" && <Tag>{view.agent}</Tag>}
        {view.serviceTier !== null && <Tag>{`${view.serviceTier} tier`}</Tag>}
        <span className="text-12 text-muted">
          <Instant at={view.at} style="exact" />
        </span>
      </div>
      {view.lines.length > 0 && <Lines view={view} />}
      {!view.isReproduced && (
        <Notice tone="warning">
          {`Stored is ${view.cost === null ? "no cost" : moneyExact(view.cost)}, made by ${view.version ?? "no price"}, which this installation no longer has. The lines are by the prices of now.`}
        </Notice>
      )}
      {view.notes.map((note) => (
        <Notice key={note} tone="info">
          {note}
        </Notice>
      ))}
      <Sources view={view} />
    </div>
  );
}

/** Scrolls sideways by itself where a phone is narrower than a sum. */
function Lines({ view }: { view: ArithmeticView }) {
  return (
    <div className="overflow-x-auto">
      <table aria-label="Lines of the cost" className="w-full text-13 tabular-nums">
        <thead>
          <tr className="text-12 text-muted">
            <th scope="col" className="py-1 pr-3 text-left font-normal">
              Class
            </th>
            <th scope="col" className="px-3 py-1 text-right font-normal">
              Count
            </th>
            <th scope="col" className="px-3 py-1 text-right font-normal">
              Rate
            </th>
            <th scope="col" className="py-1 pl-3 text-right font-normal">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {view.lines.map((line) => (
            <Line key={line.of} line={line} factor={factorOf(view)} />
          ))}
        </tbody>
        <tfoot>
          <tr className="border-line border-t font-semibold text-primary">
            <th scope="row" colSpan={3} className="py-1.5 pr-3 text-left font-semibold">
              Total
            </th>
            <td className="py-1.5 pl-3 text-right">{`$${view.total}`}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** What every line is multiplied by, where something was agreed. */
function factorOf({ discountBasisPoints, multiplierBasisPoints }: ArithmeticView): string {
  const discount = discountBasisPoints > 0 ? ` less ${percent(discountBasisPoints)}` : "";
  const multiplier = multiplierBasisPoints === 10_000 ? "" : ` ${times(multiplierBasisPoints)}`;
  return `${discount}${multiplier}`;
}

function Line({ line, factor }: { line: CostLineView; factor: string }) {
  const { of, count, rate, perMillion, above, cost } = line;
  return (
    <tr className="border-line border-t text-secondary">
      <th scope="row" className="py-1.5 pr-3 text-left font-normal">
        {classWords(of)}
        {above !== null && (
          <span className="block text-12 text-muted">{`input above ${exact(above)} tokens`}</span>
        )}
      </th>
      <td className="whitespace-nowrap px-3 py-1.5 text-right">{exact(count)}</td>
      <td className="whitespace-nowrap px-3 py-1.5 text-right">
        {perMillion === null ? rateWords(rate) : `${rateWords(perMillion)} / M`}
        {factor !== "" && <span className="block text-12 text-muted">{factor}</span>}
      </td>
      <td className="whitespace-nowrap py-1.5 pl-3 text-right text-primary">{`$${cost}`}</td>
    </tr>
  );
}

function Sources({ view }: { view: ArithmeticView }) {
  const { card, price, clientCost, clientDifference } = view;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-12 text-secondary">
      <dt className="whitespace-nowrap text-muted">Rate card</dt>
      <dd>{card === null ? "none" : `${card.provider} ${card.model}`}</dd>
      <dt className="whitespace-nowrap text-muted">Priced by</dt>
      <dd className="break-all font-mono">{view.version ?? "—"}</dd>
      {price !== null && (
        <>
          <dt className="whitespace-nowrap text-muted">Override</dt>
          <dd className="flex flex-wrap items-center gap-2">
            {`${price.createdBy}: ${price.reason ?? "no reason"}`}
            {price.state === "removed" && <Badge tone="unknown">taken back</Badge>}
          </dd>
        </>
      )}
      {clientCost !== null && (
        <>
          <dt className="whitespace-nowrap text-muted">The client says</dt>
          <dd className="tabular-nums">
            {moneyExact(clientCost)}
            {clientDifference !== null &&
              ` (${clientDifference.startsWith("-") ? "" : "+"}${moneyExact(clientDifference)})`}
          </dd>
        </>
      )}
      <dt className="whitespace-nowrap text-muted">Event</dt>
      <dd>
        <CopyText text={view.id} label="event id" />
      </dd>
    </dl>
  );
}
