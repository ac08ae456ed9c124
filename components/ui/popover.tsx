"use client";
/** A small raised surface beside the button that opened it. */
import * as Base from "radix-ui/popover";
import type { ReactNode } from "react";

type PopoverProps = {
  trigger: ReactNode;
  label: string;
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
};

export function Popover({
  trigger,
  label,
  align = "end",
  open,
  onOpenChange,
  children,
}: PopoverProps) {
  const control = {
    ...(open === undefined ? {} : { open }),
    ...(onOpenChange === undefined ? {} : { onOpenChange }),
  };
  return (
    <Base.Root {...control}>
      <Base.Trigger asChild>{trigger}</Base.Trigger>
      <Base.Portal>
        <Base.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-1rem)] animate-appear overflow-y-auto rounded-panel border border-line bg-raised p-3 text-13 shadow-lift"
        >
          {children}
        </Base.Content>
      </Base.Portal>
    </Base.Root>
  );
}
