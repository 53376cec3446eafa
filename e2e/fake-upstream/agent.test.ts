import { expect, it } from 'vitest'
import { agentTurn, agentWords } from './agent.ts'

const told = '40\n41\n42\n9 agent.txt\n'
const schema = { type: 'object', properties: { command: { type: 'string' }, why: { type: 'string' } }, required: ['command', 'why'] }
const listed = { type: 'OBJECT', properties: { command: { type: 'ARRAY' } }, required: ['command'] }
const short = { type: 'object', properties: { cmd: { type: 'string' }, tty: { type: 'boolean' } }, required: ['cmd'] }

/** Three results, as each protocol carries them, and the tools that it brings. */
const protocols = {
  chat: {
    tools: [{ type: 'function', function: { name: 'run_shell_command', parameters: schema } }],
    messages: [1, 2, 3].map(() => ({ role: 'tool', content: [{ type: 'text', text: told }] })),
  },
  messages: {
    tools: [
      { name: 'Read', input_schema: { type: 'object', properties: { path: {} } } },
      { name: 'Bash', input_schema: schema },
    ],
    messages: [1, 2, 3].map(() => ({ role: 'user', content: [{ type: 'tool_result', content: told }] })),
  },
  responses: {
    tools: [{ type: 'namespace', name: 'functions', tools: [{ type: 'function', name: 'exec_command', parameters: short }] }],
    input: [1, 2, 3].map(() => ({ type: 'function_call_output', output: told })),
  },
  gemini: {
    tools: [{ functionDeclarations: [{ name: 'other', description: 'Runs a shell command', parameters: listed }] }],
    contents: [1, 2, 3].map(() => ({ role: 'user', parts: [{ functionResponse: { response: { output: told } } }] })),
  },
}

it.each(Object.entries(protocols))('calls the shell that came over %s until the results are there, then quotes the last', (_, body) => {
  const { tools, ...conversation } = body
  const [[turns, results] = ['', []]] = Object.entries<object[]>(conversation)
  const calls = [0, 1, 2].map((done) => agentTurn({ tools, [turns]: results.slice(0, done) }, 3).toolCalls[0])
  const given = calls.map((call) => JSON.parse(call?.arguments.join('') ?? ''))
  expect(given.map(({ command, cmd }) => [command ?? cmd].flat().at(-1))).toEqual([
    'seq 40 42 > agent.txt',
    'wc -c agent.txt >> agent.txt',
    'cat agent.txt',
  ])
  expect(new Set(calls.map((call) => call?.id)).size).toBe(3)
  expect(agentTurn(body, 3).pieces.join('')).toBe(agentWords)
})

it('fills in what the schema requires, and answers without a shell in a few words', () => {
  const first = agentTurn({ ...protocols.chat, messages: [] }, 3).toolCalls[0]
  expect(JSON.parse(first?.arguments.join('') ?? '')).toEqual({ command: 'seq 40 42 > agent.txt', why: 'The next step' })
  expect(agentTurn({ messages: [] }, 3)).toEqual({ pieces: ['A', ' short', ' title'], toolCalls: [] })
})

it('asks the tool that runs JavaScript, as a text where it takes one', () => {
  const exec = { name: 'exec', description: 'Runs JavaScript: `await tools.exec_command(...)`' }
  const script = 'text(await tools.exec_command({ cmd: "seq 40 42 > agent.txt" }))'
  const brought = [{ type: 'namespace', name: 'functions', tools: [{ type: 'custom', ...exec }] }]
  const [asText] = agentTurn({ input: [{ type: 'additional_tools', tools: brought }] }, 3).toolCalls
  expect(asText).toMatchObject({ name: 'exec', namespace: 'functions', custom: true })
  expect(asText?.arguments.join('')).toBe(script)
  const parameters = { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] }
  const [asFunction] = agentTurn({ tools: [{ type: 'function', function: { ...exec, parameters } }], messages: [] }, 3).toolCalls
  expect(JSON.parse(asFunction?.arguments.join('') ?? '')).toEqual({ input: script })
})
