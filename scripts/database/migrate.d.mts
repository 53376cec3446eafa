export function knownMigrations(folder?: string): { name: string; checksum: string }[]
export function migrate(url: string, folder?: string, only?: Set<string>): Promise<string[]>
export function pendingMigrations(url: string, folder?: string): Promise<string[]>
