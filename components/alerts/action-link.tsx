"use client";
/** What a link in a notification is about, who acts by it, and the one button that acts. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { Notice, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { LinkPage, TextLink } from "@/components/ui/link-page";
import { linkQuery, spendLink } from "@/lib/notify/links/client";
import { LINK_SILENCE_MINUTES, type LinkUsed, type LinkView } from "@/lib/notify/links/schema";
import { SeverityBadge } from "./badges";

export function ActionLink({ token }: { token: string }) {
  const reading = useQuery(linkQuery(token));
  const act = useMutation({ mutationFn: () => spendLink(token) });
  return (
    <LinkPage reading={reading} home={{ href: "/alerts", label: "To the alerts" }}>
      {(link) => (
        <>
          <About link={link} />
          {act.data ? (
            <Notice tone="ok">{doneWords(act.data)}</Notice>
          ) : (
            <Act link={link} isBusy={act.isPending} onAct={() => act.mutate()} />
          )}
          {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
          <TextLink href={pageOf(link)}>
            {link.person === null ? "Sign in and open the alert" : "Open the alert"}
          </TextLink>
        </>
      )}
    </LinkPage>
  );
}

const pageOf = ({ alert, project }: LinkView): string =>
  `/alerts/${alert.id}?project=${encodeURIComponent(project)}`;

function About({ link: { alert } }: { link: LinkView }) {
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2 font-medium text-14 text-primary">
        {alert.name} <SeverityBadge severity={alert.severity} />
      </p>
      <p className="text-13 text-secondary">
        {alert.endedAt ? (
          <>
            Over since <Instant at={alert.endedAt} />
          </>
        ) : (
          <>
            Firing since <Instant at={alert.startedAt} />
          </>
        )}
        {alert.acknowledgedBy !== null && `, acknowledged by ${alert.acknowledgedBy}`}
      </p>
      <p className="flex flex-wrap gap-1">
        {Object.entries(alert.labels).map(([name, value]) => (
          <Tag key={name} mono>{`${name}=${value}`}</Tag>
        ))}
      </p>
    </div>
  );
}

type ActProps = { link: LinkView; isBusy: boolean; onAct: () => void };

function Act({ link, isBusy, onAct }: ActProps) {
  const hindrance = hindranceOf(link);
  if (hindrance !== null) return <Notice tone="info">{hindrance}</Notice>;
  return (
    <Button tone="primary" size="l" isBusy={isBusy} onClick={onAct}>
      {link.act === "acknowledge"
        ? `Acknowledge as ${link.person}`
        : `Silence for ${LINK_SILENCE_MINUTES} min as ${link.person}`}
    </Button>
  );
}

function hindranceOf({ state, person, alert, act }: LinkView): string | null {
  if (state === "used") return "This link has been used already.";
  if (state === "over") return "This link is past its time.";
  if (alert.endedAt !== null) return "This alert is over: there is nothing left to do.";
  if (person === null)
    return "It is not known who acts by this link: sign in, and act on the alert's page.";
  if (act === "acknowledge" && alert.acknowledgedBy !== null)
    return `${alert.acknowledgedBy} is on it already.`;
  return null;
}

function doneWords({ act, person, already }: LinkUsed): string {
  if (act === "silence") return `Silenced by ${person} for ${LINK_SILENCE_MINUTES} min.`;
  return already === null ? `Acknowledged by ${person}.` : `${already} is on it already.`;
}
