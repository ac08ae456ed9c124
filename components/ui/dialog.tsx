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
        <Base.Overlay className="fixed inset-0 z-50 animate-appear bg-page/70" />
        <Base.Content
          {...described}
          className={`fixed inset-x-0 bottom-0 z-50 flex max-h-[90dvh] w-full animate-appear flex-col gap-4 overflow-y-auto rounded-t-panel border border-line bg-raised p-4 shadow-lift md:inset-x-auto md:top-[12vh] md:bottom-auto md:left-1/2 md:max-h-[76vh] md:-translate-x-1/2 md:rounded-panel md:p-5 ${SIZES[size]}`}
        >
          <header className="flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="font-semibold text-16 text-primary">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="mt-1 text-13 text-secondary">
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
