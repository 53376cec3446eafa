import type { modes } from '@/lib/catalog/names'
import { agentSnippets, chatSnippets } from './chat'
import { curlJson, javascriptOpenai, pythonOpenai, type Snippet } from './snippet'

type Mode = (typeof modes)[number]

const documents = (hello: string) => `["${hello}", "Atrium"]`

/** What calls a model of each kind. */
export const snippetsOf: Record<Mode, readonly Snippet[]> = {
  chat: [...chatSnippets, ...agentSnippets],

  embedding: [
    curlJson('embeddings', ({ model, hello }) => `{"model": "${model}", "input": ["${hello}"]}`),
    pythonOpenai(
      ({ model, hello }) => `answer = client.embeddings.create(model="${model}", input=["${hello}"])
print(len(answer.data[0].embedding))`,
    ),
    javascriptOpenai(
      ({ model, hello }) => `const answer = await client.embeddings.create({ model: "${model}", input: ["${hello}"] })
console.log(answer.data[0].embedding.length)`,
    ),
  ],

  rerank: [
    curlJson(
      'rerank',
      ({ model, hello }) => `{
    "model": "${model}",
    "query": "${hello}",
    "documents": ${documents(hello)},
    "top_n": 1
  }`,
    ),
    {
      name: 'Python',
      needs: 'pip install requests',
      code: ({ publicUrl, secret, model, hello }) => `import requests

answer = requests.post(
    "${publicUrl}/v1/rerank",
    headers={"Authorization": "Bearer ${secret}"},
    json={"model": "${model}", "query": "${hello}", "documents": ${documents(hello)}, "top_n": 1},
)
for result in answer.json()["results"]:
    print(result["index"], result["relevance_score"])`,
    },
    {
      name: 'JavaScript',
      code: ({ publicUrl, secret, model, hello }) => `const answer = await fetch("${publicUrl}/v1/rerank", {
  method: "POST",
  headers: { authorization: "Bearer ${secret}", "content-type": "application/json" },
  body: JSON.stringify({ model: "${model}", query: "${hello}", documents: ${documents(hello)}, top_n: 1 }),
})
for (const { index, relevance_score } of (await answer.json()).results) console.log(index, relevance_score)`,
    },
  ],

  image: [
    curlJson('images/generations', ({ model, hello }) => `{"model": "${model}", "prompt": "${hello}", "n": 1, "size": "1024x1024"}`),
    pythonOpenai(
      ({ model, hello }) => `answer = client.images.generate(model="${model}", prompt="${hello}", size="1024x1024")
image = answer.data[0]
print(image.url or f"{len(image.b64_json)} base64")`,
    ),
    javascriptOpenai(
      ({ model, hello }) => `const answer = await client.images.generate({ model: "${model}", prompt: "${hello}", size: "1024x1024" })
const image = answer.data[0]
console.log(image.url ?? image.b64_json.length)`,
    ),
  ],

  transcription: [
    {
      name: 'curl',
      code: ({ publicUrl, secret, model }) => `curl ${publicUrl}/v1/audio/transcriptions \\
  -H "Authorization: Bearer ${secret}" \\
  -F model="${model}" \\
  -F file=@lecture.mp3`,
    },
    pythonOpenai(
      ({ model }) => `with open("lecture.mp3", "rb") as file:
    answer = client.audio.transcriptions.create(model="${model}", file=file)
print(answer.text)`,
    ),
    javascriptOpenai(
      ({ model }) => `const file = createReadStream("lecture.mp3")
const answer = await client.audio.transcriptions.create({ model: "${model}", file })
console.log(answer.text)`,
      'import { createReadStream } from "node:fs"\n',
    ),
  ],

  speech: [
    curlJson('audio/speech', ({ model, hello }) => `{"model": "${model}", "input": "${hello}", "voice": "alloy"}`, ' \\\n  -o speech.mp3'),
    pythonOpenai(
      ({ model, hello }) => `answer = client.audio.speech.create(model="${model}", input="${hello}", voice="alloy")
answer.write_to_file("speech.mp3")`,
    ),
    javascriptOpenai(
      ({ model, hello }) => `const answer = await client.audio.speech.create({ model: "${model}", input: "${hello}", voice: "alloy" })
await writeFile("speech.mp3", Buffer.from(await answer.arrayBuffer()))`,
      'import { writeFile } from "node:fs/promises"\n',
    ),
  ],

  moderation: [
    curlJson('moderations', ({ model, hello }) => `{"model": "${model}", "input": "${hello}"}`),
    pythonOpenai(
      ({ model, hello }) => `answer = client.moderations.create(model="${model}", input="${hello}")
print(answer.results[0].flagged)`,
    ),
    javascriptOpenai(
      ({ model, hello }) => `const answer = await client.moderations.create({ model: "${model}", input: "${hello}" })
console.log(answer.results[0].flagged)`,
    ),
  ],

  tool: [
    {
      name: 'Python',
      needs: 'pip install hepai "openai<3"',
      code: ({ publicUrl, secret, model }) => `import base64
from hepai import HRModel

tool = HRModel.connect(name="${model}", base_url="${publicUrl}/apiv2", api_key="${secret}")
with open("paper.pdf", "rb") as file:
    content = base64.b64encode(file.read()).decode()
print(tool.interface(file_base64=content, file_name="paper.pdf", suffix="pdf"))`,
    },
    {
      name: 'curl',
      code: ({ publicUrl, secret, model }) => `curl "${publicUrl}/apiv2/worker/unified_gate/?model=${model}&function=interface" \\
  -H "Authorization: Bearer ${secret}" \\
  -F suffix=pdf \\
  -F file=@paper.pdf`,
    },
  ],
}
