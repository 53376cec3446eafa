import { describe, expect, it } from 'vitest'
import { carry } from './own-thought'
import { parseResponses } from './parse-responses'

const base = { model: 'm', input: 'hi' }
const promptOf = (body: object) => parseResponses({ ...base, ...body }).prompt
const messagesOf = (input: unknown[], more: object = {}) => promptOf({ input, ...more }).messages

describe('a prompt of items in the chat shape', () => {
  it('a text is the user’s, instructions are the system’s', () =>
    expect(promptOf({ instructions: 'be brief' }).messages).toEqual([
      { role: 'system', content: 'be brief' },
      { role: 'user', content: 'hi' },
    ]))

  it('calls and their outputs keep their order, and what one assistant said is one message', () => {
    const input = [
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'rules' }] },
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'a' },
          { type: 'input_text', text: 'b' },
        ],
      },
      { type: 'reasoning', id: 'rs_1', summary: [], content: null, encrypted_content: 'foreign' },
      { type: 'message', id: 'msg_1', role: 'assistant', content: [{ type: 'output_text', text: 'looking', annotations: [] }] },
      { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'f', arguments: '{"x":1}' },
      { type: 'function_call', id: 'fc_2', call_id: 'c2', name: 'g', arguments: '{}' },
      { type: 'function_call_output', call_id: 'c1', output: 'one' },
      {
        type: 'function_call_output',
        call_id: 'c2',
        output: [
          { type: 'input_text', text: 'two' },
          { type: 'input_image', image_url: 'data:x', detail: 'low' },
        ],
      },
      { type: 'function_call', call_id: 'c3', name: 'f', arguments: '{}' },
    ]
    const call = (id: string, name: string, words: string) => ({ id, type: 'function', function: { name, arguments: words } })
    expect(messagesOf(input)).toEqual([
      { role: 'system', content: 'rules' },
      { role: 'user', content: 'ab' },
      { role: 'assistant', content: 'looking', tool_calls: [call('c1', 'f', '{"x":1}'), call('c2', 'g', '{}')] },
      { role: 'tool', tool_call_id: 'c1', content: 'one' },
      {
        role: 'tool',
        tool_call_id: 'c2',
        content: [
          { type: 'text', text: 'two' },
          { type: 'image_url', image_url: { url: 'data:x', detail: 'low' } },
        ],
      },
      { role: 'assistant', content: null, tool_calls: [call('c3', 'f', '{}')] },
    ])
  })

  it('our own thoughts and proofs come back to their places; those of others are dropped', () => {
    const thought = { type: 'thinking' as const, thinking: 'hm', signature: 's' }
    const input = [
      { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: carry({ thought }) },
      { type: 'reasoning', id: 'rs_2', summary: [], encrypted_content: 'atrium.broken' },
      { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{}' },
      { type: 'reasoning', id: 'rs_3', summary: [], encrypted_content: carry({ call: 'c1', signature: 'proof' }) },
    ]
    const request = parseResponses({ model: 'm', input })
    expect(request.prompt.messages).toMatchObject([
      {
        role: 'assistant',
        thinking_blocks: [thought],
        tool_calls: [{ id: 'c1', extra_content: { google: { thought_signature: 'proof' } } }],
      },
    ])
    // A server that speaks Responses could not read them.
    expect(request.own?.body.input).toEqual([input[1], input[2]])
  })

  it('members have the names of the chat shape, and those about storing are left out', () => {
    const { messages: _, ...prompt } = promptOf({
      stream: true,
      temperature: 0.5,
      top_k: 5,
      max_output_tokens: 100,
      text: { format: { type: 'json_schema', name: 's', schema: { type: 'object' }, strict: true }, verbosity: 'low' },
      reasoning: { effort: 'high', summary: 'auto' },
      store: false,
      include: ['reasoning.encrypted_content'],
      client_metadata: { a: '{}' },
      prompt_cache_key: 'k',
      parallel_tool_calls: true,
    })
    expect(prompt).toEqual({
      model: 'm',
      stream: true,
      temperature: 0.5,
      top_k: 5,
      max_tokens: 100,
      response_format: { type: 'json_schema', json_schema: { name: 's', schema: { type: 'object' }, strict: true } },
      verbosity: 'low',
      reasoning_effort: 'high',
    })
  })

  it('what has no words there is named', () => {
    const named = (body: object) => parseResponses({ ...base, ...body }).ownOnly?.param
    expect(named({})).toBeUndefined()
    expect(named({ input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'f' }] }] })).toBe('input[0].content[0]')
    expect(
      named({
        input: [
          { role: 'user', content: 'x' },
          { type: 'compaction', encrypted_content: 'x' },
        ],
      }),
    ).toBe('input[1]')
    expect(named({ tools: [{ type: 'file_search' }] })).toBe('tools[0]')
    expect(named({ tools: [{ type: 'web_search' }] })).toBe('tools[0]')
    expect(named({ tools: [{ type: 'web_search' }, { type: 'function', name: 'f' }] })).toBeUndefined()
    expect(named({ tool_choice: 'required' })).toBe('tool_choice')
    expect(named({ top_logprobs: 3 })).toBe('top_logprobs')
    const earlier = { model: 'm', input: [{ type: 'computer_call' }, { role: 'user', content: 'x' }] }
    expect(parseResponses({ ...base, previous_response_id: 'resp_1' }, earlier).ownOnly?.param).toBe('previous_response_id')
  })
})

