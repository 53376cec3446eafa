import { isObject } from '@/lib/json-object'
import type { Plan, Planned } from '../admit/plan-call'
import { isTask } from '../endpoints/endpoint'
import { typeOf } from '../endpoints/responses/check-input'

/** Members that refer to something kept elsewhere, or let an upstream act or look something up. */
const elsewhere = `previous_response_id conversation container mcp_servers web_search_options cachedContent cached_content
  plugins search_parameters`.split(/\s+/)

/** Items of Responses that hold all that they say. One without a type and a role is only named. */
const wholeItems = new Set(['message', 'reasoning', 'function_call', 'function_call_output', 'custom_tool_call', 'custom_tool_call_output'])

/** Whether the answer depends on nothing but the request and its model, so that an earlier one answers as well. */
export function isCacheable(plan: Planned): boolean {
  const { body, endpoint } = plan
  if (isTask(endpoint) && (endpoint.recall || endpoint.task.startsWith('images/'))) return false
  if (plan.form || ('size' in plan && (plan as Plan).size.fetches)) return false
  // A summary is sealed to its user.
  if ('request' in plan && (plan as Plan).request.compacts) return false
  // Answers of Responses are stored for later calls unless the caller says no.
  const stores = endpoint.speaks === 'openai-responses' ? body.store !== false : body.store === true
  if (stores || body.background === true || isObject(body.prompt) || elsewhere.some((name) => given(body[name]))) return false
  if (Array.isArray(body.input) && body.input.some((item) => isObject(item) && !wholeItems.has(typeOf(item)))) return false
  return !given(body.tools) || (Array.isArray(body.tools) && body.tools.every(isCallersOwn))
}

const given = (value: unknown): boolean => value !== undefined && value !== null && value !== false

/** A tool that the caller itself runs. Every other one may do something at the upstream. */
function isCallersOwn(tool: unknown): boolean {
  if (!isObject(tool)) return false
  if (given(tool.type)) return tool.type === 'function' || tool.type === 'custom'
  return 'input_schema' in tool || 'function' in tool || Object.keys(tool).every((name) => geminis.has(name))
}

const geminis = new Set(['functionDeclarations', 'function_declarations'])
