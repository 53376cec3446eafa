import { join } from 'node:path'
import { root } from './packages.mjs'

export const prismaProgram = 'node_modules/prisma/build/index.js'

/** Lets Prisma's command line work with packages from npm alone. Its native engine would have to be downloaded. */
export const prismaEnvironment = {
  PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'scripts/database/schema-engine.mjs'),
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
}
