import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Environment, readEnvironment } from '../../lib/env.ts'
import { StartError } from '../database/start-error.ts'
import { root } from './packages.mjs'

/** The checked environment. A file .env beside the sources is read as in Next, and variables that are already set win. */
export function checkedEnvironment(): Environment {
  const file = join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  try {
    return readEnvironment(process.env)
  } catch (error) {
    throw new StartError(`The environment is not valid. ${(error as Error).message}`)
  }
}
