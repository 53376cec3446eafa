import type { Client } from './client.ts'

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

export const codex: Client = {
  name: 'Codex CLI',
  package: '@openai/codex',
  version: '0.171.0',
  bin: 'codex',
  protocol: 'Responses',
  alike: 'openai-responses',
  task: ({ url, secret, model, prompt }) => ({
    args: ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', prompt],
    env: { ATRIUM_KEY: secret },
    files: { '.codex/config.toml': configOf(url, model) },
  }),
}
