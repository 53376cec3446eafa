import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followVersions, stopFollowing } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import { db } from '@/lib/db/prisma'
import { freshDatabase } from '@/tests/database'
import { catalog, catalogReady, isConfigured, modelsFor } from './catalog'
import { archiveGroup, archiveModel, archiveUpstream } from './edit/archive'
import { ensureBuiltins } from './edit/ensure-builtins'
import { groupById, listModels, listUpstreams, modelById, upstreamById } from './edit/list-rows'
import { saveGroup } from './edit/save-group'
import { saveModel } from './edit/save-model'
import { saveUpstream } from './edit/save-upstream'
import { groupInput } from './group-schema'
import { publicModel, publicModels } from './public-models'
import { modelInput, modelPatch } from './schema'
import { upstreamInput, upstreamPatch } from './upstream-schema'

const owner = { id: null, role: 'owner' } as const
const operator = { id: null, role: 'operator' } as const
const upstream = (input: object, by: typeof owner | typeof operator = owner) => saveUpstream({ by, input: upstreamInput.parse(input) })
const model = (input: object) => saveModel({ by: owner, input: modelInput.parse(input) })
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error) => error,
  )

beforeAll(async () => {
  await freshDatabase()
  await ensureBuiltins()
  await catalogReady()
  await followVersions()
})
afterAll(async () => {
  await stopFollowing()
  await db().$disconnect()
  await pool().end()
})

describe('a fresh install', () => {
  it('has the demo and the group of new users, and is not configured', () => {
    expect(catalog().models.get('eliza')).toMatchObject({
      name: 'Eliza (demo)',
      provider: 'Atrium',
      modes: ['chat'],
      targets: [{ upstream: { builtin: true } }],
    })
    expect(catalog().groups.get('default')).toMatchObject({
      multiplier: 10_000,
      limits: { rpm: 60, tpm: 200_000, concurrency: 20, weeklyTokens: null },
    })
    expect(isConfigured()).toBe(false)
  })
  it('keeps what an operator did to them at the next start', async () => {
    await saveModel({ by: owner, id: 'eliza', input: { enabled: false } })
    await ensureBuiltins()
    expect(catalog().models.get('eliza')?.enabled).toBe(false)
    const { id } = (await listUpstreams()).find(({ name }) => name === 'eliza') ?? { id: '' }
    expect(await refusal(archiveUpstream({ by: owner, id }))).toMatchObject({ code: 'in_use', facts: { more: { models: ['eliza'] } } })
    await archiveModel({ by: owner, id: 'eliza' })
    await archiveUpstream({ by: owner, id })
    await ensureBuiltins()
    expect([...catalog().models.keys()]).toEqual(['hepai/markitdown', 'hepai/mineru'])
    for (const tool of catalog().models.keys()) await archiveModel({ by: owner, id: tool })
    await archiveUpstream({ by: owner, id: (await listUpstreams()).find(({ builtin }) => builtin)?.id ?? '' })
    await ensureBuiltins()
    expect(catalog().models.size).toBe(0)
  })
})

