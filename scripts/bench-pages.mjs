// npm run bench:pages: see bench/pages/run.ts for its options.
import { onOwnNode } from './launch/own-node.mjs'
import { installPackages } from './launch/packages.mjs'

installPackages()
if (await onOwnNode()) await import('../bench/pages/run.ts')
