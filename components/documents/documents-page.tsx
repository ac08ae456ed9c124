"use client";
/** The documents that come with the release, by folder. */
import { useQuery } from "@tanstack/react-query";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { part } from "@/components/ui/reading";
import { documentsQuery } from "@/lib/runbooks/documents/client";

const FOLDERS = [
  { folder: "operations", title: "Operations", question: "How is the whole run?" },
  { folder: "security", title: "Security", question: "Who may do what, and how is that kept?" },
] as const;

export function DocumentsPage() {
  const { ask } = useAsk();
  const reading = useQuery(documentsQuery(ask.project));
  return (
    <PageFrame
      title="Documents"
      lead={
        <>
          What to do when something is wrong stands in the{" "}
          <KeptLink href="/runbooks">runbooks</KeptLink>.
        </>
      }
    >
      {FOLDERS.map(({ folder, title, question }) => (
        <Panel
          key={folder}
          title={title}
          question={question}
          reading={part(reading, (all) => all.filter((one) => one.folder === folder))}
          figure={({ length }) => `${length} documents`}
          height="fit"
        >
          {(documents) => (
            <ul className="flex flex-col divide-y divide-line text-13">
              {documents.map((one) => (
                <li key={one.name} className="py-2">
                  <KeptLink href={`/docs/${one.name}`}>{one.title}</KeptLink>
                </li>
              ))}
            </ul>
          )}
        </Panel>
      ))}
    </PageFrame>
  );
}