describe('upstreams', () => {
  it('keep their credential sealed and never show it', async () => {
    const id = await upstream({
      name: 'campus-vllm',
      baseUrl: 'http://10.1.2.3:8000/v1/',
      apiKey: 'sk-very-secret-1234',
      timeouts: { idle: 90 },
    })
    expect(await upstreamById(id)).toMatchObject({ baseUrl: 'http://10.1.2.3:8000/v1', apiKeySet: true, apiKeyLast4: '1234' })
    expect(catalog().upstreams.get(id)).toMatchObject({
      apiKey: 'sk-very-secret-1234',
      timeouts: { connect: 5, firstByte: 15, firstToken: null, idle: 90, total: 1800, answer: 600 },
    })
    await saveUpstream({ by: owner, id, input: upstreamPatch.parse({ concurrency: 64 }) })
    expect(catalog().upstreams.get(id)).toMatchObject({ apiKey: 'sk-very-secret-1234', concurrency: 64 })
    const everything = JSON.stringify([
      await listUpstreams(),
      await db().auditEntry.findMany(),
      await pool()
        .query('select * from upstreams')
        .then(({ rows }) => rows),
    ])
    expect(everything).not.toContain('very-secret')
    await pool().query(`update upstreams set api_key_sealed = null where id = '${id}'`)
  })
  it('let only an owner set a credential or send it elsewhere', async () => {
    const id = await upstream({ name: 'paid', baseUrl: 'https://api.example.com/v1', apiKey: 'sk-0123456789abcdef' })
    for (const input of [{ apiKey: 'other' }, { apiKey: null }, { baseUrl: 'http://evil.example/v1' }])
      expect(await refusal(saveUpstream({ by: operator, id, input: upstreamPatch.parse(input) }))).toMatchObject({ code: 'forbidden' })
    await saveUpstream({ by: operator, id, input: { enabled: false } })
    expect(catalog().upstreams.get(id)).toMatchObject({ enabled: false, apiKey: 'sk-0123456789abcdef' })
    expect(await refusal(upstream({ name: 'x', baseUrl: 'http://x/v1', apiKey: 'k' }, operator))).toMatchObject({ code: 'forbidden' })
  })
  it('of one name are refused until the first is archived', async () => {
    const id = await upstream({ name: 'twin', baseUrl: 'http://a/v1' })
    expect(await refusal(upstream({ name: 'twin', baseUrl: 'http://b/v1' }))).toMatchObject({
      code: 'name_taken',
      facts: { fields: { name: 'taken' } },
    })
    await archiveUpstream({ by: owner, id })
    expect(await upstream({ name: 'twin', baseUrl: 'http://b/v1' })).not.toBe(id)
    expect(await refusal(upstreamById(id))).toMatchObject({ code: 'not_found' })
  })
  it('need a base URL that may be called', async () => {
    expect(await refusal(upstream({ name: 'none' }))).toMatchObject({ facts: { fields: { baseUrl: expect.any(String) } } })
    expect(upstreamInput.safeParse({ name: 'm', baseUrl: 'http://169.254.169.254/v1' }).success).toBe(false)
  })
})

