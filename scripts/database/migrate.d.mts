export function migrate(url: string, folder?: string): Promise<string[]>
export function pendingMigrations(url: string, folder?: string): Promise<string[]>
