import { expect, it } from 'vitest'
import { sizeOf } from '../../measure/estimate'
import { generateContent } from './gemini'

const contents = [{ role: 'user', parts: [{ text: 'hi' }] }]
const parse = (more: object) => generateContent.parse({ contents, ...more }, { id: 'm', query: '' })
const saying = (...parts: unknown[]) => ({ contents: [{ role: 'user', parts }] })
const config = (generationConfig: object) => ({ generationConfig })
const refused = (more: object) => {
  try {
    parse(more)
  } catch (error) {
    return (error as { facts: { param?: string } }).facts.param
  }
  return 'not refused'
}

it.each([
  ['contents', { contents: undefined }],
  ['contents', { contents: [] }],
  ['contents[0]', { contents: [5] }],
  ['contents[0].role', { contents: [{ role: 'assistant', parts: [] }] }],
  ['contents[0].parts', { contents: [{ parts: 'x' }] }],
  ['contents[0].parts[1]', saying({ text: 'a' }, 'b')],
  ['contents[0].parts[0].text', saying({ text: 5 })],
  ['contents[0].parts[0].functionResponse.response', saying({ functionResponse: { name: 'f', response: 'x' } })],
  ['contents[0].parts[0].functionCall.args', { contents: [{ role: 'model', parts: [{ functionCall: { name: 'f', args: '{}' } }] }] }],
  ['systemInstruction.parts[0]', { systemInstruction: { parts: [5] } }],
  ['generationConfig', { generationConfig: [] }],
  ['generationConfig.maxOutputTokens', config({ maxOutputTokens: 1.5 })],
  ['generationConfig.candidateCount', config({ candidateCount: 1000 })],
  ['generationConfig.stopSequences', config({ stopSequences: 'x' })],
  ['generationConfig.temperature', config({ temperature: 'hot' })],
  ['generationConfig.thinkingConfig.thinkingBudget', config({ thinkingConfig: { thinkingBudget: 'all' } })],
  ['maxOutputTokens', config({ maxOutputTokens: 1, max_output_tokens: 100_000 })],
  ['tools[0].functionDeclarations[0].name', { tools: [{ functionDeclarations: [{}] }] }],
  ['toolConfig', { tools: [{ functionDeclarations: [{ name: 'f' }] }], toolConfig: 5 }],
])('what is wrong is named: %s', (param, more) => expect(refused(more)).toBe(param))

