/** Types of the bundler, for tests that start a process of their own. */
export function bundle(name: string, entries: readonly string[]): Promise<string>;
