"use client";
/** Who was told, by which way, with what answer; and where nobody was, why not. */
import { useQuery } from "@tanstack/react-query";
import { Badge, Notice, Tag, type Tone } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { quantity } from "@/lib/core/format";
import { whyQuery } from "@/lib/notify/client";
import type { DeliveryView, MutedView, WhyView } from "@/lib/notify/settings/schema";

type ToldPanelProps = { project: string; id: string; live: boolean };

export function ToldPanel({ project, id, live }: ToldPanelProps) {
  const reading = useQuery(whyQuery(project, id, live));
  return (
    <Panel
      title="Who was told"
      question="Why me, or why not me?"
      reading={reading}
      figure={({ deliveries }) => quantity(deliveries.length, "message")}
      height="fit"
    >
      {(view) => <Chain view={view} />}
    </Panel>
  );
}

function Chain({ view: { groups, deliveries, nobody } }: { view: WhyView }) {
  return (
    <div className="flex flex-col gap-3 text-13">
      {nobody && <Notice tone="warning">{nobody}</Notice>}
      {groups.map((group) => (
        <Group key={group.key} group={group} />
      ))}
      {deliveries.length > 0 && (
        <ol className="flex flex-col gap-2 border-line border-t pt-3">
          {deliveries.map((delivery) => (
            <Delivery key={delivery.id} delivery={delivery} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Group({ group }: { group: WhyView["groups"][number] }) {
  const { labels, receiver, escalation, channels, dueAt, mutedBy } = group;
  const together = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-1.5 text-secondary">
        <span>Told together by</span>
        {together.length === 0 ? (
          <span>nothing: all at once</span>
        ) : (
          together.map((text) => (
            <Tag key={text} mono>
              {text}
            </Tag>
          ))
        )}
        <span aria-hidden>→</span>
        <span>{receiver}</span>
        <span aria-hidden>→</span>
        {escalation !== null && <span>{`escalation ${escalation}`}</span>}
        {channels.map(({ id, name }) => (
          <Tag key={id}>{name ?? "a channel that is gone or off"}</Tag>
        ))}
        {channels.length === 0 && escalation === null && <span>no channel</span>}
      </p>
      {mutedBy ? (
        <Muted muted={mutedBy} />
      ) : (
        <p className="text-12 text-muted">
          looked at next <Instant at={dueAt} style="exact" />
        </p>
      )}
    </div>
  );
}

const MUTED_WORDS: Record<MutedView["by"], string> = {
  silence: "Silenced",
  maintenance: "In a maintenance window",
  inhibition: "Inhibited",
};

function Muted({ muted: { by, words, until } }: { muted: MutedView }) {
  return (
    <p className="flex flex-wrap items-center gap-2">
      <Badge tone="unknown">{MUTED_WORDS[by]}</Badge>
      <span className="text-secondary">{words}</span>
      {until && (
        <span className="text-12 text-muted">
          until <Instant at={until} style="exact" />
        </span>
      )}
    </p>
  );
}

const STATE_TONES: Record<DeliveryView["state"], Tone> = {
  delivered: "ok",
  waiting: "info",
  dead: "critical",
};
const STATE_WORDS: Record<DeliveryView["state"], string> = {
  delivered: "Delivered",
  waiting: "On its way",
  dead: "Not delivered",
};
const KIND_WORDS: Record<DeliveryView["kind"], string> = {
  firing: "Firing",
  acknowledged: "Acknowledged",
  resolved: "Resolved",
  message: "Message",
};

function Delivery({ delivery }: { delivery: DeliveryView }) {
  const { channel, channelKind, kind, state, createdAt, nextAt, because, attempts } = delivery;
  return (
    <li className="flex flex-col gap-0.5">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={STATE_TONES[state]} bare>
          {STATE_WORDS[state]}
        </Badge>
        <span className="font-medium text-primary">{channel}</span>
        <Tag>{channelKind}</Tag>
        <span className="text-secondary">{KIND_WORDS[kind]}</span>
        <span className="text-12 text-muted">
          <Instant at={createdAt} style="exact" />
        </span>
      </p>
      {because && <p className="text-12 text-muted">{because}</p>}
      {attempts.map(({ n, at, status, answer }) => (
        <p key={n} className="break-words text-12 text-secondary">
          {`Attempt ${n}, `}
          <Instant at={at} style="exact" />
          {`: ${[status, answer].filter(Boolean).join(" ")}`}
        </p>
      ))}
      {nextAt && (
        <p className="text-12 text-muted">
          tried next <Instant at={nextAt} style="exact" />
        </p>
      )}
    </li>
  );
}
