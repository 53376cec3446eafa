// npm run catalog | user | ledger:verify | backup | restore | db | demo | rooms: commands that use the same rooms as the server.

import { onOwnNode } from './launch/own-node.mjs'
import { installPackages } from './launch/packages.mjs'

installPackages()
if (await onOwnNode()) {
  await import('./launch/rooms.mjs')
  const { setLogLevel } = await import('../lib/log.ts')
  setLogLevel('error')
  const [name, ...args] = process.argv.slice(2)
  const { finish } = await import('./launch/finish.ts')
  await finish(async () => {
    const { run } = await import(`./commands/${name}.ts`)
    return run(args)
  })
}
