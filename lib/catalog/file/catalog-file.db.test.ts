import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalog, catalogReady } from '@/lib/catalog/catalog'
import { pool } from '@/lib/db/pool'
import { db } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { reloadSettings, settings, settingsReady } from '@/lib/settings/settings'
import { freshDatabase } from '@/tests/database'
import { ensureBuiltins } from '../edit/ensure-builtins'
import { saveModel } from '../edit/save-model'
import { applyCatalog, planCatalog } from './apply-catalog'
import { exportCatalog } from './export-catalog'
import type { CatalogChange } from './plan'
import { printChanges } from './print'

const variables = { VLLM_KEY: 'sk-from-environment', SLOTS: '64', HOSTNAME_OF_VLLM: '10.1.2.3' }
const sample = `
settings:
  currency: CNY
  signUpBonus: "5.00"
  passwordMinLength: 8
upstreams:
  - name: campus-vllm
    enabled: true
    baseUrl: http://\${HOSTNAME_OF_VLLM}:8000/v1
    protocol: openai            # openai | anthropic | builtin
    apiKey: \${VLLM_KEY}
    concurrency: \${SLOTS}
    timeouts: { connect: 5, firstByte: 15, firstToken: 10, idle: 60, total: 1800, answer: 600 }
models:
  - id: glm-5.1
    price: { input: 0.123456789, output: "8.10" }
  - id: deepseek-v3.2
    enabled: true
    aliases: [deepseek-chat, "hepai/deepseek-v3"]
    name: DeepSeek V3.2
    provider: DeepSeek
    ownedBy: openai
    created: 1677610602
    size: 685B
    field: 通用文本处理
    thinking: never
    mode: chat
    context: 131072
    maxOutput: 8192
    capabilities: [tools, vision, json]
    needsUserMessage: true
    price: { input: 2, output: 8, cachedInput: 0.2 }
    fallbacks: [glm-5.1]
    groups: [default]
    auto: [chat, code]
    targets:
      - { upstream: campus-vllm, upstreamModel: deepseek, priority: 0, weight: 1, enabled: true,
          params: { chat_template_kwargs: { thinking: false } } }
groups:
  - { name: default, multiplier: 1, rpm: 60, tpm: 200000, weeklyTokens: null, concurrency: 20, selectable: false }
`
const apply = (text: string, options = {}) => applyCatalog(text, variables, options)
const plan = (text: string, options = {}) => planCatalog(text, variables, options)
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error) => error.message,
  )

beforeAll(async () => {
  await freshDatabase()
  await settingsReady()
  await ensureBuiltins()
  await catalogReady()
})
afterAll(async () => {
  await db().$disconnect()
  await pool().end()
})

