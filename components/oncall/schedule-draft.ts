/** A schedule as a form holds it: layers that know which they are, until it is saved. */
import type { ScheduleRequest } from "@/lib/oncall/schedules/client";
import type { ScheduleView } from "@/lib/oncall/schedules/schema";

type Layer = ScheduleRequest["layers"][number];
export type LayerDraft = Layer & { readonly key: number };
export type ScheduleDraft = {
  readonly name: string;
  readonly zone: string;
  readonly layers: readonly LayerDraft[];
};

const nextKey = (layers: readonly LayerDraft[]): number =>
  Math.max(0, ...layers.map(({ key }) => key)) + 1;

/** A week each, from a Monday morning. */
const layerNamed = (name: string, startsOn: string): Layer => ({
  ...{ name, participants: [], rotation: { every: 1, unit: "week" } },
  ...{ startsOn, handsOverAt: "09:00", endsOn: null, restrictions: [] },
});

export const blankDraft = (zone: string, startsOn: string): ScheduleDraft => ({
  ...{ name: "", zone },
  layers: [{ ...layerNamed("Everybody", startsOn), key: 1 }],
});

export const draftOf = ({ name, zone, layers }: ScheduleView): ScheduleDraft => ({
  ...{ name, zone },
  layers: layers.map((layer, i) => ({ ...layer, key: i + 1 })),
});

export const requestOf = ({ name, zone, layers }: ScheduleDraft): ScheduleRequest => ({
  ...{ name, zone },
  layers: layers.map(({ key: _key, ...layer }) => layer),
});

export function withLayer(draft: ScheduleDraft, startsOn: string): ScheduleDraft {
  const key = nextKey(draft.layers);
  const layer = { ...layerNamed(`Layer ${draft.layers.length + 1}`, startsOn), key };
  return { ...draft, layers: [...draft.layers, layer] };
}

export const withoutLayer = (draft: ScheduleDraft, key: number): ScheduleDraft => ({
  ...draft,
  layers: draft.layers.filter((layer) => layer.key !== key),
});

export const withChange = (draft: ScheduleDraft, changed: LayerDraft): ScheduleDraft => ({
  ...draft,
  layers: draft.layers.map((layer) => (layer.key === changed.key ? changed : layer)),
});
