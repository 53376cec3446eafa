/** The base path of a request and the endpoint below it, without slashes at either end. Endpoints of Gemini's door begin with its name, HepAI's own with theirs. */
export interface GatewayPath {
  base: '/v1' | '/api/v1' | '/apiv2' | '/v1beta'
  endpoint: string
  /** What follows the question mark. */
  query: string
}

/** Splits a path. Undefined for one that is not the gateway's. Repeated and trailing slashes and the query do not matter. */
export function routeOf(path: string): GatewayPath | undefined {
  const query = path.indexOf('?')
  let clean = query < 0 ? path : path.slice(0, query)
  if (clean.includes('//')) clean = clean.replace(/\/{2,}/g, '/')
  if (clean.endsWith('/')) clean = clean.slice(0, -1)
  const route =
    below(clean, '/v1', '/v1') ??
    below(clean, '/api/v1', '/api/v1') ??
    anthropics.map((prefix) => below(clean, prefix, '/apiv2')).find(Boolean) ??
    below(clean, '/apiv2/v1', '/apiv2') ??
    below(clean, '/apiv2', '/apiv2') ??
    below(clean, '/v1beta', '/v1beta') ??
    rootOf(clean)
  return route && { ...heps(geminis(route)), query: query < 0 ? '' : path.slice(query + 1) }
}

type Route = Omit<GatewayPath, 'query'>

/** What only Gemini's clients ask for. Some of them send it to /v1. */
const verbs = /^models\/.+:(generateContent|streamGenerateContent|countTokens|embedContent|batchEmbedContents)$/

/** Gemini's endpoints may have the names of others, in another shape, so these keep the version in theirs. */
const geminis = (route: Route): Route =>
  route.base === '/v1beta' || verbs.test(route.endpoint) ? { base: '/v1beta', endpoint: `v1beta/${route.endpoint}` } : route

/** Where HepAI's clients send what is in Anthropic's shape. */
const anthropics = ['/apiv2/anthropic/v1', '/apiv2/anthropic']

const onlyThere = /^(worker|worker_unified_gate|agents|api)\//

/** What only HepAI's clients ask for exists below their base path alone, which stands in its name. */
const heps = (route: Route): Route =>
  route.base === '/apiv2' && onlyThere.test(`${route.endpoint}/`) ? { ...route, endpoint: `apiv2/${route.endpoint}` } : route

/** What clients ask for at the root, without a base path. */
function rootOf(path: string): Route | undefined {
  return path === '/rerank' || below(path, '/dashboard/billing', '/v1') ? { base: '/v1', endpoint: path.slice(1) } : undefined
}

function below(path: string, prefix: string, base: GatewayPath['base']): Route | undefined {
  if (!path.startsWith(prefix)) return undefined
  if (path.length === prefix.length) return { base, endpoint: '' }
  return path.charCodeAt(prefix.length) === 47 ? { base, endpoint: path.slice(prefix.length + 1) } : undefined
}
