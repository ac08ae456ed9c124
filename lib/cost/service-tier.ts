/** How a provider may be asked to serve a call, where it is not the ordinary way. */

export const SERVICE_TIERS = ["batch", "flex", "priority"] as const;
export type ServiceTier = (typeof SERVICE_TIERS)[number];

/** As a stored event names it; anything else is the ordinary one. */
export const serviceTierOf = (named: unknown): ServiceTier | null =>
  SERVICE_TIERS.find((tier) => tier === named) ?? null;
