import { afterAll, beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { setLogLevel } from '@/lib/log'
import { reloadSettings, settingsReady } from '@/lib/settings/settings'
import { freshDatabase } from '@/tests/database'
import { aPerson } from '@/tests/ledger'
import { deleteResponse } from './delete-response'
import { earlierItems, itemsNamed } from './earlier-items'
import { eraseResponses } from './erase-responses'
import { findResponse } from './find-response'
import { keepResponse } from './keep-response'

let owner: number
let stranger: number
beforeAll(async () => {
  await freshDatabase()
  await settingsReady()
  setLogLevel('error')
  owner = (await aPerson({})).userId
  stranger = (await aPerson({})).userId
})
afterAll(() => pool().end())

const keep = (id: string, more: Partial<Parameters<typeof keepResponse>[0]> = {}) =>
  keepResponse({
    owner,
    id,
    previousId: null,
    input: [{ id: `in_${id}`, text: `asked ${id}` }],
    response: { id, output: [{ id: `out_${id}`, text: `said ${id}` }] },
    ...more,
  })
const idsOf = (items: Record<string, unknown>[]) => items.map(({ id }) => id)
const days = async (value: number) => {
  await pool().query(
    "insert into settings (name, value) values ('storedResponseDays', $1) on conflict (name) do update set value = excluded.value",
    [JSON.stringify(value)],
  )
  await reloadSettings()
}
const age = (id: string, by: string) =>
  pool().query('update stored_responses set created_at = now() - $2::interval where id = $1', [id, by])

it('a conversation is read from its last answer, in order', async () => {
  await keep('one')
  await keep('two', { previousId: 'one' })
  await keep('three', { previousId: 'two' })
  expect(idsOf(await earlierItems({ owner, id: 'three' }))).toEqual(['in_one', 'out_one', 'in_two', 'out_two', 'in_three', 'out_three'])
  expect(idsOf(await earlierItems({ owner, id: 'one' }))).toEqual(['in_one', 'out_one'])
})

it('somebody else finds nothing of it, also where their own answer names it', async () => {
  await keep('theirs', { owner: stranger, previousId: 'two' })
  await expect(earlierItems({ owner: stranger, id: 'theirs' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(earlierItems({ owner: stranger, id: 'two' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(findResponse({ owner: stranger, id: 'two' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(deleteResponse({ owner: stranger, id: 'two' })).rejects.toMatchObject({ code: 'not_found' })
  expect((await itemsNamed(stranger, ['out_two'])).size).toBe(0)
  expect((await itemsNamed(owner, ['out_two', 'in_one', 'nothing'])).get('out_two')).toEqual({ id: 'out_two', text: 'said two' })
})

it('a conversation that lost an answer does not go on', async () => {
  await keep('a')
  await keep('b', { previousId: 'a' })
  await deleteResponse({ owner, id: 'a' })
  await expect(earlierItems({ owner, id: 'b' })).rejects.toMatchObject({ code: 'not_found', facts: { param: 'previous_response_id' } })
})

it('what is too long is not stored, and neither is what the database does not take', async () => {
  expect(await keep('long', { response: { output: [{ text: 'x'.repeat(4 * 1024 * 1024) }] } })).toBe(false)
  expect(await keep('nobody', { owner: 999_999 })).toBe(false)
  expect(await keep('one')).toBe(false)
})

it('a sealed answer opens in its own row only', async () => {
  await pool().query("update stored_responses set sealed = (select sealed from stored_responses where id = 'one') where id = 'three'")
  await expect(findResponse({ owner, id: 'three' })).rejects.toThrow()
})

it('what is older than its days is not found, and then erased', async () => {
  await keep('old')
  await age('old', '30 days 1 minute')
  await expect(findResponse({ owner, id: 'old' })).rejects.toMatchObject({ code: 'not_found' })
  await keep('young')
  await age('young', '29 days')
  await eraseResponses()
  const { rows } = await pool().query("select id from stored_responses where id in ('old', 'young')")
  expect(rows).toEqual([{ id: 'young' }])
})

it('a user who stores too much keeps the newest', async () => {
  const { userId } = await aPerson({})
  for (const [at, id] of ['first', 'second', 'third'].entries()) {
    await keep(id, { owner: userId })
    await age(id, `${3 - at} hours`)
  }
  const { rows } = await pool().query('select max(bytes) as most from stored_responses where user_id = $1', [userId])
  await eraseResponses(rows[0].most * 2)
  const { rows: left } = await pool().query('select id from stored_responses where user_id = $1 order by created_at', [userId])
  expect(left).toEqual([{ id: 'second' }, { id: 'third' }])
})

it('nothing is stored or found while storing is switched off, and what there was is erased', async () => {
  await days(0)
  expect(await keep('off')).toBe(false)
  await expect(findResponse({ owner, id: 'one' })).rejects.toMatchObject({ code: 'not_found' })
  await eraseResponses()
  const { rows } = await pool().query('select id from stored_responses')
  expect(rows).toEqual([])
})