it.each([
  ['tools[0].googleSearch', { tools: [{ googleSearch: {} }] }],
  ['tools[1].codeExecution', { tools: [{ functionDeclarations: [{ name: 'f' }] }, { code_execution: {} }] }],
  ['cachedContent', { cachedContent: 'cachedContents/x' }],
  ['contents[0].parts[0].inlineData', saying({ inlineData: { mimeType: 'application/pdf', data: 'JVBE' } })],
  ['contents[0].parts[0].fileData', saying({ fileData: { fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/x' } })],
  ['contents[0].parts[0].functionResponse', saying({ functionResponse: { name: 'f', response: {} } })],
  ['generationConfig.responseMimeType', config({ responseMimeType: 'text/x.enum', responseSchema: { type: 'STRING', enum: ['a'] } })],
  ['generationConfig.responseModalities', config({ responseModalities: ['TEXT', 'IMAGE'] })],
  ['generationConfig.speechConfig', config({ speech_config: { voice: 'x' } })],
  ['generationConfig.responseLogprobs', config({ responseLogprobs: true })],
  ['somethingNew', { somethingNew: 1 }],
])('what would change the answer is not dropped on the way to another shape: %s', (param, more) => {
  expect(parse(more).ownOnly?.param).toBe(param)
})

it('what is advice is left out of what other upstreams are told', () => {
  const advice = {
    safetySettings: [{ category: 'a' }],
    labels: { a: 'b' },
    ...config({ topK: 5, mediaResolution: 'LOW', responseLogprobs: false }),
  }
  const { ownOnly, prompt, own } = parse(advice)
  expect(ownOnly).toBeUndefined()
  expect(prompt).toEqual({ model: 'm', stream: false, messages: [{ role: 'user', content: 'hi' }] })
  expect(own?.body).toMatchObject(advice)
})

it('both spellings are one; what belongs to the caller keeps its own', () => {
  const { own, prompt, ceiling, answers } = parse({
    contents: [{ role: 'model', parts: [{ function_call: { name: 'f', args: { my_arg: 1 } }, thought_signature: 's' }] }],
    generation_config: { max_output_tokens: 7, candidateCount: 2, response_mime_type: 'application/json' },
    tools: [
      {
        function_declarations: [
          { name: 'f', parameters: { type: 'OBJECT', properties: { my_arg: { any_of: [{ type: 'STRING', min_length: '2' }] } } } },
        ],
      },
    ],
  })
  expect({ ceiling, answers }).toEqual({ ceiling: 7, answers: 2 })
  expect(own?.body).toMatchObject({
    contents: [{ parts: [{ functionCall: { args: { my_arg: 1 } }, thoughtSignature: 's' }] }],
    generationConfig: { maxOutputTokens: 7, responseMimeType: 'application/json' },
  })
  expect(prompt).toMatchObject({
    messages: [{ tool_calls: [{ function: { arguments: '{"my_arg":1}' }, extra_content: { google: { thought_signature: 's' } } }] }],
    max_tokens: 7,
    n: 2,
    response_format: { type: 'json_object' },
    tools: [{ function: { parameters: { type: 'object', properties: { my_arg: { anyOf: [{ type: 'string', minLength: 2 }] } } } } }],
  })
})

it.each([
  [{ mode: 'NONE' }, { tool_choice: 'none' }, ['a', 'b']],
  [{ mode: 'AUTO' }, { tool_choice: 'auto' }, ['a', 'b']],
  [{ mode: 'ANY' }, { tool_choice: 'required' }, ['a', 'b']],
  [{ mode: 'ANY', allowedFunctionNames: ['b'] }, { tool_choice: { type: 'function', function: { name: 'b' } } }, ['a', 'b']],
  [{ mode: 'VALIDATED', allowed_function_names: ['b'] }, { tool_choice: 'auto' }, ['b']],
  [{}, {}, ['a', 'b']],
])('which functions may be called: %j', (functionCallingConfig, choice, names) => {
  const declared = { tools: [{ functionDeclarations: [{ name: 'a' }] }, { functionDeclarations: { name: 'b' } }] }
  const { tools, tool_choice } = parse({ ...declared, toolConfig: { functionCallingConfig } }).prompt
  expect({ ...(tool_choice !== undefined && { tool_choice }) }).toEqual(choice)
  expect(tools?.map((tool) => (tool as { function: { name: string } }).function.name)).toEqual(names)
})

it.each([
  [{ thinkingBudget: 500 }, { thinkingBudget: 500 }],
  [{ thinkingBudget: 0 }, { thinkingBudget: null }],
  [{ thinkingBudget: -1 }, {}],
  [{ thinkingLevel: 'HIGH' }, { effort: 'high' }],
  [{ includeThoughts: true }, {}],
])('how long the model is to think: %j', (thinkingConfig, wanted) => {
  const { thinkingBudget, prompt } = parse(config({ thinkingConfig }))
  const effort = prompt.reasoning_effort
  expect({ ...(thinkingBudget !== undefined && { thinkingBudget }), ...(effort !== undefined && { effort }) }).toEqual(wanted)
})

it('results find their calls, by id, by name and by order; the events of a streamed answer are one turn', () => {
  const call = (name: string, id?: string) => ({ role: 'model', parts: [{ functionCall: { name, args: {}, ...(id && { id }) } }] })
  const result = (name: string, id?: string) => ({ functionResponse: { name, response: { result: name }, ...(id && { id }) } })
  const { prompt, ownOnly } = parse({
    contents: [
      { parts: { text: 'go' } },
      {
        role: 'model',
        parts: [
          { text: 'hm', thought: true },
          { text: '', thought: true, thoughtSignature: 'sig' },
        ],
      },
      { role: 'model', parts: [{ text: 'I ' }] },
      { role: 'model', parts: [{ text: 'look.' }] },
      call('one'),
      call('two', 'own'),
      call('one'),
      { role: 'user', parts: [result('one', 'made-up'), result('two', 'own'), result('other'), { text: 'done' }] },
    ],
  })
  expect(ownOnly).toBeUndefined()
  const { messages } = prompt
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'tool', 'tool', 'user'])
  const ids = messages[1]?.tool_calls?.map(({ id }) => id)
  expect(messages[1]).toMatchObject({
    content: 'I look.',
    thinking_blocks: [{ type: 'thinking', thinking: 'hm', signature: 'google.sig' }],
  })
  expect(messages.slice(2, 5).map(({ tool_call_id }) => tool_call_id)).toEqual([ids?.[0], 'own', ids?.[2]])
  expect(new Set(ids).size).toBe(3)
})

it('weighs all that it says: pictures as pictures, what is read elsewhere as much as a window holds', () => {
  const size = (more: object) => sizeOf(parse(more).said ?? { messages: [] })
  const picture = { inlineData: { mimeType: 'image/png', data: 'A'.repeat(4000) } }
  expect(size(saying(picture, { fileData: { mimeType: 'image/png', fileUri: 'https://example.edu/a.png' } }))).toMatchObject({
    images: 2,
    fetches: false,
  })
  expect(size(saying(picture)).bytes).toBeLessThan(500)
  expect(size(saying({ inlineData: { mimeType: 'application/pdf', data: 'A'.repeat(4000) } })).bytes).toBeGreaterThan(4000)
  expect(size({ systemInstruction: 'x'.repeat(1000) }).bytes).toBeGreaterThan(1000)
  for (const more of [{ tools: [{ googleSearch: {} }] }, { cachedContent: 'x' }, saying({ fileData: { fileUri: 'gs://b/film.mp4' } })])
    expect(size(more).fetches, JSON.stringify(more)).toBe(true)
})
