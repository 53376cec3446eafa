import { spawn } from 'node:child_process'
import { root } from '../launch/packages.mjs'
import { prismaEnvironment, prismaProgram } from '../launch/prisma.ts'
import { withDatabase } from '../launch/with-database.ts'

const needsDatabase = new Set(['migrate', 'db', 'studio'])

/** npm run db -- …: Prisma's command line on the database that the environment names. */
export function run(args: string[]): Promise<number> {
  const prisma = (environment: NodeJS.ProcessEnv) =>
    new Promise<number>((done) => {
      const child = spawn(process.execPath, [prismaProgram, ...args], {
        cwd: root,
        env: { ...environment, ...prismaEnvironment },
        stdio: 'inherit',
      })
      child.on('exit', (code) => done(code ?? 1))
    })
  if (!needsDatabase.has(args[0] ?? '')) return prisma(process.env)
  return withDatabase({ what: 'db', current: false }, ({ databaseUrl }) => prisma({ ...process.env, DATABASE_URL: databaseUrl }))
}
