import 'server-only'
import { Readable } from 'node:stream'
import { followEvents } from '@/lib/responses/background/follow-events'
import type { OwnResponse } from '@/lib/responses/find-response'
import { eventOf } from '../event-of'

/** The stream of a response in the background from this event on. */
export function followedEvents(wanted: OwnResponse & { from: number }): Readable {
  const events = followEvents({
    ...wanted,
    stillHere: ': keep-alive\n\n',
    lost: (response, number) => eventOf('response.failed', { response }, number),
  })
  return Readable.from(events, { objectMode: false })
}
