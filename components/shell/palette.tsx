"use client";
/** The command palette: any page, agent or project, and what is done from anywhere. */
import { Command } from "cmdk";
import { Bot, FolderOpen, LogOut, type LucideIcon, SunMoon } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import * as Base from "radix-ui/dialog";
import type { ReactNode } from "react";
import { keepAsk } from "@/components/ui/ask-params";
import { THEMES, type Theme, writePref } from "@/lib/browser/prefs";
import { NAVIGATION } from "./navigation";
import { signOutHere } from "./sign-out";
import { useAsk } from "./use-ask";
import { useConsole } from "./use-console";

type PaletteProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function Palette({ open, onOpenChange }: PaletteProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Overlay className="animate-appear bg-page/70 fixed inset-0 z-50" />
        <Base.Content
          aria-describedby={undefined}
          className="animate-appear rounded-panel border-line bg-raised shadow-lift fixed inset-x-3 top-[10vh] z-50 mx-auto max-w-xl overflow-hidden border"
        >
          <Base.Title className="sr-only">Search and commands</Base.Title>
          <Entries onDone={() => onOpenChange(false)} />
        </Base.Content>
      </Base.Portal>
    </Base.Root>
  );
}

function Entries({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const { setAsk } = useAsk();
  const state = useConsole().data;
  const then = (act: () => void) => () => {
    onDone();
    act();
  };
  const go = (path: string) => then(() => router.push(keepAsk(path, params)));
  return (
    <Command label="Search and commands" loop>
      <Command.Input
        autoFocus
        placeholder="Jump to a page, agent or project"
        className="border-line text-14 text-primary max-md:text-16 h-12 w-full border-b bg-transparent px-4 outline-none"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto p-1.5">
        <Command.Empty className="text-13 text-muted py-8 text-center">
          Nothing by that name
        </Command.Empty>
        <Group heading="Pages">
          {NAVIGATION.flat().map(({ href, label, icon, key }) => (
            <Entry key={href} icon={icon} onSelect={go(href)} hint={`g ${key}`}>
              {label}
            </Entry>
          ))}
        </Group>
        <Group heading="Agents">
          {state?.agents.map((agent) => (
            <Entry key={agent} icon={Bot} onSelect={go(`/agents/${encodeURIComponent(agent)}`)}>
              {agent}
            </Entry>
          ))}
        </Group>
        <Group heading="Projects">
          {state?.projects.map(({ slug, name }) => (
            <Entry key={slug} icon={FolderOpen} onSelect={then(() => setAsk({ project: slug }))}>
              {name}
            </Entry>
          ))}
        </Group>
        <Group heading="Commands">
          {THEMES.map((theme) => (
            <Entry key={theme} icon={SunMoon} onSelect={then(() => writePref("theme", theme))}>
              {THEME_WORDS[theme]}
            </Entry>
          ))}
          <Entry icon={LogOut} onSelect={then(signOutHere)}>
            Sign out
          </Entry>
        </Group>
      </Command.List>
    </Command>
  );
}

const THEME_WORDS: Record<Theme, string> = {
  system: "Theme: as the system",
  light: "Theme: light",
  dark: "Theme: dark",
};

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="**:[[cmdk-group-heading]]:text-12 **:[[cmdk-group-heading]]:text-muted **:[[cmdk-group-heading]]:px-2 **:[[cmdk-group-heading]]:py-1.5"
    >
      {children}
    </Command.Group>
  );
}

type EntryProps = { icon: LucideIcon; onSelect: () => void; hint?: string; children: string };

function Entry({ icon: Icon, onSelect, hint, children }: EntryProps) {
  return (
    <Command.Item
      onSelect={onSelect}
      className="rounded-control text-13 text-primary data-[selected=true]:bg-hover flex h-9 cursor-pointer items-center gap-2.5 px-2 max-md:h-11"
    >
      <Icon aria-hidden className="text-muted size-4 shrink-0" />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint !== undefined && <kbd className="text-12 text-muted font-sans">{hint}</kbd>}
    </Command.Item>
  );
}
