import 'server-only'
import { isObject } from '@/lib/json-object'
import { countPrompt, loadCounter } from '../../measure/count-tokens'
import type { FreeEndpoint } from '../endpoint'
import { geminiErrorBody } from './error-body'
import { measured } from './measured'
import { usableModel } from './models'
import { ownBody } from './parse-gemini'
import { readContents } from './read-contents'

/** What a request comes to. Some clients send the whole request, others its contents alone. */
export const countGeminiTokens: FreeEndpoint = {
  method: 'POST',
  name: 'v1beta/models/{id...}:countTokens',
  refusal: geminiErrorBody,
  async answer({ caller, at: { id }, json }) {
    const model = usableModel(id, caller)
    const body = ownBody(await json())
    const request = isObject(body.generateContentRequest) ? ownBody(body.generateContentRequest) : body
    readContents(request.contents, [])
    await loadCounter()
    return { totalTokens: countPrompt(measured(request), model?.imageTokens) }
  },
}