describe('a request of Codex', () => {
  const patch = {
    type: 'custom',
    name: 'apply_patch',
    description: 'Edits files.',
    format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' },
  }
  const run = { type: 'function', name: 'run', description: 'Runs.', strict: false, parameters: { type: 'object', properties: {} } }
  const parts = {
    model: 'm',
    store: false,
    stream: true,
    tool_choice: 'auto',
    parallel_tool_calls: false,
    reasoning: { effort: 'medium', context: 'all_turns' },
    include: ['reasoning.encrypted_content'],
    client_metadata: { turn: '{"a":1}' },
  }

  it('has its namespaces flattened, a tool with a grammar made a function, and web search left out', () => {
    const { prompt } = parseResponses({
      ...parts,
      input: 'hi',
      tools: [
        run,
        patch,
        { type: 'web_search', external_web_access: true },
        { type: 'namespace', name: 'mcp', description: 'd', tools: [run] },
      ],
    })
    expect(prompt.tools).toMatchObject([
      { type: 'function', function: { name: 'run', description: 'Runs.', strict: false } },
      {
        type: 'function',
        function: { name: 'apply_patch', parameters: { required: ['input'], properties: { input: { type: 'string' } } } },
      },
      { type: 'function', function: { name: 'mcp__run' } },
    ])
    expect(JSON.stringify(prompt.tools?.[1])).toContain('Edits files.\\n\\nThe input must follow this lark grammar:\\nstart: \\"x\\"')
    expect(prompt).toMatchObject({ tool_choice: 'auto', parallel_tool_calls: false, reasoning_effort: 'medium' })
  })

  it('may bring its tools as an item, and tell of their calls', () => {
    const additional = {
      type: 'additional_tools',
      role: 'developer',
      tools: [{ type: 'namespace', name: 'functions', tools: [{ ...patch, name: 'exec' }] }],
    }
    const { prompt, ownOnly } = parseResponses({
      ...parts,
      input: [
        additional,
        { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'rules' }] },
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'go' }] },
        { type: 'custom_tool_call', id: 'ctc_1', call_id: 'c1', name: 'exec', namespace: 'functions', input: 'say("我")' },
        { type: 'custom_tool_call_output', call_id: 'c1', output: [{ type: 'input_text', text: 'done' }] },
        { type: 'web_search_call', id: 'ws_1', status: 'completed' },
      ],
    })
    expect(ownOnly).toBeUndefined()
    expect(prompt.tools).toMatchObject([{ function: { name: 'exec' } }])
    expect(prompt.messages).toEqual([
      { role: 'system', content: 'rules' },
      { role: 'user', content: 'go' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'exec', arguments: '{"input":"say(\\"我\\")"}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'done' },
    ])
  })

  it('may force a tool, or allow some', () => {
    const tools = [run, patch]
    expect(promptOf({ tools, tool_choice: { type: 'custom', name: 'apply_patch' } }).tool_choice).toEqual({
      type: 'function',
      function: { name: 'apply_patch' },
    })
    const allowed = promptOf({
      tools,
      tool_choice: { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'run' }] },
    })
    expect(allowed).toMatchObject({ tool_choice: 'required', tools: [{ function: { name: 'run' } }] })
  })
})
