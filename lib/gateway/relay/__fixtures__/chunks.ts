/** Events as an upstream called `up` sends them and as a caller who asked for `asked` must get them. */
const event = (model: string, choices: string, more = '') =>
  `data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"${model}","choices":${choices}${more}}\n\n`

const pair = (choices: string, more = '', askedMore = more) => ({
  up: event('up', choices, more),
  asked: event('asked', choices, askedMore),
})
export type Pair = ReturnType<typeof pair>

const choice = (delta: string, reason = 'null', index = 0) => `{"index":${index},"delta":${delta},"finish_reason":${reason}}`

export const role = pair(`[${choice('{"role":"assistant","content":""}')}]`)
export const say = (text: string, more = '', askedMore = more) => pair(`[${choice(JSON.stringify({ content: text }))}]`, more, askedMore)
export const sayFor = (index: number, text: string) => pair(`[${choice(JSON.stringify({ content: text }), 'null', index)}]`)
export const delta = (members: object) => pair(`[${choice(JSON.stringify(members))}]`)
export const finish = (reason = 'stop', index = 0) => pair(`[${choice('{}', `"${reason}"`, index)}]`)
export const finishWith = (more: string, askedMore = '') => pair(`[${choice('{}', '"stop"')}]`, more, askedMore)
export const nothing = (more: string) => pair('[]', more)

export const usage = (input: number, output: number, more = '') =>
  `,"usage":{"prompt_tokens":${input},"completion_tokens":${output},"total_tokens":${input + output}${more}}`
export const usageChunk = nothing(usage(5, 2))
export const done = 'data: [DONE]\n\n'

export const up = (...pairs: Pair[]) => pairs.map((each) => each.up)
export const asked = (...pairs: Pair[]) => pairs.map((each) => each.asked).join('')

const errorOf = (message: string, code: string) =>
  `data: {"error":{"message":"${message}","type":"server_error","param":null,"code":"${code}"}}\n\n`
export const failed = errorOf('The model backend failed.', 'upstream_failed')
export const late = errorOf('The model backend did not answer in time.', 'upstream_timeout')
