import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { once } from '../once'
import { PrismaClient } from './generated/client'
import { pool } from './pool'

/** Secrets are left out unless a query asks for them by name. */
const make = () =>
  new PrismaClient({
    adapter: new PrismaPg(pool()),
    // Prisma's default limits (2 s and 5 s) make whole changes fail where the machine is busy for a moment.
    transactionOptions: { maxWait: 10_000, timeout: 60_000 },
    omit: { user: { passwordHash: true }, apiKey: { hash: true, sealed: true }, upstream: { apiKeySealed: true }, code: { hash: true } },
  })

export const db = (): ReturnType<typeof make> => once('db.prisma', make)
/** The client inside `db().$transaction(async (tx) => …)`. */
export type Tx = Parameters<Parameters<ReturnType<typeof make>['$transaction']>[0]>[0]
