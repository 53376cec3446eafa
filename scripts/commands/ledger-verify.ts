import { withDatabase } from '../launch/with-database.ts'

/** npm run ledger:verify: recomputes every balance and hold; 1 when anything differs. */
export const run = (): Promise<number> =>
  withDatabase({ what: 'ledger:verify' }, async () => {
    const { verifyBooks } = await import('../../lib/ledger/wallet/verify-books.ts')
    const { formatNanos } = await import('../../lib/money.ts')
    const differences = await verifyBooks()
    for (const { what, id, expected, found } of differences)
      console.log(`${what}: ${id} should be ${formatNanos(expected)}, is ${formatNanos(found)}`)
    console.log(differences.length === 0 ? 'The books balance.' : `${differences.length} difference(s).`)
    return differences.length === 0 ? 0 : 1
  })
