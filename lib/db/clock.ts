import 'server-only'
import { once } from '../once'

const state = once('db.clock', () => ({ ahead: undefined as number | undefined }))

/** What the database's clock shows, in milliseconds since 1970; told with every heartbeat. */
export function noteDatabaseTime(ms: number): void {
  state.ahead = ms - performance.now()
}

/**
 * The time by the database's clock: what is compared with times that it wrote is judged by it, so that processes whose machines disagree
 * about the hour agree about what has expired. Milliseconds since 1970; the machine's own until the first heartbeat.
 */
export const databaseNow = (): number => (state.ahead === undefined ? Date.now() : performance.now() + state.ahead)
