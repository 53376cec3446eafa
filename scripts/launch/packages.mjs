import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))
const stamp = join(root, 'node_modules/.atrium-packages')

/** `npm ci`, when the packages are missing or the lock file has changed since. */
export function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  // An installation by hand that follows this lock file is also accepted.
  const byHand = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(byHand) || !sameVersions(byHand)) {
    console.log('Installing packages (npm ci) …')
    const began = Date.now()
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    const run = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    if (run.status !== 0) {
      console.error(`The packages could not be installed${run.error ? `: ${run.error.message}` : ''}. See npm's message above.`)
      process.exit(1)
    }
    console.log(`Packages installed in ${((Date.now() - began) / 1000).toFixed(0)} s`)
  }
  try {
    writeFileSync(stamp, lock)
  } catch {
    // A read-only installation keeps no stamp and is checked again next time, which takes milliseconds.
  }
}

// npm omits packages of other platforms and optional peers, so only the packages that package.json names must be there.
function sameVersions(installed) {
  const versions = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {}
  const wanted = versions(join(root, 'package-lock.json'))
  const found = versions(installed)
  const named = Object.keys({ ...wanted[''].dependencies, ...wanted[''].devDependencies })
  return (
    named.every((name) => found[`node_modules/${name}`]) &&
    Object.entries(found).every(([path, { version }]) => wanted[path]?.version === version)
  )
}
