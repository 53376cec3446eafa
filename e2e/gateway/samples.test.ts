import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../atrium.ts'
import { textOf } from '../fake-upstream/behaviour.ts'
import { doors, type Person, type Stand, startStand } from '../stand.ts'

const run = promisify(execFile)
const folder = join(root, 'e2e/fixtures')
const logo = readFileSync(join(folder, 'samples/logo.png'))

// The names that the campus has published. Each sample is sent as it stands in the document; only host and key are changed.
const model = (id: string, behaves: string, aliases: string[], more = {}) => ({
  id,
  behaves,
  aliases,
  ownedBy: 'openai',
  created: 1_677_610_602,
  maxOutput: 8192,
  needsUserMessage: true,
  ...more,
})
const models = [
  model('deepseek-v3.2', 'out-12', ['deepseek-chat']),
  model('deepseek-reasoner', 'thinking-6.out-12', []),
  model('minimax-m2.7', 'plain', ['minimax']),
  model('glm-5.1', 'plain', ['glm']),
  model('qwen3.5-27b', 'vision', ['qwen'], { capabilities: ['vision'] }),
]

describe.each(doors)('the samples of the campus document, door %s', (door) => {
  let stand: Stand
  let person: Person
  const changed = (name: string) =>
    readFileSync(join(folder, 'samples', name), 'utf8')
      .replaceAll('https://models.sjtu.edu.cn', stand.atrium.url)
      .replaceAll('your-api-key', person.secret)
  const sample = async (name: string) => {
    const script = `base64_logo=${logo.toString('base64')}\n${changed(name)}`
    const { stdout } = await run('bash', ['-c', script])
    return JSON.parse(stdout)
  }
  beforeAll(async () => {
    stand = await startStand({ door, models })
    person = await stand.person()
  })
  afterAll(() => stand?.stop())

  it('lists the models by all their names', async () => {
    const answer = await sample('models.sh')
    expect(answer.object).toBe('list')
    const names = [
      'deepseek-v3.2',
      'deepseek-chat',
      'deepseek-reasoner',
      'minimax',
      'minimax-m2.7',
      'glm',
      'glm-5.1',
      'qwen',
      'qwen3.5-27b',
    ]
    for (const id of names) {
      expect(answer.data).toContainEqual(expect.objectContaining({ id, object: 'model', created: 1_677_610_602, owned_by: 'openai' }))
    }
  })

  it('chat', async () => {
    const answer = await sample('chat.sh')
    expect(answer).toMatchObject({
      object: 'chat.completion',
      model: 'deepseek-chat',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: textOf(12), tool_calls: null } }],
      usage: { completion_tokens: 12 },
    })
  })

  it('deep thinking', async () => {
    const answer = await sample('thinking.sh')
    expect(answer.choices[0].message.reasoning_content).toBeTruthy()
    expect(answer.choices[0].message.content).toBe(textOf(12))
  })

  it('an image arrives unchanged', async () => {
    const answer = await sample('vision.sh')
    const digest = createHash('sha256').update(logo).digest('hex').slice(0, 16)
    expect(answer.choices[0].message.content).toBe(`data:image/png;base64 ${logo.length} bytes sha256 ${digest}`)
  })

  it('the Python sample prints the answer', async () => {
    const installed = await run('python3', ['-c', 'import requests']).then(
      () => true,
      () => false,
    )
    const env = { ...process.env, ...(!installed && { PYTHONPATH: join(folder, 'python') }) }
    const { stdout } = await run('python3', ['-c', changed('query.py')], { env })
    expect(stdout.trim()).toBe(textOf(12).trim())
  })

  it('a chat without a user message is a 400 that says so', async () => {
    const script = changed('chat.sh').replace('"role": "user"', '"role": "system"')
    const { stdout } = await run('bash', ['-c', script])
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'user_message_missing', message: expect.stringContaining('user') })
  })
})
