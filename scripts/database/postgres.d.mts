export class StartError extends Error {}
export function postgresBinaries(given?: string): string
export function startPostgres(
  dataDir: string,
  options?: { database?: string; settings?: string[] },
): Promise<{ url: string; reused: boolean; ended?: Promise<unknown>; stop(): Promise<unknown> }>
export function runningPostgres(dataDir: string, database?: string): Promise<string | undefined>
