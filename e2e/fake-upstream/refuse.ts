import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Behaviour } from './behaviour.ts'

const errors: Record<number, { message: string; type: string; code: string | null }> = {
  400: { message: "Invalid value for 'temperature': must be at most 2", type: 'invalid_request_error', code: 'invalid_value' },
  401: { message: 'Incorrect API key provided: sk-up***eam', type: 'invalid_request_error', code: 'invalid_api_key' },
  403: { message: 'This key may not use the model', type: 'permission_error', code: 'forbidden' },
  404: { message: 'The model does not exist', type: 'invalid_request_error', code: 'model_not_found' },
  408: { message: 'Request timed out', type: 'timeout', code: null },
  422: { message: 'Unprocessable', type: 'invalid_request_error', code: null },
  429: { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' },
  500: { message: 'CUDA out of memory at http://10.9.8.7:8000', type: 'server_error', code: null },
  502: { message: 'Bad gateway', type: 'server_error', code: null },
  503: { message: 'Model is loading', type: 'server_error', code: null },
  529: { message: 'Overloaded', type: 'overloaded_error', code: null },
}

const contextLength = {
  message: "This model's maximum context length is 4096 tokens. However, your messages resulted in 9000 tokens.",
  type: 'invalid_request_error',
  param: 'messages',
  code: 'context_length_exceeded',
}
const contentFilter = {
  message: 'The response was filtered due to the prompt triggering the content management policy.',
  type: 'invalid_request_error',
  param: 'prompt',
  code: 'content_filter',
}

/** Failures of an answer that has begun, after so many pieces. */
const ofStreams = ['cut', 'half', 'reset', 'stall', 'malformed', 'error', 'endless', 'short']

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers })
  response.end(text)
}

/**
 * Gives the answers that are no completion, and returns true when the call ends here. With `quote` each of them repeats what was sent, the
 * credential included.
 */
export function refuse(request: IncomingMessage, response: ServerResponse, behaviour: Behaviour, body: string): boolean {
  const quoted = behaviour.has('quote') ? ` in: ${request.headers.authorization} ${body}` : ''
  const quoting = <T extends { message: string }>(error: T): T => ({ ...error, message: error.message + quoted })
  if (quoted) {
    response.statusMessage = quoted.replace(/[^ -~]/g, '?').slice(0, 4000)
    response.setHeader('x-error', response.statusMessage)
  }
  const fails = ofStreams.some((word) => behaviour.number(word, 0) > 0)
  const status = behaviour.number('status', behaviour.has('flaky') && !fails ? 500 : 0)
  if (behaviour.has('resetheaders')) request.socket.resetAndDestroy()
  else if (behaviour.has('closeheaders')) request.socket.destroy()
  else if (behaviour.has('halfheaders')) request.socket.end(`HTTP/1.1 200 OK\r\ncontent-type: text/ev${quoted}`)
  else if (behaviour.has('garbage')) request.socket.end(`220 smtp.example ESMTP ready${quoted}\r\n`)
  else if (behaviour.has('hugeheaders')) json(response, 200, {}, { 'x-pad': 'x'.repeat(300_000) })
  else if (behaviour.has('noheaders')) return true
  else if (behaviour.has('redirect'))
    response.writeHead(307, { location: `http://169.254.169.254/latest/meta-data?${encodeURI(quoted)}` }).end()
  else if (behaviour.has('contextlength')) json(response, 400, { error: quoting(contextLength) })
  else if (behaviour.has('filter')) json(response, 400, { error: quoting(contentFilter) })
  else if (behaviour.has('html')) response.writeHead(200, { 'content-type': 'text/html' }).end(`<html>Welcome to nginx!${quoted}</html>`)
  else if (behaviour.has('empty')) response.writeHead(200, { 'content-type': 'application/json' }).end()
  else if (behaviour.has('badjson'))
    response.writeHead(200, { 'content-type': 'application/json' }).end(`{"id":"chatcmpl-1","choi${quoted}`)
  else if (behaviour.has('nochoices')) json(response, 200, { id: 'chatcmpl-1', object: 'chat.completion', choices: [], quoted })
  else if (behaviour.has('errorbody'))
    json(response, 200, { error: quoting({ message: 'model crashed', type: 'server_error', code: 500 }) })
  else if (status > 0) {
    const retryAfter = behaviour.number('status', -1, 1)
    const headers = retryAfter >= 0 ? { 'retry-after': String(retryAfter) } : undefined
    if (behaviour.has('texterror'))
      response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(`upstream on fire${quoted}`)
    else
      json(response, status, { error: { param: null, ...quoting(errors[status] ?? { message: 'odd', type: 'odd', code: null }) } }, headers)
  } else return false
  return true
}
