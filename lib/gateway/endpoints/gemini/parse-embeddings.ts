import { isObject } from '@/lib/json-object'
import type { Untold } from '../../generation/request'
import type { TaskRequest } from '../../generation/task'
import { absent, checkModel, wrong } from '../check-members'
import { countedOf, mostOf } from '../read-texts'
import { camelled, type Members, oneOrMore } from './members'

const mostRequests = 10_000

/** A request for one vector, and where it stands in the body. */
interface Item {
  body: Members
  path: string
}

export const parseSingle = (given: Members, model: string): TaskRequest => taskOf([{ body: camelled(given), path: '' }], model)

export function parseBatch(given: Members, model: string): TaskRequest {
  const { requests, ...rest } = camelled(given)
  const [odd] = Object.keys(rest).filter((name) => name !== 'model' && !absent(rest[name]))
  if (odd !== undefined) throw wrong(odd, 'is not known here: put it into each of the requests')
  if (!Array.isArray(requests) || requests.length === 0) throw wrong('requests', 'must be a list of at least one request')
  if (requests.length > mostRequests) throw wrong('requests', `has more than ${mostRequests} requests`)
  const items = requests.map((body: unknown, at) => {
    if (!isObject(body)) throw wrong(`requests[${at}]`, 'must be an object')
    return { body, path: `requests[${at}].` }
  })
  return taskOf(items, model)
}

function taskOf(items: Item[], model: string): TaskRequest {
  checkModel(model)
  const input = items.map((item) => checked(item, model))
  const titles = items.flatMap((item) => configOf(item).title ?? []) as string[]
  const texts = { texts: [...input, ...titles], tokens: 0, items: items.length }
  const dimensions = configOf(items[0]).outputDimensionality
  const ownOnly = onlyGoogles(items)
  return {
    task: 'embeddings',
    model,
    body: { model, input, encoding_format: 'float', ...(!absent(dimensions) && { dimensions }) },
    own: { protocol: 'gemini', body: { requests: items.map(({ body }) => ({ ...body, content: contentOf(body) })) } },
    ...(ownOnly && { ownOnly }),
    answer: 'json',
    most: mostOf(texts),
    certain: { requests: 1 },
    counted: { inputTokens: () => countedOf(texts) },
  }
}

/** Newer clients put what is said of the vector into an object of its own. */
const configOf = (item: Item | undefined): Members => {
  const { embedContentConfig: config, ...body } = item?.body ?? {}
  return { ...body, ...(isObject(config) ? config : {}) }
}

/** Google's servers take a text in place of a content. */
const contentOf = ({ content }: Members): unknown => (typeof content === 'string' ? { parts: [{ text: content }] } : content)

/** Checks one request, and gives its text. */
function checked({ body, path }: Item, model: string): string {
  const named = body.model
  if (!absent(named) && named !== model && named !== `models/${model}`) throw wrong(`${path}model`, 'must be the model that the path names')
  const config = body.embedContentConfig
  if (!absent(config) && !isObject(config)) throw wrong(`${path}embedContentConfig`, 'must be an object')
  const twice = Object.keys(config ?? {}).find((name) => !absent(body[name]))
  // The upstream might believe the other one.
  if (twice !== undefined) throw wrong(`${path}embedContentConfig.${twice}`, 'is given twice')
  const said = configOf({ body, path })
  for (const name of ['taskType', 'title'])
    if (!absent(said[name]) && typeof said[name] !== 'string') throw wrong(path + name, 'must be a text')
  const size = said.outputDimensionality
  if (!absent(size) && (!Number.isSafeInteger(size) || (size as number) < 1))
    throw wrong(`${path}outputDimensionality`, 'must be a whole number, 1 or above')
  return textOf(contentOf(body), `${path}content`)
}

function textOf(content: unknown, path: string): string {
  if (!isObject(content)) throw wrong(path, 'is missing: send a content with parts')
  const parts = oneOrMore(content.parts).map((part, at) => {
    const { text, ...more } = isObject(part) ? part : {}
    const odd = Object.keys(more).find((name) => !absent(more[name]))
    if (odd !== undefined) throw wrong(`${path}.parts[${at}].${odd}`, 'is not known here: vectors are made of texts')
    if (typeof text !== 'string') throw wrong(`${path}.parts[${at}].text`, 'must be a text')
    return text
  })
  const text = parts.join('\n')
  if (text === '') throw wrong(path, 'is empty')
  return text
}

/** A kind of use is advice: models without kinds have one vector for all of them. */
const told = new Set(['model', 'content', 'outputDimensionality', 'taskType'])

/** The first thing that only an upstream of Google's protocol can be told. */
function onlyGoogles(items: Item[]): Untold | undefined {
  const size = configOf(items[0]).outputDimensionality ?? null
  for (const item of items) {
    const said = configOf(item)
    const odd = Object.keys(said).find((name) => !told.has(name) && !absent(said[name]) && said[name] !== '')
    if (odd !== undefined) return words(`${item.path}${odd}`)
    if ((said.outputDimensionality ?? null) !== size)
      return words(`${item.path}outputDimensionality`, 'differs from the first request’s: it')
  }
  return undefined
}

const words = (param: string, what = ''): Untold => ({
  param,
  message: `${param} ${what}${what && ' '}reaches only backends that speak Gemini's protocol. Leave it out, or choose another model.`,
})
