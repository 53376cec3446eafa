import { parseChat } from '../parse-chat'
import type { ModelEndpoint } from './endpoint'

export const chatCompletions: ModelEndpoint = { method: 'POST', name: 'chat/completions', parse: parseChat }
