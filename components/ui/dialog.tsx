"use client";
/** A modal surface; on a phone it rises from the bottom. */
import { X } from "lucide-react";
import * as Base from "radix-ui/dialog";
import type { ReactNode } from "react";
import { IconButton } from "./button";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What the dialog is for, read aloud with the title. */
  description?: ReactNode;
  size?: "m" | "l";
  children: ReactNode;
};

const SIZES = { m: "md:max-w-md", l: "md:max-w-2xl" };

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  size = "m",
  children,
}: DialogProps) {
  const described = description === undefined ? { "aria-describedby": undefined } : {};
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Overlay className="animate-appear bg-page/70 fixed inset-0 z-50" />
        <Base.Content
          {...described}
          className={`animate-appear rounded-t-panel border-line bg-raised shadow-lift md:rounded-panel fixed inset-x-0 bottom-0 z-50 flex max-h-[90dvh] w-full flex-col gap-4 overflow-y-auto border p-4 md:inset-x-auto md:top-[12vh] md:bottom-auto md:left-1/2 md:max-h-[76vh] md:-translate-x-1/2 md:p-5 ${SIZES[size]}`}
        >
          <header className="flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-16 text-primary font-semibold">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="text-13 text-secondary mt-1">
                  {description}
                </Base.Description>
              )}
            </div>
            <Base.Close asChild>
              <IconButton size="s" icon={X} label="Close" />
            </Base.Close>
          </header>
          {children}
        </Base.Content>
      </Base.Portal>
    </Base.Root>
  );
}

/** Buttons at the foot of a dialog, the act on the right. */
export function DialogActs({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-2 max-md:flex-col-reverse">{children}</div>;
}
