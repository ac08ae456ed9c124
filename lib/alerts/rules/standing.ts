/** How a rule stands: how many of its label sets are in which phase, and what is wrong with the rule itself. */
import { isFiring, type RuleState } from "@/lib/alerts/state";

export type Standing = {
  /** The worst of it, which is what the list sorts and filters by. */
  readonly word: StandingWord;
  readonly firing: number;
  readonly pending: number;
  readonly noData: number;
  /** Label sets with a value of which there is nothing to tell; null before the first evaluation. */
  readonly ok: number | null;
  readonly flapping: number;
  readonly acknowledged: number;
  /** Label sets beyond the rule's limit: nobody is told of them. */
  readonly refused: number;
  /** Since when the rule cannot be evaluated, and why. */
  readonly failure: {
    readonly since: string;
    readonly count: number;
    readonly message: string;
  } | null;
};

export const STANDING_WORDS = [
  "firing",
  "error",
  "noData",
  "pending",
  "ok",
  "waiting",
  "off",
] as const;
/** `waiting`: not evaluated yet. */
export type StandingWord = (typeof STANDING_WORDS)[number];

export function standingOf(
  { alerts, failures, refused, evaluatedAt }: RuleState,
  seriesCount: number | null,
  isEnabled: boolean,
): Standing {
  const countOf = (fits: (alert: RuleState["alerts"][number]) => boolean) =>
    alerts.filter(fits).length;
  const firing = countOf(isFiring);
  const pending = countOf(({ phase }) => phase === "pending");
  const noData = countOf(
    (alert) => alert.phase === "noData" || (alert.sight === "noData" && !isFiring(alert)),
  );
  const ok = seriesCount === null ? null : Math.max(0, seriesCount - firing - pending - refused);
  const counts = { firing, pending, noData, ok };
  return {
    ...counts,
    word: wordOf(counts, { isEnabled, hasFailed: failures !== null, evaluatedAt }),
    flapping: countOf(({ flappingSince }) => flappingSince !== null),
    acknowledged: countOf(({ acknowledged }) => acknowledged !== null),
    refused,
    failure: failures && {
      since: new Date(failures.since).toISOString(),
      count: failures.count,
      message: failures.message,
    },
  };
}

type Counts = Pick<Standing, "firing" | "pending" | "noData" | "ok">;
type Rest = {
  readonly isEnabled: boolean;
  readonly hasFailed: boolean;
  readonly evaluatedAt: number | null;
};

function wordOf({ firing, pending, noData, ok }: Counts, rest: Rest): StandingWord {
  if (!rest.isEnabled) return "off";
  if (firing > 0) return "firing";
  if (rest.hasFailed) return "error";
  if (pending > 0) return "pending";
  if (noData > 0 || (ok === 0 && rest.evaluatedAt !== null)) return "noData";
  return rest.evaluatedAt === null ? "waiting" : "ok";
}
