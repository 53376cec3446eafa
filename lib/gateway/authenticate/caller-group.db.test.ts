import { beforeAll, expect, it } from 'vitest'
import { catalogReady } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import { saveGroup } from '@/lib/catalog/edit/save-group'
import type { KeyRow } from '@/lib/keys/key-row'
import { bootPortal, closePortalAfterwards, newUser } from '@/tests/portal'
import { callerOf } from './authenticate'

closePortalAfterwards()
beforeAll(async () => {
  await bootPortal()
  await ensureBuiltins()
  await catalogReady()
  const by = { id: null, role: 'owner' } as const
  await saveGroup({ by, input: { name: 'staff' } })
  await saveGroup({ by, input: { name: 'open', selectable: true } })
})

it('a key keeps its group only while its owner may still choose it', async () => {
  const { user } = await newUser()
  const limits = { rpm: null, tpm: null, weeklyTokens: null, concurrency: null }
  const groupWith = (group: string | null, own: string) =>
    callerOf({ ...user, group: own }, { id: 'key_1', group, limits } as KeyRow).group.name
  expect(groupWith('staff', 'staff')).toBe('staff')
  expect(groupWith('staff', 'default')).toBe('default')
  expect(groupWith('open', 'default')).toBe('open')
  expect(groupWith('archived', 'default')).toBe('default')
  expect(groupWith(null, 'staff')).toBe('staff')
})
