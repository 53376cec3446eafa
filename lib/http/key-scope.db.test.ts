import { beforeAll, expect, it } from 'vitest'
import { PATCH as changeRoute } from '@/app/api/keys/[id]/route'
import { POST as createRoute, GET as listRoute } from '@/app/api/keys/route'
import { PATCH as meRoute } from '@/app/api/me/route'
import { catalogReady } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import { bootPortal, call, closePortalAfterwards, newUser } from '@/tests/portal'

beforeAll(async () => {
  await bootPortal()
  await ensureBuiltins()
  await catalogReady()
})
closePortalAfterwards()

it('a key of scope portal reads for its owner, but gives itself no more than it has; one for calls reads nothing', async () => {
  const { token } = await newUser()
  const { json } = await call(createRoute, { token, body: { name: 'script', scopes: ['portal'], spendLimit: '1' } })
  const [key] = json.keys as { id: string; secret: string }[]
  const script = { token: key?.secret ?? '' }
  expect((await call(listRoute, script)).status).toBe(200)
  const plain = (await call(createRoute, { token, body: { name: 'calls' } })).json.keys as { secret: string }[]
  expect(await call(listRoute, { token: plain[0]?.secret ?? '' })).toMatchObject({ status: 403, json: { error: { code: 'key_scope' } } })
  const refused = { status: 403, json: { error: { code: 'key_scope' } } }
  expect(await call(createRoute, { ...script, body: { name: 'free' } })).toMatchObject(refused)
  expect(await call(changeRoute, { ...script, params: { id: key?.id ?? '' }, body: { spendLimit: null } })).toMatchObject(refused)
  expect(await call(meRoute, { ...script, body: { email: 'thief@example.edu' } })).toMatchObject(refused)
})
