// npm run bench: see bench/run.ts for its options.
import { onOwnNode } from './launch/own-node.mjs'
import { installPackages } from './launch/packages.mjs'

installPackages()
if (await onOwnNode()) await import('../bench/run.ts')
