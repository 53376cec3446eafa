import { createHash, type Hash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runNode } from './command.ts'
import { root } from './packages.mjs'
import { prismaEnvironment, prismaProgram } from './prisma.ts'
import { say } from './progress.ts'
import type { Stopping } from './stopping.ts'

const buildInputs = [
  ...['app', 'components', 'lib', 'messages', 'prisma/schema', 'public'],
  ...['instrumentation.ts', 'proxy.ts', 'next.config.ts', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json'],
]
const isInput = (name: string) => name !== 'generated' && !/\.(test\.tsx?|md)$/.test(name) && !name.startsWith('__')

function addTo(hash: Hash, path: string): void {
  const full = join(root, path)
  if (!existsSync(full)) return
  const entries = readdirSync(dirname(full), { withFileTypes: true })
  const entry = entries.find(({ name }) => join(dirname(full), name) === full)
  if (entry?.isDirectory()) for (const name of readdirSync(full).filter(isInput).sort()) addTo(hash, `${path}/${name}`)
  else hash.update(`${path}\0`).update(readFileSync(full)).update('\0')
}

function digest(paths: string[]): string {
  const hash = createHash('sha256').update(process.versions.node)
  for (const path of paths) addTo(hash, path)
  return hash.digest('hex')
}

/** Runs `make` unless `stamp` says that it was run on just these inputs. */
async function whenChanged(stamp: string, inputs: string[], output: string, make: () => Promise<void>): Promise<boolean> {
  const file = join(root, stamp)
  const now = digest(inputs)
  if (existsSync(join(root, output)) && existsSync(file) && readFileSync(file, 'utf8') === now) return false
  await make()
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, now)
  return true
}

export async function generateClient(stopping: Stopping): Promise<void> {
  await whenChanged('node_modules/.atrium-prisma', ['prisma/schema', 'package-lock.json'], 'lib/db/generated/client.ts', async () => {
    say('Generating the database client …')
    await runNode(prismaProgram, ['generate'], prismaEnvironment, stopping)
  })
}

/** `next build`, when any source has changed since the last one. */
export async function build(stopping: Stopping): Promise<void> {
  const began = Date.now()
  const made = await whenChanged('.next/atrium-inputs', buildInputs, '.next/BUILD_ID', async () => {
    say('Building the pages (next build; a minute the first time) …')
    await runNode('node_modules/next/dist/bin/next', ['build'], { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }, stopping)
  })
  say(made ? `Built in ${((Date.now() - began) / 1000).toFixed(0)} s` : 'The build is up to date')
}
