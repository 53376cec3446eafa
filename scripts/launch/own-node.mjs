import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { root } from './packages.mjs'
import { watchParent } from './watch-parent.mjs'

const own = join(root, 'node_modules/.bin/node')
const oldest = [22, 18]

const isOld = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1])
}

/**
 * True when this process runs on a Node that is new enough. Otherwise it starts the script again on the one in node_modules, passes signals
 * and the exit code on, and resolves to false when that process has ended.
 */
export async function onOwnNode() {
  process.env.PATH = join(root, 'node_modules/.bin') + delimiter + process.env.PATH
  const present = existsSync(own)
  if (present ? realpathSync(own) === realpathSync(process.execPath) : !isOld()) return true
  if (!present) {
    console.error(
      `Atrium needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}, and there is no packaged one for ${process.platform}-${process.arch}.`,
    )
    process.exit(1)
  }
  // The second process notices over this channel when the first one is killed.
  const child = spawn(own, process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  watchParent(() => child.kill('SIGTERM'))
  const [code, signal] = await new Promise((done) => child.on('exit', (...end) => done(end)))
  process.exitCode = code ?? (signal ? 1 : 0)
  return false
}
