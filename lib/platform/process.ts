/** What one process holds once: pools, caches, queues, registries, even when Next bundles a module twice. */

const held = globalThis as { wheelhouse?: Map<string, unknown> };

/** The process's own `name`, made at the first call. Every caller of a name must mean the same type by it. */
export function shared<T>(name: string, make: () => T): T {
  held.wheelhouse ??= new Map();
  if (!held.wheelhouse.has(name)) held.wheelhouse.set(name, make());
  return held.wheelhouse.get(name) as T;
}

/** What was made under a name, if it was. */
export const made = <T>(name: string): T | undefined => held.wheelhouse?.get(name) as T | undefined;
