import type { Client, Command, Site } from './client.ts'

/** Codex tries a WebSocket first where the provider is said to have one; the gateway's 426 sends it back to HTTP. */
const configOf = (url: string, model: string) => `
model = "${model}"
model_provider = "atrium"
check_for_update_on_startup = false

[model_providers.atrium]
name = "Atrium"
base_url = "${url}/v1"
env_key = "ATRIUM_KEY"
wire_api = "responses"
supports_websockets = true

[analytics]
enabled = false
`

const command = ({ url, secret, model, prompt }: Site): Command => ({
  args: ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', prompt],
  env: { ATRIUM_KEY: secret },
  files: { '.codex/config.toml': configOf(url, model) },
})

const program = {
  name: 'Codex CLI',
  package: '@openai/codex',
  version: '0.171.0',
  bin: 'codex',
  endpoint: 'responses',
  alike: 'openai-responses',
} as const

/** By the model's name it decides which tools it brings: functions, or for a name that it knows one that takes a text, in a namespace. */
export const codex: Client[] = [
  { ...program, protocol: 'Responses', task: command },
  { ...program, protocol: 'Responses (custom tools)', model: 'gpt-6-sol', task: command },
]
