import { afterAll, beforeAll, expect, it } from 'vitest'
import { followVersions, stopFollowing } from '@/lib/db/notify'
import { transaction } from '@/lib/db/transaction'
import { createUser } from '@/lib/users/create-user'
import { freshDatabase } from '@/tests/database'
import { catalogReady } from '../catalog'
import { modelInput, modelPatch } from '../schema'
import { ensureBuiltins } from './ensure-builtins'
import { priceHistory } from './price-history'
import { saveModel } from './save-model'

beforeAll(async () => {
  await freshDatabase()
  await ensureBuiltins()
  await catalogReady()
  await followVersions()
})
afterAll(stopFollowing)

const operator = async (username: string) => {
  const { id } = await transaction((tx) => createUser(tx, { username, passwordHash: 'none' }))
  return { id, role: 'operator' } as const
}

it('a model’s prices are told with who set them, and other changes are none', async () => {
  const [ann, ben] = [await operator('ann.price'), await operator('ben.price')]
  const target = { upstream: 'eliza', upstreamModel: 'eliza' }
  await saveModel({
    by: ann,
    input: modelInput.parse({ id: 'priced', mode: ['chat', 'image'], targets: [target], price: { input: '1.25', output: 3 } }),
  })
  await saveModel({ by: ann, id: 'priced', input: modelPatch.parse({ name: 'Priced' }) })
  const pictures = [{ size: '1024x1024', price: '0.2' }]
  await saveModel({
    by: ben,
    id: 'priced',
    input: modelPatch.parse({ price: { input: 2, output: 4, perImage: '0.3', imagePrices: pictures } }),
  })
  const { versions } = await priceHistory('priced')
  expect(versions.map(({ by, price }) => ({ by, price: JSON.stringify(price) }))).toEqual([
    { by: 'ben.price', price: '{"input":2,"output":4,"perImage":0.3,"imagePrices":[{"size":"1024x1024","price":0.2}]}' },
    { by: 'ann.price', price: '{"input":1.25,"output":3}' },
  ])
  await expect(priceHistory('nobody')).rejects.toMatchObject({ code: 'not_found' })
})
