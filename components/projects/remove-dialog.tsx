"use client";
/** Removes a project with everything in it, after its short name was typed and a reason given. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useAsk } from "@/components/shell/use-ask";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { removeProject } from "@/lib/projects/client";
import type { ProjectRow } from "@/lib/projects/schema";

type RemoveDialogProps = { project: ProjectRow; onClose: () => void };

export function RemoveDialog({ project, onClose }: RemoveDialogProps) {
  const cache = useQueryClient();
  const { ask } = useAsk();
  const removal = useMutation({
    mutationFn: (reason: string) => removeProject(project.slug, reason),
    onSuccess: async () => {
      if (ask.project === project.slug) {
        // The whole console stood in it.
        window.location.assign("/settings/projects");
        return;
      }
      await Promise.all([
        cache.invalidateQueries({ queryKey: ["projects"] }),
        cache.invalidateQueries({ queryKey: ["console"] }),
      ]);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${project.name}`}
      consequence="The project disappears from every page at once, and its keys are refused: agents that still send are turned away. Its events and figures are deleted within some minutes. The audit log keeps what was done. This cannot be undone."
      verb="Remove project"
      asksReason
      typed={project.slug}
      isBusy={removal.isPending || removal.isSuccess}
      error={removal.error}
      onConfirm={(reason) => removal.mutate(reason)}
    />
  );
}
