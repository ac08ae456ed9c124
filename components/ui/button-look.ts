/** How a button looks, for buttons and for links that act like one. */
import { cva } from "class-variance-authority";

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
