export function fingerprint(root: string, sources: readonly string[], salt?: string): string;
