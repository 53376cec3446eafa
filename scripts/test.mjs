// npm test runs every check and test on this machine, from nothing but a clone.
import { onOwnNode } from './launch/own-node.mjs'
import { installPackages } from './launch/packages.mjs'

installPackages()
if (await onOwnNode()) {
  const { finish } = await import('./launch/finish.ts')
  const { testAll } = await import('./test/test-all.ts')
  await finish(() => testAll(process.argv.slice(2)))
}
