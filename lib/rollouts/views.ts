/** What the rollout pages are told. */
import type { Gate } from "./gate";
import type { Interval } from "./interval";
import type { Freeze, Plan } from "./plan";
import type { RollbackCounts } from "./rollbacks";
import type { ActName } from "./schema";
import type { RolloutState } from "./state";
import type { Verdict, Word } from "./watch";

export type RolloutRow = {
  readonly key: string;
  readonly description: string;
  readonly flag: string;
  readonly environment: string;
  readonly canary: string;
  readonly control: string;
  readonly phase: RolloutState["phase"];
  readonly step: RolloutState["step"];
  readonly pause: RolloutState["pause"];
  /** The canary's percent now. */
  readonly weight: number;
  readonly stage: number;
  readonly stages: readonly number[];
  /** What comes next, in a sentence without a full stop. */
  readonly next: string;
  readonly leftMs: number | null;
  readonly e: number | null;
  readonly threshold: number;
  readonly updatedAt: string;
  readonly incident: string | null;
};

export type FreezeView = {
  readonly id: string;
  readonly environment: string | null;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly by: string;
};

/** A flag that a rollout could move. */
export type MovableFlag = {
  readonly key: string;
  readonly variants: readonly string[];
  readonly environments: readonly string[];
};

/** An attempt that was taken back, and what people said of it. */
export type RollbackView = {
  readonly key: string;
  readonly attempt: number;
  readonly at: string;
  readonly by: string;
  readonly isByMachine: boolean;
  readonly judgement: {
    /** The canary was healthy: nothing should have been taken back. */
    readonly isFalse: boolean;
    readonly reason: string | null;
    readonly by: string;
    readonly at: string;
  } | null;
};

export type RollbacksView = {
  readonly counts: RollbackCounts;
  /** Newest first. */
  readonly toJudge: readonly RollbackView[];
};

export type RolloutsView = {
  /** What holds its flag; then what is planned; then what is over, newest first. */
  readonly moving: readonly RolloutRow[];
  readonly drafts: readonly RolloutRow[];
  readonly over: readonly RolloutRow[];
  readonly freezes: readonly FreezeView[];
  readonly flags: readonly MovableFlag[];
  readonly rollbacks: RollbacksView;
};

export type StageView = {
  readonly name: string;
  readonly weight: number;
  readonly minBakeMs: number;
  readonly maxBakeMs: number;
  readonly passesBy: "evidence" | "time";
  readonly needsApproval: boolean;
  readonly standing: "done" | "now" | "ahead" | "left";
  readonly leftMs: number | null;
  /** What it can see and prove at this traffic; null where there is nothing to compare. */
  readonly bake: string | null;
  /** Why it is bound to ask people; null: it is not. */
  readonly warning: string | null;
};

export type ArmCount = {
  readonly units: number;
  readonly bad: number;
  readonly interval: Interval | null;
};
export type GateView = {
  readonly key: string;
  readonly signal: Gate["signal"];
  readonly agent: string | null;
  /** Milliseconds, or millionths of a dollar: above it a request is bad. */
  readonly badAbove: number | null;
  readonly isFrozen: boolean;
  readonly limit: number | null;
  readonly canary: ArmCount;
  readonly control: ArmCount;
  readonly e: number | null;
  readonly promotionE: number | null;
  readonly isProved: boolean;
  readonly isCommonCause: boolean;
  /** Shares of bad units in stretches, for both arms. */
  readonly points: readonly {
    readonly at: string;
    readonly canary: number | null;
    readonly control: number | null;
  }[];
};

export type EvidencePoint = {
  readonly at: string;
  readonly e: number;
  readonly promotionE: number | null;
};

export type ActView = {
  readonly act: ActName;
  readonly label: string;
  readonly says: string;
  /** Why it cannot be done now; null: it can. */
  readonly why: string | null;
};

export type PlanVersion = {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  /** Against the version before; of the first, none. */
  readonly changes: readonly string[];
};

export type RolloutDetail = {
  readonly rollout: RolloutRow;
  readonly revision: number;
  readonly planVersion: number;
  readonly plan: Plan;
  readonly state: RolloutState;
  readonly stages: readonly StageView[];
  /** What the planner was told: requests a minute, and the share of them that failed. */
  readonly traffic: { readonly perMinute: number; readonly badRatio: number };
  readonly gates: readonly GateView[];
  readonly verdict: {
    readonly word: Word;
    readonly e: number;
    readonly mostE: number;
    readonly pAlways: number;
    readonly threshold: number;
    readonly promotionE: number | null;
    readonly promotionThreshold: number;
    readonly crossedAt: string | null;
    readonly countedTo: string | null;
    readonly inputsHash: string;
  } | null;
  /** Thinned out; the last is always there. */
  readonly curve: readonly EvidencePoint[];
  readonly exposure: {
    readonly canary: number;
    readonly control: number;
    readonly expectedCanary: number | null;
    readonly p: number | null;
    /** Units that keep what they got before the share changed are left out. */
    readonly isPinned: boolean;
  };
  readonly blockers: readonly string[];
  /** What will hold it, or does: windows of the project and of its plan, the earliest first. */
  readonly freezes: readonly Freeze[];
  readonly rollbacks: readonly RollbackView[];
  /** Newest first. */
  readonly versions: readonly PlanVersion[];
  readonly acts: readonly ActView[];
  readonly steps: readonly {
    readonly id: string;
    readonly at: string;
    readonly kind: string;
    readonly attempt: number;
    readonly by: string;
    readonly text: string;
  }[];
  readonly workerOk: boolean;
};

/** The same minutes again: what was said then, and what is said now. */
export type ReplayView = {
  readonly minutes: number;
  readonly stored: ReplayedVerdict | null;
  readonly replayed: ReplayedVerdict | null;
  /** To the bit, hash and all. */
  readonly isSame: boolean;
};
export type ReplayedVerdict = Pick<
  Verdict,
  "word" | "e" | "mostE" | "pAlways" | "promotionE" | "sampleRatioP"
> & { readonly minute: string; readonly inputsHash: string };

/** A plan's gates over the past, with the control's own requests in both arms. */
export type GateTrial = {
  readonly from: string;
  readonly to: string;
  /** Fewer than were asked for: there was so much traffic. */
  readonly isCut: boolean;
  /** Whose requests: the control's, or everybody's where the control has told too little. */
  readonly whose: "control" | "everybody";
  readonly requests: number;
  readonly threshold: number;
  readonly mostE: number;
  /** When the gates would have rolled back; null: never. */
  readonly crossedAt: string | null;
  readonly gates: readonly {
    readonly key: string;
    readonly signal: Gate["signal"];
    readonly badAbove: number | null;
    readonly units: number;
    readonly bad: number;
    readonly mostE: number;
  }[];
  readonly says: string;
};
