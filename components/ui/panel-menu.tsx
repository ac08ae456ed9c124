"use client";
/** A panel's menu: the table behind the picture, a link to it, its data. */
import { ChartLine, Ellipsis, FileSpreadsheet, Link2, Table2 } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./button";
import { useCopy } from "./copy";
import { Menu, MenuDivider, MenuItem } from "./menu";
import type { PanelView } from "./panel-body";
import { csvOf, type Sheet } from "./sheet";

type PanelMenuProps = {
  title: string;
  anchor: string;
  sheet: (() => Sheet) | undefined;
  view: PanelView;
  onView: (view: PanelView) => void;
  children?: ReactNode;
};

export function PanelMenu({ title, anchor, sheet, view, onView, children }: PanelMenuProps) {
  const { isCopied, copy } = useCopy();
  const label = isCopied ? "Copied" : `Menu of ${title}`;
  return (
    <div className="-mt-1 -mr-2">
      <Menu label={title} trigger={<IconButton size="s" icon={Ellipsis} label={label} />}>
        {sheet && (
          <MenuItem
            icon={view === "table" ? ChartLine : Table2}
            onSelect={() => onView(view === "table" ? "picture" : "table")}
          >
            {view === "table" ? "View as chart" : "View as table"}
          </MenuItem>
        )}
        <MenuItem icon={Link2} onSelect={() => copy(linkTo(anchor))}>
          Copy link
        </MenuItem>
        {sheet && (
          <MenuItem icon={FileSpreadsheet} onSelect={() => copy(csvOf(sheet()))}>
            Copy data as CSV
          </MenuItem>
        )}
        {children !== undefined && children !== null && <MenuDivider />}
        {children}
      </Menu>
    </div>
  );
}

function linkTo(anchor: string): string {
  const { origin, pathname, search } = window.location;
  return `${origin}${pathname}${search}#${anchor}`;
}
