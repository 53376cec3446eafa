import 'server-only'
import { catalogReady } from '@/lib/catalog/catalog'
import { follow } from '@/lib/db/notify'
import { env } from '@/lib/env'
import { markPeers } from '@/lib/http/peer'
import { log, setLogLevel } from '@/lib/log'
import { once } from '@/lib/once'
import { startProcess } from '@/lib/processes/heartbeat'
import { settingsReady } from '@/lib/settings/settings'
import { door } from './door'
import { handOver, handOverFailed } from './hand-over'
import { startRepeating } from './repeating'

/** Everything that must stand before the first request; whatever fails stops the start. Once in a process. */
export const boot = (): Promise<void> =>
  once('boot', () =>
    run().catch((error: unknown) => {
      log('error', 'boot failed', { error })
      handOverFailed(error)
      throw error
    }),
  )

async function run(): Promise<void> {
  setLogLevel(env().LOG_LEVEL)
  markPeers()
  await startProcess()
  await Promise.all([settingsReady(), catalogReady()])
  await follow()
  startRepeating()
  once('boot.done', () => true)
  handOver(door())
}
