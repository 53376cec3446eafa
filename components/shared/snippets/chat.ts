import { curlJson, javascriptOpenai, pythonOpenai, type Snippet } from './snippet'

/** The three ways that every model and every key work with. */
export const chatSnippets: readonly Snippet[] = [
  curlJson(
    'chat/completions',
    ({ model, hello }) => `{
    "model": "${model}",
    "messages": [{"role": "user", "content": "${hello}"}]
  }`,
  ),
  pythonOpenai(
    ({ model, hello }) => `reply = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "${hello}"}],
)
print(reply.choices[0].message.content)`,
  ),
  javascriptOpenai(
    ({ model, hello }) => `const reply = await client.chat.completions.create({
  model: "${model}",
  messages: [{ role: "user", content: "${hello}" }],
})
console.log(reply.choices[0].message.content)`,
  ),
]

/** Clients that have a protocol of their own. Anthropic's want the address without /v1. */
export const agentSnippets: readonly Snippet[] = [
  {
    name: 'Anthropic SDK',
    needs: 'pip install anthropic',
    code: ({ publicUrl, secret, model, hello }) => `from anthropic import Anthropic

client = Anthropic(
    base_url="${publicUrl}",
    api_key="${secret}",
)
reply = client.messages.create(
    model="${model}",
    max_tokens=1024,
    messages=[{"role": "user", "content": "${hello}"}],
)
print("".join(part.text for part in reply.content if part.type == "text"))`,
  },
  {
    name: 'Claude Code',
    needs: 'npm i -g @anthropic-ai/claude-code',
    code: ({ publicUrl, secret, model }) => `export ANTHROPIC_BASE_URL="${publicUrl}"
export ANTHROPIC_AUTH_TOKEN="${secret}"
export ANTHROPIC_MODEL="${model}"
export ANTHROPIC_DEFAULT_HAIKU_MODEL="${model}"
claude`,
  },
  {
    name: 'Codex',
    needs: '~/.codex/config.toml',
    code: ({ publicUrl, secret, model }) => `# export ATRIUM_KEY="${secret}"
model = "${model}"
model_provider = "atrium"

[model_providers.atrium]
name = "Atrium"
base_url = "${publicUrl}/v1"
env_key = "ATRIUM_KEY"
wire_api = "responses"`,
  },
]
