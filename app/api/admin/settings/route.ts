import * as z from 'zod'
import { actorOf } from '@/lib/http/actor'
import { jsonSchema } from '@/lib/http/reference/json-schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { changeSettings } from '@/lib/settings/change-settings'
import { describeSettings, shownSettings } from '@/lib/settings/describe-settings'
import { settingsAnswer } from '@/lib/settings/schema'
import { lineOf, settingNames } from '@/lib/settings/table'

const each = z.strictObject(Object.fromEntries(settingNames.map((name) => [name, lineOf(name).schema.nullable().optional()])))
/** Names and values are checked where they are stored, because only that place can name each wrong one. */
const named = z.record(z.string(), z.unknown()).meta({ ...jsonSchema(each), propertyNames: undefined })
/** Either the form that `GET` answers or the plain names. */
const given = z.union([z.strictObject({ settings: named }).transform(({ settings }) => settings), named])
const amounts = settingNames.filter((name) => lineOf(name).input.as === 'money')
const all = () => ({ settings: shownSettings(), table: describeSettings() })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({ summary: 'Every setting, with meaning and default', who: 'owner', answer: settingsAnswer, run: async () => all() }),

  PATCH: route({
    summary: 'Change settings by name; null goes back to the default',
    who: 'owner',
    body: given,
    exact: amounts,
    answer: settingsAnswer,
    refusals: ['managed_by_file'],
    run: async ({ body, caller, request }) => {
      await changeSettings(body, actorOf({ caller, request }))
      return all()
    },
  }),
})
