export const snippetKinds = ['curl', 'python', 'javascript'] as const
export type SnippetKind = (typeof snippetKinds)[number]
export const snippetNames: Record<SnippetKind, string> = {
  curl: 'curl',
  python: 'Python',
  javascript: 'JavaScript',
}

export interface SnippetFacts {
  /** without /v1 */
  publicUrl: string
  secret: string
  model: string
  /** first words of the sample conversation */
  hello: string
}

/** What has to be installed before the snippet runs; it is shown above it. */
export const snippetNeeds: Partial<Record<SnippetKind, string>> = {
  python: 'pip install openai',
  javascript: 'npm i openai',
}

/** The code, which runs unchanged. */
export const snippets: Record<SnippetKind, (facts: SnippetFacts) => string> = {
  curl: ({ publicUrl, secret, model, hello }) => `curl ${publicUrl}/v1/chat/completions \\
  -H "Authorization: Bearer ${secret}" \\
  -H "Content-Type: application/json" \\
  -d '{
    "model": "${model}",
    "messages": [{"role": "user", "content": "${hello}"}]
  }'`,

  python: ({ publicUrl, secret, model, hello }) => `from openai import OpenAI

client = OpenAI(
    base_url="${publicUrl}/v1",
    api_key="${secret}",
)
reply = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "${hello}"}],
)
print(reply.choices[0].message.content)`,

  javascript: ({ publicUrl, secret, model, hello }) => `import OpenAI from "openai"

const client = new OpenAI({
  baseURL: "${publicUrl}/v1",
  apiKey: "${secret}",
})
const reply = await client.chat.completions.create({
  model: "${model}",
  messages: [{ role: "user", content: "${hello}" }],
})
console.log(reply.choices[0].message.content)`,
}
