// npm start and npm run dev lead from a fresh clone to a serving Atrium. This is plain JavaScript on node: modules, for any Node that npm
// runs on, until the packages are there. Then it starts itself again on the Node that came with them.

import { onOwnNode } from './launch/own-node.mjs'
import { installPackages } from './launch/packages.mjs'

installPackages()
if (await onOwnNode()) {
  const { launch } = await import('./launch/launch.ts')
  await launch({ dev: process.argv.includes('--dev') })
}
