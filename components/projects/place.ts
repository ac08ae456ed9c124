/** Where in the console an act that needed a second person is done. */

const PLACES: readonly (readonly [prefix: string, href: string])[] = [
  ["key.", "/settings/api-keys"],
  ["environment.", "/settings/project#environments"],
];

export const placeOf = (action: string): string =>
  PLACES.find(([prefix]) => action.startsWith(prefix))?.[1] ?? "/settings/project";
