"use client";
/** The demo: what it is, how far its history is written, and its end. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Panel } from "@/components/ui/panel";
import { share } from "@/lib/core/format";
import { demoQuery, removeDemo } from "@/lib/demo/client";

export function DemoPanel({ project }: { project: string }) {
  const cache = useQueryClient();
  const demo = useQuery(demoQuery(project));
  const [isAsking, setAsking] = useState(false);
  const removal = useMutation({
    mutationFn: () => removeDemo(project),
    onSuccess: () => {
      cache.clear();
      window.location.assign("/");
    },
  });
  return (
    <Panel
      title="Demo"
      question="Everything in this project is made up: 14 days of history and live simulated traffic."
      reading={demo}
      figure={(view) =>
        view.state === "live" ? "Running" : `${share(view.share)} of the history written`
      }
      height="fit"
    >
      {() => (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-13 text-secondary">
            Removing it leaves every other project as it is. It cannot be brought back by a click.
          </p>
          <Can permission="demo:remove">
            {(gate) => (
              <Button tone="critical" onClick={() => setAsking(true)} {...gate}>
                Remove the demo
              </Button>
            )}
          </Can>
          <ConfirmDialog
            open={isAsking}
            onOpenChange={setAsking}
            title="Remove the demo"
            consequence="The demo project disappears from every page at once, with its keys; its simulated events are deleted within some minutes. Nothing of your own data is touched."
            verb="Remove the demo"
            isBusy={removal.isPending || removal.isSuccess}
            error={removal.error}
            onConfirm={() => removal.mutate()}
          />
        </div>
      )}
    </Panel>
  );
}
