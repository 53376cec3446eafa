import { describe, expect, it } from 'vitest'
import type { Model } from '@/lib/catalog/entries'
import type { Prompt } from '../generation/request'
import { chooseModels, kindsOf } from './choose-model'

const ask = (content: unknown, more: object = {}) => kindsOf({ model: 'auto', messages: [{ role: 'user', content }], ...more } as Prompt)
const model = (id: string, auto: string[], cost = 1n, capabilities: string[] = []) =>
  ({ id, auto, capabilities, price: { inputNanos: cost, outputNanos: cost } }) as unknown as Model
const well = () => ({ healthy: true, latencyMs: 0 })
const choose = (kinds: ReturnType<typeof kindsOf>, models: Model[], state = well as Parameters<typeof chooseModels>[2]) =>
  chooseModels(kinds, models, state).models.map(({ id }) => id)

describe('auto', () => {
  it('finds what a request needs, the hardest need first', () => {
    expect(ask('你好')).toEqual(['chat'])
    expect(ask('用Python写快速排序')).toEqual(['code', 'chat'])
    expect(ask('请证明根号二是无理数')).toEqual(['reasoning', 'chat'])
    expect(ask('x'.repeat(70_000))).toEqual(['long', 'chat'])
    expect(ask([{ type: 'image_url', image_url: {} }], { tools: [{}] })).toEqual(['vision', 'tools', 'chat'])
  })

  it('takes a model tagged for the need, else one for plain chat; the healthy, then the cheap', () => {
    const models = [model('dear', ['chat'], 9n), model('cheap', ['chat'], 1n), model('coder', ['code', 'chat'], 5n), model('untagged', [])]
    expect(choose(['code', 'chat'], models)).toEqual(['coder', 'cheap', 'dear'])
    expect(choose(['chat'], models)[0]).toBe('cheap')
    expect(choose(['reasoning', 'chat'], models)[0]).toBe('cheap')
    expect(choose(['chat'], models, ({ id }) => ({ healthy: id !== 'cheap', latencyMs: 0 }))[0]).toBe('coder')
  })

  it('never gives an image to a model that cannot see', () => {
    expect(choose(['vision', 'chat'], [model('blind', ['chat']), model('seeing', ['chat'], 9n, ['vision'])])).toEqual(['seeing'])
    expect(choose(['vision', 'chat'], [model('blind', ['chat'])])).toEqual([])
  })

  it('says why it chose', () => {
    const models = [model('coder', ['code', 'chat'], 5n), model('cheap', ['chat'], 1n), model('dear', ['chat'], 9n), model('untagged', [])]
    const why = (kinds: ReturnType<typeof kindsOf>, some = models, state = well as Parameters<typeof chooseModels>[2]) => {
      const { tag, by, of } = chooseModels(kinds, some, state).chosen
      return { tag, by, of }
    }
    expect(chooseModels(['code', 'chat'], models, well).chosen).toEqual({
      needs: ['code', 'chat'],
      tag: 'code',
      by: 'tag',
      models: ['coder', 'cheap', 'dear'],
      of: 3,
    })
    expect(why(['chat'])).toEqual({ tag: 'chat', by: 'price', of: 3 })
    expect(why(['chat'], models.slice(0, 1))).toEqual({ tag: 'chat', by: 'only', of: 1 })
    expect(why(['chat'], models, ({ id }) => ({ healthy: id === 'dear', latencyMs: 0 }))).toEqual({ tag: 'chat', by: 'health', of: 3 })
    const alike = [model('a', ['chat']), model('b', ['chat'])]
    expect(why(['chat'], alike)).toEqual({ tag: 'chat', by: 'name', of: 2 })
    expect(why(['chat'], alike, ({ id }) => ({ healthy: true, latencyMs: id === 'a' ? 9 : 1 }))).toEqual({
      tag: 'chat',
      by: 'latency',
      of: 2,
    })
    expect(why(['tools'], alike)).toEqual({ tag: null, by: 'name', of: 2 })
    const many = Array.from({ length: 30 }, (_, at) => model(`m${at}`, ['chat']))
    expect(chooseModels(['chat'], many, well).chosen).toMatchObject({ models: ['m0', 'm1', 'm2', 'm3', 'm4'], of: 30 })
  })
})
