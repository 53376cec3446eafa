import type { ModelEndpoint } from '../endpoint'
import { parseChat } from './parse-chat'

export const chatCompletions: ModelEndpoint = { method: 'POST', name: 'chat/completions', parse: parseChat }
