"use client";
/** Routes and inhibitions of the policy: rows of matchers, one a line, as Prometheus writes them. */
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { errorAt } from "@/components/ui/error-at";
import { Checkbox, Field, TextArea, TextInput } from "@/components/ui/field";
import type { ChannelView } from "@/lib/notify/settings/schema";
import { ChannelChoice } from "./channel-choice";
import { EscalationChoice } from "./escalation-choice";
import { type InhibitionDraft, nextId, type PolicyDraft, type RouteDraft } from "./policy-draft";

export type PolicyPartProps = {
  draft: PolicyDraft;
  channels: readonly ChannelView[];
  error: Error | null;
  disabled: boolean;
  onChange: (change: Partial<PolicyDraft>) => void;
};

export function RouteFields({ draft, channels, error, disabled, onChange }: PolicyPartProps) {
  const { routes } = draft;
  const set = (id: number, change: Partial<RouteDraft>) =>
    onChange({ routes: routes.map((one) => (one.id === id ? { ...one, ...change } : one)) });
  const blank = { matchers: "", channels: [], escalation: null, isContinued: false };
  return (
    <Rows
      title="Routes"
      hint="The first that fits takes an alert whose rule names nobody."
      verb="Add route"
      disabled={disabled}
      onAdd={() => onChange({ routes: [...routes, { ...blank, id: nextId(routes) }] })}
    >
      {routes.map((route, i) => (
        <Row
          key={route.id}
          label={`Route ${i + 1}`}
          disabled={disabled}
          onRemove={() => onChange({ routes: routes.filter((one) => one !== route) })}
        >
          <Field
            label="Labels"
            hint={'One a line, such as severity="critical" or agent=~"checkout.*".'}
            error={errorAt(error, `policy.routes.${i}`)}
          >
            <TextArea
              value={route.matchers}
              onChange={(matchers) => set(route.id, { matchers })}
              rows={2}
              disabled={disabled}
            />
          </Field>
          <ChannelChoice
            label="Tell"
            channels={channels}
            chosen={route.channels}
            disabled={disabled}
            onChange={(chosen) => set(route.id, { channels: chosen })}
          />
          <EscalationChoice
            chosen={route.escalation}
            disabled={disabled}
            onChange={(escalation) => set(route.id, { escalation })}
          />
          <Checkbox
            label="Ask the routes after it as well"
            checked={route.isContinued}
            disabled={disabled}
            onChange={(isContinued) => set(route.id, { isContinued })}
          />
        </Row>
      ))}
    </Rows>
  );
}

export function InhibitionFields({ draft, error, disabled, onChange }: PolicyPartProps) {
  const { inhibitions } = draft;
  const set = (id: number, change: Partial<InhibitionDraft>) =>
    onChange({
      inhibitions: inhibitions.map((one) => (one.id === id ? { ...one, ...change } : one)),
    });
  const blank = { source: 'severity="critical"', target: 'severity!="critical"', equal: "agent" };
  const texts = [
    ["source", "While this fires"],
    ["target", "this is not told"],
  ] as const;
  return (
    <Rows
      title="Inhibitions"
      hint="A greater alert keeps those quiet that it explains."
      verb="Add inhibition"
      disabled={disabled}
      onAdd={() =>
        onChange({ inhibitions: [...inhibitions, { ...blank, id: nextId(inhibitions) }] })
      }
    >
      {inhibitions.map((one, i) => (
        <Row
          key={one.id}
          label={`Inhibition ${i + 1}`}
          disabled={disabled}
          onRemove={() => onChange({ inhibitions: inhibitions.filter((other) => other !== one) })}
        >
          {texts.map(([name, label]) => (
            <Field
              key={name}
              label={label}
              error={errorAt(error, `policy.inhibitions.${i}.${name}`)}
            >
              <TextArea
                value={one[name]}
                onChange={(text) => set(one.id, { [name]: text })}
                rows={2}
                disabled={disabled}
              />
            </Field>
          ))}
          <Field label="Where they agree in" hint="Labels, with commas between them.">
            <TextInput
              value={one.equal}
              onChange={(equal) => set(one.id, { equal })}
              disabled={disabled}
            />
          </Field>
        </Row>
      ))}
    </Rows>
  );
}

type RowsProps = {
  title: string;
  hint: string;
  verb: string;
  disabled: boolean;
  onAdd: () => void;
  children: ReactNode;
};

function Rows({ title, hint, verb, disabled, onAdd, children }: RowsProps) {
  return (
    <section className="flex flex-col items-start gap-3" aria-label={title}>
      <div>
        <h3 className="font-medium text-13 text-primary">{title}</h3>
        <p className="text-12 text-muted">{hint}</p>
      </div>
      {children}
      <Button size="s" icon={Plus} onClick={onAdd} disabled={disabled}>
        {verb}
      </Button>
    </section>
  );
}

type RowProps = {
  label: string;
  disabled: boolean;
  onRemove: () => void;
  children: ReactNode;
};

function Row({ label, disabled, onRemove, children }: RowProps) {
  return (
    <fieldset className="grid w-full gap-3 rounded-panel border border-line p-3 md:grid-cols-3">
      <legend className="px-1 text-12 text-secondary">{label}</legend>
      {children}
      <div className="md:col-span-3">
        <Button size="s" onClick={onRemove} disabled={disabled} aria-label={`Remove ${label}`}>
          Remove
        </Button>
      </div>
    </fieldset>
  );
}