describe('the catalog file', () => {
  it('is applied whole, as planned, and applying it again changes nothing', async () => {
    const planned = await plan(sample)
    expect(catalog().models.has('deepseek-v3.2')).toBe(false)
    expect(await apply(sample)).toEqual(planned)
    expect(catalog().names.get('hepai/deepseek-v3')).toMatchObject({
      id: 'deepseek-v3.2',
      ownedBy: 'openai',
      groups: ['default'],
      targets: [
        {
          upstreamModel: 'deepseek',
          params: { chat_template_kwargs: { thinking: false } },
          upstream: { apiKey: 'sk-from-environment', concurrency: 64, baseUrl: 'http://10.1.2.3:8000/v1', timeouts: { firstToken: 10 } },
        },
      ],
    })
    expect(catalog().models.get('glm-5.1')?.price).toMatchObject({ inputNanos: 123_456_789n, outputNanos: 8_100_000_000n })
    expect(settings().signUpBonus).toBe(5_000_000_000n)
    expect(printChanges(planned)).toContain('+ model deepseek-v3.2')
    expect(JSON.stringify(planned)).not.toContain('sk-from-environment')
    expect(await plan(sample)).toEqual([])
    expect(await apply(sample)).toEqual([])
    expect(printChanges([])).toMatch(/Nothing to change/)
  })

  it('may name settings of features that are not here, and a setting that is gone stays in the database unread', async () => {
    await pool().query("insert into settings (name, value, from_file, updated_at) values ('usageDays', '1', true, now())")
    await reloadSettings()
    expect(await plan(sample.replace('settings:', 'settings:\n  usageDays: 1\n  rateCountTokens: ten'))).toEqual([])
    expect(settings()).not.toHaveProperty('usageDays')
    await pool().query("delete from settings where name = 'usageDays'")
  })

  it('as JSON with tabs is the same file', async () => {
    const { parse } = await import('yaml')
    const json = JSON.stringify(parse(sample), null, '\t').replace('0.123456789', '0.1234567890')
    expect(await plan(json)).toEqual([])
  })

  it('is applied once when many processes start at once', async () => {
    const text = sample.replace('size: 685B', 'size: 700B')
    const reports = await Promise.all(Array.from({ length: 4 }, () => apply(text)))
    expect(reports.filter((report) => report.length > 0)).toHaveLength(1)
  })

  it('sets named rows whole, moves aliases between models and leaves the rest', async () => {
    await saveModel({ by: { id: null, role: 'owner' }, input: { id: 'mine', aliases: ['my-alias'] } })
    const changes = await apply(
      'models:\n  - id: glm-5.1\n    aliases: [deepseek-chat]\n  - id: deepseek-v3.2\n    aliases: ["hepai/deepseek-v3"]\n',
    )
    expect(changes.map(({ name, action }) => [name, action])).toEqual([
      ['glm-5.1', 'change'],
      ['deepseek-v3.2', 'change'],
    ])
    expect(catalog().names.get('deepseek-chat')?.id).toBe('glm-5.1')
    expect(catalog().models.get('deepseek-v3.2')).toMatchObject({
      targets: [],
      fallbacks: [],
      name: 'deepseek-v3.2',
      needsUserMessage: false,
    })
    expect(catalog().names.get('my-alias')?.id).toBe('mine')
  })

  it('disables what it does not name only when asked to prune', async () => {
    const text = 'models:\n  - id: glm-5.1\n    aliases: [deepseek-chat]\n'
    expect(await plan(text)).toEqual([])
    const planned = await plan(text, { prune: true })
    expect(planned.map(({ name }) => name)).toContain('mine')
    expect(await apply(text, { prune: true })).toEqual(planned)
    expect(catalog().models.get('mine')?.enabled).toBe(false)
    expect(await apply(text, { prune: true })).toEqual([])
  })

  it('when it is wrong names line, path and the way out, and changes nothing', async () => {
    const before = JSON.stringify(await db().model.findMany())
    const wrong: [string, RegExp][] = [
      [
        'models:\n  - id: a\n    colour: red\n',
        /line 3, models\[0\]\.colour: is not known here; what may stand here: id, enabled, aliases/,
      ],
      [
        'models:\n  - id: a\n    price:\n      input: 1.0000000001\n',
        /line 4, models\[0\]\.price\.input: A plain decimal with at most 9 digits/,
      ],
      ['models:\n  - id: a\n    price: { inptu: 1 }\n', /line 3, models\[0\]\.price\.inptu: is not known here; what may stand here: input/],
      [`upstreams:\n  - name: x\n    apiKey: \${NOT_SET}\n`, /line 3, upstreams\[0\]\.apiKey: the environment variable NOT_SET is not set/],
      ['upstreams:\n  - name: x\n    baseUrl: http://169.254.169.254/v1\n', /line 3, upstreams\[0\]\.baseUrl: Is a link-local address/],
      ['upstreams:\n  - baseUrl: http://x/v1\n', /line 2, upstreams\[0\]\.name: is missing/],
      ['upstreams:\n  - name: x\n', /line 2, upstreams\[0\]\.baseUrl: A whole URL/],
      [
        'models:\n  - id: a\n    targets:\n      - upstream: nowhere\n',
        /line 4, models\[0\]\.targets\[0\]\.upstream: There is no upstream “nowhere”/,
      ],
      ['models:\n  - id: a\n    aliases: [mine]\n', /line 3, models\[0\]\.aliases\[0\]: “mine” is the id of another model/],
      [
        'models:\n  - id: a\n    aliases: [z]\n  - id: b\n    aliases: [z]\n',
        /line 5, models\[1\]\.aliases\[0\]: “z” is an alias of the model “a” already/,
      ],
      ['models:\n  - id: a\n  - id: a\n', /line 3, models\[1\]\.id: “a” is listed twice/],
      ['models:\n  - id: auto\n', /line 2, models\[0\]\.id: “auto” is reserved/],
      ['settings:\n  currency: CNY\n  passwordMinLenght: 9\n', /line 3, settings\.passwordMinLenght: there is no such setting/],
      ['settings:\n  passwordMinLength: 2\n', /line 2, settings\.passwordMinLength: /],
      ['modles: []\n', /line 1, modles: is not known here; what may stand here: settings, upstreams, models, groups/],
      ['models:\n  - id: a\n    id: b\n', /line 3, .*unique/],
      ['models: [\n', /line \d, the file: /],
      ['- a\n- b\n', /line 1, the file: /],
    ]
    for (const [text, words] of wrong) expect(await refusal(apply(`${text}`)), text).toMatch(words)
    expect(JSON.stringify(await db().model.findMany())).toBe(before)
  })

  it('holds its rows against pages and API while it is in force, and lets go of those it no longer names', async () => {
    const rename = () => saveModel({ by: { id: null, role: 'owner' }, id: 'glm-5.1', input: { size: '1B' } })
    await rename()
    Object.assign(env(), { CATALOG_FILE: '/catalog.yaml' })
    await apply(sample, { release: true })
    await expect(rename()).rejects.toMatchObject({ code: 'managed_by_file', status: 409 })
    await apply('models: []\n', { release: true })
    await rename()
    Object.assign(env(), { CATALOG_FILE: undefined })
  })
})

