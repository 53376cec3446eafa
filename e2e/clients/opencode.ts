import type { Client } from './client.ts'

/** opencode speaks by a package of the AI SDK, which it brings along. Two of them want the address with /v1, and so do the others. */
const configOf = (npm: string, url: string, secret: string, model: string) => ({
  model: `atrium/${model}`,
  small_model: `atrium/${model}`,
  autoupdate: false,
  share: 'disabled',
  permission: 'allow',
  provider: {
    atrium: {
      npm,
      name: 'Atrium',
      options: { baseURL: `${url}/v1`, apiKey: secret },
      models: { [model]: { name: model, limit: { context: 131_072, output: 8192 } } },
    },
  },
})

const through = (npm: string, protocol: string, endpoint: string, alike: Client['alike']): Client => ({
  name: 'opencode',
  package: 'opencode-ai',
  version: '1.18.33',
  bin: 'opencode',
  protocol,
  endpoint,
  alike,
  task: ({ url, secret, model, prompt }) => ({
    args: ['run', '--pure', '--auto', prompt],
    env: {
      OPENCODE_CONFIG_CONTENT: JSON.stringify(configOf(npm, url, secret, model)),
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
    },
  }),
})

export const opencode: Client[] = [
  through('@ai-sdk/openai-compatible', 'chat', 'chat/completions', 'openai'),
  through('@ai-sdk/anthropic', 'Messages', 'messages', 'anthropic'),
  through('@ai-sdk/openai', 'Responses', 'responses', 'openai-responses'),
]
