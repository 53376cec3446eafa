import 'server-only'
import { run } from '@/lib/db/rows'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import { hotPool } from './hot-pool'
import type { HoldRequest } from './records'

/** Calls that were admitted together; their holds are one row of `hold_groups`. */
export interface HoldGroup {
  id: string
  /** How many of its calls have not ended. */
  open: number
}

/** A hold that is asked for, and the text of it that the database reads. */
export interface AskedHold {
  request: HoldRequest
  start: string
}

/** A call of this process that was admitted and has no record yet. */
export interface OpenHold extends AskedHold {
  /** When it was admitted, by the monotonic clock in milliseconds. */
  since: number
  /** Undefined for a call of another process, which the sweep ends. */
  group: HoldGroup | undefined
  /** Its settlement, once somebody has asked for it. */
  settling: Promise<void> | undefined
}

const state = () =>
  once('ledger.openHolds', () => ({
    calls: new Map<string, OpenHold>(),
    /** Ids of groups of which it is not known yet whether they were written. */
    uncertain: new Set<string>(),
    /** Ids of groups all of whose calls have records. Their rows say nothing any more. */
    over: [] as string[],
  }))

export const openHold = (id: string): OpenHold | undefined => state().calls.get(id)
export const openHolds = (): Iterable<OpenHold> => state().calls.values()
export const openIds = (): string[] => [...state().calls.keys()]
export const uncertainGroups = (): Set<string> => new Set(state().uncertain)

/** Whether this process still has to say how the call ends. */
export const isOpenHere = ({ id, group_id }: { id: string; group_id: string }): boolean =>
  state().calls.has(id) || state().uncertain.has(group_id)

export const groupUncertain = (id: string): void => void state().uncertain.add(id)
export const groupDecided = (id: string): void => void state().uncertain.delete(id)

/** Remembers the calls that were admitted. */
export function holdsOpened(groupId: string, admitted: AskedHold[]): void {
  const { calls } = state()
  const group = { id: groupId, open: admitted.length }
  const since = performance.now()
  for (const { request, start } of admitted) calls.set(request.id, { request, start, since, group, settling: undefined })
}

/** Forgets a call that has a record. The last one of a group ends the group. */
export function holdClosed({ request, group }: OpenHold): void {
  const { calls, over } = state()
  if (calls.delete(request.id) && group && --group.open === 0) over.push(group.id)
}

/** Leaves a call that could not be settled to the sweep. Its group's row stays, because it is all that is known of the call. */
export const holdLeft = ({ request }: OpenHold): void => void state().calls.delete(request.id)

/** Removes the rows of groups that are over. It runs once a second, so that calls need not wait for it. */
export async function removeOverGroups(): Promise<void> {
  const ids = state().over.splice(0)
  if (ids.length === 0) return
  try {
    await run(hotPool(), { name: 'ledger.over', text: 'delete from hold_groups where id = any($1::text[])' }, [ids])
  } catch (error) {
    state().over.push(...ids)
    log('warn', 'groups of holds that are over were not removed', { groups: ids.length, error })
  }
}
