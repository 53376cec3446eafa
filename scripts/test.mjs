// npm test: everything that must hold, on this machine, from nothing but a clone.
import { onOwnNode } from './launch/own-node.mjs'
import { installPackages } from './launch/packages.mjs'

installPackages()
if (await onOwnNode()) {
  const { testAll } = await import('./test/test-all.ts')
  process.exitCode = await testAll(process.argv.slice(2))
}
