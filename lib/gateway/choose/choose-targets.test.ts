import { describe, expect, it } from 'vitest'
import type { Model, Target } from '@/lib/catalog/entries'
import { chooseTargets } from './choose-targets'

const target = (id: string, more: Partial<Target> = {}): Target => ({
  id,
  upstream: { enabled: true } as Target['upstream'],
  upstreamModel: id,
  priority: 0,
  weight: 1,
  enabled: true,
  context: null,
  params: null,
  ...more,
})
const model = (targets: Target[], more: Partial<Model> = {}) => ({ context: null, capabilities: [], targets, ...more }) as unknown as Model
const choose = (models: Model[], more: Partial<Parameters<typeof chooseTargets>[0]> = {}) =>
  chooseTargets({ models, leastInput: 0, vision: false, sticky: undefined, random: () => 0.5, ...more }).map(({ target: { id } }) => id)

describe('targets', () => {
  it('come with higher priority first, those that are off not at all, fallback models last', () => {
    const off = { enabled: false } as Target['upstream']
    const asked = model([
      target('low'),
      target('high', { priority: 9 }),
      target('off', { enabled: false }),
      target('dark', { upstream: off }),
    ])
    expect(choose([asked, model([target('spare', { priority: 99 })])])).toEqual(['high', 'low', 'spare'])
  })

  it('of one priority are chosen in proportion to their weights', () => {
    let state = 7
    const random = () => {
      state = (state * 48_271) % 2_147_483_647
      return state / 2_147_483_647
    }
    const asked = model([target('a', { weight: 3 }), target('b', { weight: 1 }), target('never', { weight: 0 })])
    const firsts = Array.from({ length: 4000 }, () => choose([asked], { random })[0])
    expect(firsts.filter((id) => id === 'a').length / firsts.length).toBeCloseTo(0.75, 1)
    expect(firsts).not.toContain('never')
  })

  it('that this session used come first, whatever their priority', () => {
    expect(choose([model([target('a', { priority: 1 }), target('b')])], { sticky: 'b' })).toEqual(['b', 'a'])
    expect(choose([model([target('a')])], { sticky: 'gone' })).toEqual(['a'])
  })

  it('with too small a window are left out while a larger one is there', () => {
    const asked = model([target('small', { context: 10, priority: 1 }), target('large', { context: 1000 })])
    expect(choose([asked], { leastInput: 100 })).toEqual(['large'])
    expect(choose([model([target('small', { context: 10 })])], { leastInput: 100 })).toEqual(['small'])
  })

  it('of a fallback that cannot see are no help with images', () => {
    const models = [model([target('a')]), model([target('blind')]), model([target('seeing')], { capabilities: ['vision'] })]
    expect(choose(models, { vision: true })).toEqual(['a', 'seeing'])
  })
})
