"use client";
/** The command palette: any page, agent or project, and what is done from anywhere. */
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import {
  BookOpen,
  Bot,
  FolderOpen,
  GraduationCap,
  LogOut,
  type LucideIcon,
  Siren,
  SunMoon,
} from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import * as Base from "radix-ui/dialog";
import type { ReactNode } from "react";
import { keepAsk } from "@/components/ui/ask-params";
import { THEMES, type Theme, writePref } from "@/lib/browser/prefs";
import { runbooksQuery } from "@/lib/runbooks/client";
import { NAVIGATION } from "./navigation";
import { signOutHere } from "./sign-out";
import { useAsk } from "./use-ask";
import { useConsole } from "./use-console";

type PaletteProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function Palette({ open, onOpenChange }: PaletteProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Overlay className="fixed inset-0 z-50 animate-appear bg-page/70" />
        <Base.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[10vh] z-50 mx-auto max-w-xl animate-appear overflow-hidden rounded-panel border border-line bg-raised shadow-lift"
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
  const { ask, setAsk } = useAsk();
  const state = useConsole().data;
  const runbooks = useQuery(runbooksQuery(ask.project)).data?.runbooks;
  const then = (act: () => void) => () => {
    onDone();
    act();
  };
  const open = state?.incidents?.first;
  const go = (path: string) => then(() => router.push(keepAsk(path, params)));
  return (
    <Command label="Search and commands" loop>
      <Command.Input
        autoFocus
        placeholder="Jump to a page, agent, runbook or project"
        className="h-12 w-full border-line border-b bg-transparent px-4 text-14 text-primary outline-none max-md:text-16"
      />
      <Command.List className="max-h-[50vh] overflow-y-auto p-1.5">
        <Command.Empty className="py-8 text-center text-13 text-muted">
          Nothing by that name
        </Command.Empty>
        <Group heading="Pages">
          {NAVIGATION.flat().map(({ href, label, icon, key }) => (
            <Entry key={href} icon={icon} onSelect={go(href)} hint={`g ${key}`}>
              {label}
            </Entry>
          ))}
          <Entry icon={GraduationCap} onSelect={go("/drills")}>
            Drills
          </Entry>
        </Group>
        {open && (
          <Group heading="Incidents">
            <Entry icon={Siren} onSelect={go(`/incidents/${open.id}`)}>
              {`Incident ${open.number}: ${open.title}`}
            </Entry>
          </Group>
        )}
        <Group heading="Agents">
          {state?.agents.map((agent) => (
            <Entry key={agent} icon={Bot} onSelect={go(`/agents/${encodeURIComponent(agent)}`)}>
              {agent}
            </Entry>
          ))}
        </Group>
        <Group heading="Runbooks">
          {runbooks?.map(({ slug, title }) => (
            <Entry key={slug} icon={BookOpen} onSelect={go(`/runbooks/${slug}`)}>
              {title}
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
      heading={<span className="block px-2 py-1.5 text-12 text-muted">{heading}</span>}
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
      className="flex h-9 cursor-pointer items-center gap-2.5 rounded-control px-2 text-13 text-primary data-[selected=true]:bg-hover max-md:h-11"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint !== undefined && <kbd className="font-sans text-12 text-muted">{hint}</kbd>}
    </Command.Item>
  );
}