it('an export brings the same catalog back and holds no credentials', async () => {
  await apply(sample)
  const text = await exportCatalog()
  expect(text).not.toContain('sk-from-environment')
  expect(text).toMatch(/apiKey: \$\{VLLM_KEY\}/)
  expect(differingIn(await plan(text, { prune: true }))).toEqual([])
})

/** What a file changes beside whose rows they are. */
const differingIn = (changes: CatalogChange[]) =>
  changes.flatMap(({ name, members }) => members.filter(({ member }) => member !== 'fromFile').map(({ member }) => `${name} ${member}`))

it('for any file: the plan is what applying reports, and applying twice changes nothing', async () => {
  let seed = 20261122
  const random = (most: number) => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed % most
  }
  const pick = <T>(values: readonly T[]): T => values[random(values.length)] as T
  const maybe = (member: object): object => (random(2) ? member : {})
  for (let round = 0; round < 12; round++) {
    const ids = ['p', 'q', 'r', 's'].filter(() => random(3) > 0)
    const free = ['n1', 'n2', 'n3', 'n4', 'n5'].map((name) => `${name}-${round % 3}`)
    const file = {
      ...maybe({ settings: { queueMaxLength: random(20), signUpBonus: `${random(100)}.50` } }),
      upstreams: ['u', 'v'].map((name) => ({
        name,
        baseUrl: `http://${name}${random(2)}/v1`,
        ...maybe({ apiKey: `key-number-${random(2)}` }),
        ...maybe({ timeouts: { idle: 1 + random(3) } }),
        ...maybe({ enabled: false }),
      })),
      models: ids.map((id) => ({
        id,
        ...maybe({ aliases: free.splice(0, random(3)) }),
        ...maybe({ price: { input: `${random(9)}.${random(9)}0000000${random(9)}`, ...maybe({ output: random(9) }) } }),
        ...maybe({ mode: pick(['chat', ['chat', 'tool']]) }),
        ...maybe({ ownedBy: pick([null, 'x', ['x', 'y']]) }),
        ...maybe({ fallbacks: ids.filter((other) => other !== id).slice(0, 1) }),
        ...maybe({ groups: pick([null, ['default'], ['default', 'h']]) }),
        ...maybe({ deprecatedAt: '2026-12-01', ...maybe({ sunsetAt: '2027-03-01' }) }),
        ...maybe({
          targets: ['v', 'u'].map((upstream) => ({
            upstream,
            ...maybe({ upstreamModel: 'm' }),
            ...maybe({ params: { b: 1, a: [random(2)] } }),
          })),
        }),
      })),
      groups: [{ name: 'h', ...maybe({ multiplier: `1.${random(10)}` }), ...maybe({ rpm: 1 + random(5) }) }],
    }
    const text = JSON.stringify(file, null, random(2) ? 2 : 0)
    const options = { prune: random(4) === 0 }
    const planned = await plan(text, options)
    expect(await apply(text, options), text).toEqual(planned)
    expect(await apply(text, options), text).toEqual([])
    expect(await plan(text, options), text).toEqual([])
    const exported = await exportCatalog()
    const again = differingIn(
      await planCatalog(exported, { ...variables, UPSTREAM_U_KEY: 'key-number-0', UPSTREAM_V_KEY: 'key-number-0' }, { prune: true }),
    )
    expect(
      again.filter((change) => !/ apiKey(Variable)?$/.test(change)),
      exported,
    ).toEqual([])
  }
}, 120_000)
