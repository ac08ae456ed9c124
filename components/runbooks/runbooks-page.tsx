"use client";
/** Runbooks: found by a word, or in the list with what is wrong with each. */
import { useQuery } from "@tanstack/react-query";
import { FilePlus2, Upload } from "lucide-react";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Button } from "@/components/ui/button";
import { TextInput } from "@/components/ui/field";
import { KeptLink } from "@/components/ui/kept-link";
import { useUrlState } from "@/components/ui/use-url-state";
import { runbooksQuery } from "@/lib/runbooks/client";
import { ImportDialog } from "./import-dialog";
import { ListPanel } from "./list-panel";
import { NewDialog } from "./new-dialog";
import { SearchPanel } from "./search-panel";
import { UnguidedPanel } from "./unguided-panel";

export function RunbooksPage() {
  const { project } = useAsk().ask;
  const reading = useQuery(runbooksQuery(project));
  const [q, setQ] = useUrlState("q");
  const [open, setOpen] = useState<"new" | "import" | null>(null);
  const close = () => setOpen(null);
  return (
    <PageFrame
      title="Runbooks"
      lead={
        <>
          What to do when something is wrong. How the whole is run stands in the{" "}
          <KeptLink href="/docs">documents</KeptLink>.
        </>
      }
      acts={<Acts onOpen={setOpen} />}
    >
      <search className="max-w-xl">
        <TextInput
          type="search"
          aria-label="Search runbooks"
          placeholder="Search titles, sections, text and alert names"
          value={q ?? ""}
          onChange={(value) => setQ(value === "" ? null : value)}
        />
      </search>
      {q?.trim() && <SearchPanel project={project} q={q} />}
      <UnguidedPanel reading={reading} />
      <ListPanel reading={reading} />
      {open === "new" && <NewDialog project={project} onClose={close} />}
      {open === "import" && <ImportDialog project={project} onClose={close} />}
    </PageFrame>
  );
}

function Acts({ onOpen }: { onOpen: (which: "new" | "import") => void }) {
  return (
    <Can permission="runbooks:write">
      {(gate) => (
        <>
          <Button icon={Upload} onClick={() => onOpen("import")} {...gate}>
            Import files
          </Button>
          <Button tone="primary" icon={FilePlus2} onClick={() => onOpen("new")} {...gate}>
            New runbook
          </Button>
        </>
      )}
    </Can>
  );
}
