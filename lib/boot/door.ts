import 'server-only'
import { stopFollowing } from '@/lib/db/notify'
import { env } from '@/lib/env'
import { routeOf } from '@/lib/gateway/call/path'
import { nodeDoor } from '@/lib/gateway/doors/node-door'
import { serve } from '@/lib/gateway/serve'
import { runningStreams } from '@/lib/gateway/settle/running-streams'
import { fitForNext, nextTakes } from '@/lib/http/verbs'
import { flushTouches } from '@/lib/keys/touch-key'
import { flushSettlements } from '@/lib/ledger/turn/flush-settlements'
import { stopLink } from '@/lib/limits/link'
import { log } from '@/lib/log'
import { endProcess } from '@/lib/processes/heartbeat'
import { interruptBackground, whenNoneRuns } from '@/lib/responses/background/interrupt-background'
import { settings } from '@/lib/settings/settings'
import { draining } from './draining'
import { stopRepeating } from './every'
import type { HandOver } from './hand-over'
import { jobs } from './jobs'
import { refuseDraining } from './refuse-draining'
import { refuseUnread } from './refuse-unread'
import { stopWatching } from './watching'

const flushMs = 15_000

/** What server.ts needs: the gateway, and the way to end. */
export const door = (): HandOver => ({
  direct: env().GATEWAY_DOOR === 'direct',
  sharedPort: env().REUSE_PORT,
  serves: (path) => routeOf(path) !== undefined,
  listener: nodeDoor(serve),
  nextTakes,
  fitForNext,
  refuseUnread,
  refuse: refuseDraining,
  drainSeconds: () => settings().drainSeconds,
  drainBegins: () => {
    draining().since = new Date()
  },
  backgroundEnded: whenNoneRuns,
  finish,
})

/** Waits for the streams of callers that were cut off a moment ago. They end one by one and hand in their settlements. */
async function streamsEnded(): Promise<void> {
  do await new Promise((done) => setTimeout(done, 50))
  while (runningStreams() > 0)
}

/** Writes everything that calls left behind before the process ends, unless the database is away. */
async function finish(): Promise<void> {
  stopRepeating()
  const late = new Promise<'late'>((done) => setTimeout(done, flushMs, 'late').unref())
  interruptBackground()
  await Promise.race([Promise.all([streamsEnded(), whenNoneRuns(), jobs().stop()]), late])
  if ((await Promise.race([flushSettlements(), late])) === 'late')
    log('error', 'the database did not take the last settlements; the sweeper will settle them after the next start')
  await Promise.race([stopWatching(), late]).catch((error: unknown) => log('warn', 'the last traces were not sent', { error }))
  const goodbye = flushTouches().then(stopLink).then(endProcess).then(stopFollowing)
  await Promise.race([goodbye, late]).catch((error: unknown) => log('warn', 'the goodbye failed', { error }))
}
