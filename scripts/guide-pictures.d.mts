/** What the tests know of the list of pictures. */

export const GUIDE_PICTURES: readonly {
  readonly name: string;
  readonly path: string;
  readonly panel?: string;
}[];
