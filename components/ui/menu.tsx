"use client";
/** A drop-down of acts: a Radix menu in our clothes. */
import { Check, type LucideIcon } from "lucide-react";
import * as Dropdown from "radix-ui/dropdown-menu";
import type { ReactNode } from "react";

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactNode;
  /** Read aloud as the menu's name. */
  label: string;
  align?: "start" | "end";
  children: ReactNode;
};

export function Menu({ trigger, label, align = "end", children }: MenuProps) {
  return (
    <Dropdown.Root modal={false}>
      <Dropdown.Trigger asChild>{trigger}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-96 min-w-44 max-w-80 animate-appear overflow-y-auto rounded-panel border border-line bg-raised p-1 text-13 shadow-lift"
        >
          {children}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}

const ITEM =
  "flex h-8 w-full cursor-pointer select-none items-center gap-2 rounded-control px-2 text-primary outline-none data-[disabled]:cursor-not-allowed data-[highlighted]:bg-hover data-[disabled]:opacity-50 max-md:h-10";

type MenuItemProps = {
  icon?: LucideIcon | undefined;
  onSelect: () => void;
  disabled?: boolean;
  /** Why it is disabled, or what it will do. */
  title?: string | undefined;
  /** A key that does the same. */
  shortcut?: string | undefined;
  children: ReactNode;
};

export function MenuItem(props: MenuItemProps) {
  const { icon: Icon, onSelect, disabled = false, title, shortcut, children } = props;
  return (
    <Dropdown.Item disabled={disabled} title={title} onSelect={onSelect} className={ITEM}>
      {Icon && <Icon aria-hidden className="size-4 shrink-0 text-muted" />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut !== undefined && <kbd className="font-sans text-12 text-muted">{shortcut}</kbd>}
    </Dropdown.Item>
  );
}

type MenuChoiceProps<V extends string> = {
  label?: string;
  value: V;
  options: readonly { readonly value: V; readonly label: ReactNode; readonly hint?: string }[];
  onChange: (value: V) => void;
};

/** One of several, with a tick beside the one that holds. */
export function MenuChoice<V extends string>({
  label,
  value,
  options,
  onChange,
}: MenuChoiceProps<V>) {
  return (
    <Dropdown.RadioGroup value={value} onValueChange={(next) => onChange(next as V)}>
      {label !== undefined && <MenuHeading>{label}</MenuHeading>}
      {options.map((option) => (
        <Dropdown.RadioItem key={option.value} value={option.value} className={ITEM}>
          <span className="w-4 shrink-0">
            <Dropdown.ItemIndicator>
              <Check aria-hidden className="size-4 text-accent-text" />
            </Dropdown.ItemIndicator>
          </span>
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          {option.hint !== undefined && <span className="text-12 text-muted">{option.hint}</span>}
        </Dropdown.RadioItem>
      ))}
    </Dropdown.RadioGroup>
  );
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <Dropdown.Label className="px-2 py-1.5 text-12 text-muted">{children}</Dropdown.Label>;
}

export function MenuDivider() {
  return <Dropdown.Separator className="-mx-1 my-1 h-px bg-line" />;
}
