export interface SnippetFacts {
  /** without /v1 */
  publicUrl: string
  secret: string
  model: string
  /** a sentence of the reader's language */
  hello: string
}

export interface Snippet {
  /** name of the tab; the same in every language */
  name: string
  /** what has to be installed before it runs, or the file that it stands in; it is shown above the code */
  needs?: string
  /** the code, which runs unchanged */
  code: (facts: SnippetFacts) => string
}

type Body = (facts: SnippetFacts) => string

export const curlJson = (path: string, body: Body, after = ''): Snippet => ({
  name: 'curl',
  code: (facts) => `curl ${facts.publicUrl}/v1/${path} \\
  -H "Authorization: Bearer ${facts.secret}" \\
  -H "Content-Type: application/json" \\
  -d '${body(facts)}'${after}`,
})

/** For the official package; `client` is there. */
export const pythonOpenai = (body: Body): Snippet => ({
  name: 'Python',
  needs: 'pip install openai',
  code: (facts) => `from openai import OpenAI

client = OpenAI(
    base_url="${facts.publicUrl}/v1",
    api_key="${facts.secret}",
)
${body(facts)}`,
})

/** For the official package; `client` is there. */
export const javascriptOpenai = (body: Body, imports = ''): Snippet => ({
  name: 'JavaScript',
  needs: 'npm i openai',
  code: (facts) => `${imports}import OpenAI from "openai"

const client = new OpenAI({
  baseURL: "${facts.publicUrl}/v1",
  apiKey: "${facts.secret}",
})
${body(facts)}`,
})