describe('models', () => {
  it('are followed at once by the gateway, with defaults and exact prices', async () => {
    await upstream({ name: 'vllm', baseUrl: 'http://10.0.0.1/v1' })
    await model({
      id: 'hepai/deepseek-r1:671b',
      aliases: ['deepseek-chat'],
      price: { input: '0.123456789', output: 8 },
      targets: [{ upstream: 'vllm', upstreamModel: 'deepseek', params: { a: { b: 1 } } }],
    })
    const made = catalog().names.get('deepseek-chat')
    expect(made).toMatchObject({
      id: 'hepai/deepseek-r1:671b',
      name: 'hepai/deepseek-r1:671b',
      enabled: true,
      imageTokens: 2000,
      groups: null,
      targets: [{ priority: 0, weight: 1, params: { a: { b: 1 } } }],
    })
    expect(made?.price).toMatchObject({
      inputNanos: 123_456_789n,
      cachedInputNanos: 123_456_789n,
      cacheWriteNanos: 123_456_789n,
      outputNanos: 8_000_000_000n,
      reasoningNanos: 8_000_000_000n,
      perImageNanos: 0n,
    })
    expect(JSON.stringify(await modelById('hepai/deepseek-r1:671b'))).toContain('"price":{"input":0.123456789,"output":8}')
    expect(isConfigured()).toBe(true)
  })
  it('get a new price version when the price changes and only then', async () => {
    const id = 'hepai/deepseek-r1:671b'
    const first = catalog().models.get(id)?.priceVersionId
    await saveModel({ by: owner, id, input: modelPatch.parse({ size: '671B', price: { input: 0.123456789, output: '8.00' } }) })
    expect(catalog().models.get(id)).toMatchObject({ priceVersionId: first, size: '671B' })
    for (const output of [9, 10, 11]) await saveModel({ by: owner, id, input: modelPatch.parse({ price: { output } }) })
    expect(catalog().models.get(id)?.price).toMatchObject({ inputNanos: 0n, outputNanos: 11_000_000_000n })
    expect(await db().priceVersion.count({ where: { modelId: id } })).toBe(4)
  })
  it('are given up on a day, with a successor that is there', async () => {
    const id = 'old'
    await model({ id, deprecatedAt: '2026-12-01', sunsetAt: '2027-03-01', successor: 'deepseek-chat', price: { input: 1 } })
    expect(catalog().models.get(id)).toMatchObject({ deprecatedAt: new Date('2026-12-01'), sunsetAt: new Date('2027-03-01') })
    expect(await modelById(id)).toMatchObject({ deprecatedAt: '2026-12-01', sunsetAt: '2027-03-01', successor: 'deepseek-chat' })
    const wrong = async (input: object) => refusal(saveModel({ by: owner, id, input: modelPatch.parse(input) }))
    expect(await wrong({ sunsetAt: '2026-11-30' })).toMatchObject({ facts: { fields: { sunsetAt: 'sunset_early' } } })
    expect(await wrong({ successor: 'nobody' })).toMatchObject({ facts: { fields: { successor: 'no_model:nobody' } } })
    expect(await wrong({ successor: id })).toMatchObject({ facts: { fields: { successor: 'own_successor' } } })
    expect(modelPatch.safeParse({ deprecatedAt: '2026-02-30' }).success).toBe(false)
    await saveModel({ by: owner, id, input: modelPatch.parse({ deprecatedAt: null, sunsetAt: null, successor: null }) })
    expect(catalog().models.get(id)).toMatchObject({ deprecatedAt: null, sunsetAt: null, successor: null })
    await archiveModel({ by: owner, id })
  })
  it('keep the ids of targets that stay', async () => {
    const id = 'hepai/deepseek-r1:671b'
    const [before] = catalog().models.get(id)?.targets ?? []
    await saveModel({
      by: owner,
      id,
      input: modelPatch.parse({
        targets: [
          { upstream: 'vllm', upstreamModel: 'deepseek', weight: 5 },
          { upstream: 'vllm', upstreamModel: 'other' },
        ],
      }),
    })
    const after = catalog().models.get(id)?.targets
    expect(after).toHaveLength(2)
    expect(after?.find(({ weight }) => weight === 5)?.id).toBe(before?.id)
  })
  it('share one name space for ids and aliases, and the error names the other model', async () => {
    for (const input of [
      { id: 'deepseek-chat' },
      { id: 'new', aliases: ['x', 'hepai/deepseek-r1:671b'] },
      { id: 'new', aliases: ['deepseek-chat'] },
    ]) {
      const error = await refusal(model(input))
      expect(error).toMatchObject({ code: 'name_taken' })
      expect(`${error.message}`).toMatch(/hepai\/deepseek-r1:671b/)
    }
    expect(await refusal(model({ id: 'new', aliases: ['auto'] }))).toMatchObject({
      facts: { fields: { 'aliases.0': 'auto_reserved' } },
    })
    expect(await refusal(model({ id: 'auto' }))).toMatchObject({ facts: { fields: { id: expect.any(String) } } })
  })
  it('made twice at once are made once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => model({ id: 'race', aliases: ['race-alias'] })))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
  it('name every wrong reference', async () => {
    const error = await refusal(
      model({ id: 'wrong', fallbacks: ['nothing', 'wrong'], groups: ['nobody'], targets: [{ upstream: 'vllm' }, { upstream: 'nowhere' }] }),
    )
    expect(Object.keys(error.facts.fields)).toEqual(['fallbacks.0', 'fallbacks.1', 'groups.0', 'targets.1.upstream'])
    expect((await listModels()).some(({ id }) => id === 'wrong')).toBe(false)
  })
  it('that are archived come back under their id with their prices', async () => {
    await model({ id: 'phoenix', aliases: ['bird'], price: { input: 1 } })
    await archiveModel({ by: owner, id: 'phoenix' })
    expect(catalog().names.has('bird')).toBe(false)
    await model({ id: 'phoenix', price: { input: 2 } })
    expect(catalog().models.get('phoenix')).toMatchObject({ aliases: [], price: { inputNanos: 2_000_000_000n } })
    expect(await db().priceVersion.count({ where: { modelId: 'phoenix' } })).toBe(2)
  })
  it('are shown to the groups they are for, at that group’s price', async () => {
    await saveGroup({ by: owner, input: groupInput.parse({ name: 'staff', multiplier: '0.5' }) })
    await model({ id: 'staff-only', groups: ['staff'], price: { input: '0.3' } })
    expect(modelsFor({ group: 'default', models: null }).map(({ id }) => id)).not.toContain('staff-only')
    expect(modelsFor({ group: 'staff', models: ['staff-only', 'race'] }).map(({ id }) => id)).toEqual(['race', 'staff-only'])
    expect(publicModels(undefined).models.map(({ id }) => id)).not.toContain('staff-only')
    expect(JSON.stringify(publicModels({ group: 'staff' }).models.find(({ id }) => id === 'staff-only'))).toContain('"input":0.15')
    expect([publicModel('staff-only', undefined), publicModel('staff-only', { group: 'default' })]).toEqual([null, null])
    expect(JSON.parse(JSON.stringify(publicModel('staff-only', { group: 'staff' })))).toMatchObject({
      model: { price: { input: 0.15 } },
      listPrice: { input: 0.3 },
      group: { name: 'staff', multiplier: 0.5 },
    })
  })
  it('for the group of new users alone are nothing for visitors', async () => {
    await model({ id: 'members', aliases: ['club'], groups: ['default'], price: { input: 1 } })
    expect(publicModels(undefined).models.map(({ id }) => id)).not.toContain('members')
    expect(publicModel('club', { group: 'default' })?.model.id).toBe('members')
  })
  it('name a successor only to those who may see it', async () => {
    await model({ id: 'parting', deprecatedAt: '2026-12-01', successor: 'staff-only', price: { input: 1 } })
    expect(publicModel('parting', { group: 'default' })?.model).toMatchObject({ deprecatedAt: '2026-12-01', successor: null })
    expect(publicModel('parting', { group: 'staff' })?.model.successor).toBe('staff-only')
  })
})

describe('groups', () => {
  it('with members, keys or models are not archived, and the answer lists them', async () => {
    const id = await saveGroup({ by: owner, input: groupInput.parse({ name: 'lab', multiplier: 1.2345 }) })
    expect(await groupById(id)).toMatchObject({ multiplier: 1.2345, members: 0 })
    await db().user.create({ data: { username: 'mei', usernameKey: 'mei', groupName: 'lab' } })
    const error = await refusal(archiveGroup({ by: owner, id }))
    expect(error).toMatchObject({ code: 'in_use', facts: { more: { members: ['mei'] } } })
    await db().user.updateMany({ data: { groupName: 'default' } })
    await archiveGroup({ by: owner, id })
    expect(catalog().groups.has('lab')).toBe(false)
    const kept = catalog().groups.get('default')?.id ?? ''
    expect(await refusal(archiveGroup({ by: owner, id: kept }))).toMatchObject({ code: 'in_use' })
  })
  it('take a multiplier of at most four places', () => {
    expect(groupInput.safeParse({ name: 'g', multiplier: '1.00001' }).success).toBe(false)
    expect(groupInput.safeParse({ name: 'g', multiplier: -1 }).success).toBe(false)
  })
})

it('text that cannot be stored, members that are not known and names of 10 MB are refused by name', () => {
  const fieldsOf = (input: object) =>
    upstreamInput
      .safeParse({ name: 'n', ...input })
      .error?.issues.map(({ path, ...issue }) => [...path, ...('keys' in issue ? issue.keys : [])].join('.'))
  expect(fieldsOf({ name: 'a\0b' })).toEqual(['name'])
  expect(fieldsOf({ name: 'a'.repeat(10_000_000) })).toEqual(['name'])
  expect(fieldsOf({ colour: 1, timeouts: { sleep: 1 } })).toEqual(['timeouts.sleep', 'colour'])
  expect(modelInput.safeParse({ id: 'm', price: { input: 0.1234567891234 } }).success).toBe(false)
  expect(modelInput.safeParse({ id: 'm', price: { input: '1e3' } }).success).toBe(false)
})
