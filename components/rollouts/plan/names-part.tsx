"use client";
/** What the rollout is called, and what it moves from where to where. */
import { Field, Select, TextInput } from "@/components/ui/field";
import { Group, Row } from "@/components/ui/group";
import type { MovableFlag } from "@/lib/rollouts/views";
import { issueAt } from "./issue-at";
import { Locked } from "./locked";
import type { PartProps } from "./part-props";

type NamesPartProps = PartProps & { flags: readonly MovableFlag[] };

/** What is chosen stays a choice, also where the flag has lost it. */
const choices = (values: readonly string[], chosen: string) =>
  [...new Set([...values, chosen])].map((value) => ({ value, label: value }));

export function NamesPart({ plan, locks, error, onChange, flags }: NamesPartProps) {
  const flag = flags.find(({ key }) => key === plan.flag);
  const variants = flag?.variants ?? [];
  const take = (key: string) => {
    const next = flags.find((one) => one.key === key);
    if (next) onChange(namesOf(next));
  };
  return (
    <Group title="What moves" says="A flag, from one variant to another, in one environment.">
      <Row>
        <Field
          label="Name"
          hint={locks.key ?? "Lower-case letters, digits, dots and dashes, such as agent-real."}
          error={issueAt(error, "key")}
        >
          <TextInput
            value={plan.key}
            onChange={(key) => onChange({ key })}
            required
            maxLength={100}
            autoComplete="off"
            disabled={locks.key !== null}
          />
        </Field>
        <Field label="Description" error={issueAt(error, "description")}>
          <TextInput
            value={plan.description}
            onChange={(description) => onChange({ description })}
            maxLength={2_000}
          />
        </Field>
      </Row>
      <Locked why={locks.names}>
        <Row>
          <Field label="Flag" error={issueAt(error, "flag")}>
            <Select
              value={plan.flag}
              options={choices(
                flags.map(({ key }) => key),
                plan.flag,
              )}
              onChange={take}
            />
          </Field>
          <Field label="Environment" error={issueAt(error, "environment")}>
            <Select
              value={plan.environment}
              options={choices(flag?.environments ?? [], plan.environment)}
              onChange={(environment) => onChange({ environment })}
            />
          </Field>
          <Field
            label="From"
            hint="The control: what it is compared with, and falls back to."
            error={issueAt(error, "control")}
          >
            <Select
              value={plan.control}
              options={choices(variants, plan.control)}
              onChange={(control) => onChange({ control })}
            />
          </Field>
          <Field
            label="To"
            hint="The canary: what gets more and more."
            error={issueAt(error, "canary")}
          >
            <Select
              value={plan.canary}
              options={choices(variants, plan.canary)}
              onChange={(canary) => onChange({ canary })}
            />
          </Field>
        </Row>
      </Locked>
    </Group>
  );
}

/** The first two variants are a guess, and production what most rollouts are about. */
export const namesOf = ({ key, variants, environments }: MovableFlag) => ({
  flag: key,
  environment: environments.includes("production") ? "production" : (environments[0] ?? ""),
  control: variants[0] ?? "control",
  canary: variants[1] ?? "canary",
});
