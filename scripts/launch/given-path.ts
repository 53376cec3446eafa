import { resolve } from 'node:path'

/** Resolves a path from the folder where npm was called, because npm itself changes to the project's folder. */
export const givenPath = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path)
