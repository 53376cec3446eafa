import 'server-only'
import { createSetupLink, ensureOwner } from '@/lib/auth/setup'
import { catalogReady } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import { followVersions, onChange } from '@/lib/db/notify'
import { env } from '@/lib/env'
import { loadCounter } from '@/lib/gateway/measure/count-tokens'
import { resetHealth } from '@/lib/gateway/targets/breaker'
import { markPeers } from '@/lib/http/peer'
import { sweep } from '@/lib/ledger/sweep/sweep'
import { shareLimits } from '@/lib/limits/share'
import { log, setLogLevel } from '@/lib/log'
import { once } from '@/lib/once'
import { startProcess } from '@/lib/processes/heartbeat'
import { settingsReady } from '@/lib/settings/settings'
import { rollUp } from '@/lib/usage/roll-up'
import { usersReady } from '@/lib/users/users'
import { applyCatalogFile } from './catalog-file'
import { door } from './door'
import { handOver, handOverFailed } from './hand-over'
import { patiently } from './patiently'
import { startRepeating } from './repeating'
import { startWatching } from './watching'

/** Prepares everything that the first request needs. Any failure stops the start. It runs once in a process. */
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
  await patiently(startProcess)
  onChange('targets', (change) => resetHealth(change?.id)) // of all targets when it is not known which one was meant
  await patiently(followVersions) // before anything is read, so that no change falls in between
  await patiently(settingsReady)
  await patiently(ensureBuiltins)
  await applyCatalogFile()
  // Those of a restored database may have to be numbered anew, and that must be over before the sweep writes new records.
  await patiently(rollUp).catch((error: unknown) => log('warn', 'adding up usage failed', { error }))
  await Promise.all([patiently(catalogReady), patiently(usersReady), patiently(sweep), loadCounter()])
  await patiently(ensureOwner)
  await startWatching()
  await shareLimits(env().REDIS_URL)
  await startRepeating()
  await patiently(printSetupLink)
  handOver(door())
}

/** While nobody owns this installation, the one-time link with which the first person does, on standard output. */
async function printSetupLink(): Promise<void> {
  const link = await createSetupLink()
  if (link) process.stdout.write(`Set up Atrium and become its owner (this link works once): ${link}\n`)
}
