"use client";
/** The API keys of a project: who may send and read, since when, and the end of it. */
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Can, reasonFor } from "@/components/shell/can";
import { useAsk } from "@/components/shell/use-ask";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { useNow } from "@/components/ui/use-now";
import { keysQuery } from "@/lib/keys/client";
import type { KeyView } from "@/lib/keys/schema";
import { stateOf } from "@/lib/keys/state";
import { KeysTable } from "./keys-table";
import { NewKeyDialog } from "./new-key-dialog";
import { RevokeDialog } from "./revoke-dialog";

export function KeysPage() {
  const { ask } = useAsk();
  const may = useMay("keys:read");
  const keys = useQuery({ ...keysQuery(ask.project), enabled: may === true });
  const [isMaking, setMaking] = useState(false);
  const [ending, setEnding] = useState<KeyView | null>(null);
  const now = useNow() ?? 0;
  const create = (
    <Can permission="keys:write">
      {(gate) => (
        <Button tone="primary" icon={Plus} onClick={() => setMaking(true)} {...gate}>
          Create key
        </Button>
      )}
    </Can>
  );
  if (may === false) return <Notice tone="info">{reasonFor("keys:read")}</Notice>;
  return (
    <>
      <Panel
        title="API keys"
        question="Which programs may send to or read from this project?"
        reading={keys}
        figure={(rows) => `${rows.filter((key) => stateOf(key, now).isUsable).length} live`}
        controls={create}
        isEmpty={(rows) => rows.length === 0}
        empty={{
          title: "No keys yet",
          hint: "An agent needs one with the scope “ingest” to send events.",
        }}
        height="fit"
        isFlush
      >
        {(rows) => <KeysTable keys={rows} onRevoke={setEnding} />}
      </Panel>
      {isMaking && <NewKeyDialog project={ask.project} onClose={() => setMaking(false)} />}
      {ending && (
        <RevokeDialog project={ask.project} apiKey={ending} onClose={() => setEnding(null)} />
      )}
    </>
  );
}
