import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { once } from '../once'
import { PrismaClient } from './generated/client'
import { pool } from './pool'
import { vitalPool } from './vital-pool'

/** Secrets are left out unless a query asks for them by name. */
const on = (connections: pg.Pool) =>
  new PrismaClient({
    adapter: new PrismaPg(connections),
    // Prisma's default limits (2 s and 5 s) make whole changes fail where the machine is busy for a moment.
    transactionOptions: { maxWait: 10_000, timeout: 600_000 },
    omit: { user: { passwordHash: true }, apiKey: { hash: true, sealed: true }, upstream: { apiKeySealed: true }, code: { hash: true } },
  })

export const db = (): ReturnType<typeof on> => once('db.prisma', () => on(pool()))
/** For transactions that must go on however busy the common pool is. */
export const vitalDb = (): ReturnType<typeof on> => once('db.vitalPrisma', () => on(vitalPool()))

/** A transaction under way. Every verb that takes part in one accepts this. */
export type Tx = Parameters<Parameters<ReturnType<typeof on>['$transaction']>[0]>[0]
