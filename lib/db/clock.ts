import 'server-only'
import { once } from '../once'

const state = once('db.clock', () => ({ ahead: undefined as number | undefined }))

/** Notes the time of the database's clock, in milliseconds since 1970. Every heartbeat brings it. */
export function noteDatabaseTime(ms: number): void {
  state.ahead = ms - performance.now()
}

/**
 * Returns the time by the database's clock in milliseconds since 1970, or the machine's own time until the first heartbeat. Times that the
 * database wrote are compared with it, so that processes whose machines disagree about the time agree about what has expired.
 */
export const databaseNow = (): number => (state.ahead === undefined ? Date.now() : performance.now() + state.ahead)
