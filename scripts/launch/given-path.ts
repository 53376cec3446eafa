import { resolve } from 'node:path'

/** A path as the person meant it: npm changes to the project's folder and says where it was called. */
export const givenPath = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path)
