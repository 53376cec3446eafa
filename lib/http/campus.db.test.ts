import { beforeAll, expect, it } from 'vitest'
import { GET as me } from '@/app/api/me/route'
import { changeSettings } from '@/lib/settings/change-settings'
import { bootPortal, call, closePortalAfterwards, newUser } from '@/tests/portal'
import { nextAuthHandler } from './next-auth/handler'

beforeAll(bootPortal)
closePortalAfterwards()

it('the portal answers nobody off campus while operators keep it to the campus', async () => {
  const { token } = await newUser()
  const asks = () => call(me, { token })
  expect((await asks()).status).toBe(200)
  await changeSettings({ campusNetworks: ['10.0.0.0/8'] }, { id: null })
  expect(await asks()).toMatchObject({ status: 403, json: { error: { code: 'campus_only' } } })
  const signingIn = new Request('http://portal.test/api/auth/providers')
  const context = { params: Promise.resolve({ nextauth: ['providers'] }) }
  expect((await nextAuthHandler(signingIn, context)).status).toBe(403)
  await changeSettings({ campusOnly: ['gateway', 'registration'] }, { id: null })
  expect((await asks()).status).toBe(200)
})
