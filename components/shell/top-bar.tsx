"use client";
/** The bar above every page: what is looked at, over which time, and how to get elsewhere. */
import { CircleHelp, GitCompareArrows, Search } from "lucide-react";
import { usePathname } from "next/navigation";
import { Button, IconButton } from "@/components/ui/button";
import { LiveDot } from "./live-dot";
import { isCurrent, NAVIGATION } from "./navigation";
import { PersonMenu } from "./person-menu";
import { EnvironmentPicker, ProjectPicker } from "./pickers";
import { RangePicker } from "./range-picker";
import { useAsk } from "./use-ask";
import type { Surface } from "./use-surfaces";

type TopBarProps = {
  open: Surface | null;
  onOpen: (surface: Surface | null) => void;
};

export function TopBar({ open, onOpen }: TopBarProps) {
  const path = usePathname();
  const isTimeless = NAVIGATION.flat().some((row) => row.isTimeless && isCurrent(row, path));
  return (
    <header className="sticky top-0 z-20 flex min-h-12 flex-wrap items-center gap-x-1 gap-y-1.5 border-line border-b bg-page px-3 py-1.5 md:px-6 print:hidden">
      <div className="-ml-2 flex min-w-0 flex-1 items-center">
        <ProjectPicker />
        {!isTimeless && (
          <>
            <span aria-hidden className="text-control max-md:hidden">
              /
            </span>
            <span className="max-md:hidden">
              <EnvironmentPicker />
            </span>
          </>
        )}
      </div>
      {!isTimeless && (
        <div className="order-last flex w-full items-center gap-1 md:order-none md:w-auto">
          <span className="-ml-2 min-w-0 md:hidden">
            <EnvironmentPicker />
          </span>
          <span className="flex-1" />
          <LiveDot />
          <CompareToggle />
          <RangePicker
            open={open === "range"}
            onOpenChange={(isOpen) => onOpen(isOpen ? "range" : null)}
          />
        </div>
      )}
      <div className="flex items-center">
        <IconButton
          size="s"
          icon={Search}
          label="Search and commands (/)"
          onClick={() => onOpen("palette")}
        />
        <span className="max-md:hidden">
          <IconButton
            size="s"
            icon={CircleHelp}
            label="Keyboard map (?)"
            onClick={() => onOpen("help")}
          />
        </span>
        <PersonMenu />
      </div>
    </header>
  );
}

function CompareToggle() {
  const { ask, setAsk } = useAsk();
  const isOn = ask.compare === "1";
  return (
    <Button
      tone={isOn ? "plain" : "quiet"}
      size="s"
      icon={GitCompareArrows}
      aria-pressed={isOn}
      title="Compare with the period before (c)"
      onClick={() => setAsk({ compare: !isOn })}
    >
      <span className="max-md:sr-only">Compare</span>
    </Button>
  );
}
