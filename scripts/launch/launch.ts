import { isIPv6 } from 'node:net'
import { join, resolve } from 'node:path'
import type { Environment } from '../../lib/env.ts'
import { StartError } from '../database/start-error.ts'
import { build, generateClient } from './build.ts'
import { dataFolder } from './data-folder.ts'
import { bringUpToDate, openDatabase } from './database.ts'
import { isLock, takeLock } from './lock.ts'
import { root } from './packages.mjs'
import { say, sentence } from './progress.ts'
import { checkFingerprint, type Secret, secretKey } from './secret.ts'
import { startServer, stopServer, usablePort, whenReady } from './server-process.ts'
import { checkedEnvironment } from './settings.ts'
import { type Stopping, stopping } from './stopping.ts'

const borrowedMs = 120_000

/** Does everything from the installed packages to the line "Atrium is ready", and returns when the server answers. */
export async function launch({ dev }: { dev: boolean }): Promise<void> {
  process.chdir(root) // Relative paths must not depend on the folder from which it was started.
  // The reader of our output may have gone. Writing to a closed pipe must not end the process.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const stop = stopping()
  process.on('uncaughtException', (error) => void stop.end(1, sentence(error)))
  try {
    await run(dev, stop)
  } catch (error) {
    if (!stop.stopped) console.error(sentence(error))
    await stop.end(1, 'Not started')
  }
}

async function run(dev: boolean, stop: Stopping): Promise<void> {
  const environment = checkedEnvironment()
  const folder = dataFolder(environment.DATA_DIR)
  await lockFolder(folder, stop)
  const port = await usablePort(environment.PORT, environment.HOST, environment.REUSE_PORT)
  const secret = secretKey(environment.SECRET_KEY, folder)
  const database = await openDatabase(environment.DATABASE_URL, folder)
  stop.add(() => database.stop())
  void database.ended?.then(() => {
    if (!stop.stopped) void stop.end(1, `The embedded PostgreSQL ended unexpectedly; see ${join(folder, 'postgres.log')}.`)
  })
  await bringUpToDate(database, folder, secret)
  await checkFingerprint(database.url, secret)
  await generateClient(stop)
  if (!dev) await build(stop)
  if (stop.stopped) return
  await serve(dev, stop, serverEnvironment(environment, { port, folder, databaseUrl: database.url, secret }))
}

async function lockFolder(folder: string, stop: Stopping): Promise<void> {
  const until = Date.now() + borrowedMs
  for (let told = false; ; told = true) {
    const lock = await takeLock(folder, 'server')
    if (isLock(lock)) return stop.add(() => lock.release())
    if (lock.what === 'server' || Date.now() > until)
      throw new StartError(
        `Atrium is already running on ${folder}${lock.pid ? ` (process ${lock.pid})` : ''}. Stop that one first, or set DATA_DIR to another folder.`,
      )
    if (!told) say(`Waiting for "${lock.what}" (process ${lock.pid}) to be done with ${folder} …`)
    await new Promise((wait) => setTimeout(wait, 250))
  }
}

interface Known {
  port: number
  folder: string
  databaseUrl: string
  secret: Secret
}

function serverEnvironment(environment: Environment, { port, folder, databaseUrl, secret }: Known): Record<string, string> {
  const everywhere = environment.HOST === '0.0.0.0' || environment.HOST === '::'
  const publicUrl = environment.PUBLIC_URL ?? `http://${everywhere ? 'localhost' : bracketed(environment.HOST)}:${port}`
  return {
    PORT: String(port),
    HOST: environment.HOST,
    PUBLIC_URL: publicUrl,
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    SECRET_KEY: secret.key,
    ...(environment.CATALOG_FILE && { CATALOG_FILE: resolve(environment.CATALOG_FILE) }),
  }
}

const bracketed = (host: string) => (isIPv6(host) ? `[${host}]` : host)

async function serve(dev: boolean, stop: Stopping, env: Record<string, string>): Promise<void> {
  say('Starting the server …')
  const running = startServer(dev, env)
  stop.add((hurry) => stopServer(running, hurry))
  void running.ended.then(({ code, signal }) => {
    if (!stop.stopped) void stop.end(1, `The server ended unexpectedly (${signal ?? `code ${code}`}); its message is above.`)
  })
  const host = env.HOST === '0.0.0.0' ? '127.0.0.1' : env.HOST === '::' ? '::1' : (env.HOST ?? '')
  if (!(await whenReady(`http://${bracketed(host)}:${env.PORT}`, running)) || stop.stopped) return
  console.log(`Atrium is ready at http://${bracketed(env.HOST ?? '')}:${env.PORT}`)
}
