"use client";
/** Buttons: one primary a view, quiet for the rest, critical for what cannot be taken back. */
import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ComponentPropsWithRef, ReactNode } from "react";

export const buttonLook = cva(
  "rounded-control inline-flex shrink-0 items-center justify-center gap-1.5 border font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-50",
  {
    variants: {
      tone: {
        primary: "bg-accent text-on-solid border-transparent hover:not-disabled:opacity-90",
        plain: "border-line bg-raised text-primary hover:not-disabled:bg-hover",
        quiet:
          "text-secondary hover:not-disabled:bg-hover hover:not-disabled:text-primary border-transparent bg-transparent",
        critical:
          "bg-critical-solid text-on-solid border-transparent hover:not-disabled:opacity-90",
      },
      size: {
        s: "text-12 h-7 px-2 max-md:h-9",
        m: "text-13 h-8 px-3 max-md:h-10",
        l: "text-14 h-10 px-4 max-md:h-11",
      },
      shape: { text: "", square: "aspect-square px-0" },
    },
    defaultVariants: { tone: "plain", size: "m", shape: "text" },
  },
);

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
