import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { type CallableTool, GoogleGenAI, Type } from '@google/genai'
import { generateText, isStepCount, type LanguageModel, Output, streamText, tool } from 'ai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkBill } from '../clients/check.ts'
import { upstreams } from '../clients/client.ts'
import { agentFile, agentWords } from '../fake-upstream/agent.ts'
import { walletOf } from '../portal.ts'
import { doors, type Person, type Stand, startStand } from '../stand.ts'

/** Behaviours with thoughts and cached tokens, since clients send the former back and the latter have a price of their own. */
const behaviours = { agent: 'agent.thinking-3.cached-2', vision: 'vision', echo: 'echo.thinking-2', firsttool: 'firsttool' }
const models = upstreams.flatMap((upstream) =>
  Object.entries(behaviours).map(([name, behaves]) => ({ id: `${upstream}/${name}`, behaves, upstream })),
)

/** The providers of the AI SDK, with the endpoint that each of them asks. */
const providers = {
  'openai-compatible': {
    endpoint: 'chat/completions',
    model: (url: string, apiKey: string, id: string): LanguageModel =>
      createOpenAICompatible({ name: 'atrium', baseURL: `${url}/v1`, apiKey, includeUsage: true, supportsStructuredOutputs: true })(id),
  },
  anthropic: {
    endpoint: 'messages',
    model: (url: string, apiKey: string, id: string): LanguageModel => createAnthropic({ baseURL: `${url}/v1`, apiKey })(id),
  },
}
const names = ['openai-compatible', 'anthropic'] as const
/** Whole answers leave both doors alike, so one of them is enough. */
const waysAt = (door: (typeof doors)[number]) => (door === 'direct' ? (['streamed', 'whole'] as const) : (['streamed'] as const))

const prompt = 'Write the numbers 40 to 42 into agent.txt, count its bytes, and show it.'
const picture = Buffer.from('iVBORw0KGgo=', 'base64')
const told = { city: '上海', days: [1, 2] }

describe.each(doors)('SDKs that go round with tools, door %s', (door) => {
  const tries = upstreams.flatMap((upstream) => waysAt(door).map((way) => [upstream, way] as const))
  const everyLoop = names.flatMap((name) => tries.map((one) => [name, ...one] as const))
  let stand: Stand
  let person: Person
  beforeAll(async () => {
    stand = await startStand({ door, models, upstreams: upstreams.map((protocol) => ({ name: protocol, protocol })) })
    person = await stand.person()
  })
  afterAll(() => stand?.stop())

  const modelOf = (name: keyof typeof providers, id: string) => providers[name].model(stand.atrium.url, person.secret, id)

  /** Does something as a new person, and compares what it cost with the log of the upstream. */
  async function billed(endpoint: string, calls: number, work: () => Promise<void>) {
    person = await stand.person()
    const before = (await walletOf(person)).balance
    stand.upstream.clear()
    await work()
    expect(stand.upstream.calls()).toHaveLength(calls)
    expect((await checkBill(person, stand.upstream.calls(), before, endpoint)).faults).toEqual([])
  }

  it.each(everyLoop)('the AI SDK by %s runs a shell three times at an upstream of %s, %s', async (name, upstream, way) => {
    const commands: string[] = []
    const bash = tool({
      description: 'Runs a command in the shell',
      inputSchema: z.object({ command: z.string() }),
      execute: async ({ command }) => {
        commands.push(command)
        return agentFile
      },
    })
    await billed(providers[name].endpoint, 4, async () => {
      const asked = { model: modelOf(name, `${upstream}/agent`), prompt, tools: { bash }, stopWhen: isStepCount(6), maxRetries: 0 }
      const heard = way === 'whole' ? await generateText(asked) : streamText(asked)
      expect(await heard.text).toBe(agentWords)
      const steps = await heard.steps
      expect(steps.map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'tool-calls', 'tool-calls', 'stop'])
      for (const step of steps) expect(step.reasoningText).toMatch(/\w+ \w+/)
      const logged = stand.upstream.calls()
      expect(steps.map(({ usage }) => [usage.inputTokens, usage.outputTokens])).toEqual(
        logged.map(({ promptTokens, completionTokens }) => [promptTokens, completionTokens]),
      )
    })
    expect(commands).toEqual(['seq 40 42 > agent.txt', 'wc -c agent.txt >> agent.txt', 'cat agent.txt'])
  })

  it.each(names)('the AI SDK by %s shows a picture to each upstream', async (name) => {
    await billed(providers[name].endpoint, upstreams.length, async () => {
      for (const upstream of upstreams) {
        const content = [
          { type: 'text' as const, text: 'What is this?' },
          { type: 'file' as const, data: picture, mediaType: 'image/png' },
        ]
        const { text } = await generateText({
          model: modelOf(name, `${upstream}/vision`),
          messages: [{ role: 'user', content }],
          maxRetries: 0,
        })
        expect(text, upstream).toMatch(/^data:image\/png;base64 8 bytes/)
      }
    })
  })

  it.each([
    ['openai-compatible', 'echo', undefined],
    ['anthropic', 'echo', 'outputFormat'],
    ['anthropic', 'firsttool', 'jsonTool'],
  ] as const)('the AI SDK by %s reads an object out of %s (%s) of each upstream', async (name, behaviour, structuredOutputMode) => {
    const schema = z.object({ city: z.string(), days: z.array(z.number()) })
    const providerOptions: Record<string, { structuredOutputMode: string }> = structuredOutputMode
      ? { anthropic: { structuredOutputMode } }
      : {}
    await billed(providers[name].endpoint, 2 * upstreams.length, async () => {
      for (const upstream of upstreams) {
        const model = modelOf(name, `${upstream}/${behaviour}`)
        const asked = { model, output: Output.object({ schema }), prompt: JSON.stringify(told), providerOptions, maxRetries: 0 }
        expect((await generateText(asked)).output, upstream).toEqual(told)
        expect(await streamText(asked).output, upstream).toEqual(told)
      }
    })
  })

  it.each(tries)('Google’s SDK runs a shell three times at an upstream of %s, %s', async (upstream, way) => {
    const parameters = { type: Type.OBJECT, properties: { command: { type: Type.STRING } }, required: ['command'] }
    const commands: unknown[] = []
    const shell: CallableTool = {
      tool: async () => ({ functionDeclarations: [{ name: 'bash', description: 'Runs a command in the shell', parameters }] }),
      callTool: async (calls) =>
        calls.map(({ id, name, args }) => {
          commands.push(args?.command)
          return { functionResponse: { ...(id && { id }), ...(name && { name }), response: { output: agentFile } } }
        }),
    }
    const verb = way === 'whole' ? 'generateContent' : 'streamGenerateContent'
    await billed(`v1beta/models/{id...}:${verb}`, 4, async () => {
      const { models: google } = new GoogleGenAI({ apiKey: person.secret, httpOptions: { baseUrl: stand.atrium.url } })
      const asked = { model: `${upstream}/agent`, contents: prompt, config: { tools: [shell] } }
      let text = ''
      if (way === 'whole') text = (await google.generateContent(asked)).text ?? ''
      else for await (const chunk of await google.generateContentStream(asked)) text += chunk.text ?? ''
      expect(text).toBe(agentWords)
    })
    expect(commands).toEqual(['seq 40 42 > agent.txt', 'wc -c agent.txt >> agent.txt', 'cat agent.txt'])
  })
})
