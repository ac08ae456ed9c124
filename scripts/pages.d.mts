export function consolePages(): string[];
