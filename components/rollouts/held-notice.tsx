/** Says which rollouts move a flag, and what of it stays while they do. */
import { Notice } from "@/components/ui/badge";
import { KeptLink } from "@/components/ui/kept-link";
import type { Hold } from "@/lib/flags/holds";

export function HeldNotice({ holds }: { holds: readonly Hold[] }) {
  if (holds.length === 0) return null;
  return (
    <Notice tone="info">
      {holds.map(({ rollout, environment }) => (
        <p key={rollout}>
          {"The rollout "}
          <KeptLink href={`/rollouts/${encodeURIComponent(rollout)}`}>{rollout}</KeptLink>
          {` moves it in ${environment}: its split there, its unit and both arms stay until that has ended.`}
        </p>
      ))}
    </Notice>
  );
}
