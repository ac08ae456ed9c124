"use client";
/** The fields that one kind of channel asks for. */
import { errorAt } from "@/components/ui/error-at";
import { Field, TextArea, TextInput } from "@/components/ui/field";
import type { ChannelField } from "./channel-fields";

type Values = Readonly<Record<string, string>>;
type KindFieldsProps = {
  fields: readonly ChannelField[];
  values: Values;
  /** Secrets that are set already. */
  kept: readonly string[];
  /** Of an address among them. */
  host: string | null;
  error: Error | null;
  onChange: (values: Values) => void;
};

export function KindFields({ fields, values, kept, host, error, onChange }: KindFieldsProps) {
  return fields.map((field) => {
    const isKept = kept.includes(field.name);
    const control = {
      value: values[field.name] ?? "",
      onChange: (text: string) => onChange({ ...values, [field.name]: text }),
      required: !field.isOptional && !isKept,
      autoComplete: "off",
      placeholder: isKept ? keptWords(field, host) : field.placeholder,
    };
    return (
      <Field
        key={field.name}
        label={field.isOptional ? `${field.label} (optional)` : field.label}
        hint={field.hint}
        error={errorAt(error, `config.${field.name}`)}
      >
        {field.isList ? (
          <TextArea {...control} rows={3} />
        ) : (
          <TextInput {...control} type={field.isSecret ? "password" : "text"} />
        )}
      </Field>
    );
  });
}

const keptWords = ({ name }: ChannelField, host: string | null): string =>
  name === "url" && host
    ? `Set, at ${host}. Leave blank to keep it`
    : "Set. Leave blank to keep it";
