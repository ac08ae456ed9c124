/** An object that was made for a trial, and how it stands afterwards. */

export type Made = {
  readonly id: string;
  /** The row as text: equal as long as nobody touched it. */
  readonly state: () => Promise<string>;
};

/** Whose the object is, and a word to know it by wherever it turns up. */
export type Owner = {
  readonly projectId: number;
  readonly personId: string;
  readonly mark: string;
};

export type Maker = (owner: Owner) => Promise<Made>;

export const stored = (id: string, row: () => Promise<unknown>): Made => ({
  id,
  state: async () => JSON.stringify(await row()),
});
