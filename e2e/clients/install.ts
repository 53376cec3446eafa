import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../atrium.ts'
import type { Client } from './client.ts'

export type Installed = { program: string; version: string } | { missing: string }

function versionIn(folder: string, client: Client): string | undefined {
  const file = join(folder, 'node_modules', client.package, 'package.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version : undefined
}

/**
 * The client's program. It is installed with npm in a folder of its own, which is kept for the next run; `ready` is a folder that
 * somebody else installed into and that stays as it is.
 */
export function install(client: Client, ready?: string): Installed {
  const folder = ready ?? join(root, '.cache/clients', `${client.bin}-${client.version}`)
  if (!ready && versionIn(folder, client) !== client.version) {
    process.stderr.write(`Installing ${client.package} ${client.version} …\n`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: { [client.package]: client.version } }))
    const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, encoding: 'utf8' })
    if (npm.status !== 0) return { missing: `npm did not install it: ${(npm.error?.message ?? npm.stderr).trim().slice(-300)}` }
  }
  const version = versionIn(folder, client)
  if (version !== client.version) return { missing: `${folder} has version ${version ?? 'none'}, not ${client.version}` }
  return { program: join(folder, 'node_modules/.bin', client.bin), version }
}
