"use client";
/** Buttons: one primary a view, quiet for the rest, critical for what cannot be taken back. */
import type { VariantProps } from "class-variance-authority";
import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ComponentPropsWithRef, ReactNode } from "react";
import { buttonLook } from "./button-look";

type Look = Omit<VariantProps<typeof buttonLook>, "shape">;
type Native = Omit<ComponentPropsWithRef<"button">, "className" | "style">;

type ButtonProps = Native &
  Look & {
    icon?: LucideIcon | undefined;
    /** Shows a spinner and refuses clicks while the act is under way. */
    isBusy?: boolean;
    children: ReactNode;
  };

export function Button({
  tone,
  size,
  icon: Icon,
  isBusy = false,
  children,
  disabled,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      disabled={disabled === true || isBusy}
      aria-busy={isBusy || undefined}
      {...rest}
      className={buttonLook({ tone, size })}
    >
      {isBusy ? (
        <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
      ) : (
        Icon && <Icon aria-hidden className="size-3.5" />
      )}
      {children}
    </button>
  );
}

type IconButtonProps = Native & Look & { icon: LucideIcon; label: string };

/** A button that is only an icon; its label is read aloud and shown on hover. */
export function IconButton({
  tone = "quiet",
  size,
  icon: Icon,
  label,
  type = "button",
  ...rest
}: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      {...rest}
      className={buttonLook({ tone, size, shape: "square" })}
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}
