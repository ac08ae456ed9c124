"use client";
/** Settles which project the address means before any page asks for it. */
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { signInPath } from "@/lib/access/gate";
import { readPref, writePref } from "@/lib/browser/prefs";
import { consoleQuery } from "@/lib/console/client";
import type { ConsoleState } from "@/lib/console/schema";
import { Fault } from "@/lib/core/fault";
import { PageSkeleton } from "./page-skeleton";
import { FallbackProject } from "./project-context";

/** Nearly nobody needs it, so nobody waits for it. */
const NewProject = dynamic(async () => (await import("./new-project")).NewProject);

/** Pages that are about the person, not about a project. */
const WITHOUT_PROJECT: readonly string[] = ["/settings/profile", "/settings/projects"];

type GateProps = {
  /** Gets what to show instead of the page, or null to show the page. */
  children: (instead: ReactNode) => ReactNode;
};

export function Gate({ children }: GateProps) {
  const named = useSearchParams().get("project") || undefined;
  const isAboutProject = !WITHOUT_PROJECT.includes(usePathname());
  // The shell itself polls for the project; this only settles which one it is.
  const { data, error } = useQuery(consoleQuery(named, false));
  const slug = named ?? (data ? usualProject(data) : "");
  useEffect(() => {
    if (data?.project && slug) writePref("project", slug);
  }, [data?.project, slug]);
  return (
    <FallbackProject slug={slug}>
      {children(isAboutProject || !data ? insteadOf(error, data, slug) : null)}
    </FallbackProject>
  );
}

/** The project looked at last, if it is still there. */
function usualProject({ projects, project }: ConsoleState): string {
  const last = readPref("project");
  return projects.find(({ slug }) => slug === last)?.slug ?? project?.slug ?? "";
}

function insteadOf(error: Error | null, data: ConsoleState | undefined, slug: string): ReactNode {
  if (error instanceof Fault && error.code === "unauthenticated") return <SignInAgain />;
  if (error instanceof Fault && error.code === "not-found") {
    return (
      <EmptyState
        title="This project does not exist, or you are not a member of it"
        hint="Ask an administrator of the project to add you."
        action={
          <a href="/" className="text-13 text-accent-text underline">
            Go to your own projects
          </a>
        }
      />
    );
  }
  if (slug !== "") return null;
  if (data) {
    return data.person.isOwner ? (
      <EmptyState
        title="There is no project yet"
        hint="A project is one agent system that you watch, with keys, people and data of its own."
        action={<NewProject />}
      />
    ) : (
      <EmptyState
        title="You are not a member of any project yet"
        hint="An administrator of a project can add you."
      />
    );
  }
  return <PageSkeleton />;
}

function SignInAgain() {
  useEffect(() => {
    window.location.assign(signInPath(`${window.location.pathname}${window.location.search}`));
  }, []);
  return <EmptyState title="Your session has ended" hint="Taking you to the sign-in page." />;
}
