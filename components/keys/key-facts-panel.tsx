"use client";
/** What a key is: its rights, where and from where, since when, until when, and its kin. */
import type { ReactNode } from "react";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { exact } from "@/lib/core/format";
import type { KeyName, KeyView } from "@/lib/keys/schema";
import { SCOPE_WORDS } from "@/lib/keys/scope-words";

export function KeyFactsPanel({ reading }: { reading: Reading<KeyView> }) {
  return (
    <Panel
      title="Facts"
      question="What may it do, from where, and until when?"
      reading={reading}
      height="fit"
    >
      {(key) => <Facts apiKey={key} />}
    </Panel>
  );
}

function Facts({ apiKey: key }: { apiKey: KeyView }) {
  return (
    <dl className="grid gap-x-6 gap-y-3 text-13 sm:grid-cols-2 lg:grid-cols-4">
      <Fact label="May">
        {key.scopes.map((scope) => (
          <span key={scope} className="block">
            <code className="font-mono text-12">{scope}</code>{" "}
            <span className="text-secondary">{SCOPE_WORDS[scope]}</span>
          </span>
        ))}
      </Fact>
      <Fact label="From">
        {key.allowedAddresses.length === 0 && "Anywhere"}
        {key.allowedAddresses.map((range) => (
          <code key={range} className="block break-all font-mono text-12">
            {range}
          </code>
        ))}
      </Fact>
      <Fact label="Environment">{key.environment ?? "Any"}</Fact>
      <Fact label="Rate">{`${exact(key.requestsPerSecond)} requests a second`}</Fact>
      <Fact label="Created">
        <Instant at={key.createdAt} /> by {key.createdBy ?? "the command line"}
      </Fact>
      <Fact label="Last used">{key.lastUsedAt ? <Instant at={key.lastUsedAt} /> : "Never"}</Fact>
      <Fact label="Ends">
        <End apiKey={key} />
      </Fact>
      <Kin apiKey={key} />
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-12 text-muted">{label}</dt>
      <dd className="text-primary">{children}</dd>
    </div>
  );
}

function End({ apiKey: { revokedAt, expiresAt } }: { apiKey: KeyView }) {
  if (revokedAt !== null) {
    return (
      <>
        Revoked <Instant at={revokedAt} />
      </>
    );
  }
  return expiresAt === null ? "Never by itself" : <Instant at={expiresAt} style="exact" />;
}

function Kin({ apiKey: { replacedBy, replaces } }: { apiKey: KeyView }) {
  return (
    <>
      {replacedBy && (
        <Fact label="Replaced by">
          <KeyLink apiKey={replacedBy} />
        </Fact>
      )}
      {replaces && (
        <Fact label="Replaces">
          <KeyLink apiKey={replaces} />
        </Fact>
      )}
    </>
  );
}

const KeyLink = ({ apiKey: { id, name, prefix } }: { apiKey: KeyName }) => (
  <KeptLink href={`/settings/api-keys/${id}`}>{`${name} (${prefix}…)`}</KeptLink>
);
