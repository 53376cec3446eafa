// npm run test:clients: see e2e/clients/run.ts for its options.
import { onOwnNode } from './launch/own-node.mjs'
import { installPackages } from './launch/packages.mjs'

installPackages()
if (await onOwnNode()) await import('../e2e/clients/run.ts')
