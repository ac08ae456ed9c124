/** A score as people write it. */
export const stars = (score: number): string => `${(Math.round(score * 100) / 100).toFixed(2)} / 5`;
