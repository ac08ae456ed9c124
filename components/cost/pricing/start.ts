/** What a dialog of this page begins with. */

export type ModelName = { readonly provider: string; readonly model: string };

/** `from`: the instant from which it would hold; null begins today. */
export type PriceStart = ModelName & { readonly from: string | null };
