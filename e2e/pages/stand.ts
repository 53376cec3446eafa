import { type ModelSpec, type Stand, startStand } from '../stand.ts'

/** One model answers at once, one reasons, and two take so long that a page can be used meanwhile, however busy the machine is. */
export const models: ModelSpec[] = [
  { id: 'deepseek-v3.2', behaves: 'plain.out-24', aliases: ['deepseek-chat'], provider: 'DeepSeek', capabilities: ['tools'] },
  {
    id: 'deepseek-r1',
    behaves: 'thinking-12.slow-30x24',
    provider: 'DeepSeek',
    thinking: 'always',
    price: { input: '2.00', output: '8.00', cachedInput: '0.50' },
  },
  {
    id: 'qwen3-max',
    behaves: 'slow-300x120',
    provider: 'Alibaba',
    capabilities: ['tools', 'vision'],
    context: 262_144,
    price: { input: '1.20', output: '6.00' },
  },
  {
    id: 'glm-5.1',
    behaves: 'slow-200x80',
    provider: 'Z.ai',
    price: { input: '0', output: '0' },
    deprecatedAt: '2026-11-01',
    sunsetAt: '2099-01-01',
    successor: 'qwen3-max',
  },
  { id: 'hepai/bge-m3:latest', aliases: ['bge-m3'], provider: 'BAAI', mode: 'embedding', context: 8192, price: { input: '0.5' } },
]
/** The number that the pages count, which includes the built-in ones: the demo and two document tools. */
export const modelCount = models.length + 3

export const bonus = '5.00'
/** A group that people may choose for a key, at half the price. */
export const research = { name: 'research', multiplier: 0.5 }

export async function startPagesStand(): Promise<Stand> {
  const stand = await startStand({ models, settings: { signUpBonus: bonus } })
  await stand.owner.post('/api/admin/groups', { ...research, selectable: true })
  return stand
}
